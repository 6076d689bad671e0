import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LoopbackProvider, startLoopbackProvider } from '../../servers/loopbackProvider';
import { groqStream } from '../../servers/vendorReplies';

const path = '/openai/v1/chat/completions';
let provider: LoopbackProvider;

beforeEach(async () => {
  provider = await startLoopbackProvider();
});

afterEach(() => provider.close());

const post = (init: RequestInit = {}) =>
  fetch(`${provider.url}${path}?x=1`, { method: 'POST', body: '{"stream":true}', ...init });

test('sends the same bytes however they are split', async () => {
  provider.on('POST', path, groqStream(['Ein See ', '🌄']));
  const whole = await (await post()).text();
  provider.on('POST', path, groqStream(['Ein See ', '🌄'], { reply: { splitSeed: 7, splitBytes: 3 } }));
  expect(await (await post()).text()).toBe(whole);
  expect(whole).toContain('🌄');
});

test('keeps requests, uses handlers in turn and answers an unknown route with 404', async () => {
  provider.on('POST', path, { status: 429, headers: { 'retry-after': '2' } }, (request) => ({ body: request.json }));
  expect((await post()).headers.get('retry-after')).toBe('2');
  expect(await (await post()).json()).toEqual({ stream: true });
  expect((await post()).status).toBe(200);
  expect((await fetch(`${provider.url}/nothing`)).status).toBe(404);
  expect(provider.requests.map((request) => request.path)).toEqual([path, path, path, '/nothing']);
  expect(provider.requests[0]?.query.get('x')).toBe('1');
});

test('drops the connection where told', async () => {
  provider.on('POST', path, groqStream(['A lake'], { reply: { cutAfter: 40 } }));
  await expect(post().then((response) => response.text())).rejects.toThrow();
});

test('tells that the client has left', async () => {
  provider.on('POST', path, groqStream(['A lake'], { reply: { hang: true } }));
  const controller = new AbortController();
  await post({ signal: controller.signal });
  controller.abort();
  const [request] = await provider.waitFor(1, path);
  expect(await request?.ended).toMatchObject({ aborted: true });
});
