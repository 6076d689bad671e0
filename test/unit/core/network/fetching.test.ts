import { expect, it } from 'vitest';
import { createPermit, originOf, placesOf } from '../../../../src/core/network/fetching';

it('names each host once, with all that it would be asked for', () => {
  const urls = [
    'https://a.example/1.png',
    'https://A.example:443/2.png?d=1',
    'https://a.example/1.png',
    'http://a.example/1.png',
    'https://a.example:8443/1.png',
    'data:image/png;base64,AA',
    'no url',
  ];
  expect(placesOf(urls)).toEqual([
    {
      origin: 'https://a.example',
      host: 'a.example',
      urls: ['https://a.example/1.png', 'https://A.example:443/2.png?d=1'],
    },
    { origin: 'http://a.example', host: 'a.example', urls: ['http://a.example/1.png'] },
    { origin: 'https://a.example:8443', host: 'a.example:8443', urls: ['https://a.example:8443/1.png'] },
  ]);
});

it('has an origin for the web alone', () => {
  expect(['ftp://a.example/', 'file:///a', 'paste:1', ''].map(originOf)).toEqual(Array(4).fill(undefined));
});

it('a permit fetches from the hosts that were agreed to and from no other', async () => {
  const fetched: string[] = [];
  const permit = createPermit(
    (origin) => origin === 'https://a.example',
    async (url) => {
      fetched.push(url);
      return new Uint8Array([1]);
    },
  );
  const { signal } = new AbortController();
  const ask = (url: string) => permit.download(url, signal);
  expect(await ask('https://a.example/1.png')).toEqual(new Uint8Array([1]));
  for (const url of ['http://a.example/1.png', 'https://a.example.evil.example/', 'https://a.example:8443/']) {
    expect(permit.allows(url)).toBe(false);
    await expect(ask(url)).rejects.toMatchObject({ reason: 'notFetched', detail: new URL(url).host });
  }
  expect(fetched).toEqual(['https://a.example/1.png']);
});
