import { describe, expect, it } from 'vitest';
import { createFetches } from '../../../src/commandLine/mayBeFetched';
import type { NetworkEngine } from '../../../src/engines/network/client';

/** Stands in for the downloader: records its requests. */
function harness(allowed: readonly string[], answers?: boolean[]) {
  const fetched: string[] = [];
  const questions: string[] = [];
  const network: NetworkEngine = {
    createTransport: () => {
      throw new Error('not used');
    },
    downloadImage: async (url) => {
      fetched.push(url);
      return new Uint8Array([1]);
    },
    isPublicUrl: async (url) => !/169\.254|10\.0\.0/.test(url),
  };
  const confirm = answers && (async (question: string) => questions.push(question) > 0 && answers.shift() === true);
  const fetches = createFetches(() => network, { allowed, maxBytes: 100, confirm });
  const fetchOne = async (url: string) => (await fetches.ask([url])).download(url, new AbortController().signal);
  return { fetches, fetchOne, fetched, questions };
}
const refused = (host: string) => ({ reason: 'notFetched', detail: host });

describe('where nobody can answer', () => {
  it('only the hosts that were named are asked for images', async () => {
    const { fetchOne, fetched, fetches } = harness(['a.example', 'B.example:8443']);
    await fetchOne('https://a.example/1.png');
    await fetchOne('http://a.example/1.png');
    await fetchOne('https://b.example:8443/1.png');
    for (const url of [
      'https://b.example/',
      'https://x.a.example/',
      'https://a.example:444/',
      'https://a.example.evil/',
    ]) {
      await expect(fetchOne(url)).rejects.toMatchObject(refused(new URL(url).host));
      expect(await fetches.mayLink(url)).toBe(false);
    }
    expect(fetched).toEqual(['https://a.example/1.png', 'http://a.example/1.png', 'https://b.example:8443/1.png']);
    expect(await fetches.mayLink('https://a.example/2.png?d=1')).toBe(true);
  });

  it('no private address is handed on, whatever was allowed', async () => {
    const { fetches } = harness(['169.254.169.254', '10.0.0.1']);
    expect(await fetches.mayLink('http://169.254.169.254/latest?token=abc')).toBe(false);
    expect(await fetches.mayLink('http://10.0.0.1/')).toBe(false);
  });
});

describe('on a terminal', () => {
  it('one question names all hosts with what they would be asked for; an answer holds for the run', async () => {
    const { fetches, fetchOne, fetched, questions } = harness(['c.example'], [true, false]);
    await fetches.ask([
      'https://a.example/1.png?d=1',
      'https://b.example/2.png',
      'https://c.example/3.png',
      '/a/file.png',
    ]);
    expect(questions).toEqual([
      'Fetch images from the web?\n  a.example: "https://a.example/1.png?d=1"\n  b.example: "https://b.example/2.png"\n',
    ]);
    await fetchOne('https://a.example/other.png');
    await expect(fetchOne('https://d.example/4.png')).rejects.toMatchObject(refused('d.example'));
    await expect(fetchOne('https://d.example/5.png')).rejects.toMatchObject(refused('d.example'));
    expect(questions).toHaveLength(2);
    expect(fetched).toEqual(['https://a.example/other.png']);
  });

  it('what is refused anyway is not asked about', async () => {
    const { fetches, questions } = harness([], [true]);
    await fetches.ask(['http://169.254.169.254/', 'http://10.0.0.1/']);
    expect(questions).toEqual([]);
  });
});
