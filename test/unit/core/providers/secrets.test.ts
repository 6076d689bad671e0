import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { listVendorModels } from '../../../../src/core/providers/catalogue';
import { createFetchTransport } from '../../../../src/core/providers/fetchTransport';
import { createHttpProvider } from '../../../../src/core/providers/httpProvider';
import { secretForms, sendGuarded } from '../../../../src/core/providers/secrets';
import type { Transport } from '../../../../src/core/providers/types';
import { type LoopbackProvider, sse, startLoopbackProvider } from '../../../servers/loopbackProvider';
import { groqStream } from '../../../servers/vendorReplies';
import { collect, question, summary, vendor } from './support';

const key = 'q7/Zk+2"w9LmXr4TtB';
const base64 = (text: string) => Buffer.from(text).toString('base64');
/** Forms in which a server may repeat the key that it was sent. */
const written: readonly (readonly [string, string])[] = [
  ['as it is', key],
  ['in an address', encodeURIComponent(key)],
  ['in an address, with small letters', 'q7%2fZk%2b2%22w9LmXr4TtB'],
  ['in JSON', JSON.stringify({ sent: key })],
  ['in base64', base64(key)],
  ['as a password', `Basic ${base64(`:${key}`)}`],
  ['with a user', `Basic ${base64(`me:${key}`)}`],
  ['with a user of another length', `Basic ${base64(`mee:${key}`)}`],
  ['for an address', Buffer.from(`u:${key}:x`).toString('base64url')],
];
/** How somebody could recover the key. */
const leaks = (text: string) =>
  text.includes('w9LmXr4') || text.includes(base64('LmXr4T')) || /dzlMbVhy|W9xMbVhyN|OUxtWHI0|c5TG1YcjR/.test(text);

describe('what a server says of the key that it was sent', () => {
  let server: LoopbackProvider;
  beforeAll(async () => {
    server = await startLoopbackProvider();
  });
  afterEach(() => server.reset());
  afterAll(() => server.close());
  const transport = createFetchTransport((...args) => globalThis.fetch(...args));
  const row = () => vendor('groq', { baseUrl: `${server.url}/v1` });
  const ask = () =>
    collect(
      createHttpProvider(row(), { transport, key: async () => key }).stream(question(), new AbortController().signal),
    );

  it.each(written)('%s: is in no error', async (_, text) => {
    server.on('POST', '/v1/chat/completions', {
      status: 400,
      headers: { 'x-request-id': text.replaceAll('\n', '') },
      body: JSON.stringify({ error: { message: `No: ${text}.`, code: text } }),
    });
    const { error } = await ask();
    expect(error).toMatchObject({ reason: 'badRequest', message: expect.stringContaining('No: ') });
    const told = JSON.stringify({ ...(error as object), message: String(error) });
    expect(leaks(told), told).toBe(false);
  });

  it.each(written)('%s: is in no answer', async (_, text) => {
    server.on('POST', '/v1/chat/completions', groqStream(['It is ', text, ', is it not?']));
    const { events, error } = await ask();
    expect(error).toBeUndefined();
    expect(summary(events).text).toMatch(/^It is .*…/);
    expect(leaks(JSON.stringify(events)), JSON.stringify(events)).toBe(false);
  });

  const delta = (change: object) => ({ id: 'c', choices: [{ index: 0, delta: change, finish_reason: null }] });
  const pieces = (text: string, at: number) => ['It is ', text.slice(0, at), text.slice(at), ', is it not?'];
  it.each(written)('%s: is in no answer that divides it among messages', async (_, text) => {
    for (const at of [1, 2, 7, text.length - 1]) {
      server.on('POST', '/v1/chat/completions', groqStream(pieces(text, at)));
      const { events } = await ask();
      const said = summary(events).text;
      expect(said).toMatch(/^It is .*…/);
      expect(said).toMatch(/, is it not\?$/);
      expect(leaks(said), said).toBe(false);
    }
  });

  it('is not even in an answer of single letters', async () => {
    server.on('POST', '/v1/chat/completions', groqStream([...`a ${key}b${key} q7/Zk and q7/`]));
    const { events } = await ask();
    expect(summary(events).text).toBe('a …b… q7/Zk and q7/');
  });

  it('is in no call of a tool, and in no thought', async () => {
    const call = (part: string) =>
      delta({ tool_calls: [{ index: 0, id: 'i', function: { name: 'look', arguments: part } }] });
    const json = JSON.stringify({ at: key });
    const done = { id: 'c', choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] };
    const messages = [
      ...[key.slice(0, 4), key.slice(4)].map((reasoning) => delta({ reasoning })),
      call(json.slice(0, 12)),
      call(json.slice(12)),
      done,
      '[DONE]',
    ];
    server.on('POST', '/v1/chat/completions', {
      headers: { 'content-type': 'text/event-stream' },
      chunks: sse(messages),
    });
    const { reasoning, calls } = summary((await ask()).events);
    expect(reasoning).toBe('…');
    expect(calls).toMatchObject([{ name: 'look', arguments: { at: '…' } }]);
  });

  it('what only begins like it is told, even if the connection breaks there', async () => {
    const chunks = sse(['It \ud83d', '\ude00 is ', key.slice(0, -1)].map((content) => delta({ content })));
    const body = chunks.join('');
    server.on('POST', '/v1/chat/completions', {
      headers: { 'content-type': 'text/event-stream' },
      body: `${body}data: `,
      cutAfter: body.length + 2,
    });
    const { events } = await ask();
    expect(summary(events).text).toBe(`It 😀 is ${key.slice(0, -1)}`);
  });

  it('is in no model list', async () => {
    server.on('GET', '/v1/models', { body: JSON.stringify({ data: [{ id: `m-${key}`, name: base64(key) }] }) });
    const list = await listVendorModels(row(), key, transport, new AbortController().signal);
    expect(list.some(({ id }) => id === 'm-…')).toBe(true);
    expect(leaks(JSON.stringify(list))).toBe(false);
  });

  it('a refusal where no key was sent is a missing key', async () => {
    server.on('POST', '/v1/chat/completions', { status: 401, body: '{"error":"Unauthorized"}' });
    const other = vendor('mine', { baseUrl: `${server.url}/v1` });
    const provider = createHttpProvider(other, { transport, key: async () => undefined });
    const { error } = await collect(provider.stream(question(), new AbortController().signal));
    expect(error).toMatchObject({ reason: 'notConfigured' });
  });
});

describe('the bytes of an answer', () => {
  const headers = { authorization: `Bearer ${key}` };
  const through = async (chunks: readonly Uint8Array[]) => {
    const transport: Transport = {
      send: async () => ({
        status: 200,
        headers: new Map(),
        body: (async function* () {
          yield* chunks;
        })(),
      }),
    };
    const { body } = await sendGuarded(transport, { method: 'GET', url: 'https://x.example', headers });
    const parts: Uint8Array[] = [];
    for await (const part of body) {
      parts.push(part);
    }
    return Buffer.concat(parts).toString('latin1');
  };

  it('are clean wherever they are cut, and otherwise as they were', async () => {
    const bytes = Buffer.from(`é${key}q7/Zk+${key.slice(0, -1)}\u0000 ${base64(`:${key}`)} end q7/`);
    const whole = await through([bytes]);
    expect(leaks(whole.replace(key.slice(0, -1), ''))).toBe(false);
    expect(whole).toContain(`q7/Zk+${key.slice(0, -1)}\u0000`);
    expect(whole).toMatch(/ end q7\/$/);
    for (let at = 0; at <= bytes.length; at++) {
      expect(await through([bytes.subarray(0, at), bytes.subarray(at)])).toBe(whole);
    }
    expect(await through([...bytes].map((byte) => new Uint8Array([byte])))).toBe(whole);
  });

  const escaped = (letters: (code: string) => string, slashes: string) =>
    [...key].map((one) => `${slashes}u${letters(one.charCodeAt(0).toString(16).padStart(4, '0'))}`).join('');
  it.each([
    ['every letter escaped', escaped((code) => code, '\\')],
    ['in capitals', escaped((code) => code.toUpperCase(), '\\')],
    ['in JSON within JSON', escaped((code) => code, '\\\\')],
    ['with its slash escaped, as PHP does', JSON.stringify(key).slice(1, -1).replaceAll('/', '\\/')],
    ['in JSON three times', JSON.stringify(JSON.stringify(JSON.stringify(key).slice(1, -1)).slice(1, -1)).slice(1, -1)],
  ])('are clean of the key as JSON may write it: %s', async (_, text) => {
    const bytes = Buffer.from(`{"a":"\\n\\u0071 ${text} \\u0071","b":"\\\\"}`);
    for (let at = 0; at <= bytes.length; at++) {
      const whole = await through([bytes.subarray(0, at), bytes.subarray(at)]);
      expect(Buffer.from(whole, 'latin1').toString()).toBe('{"a":"\\n\\u0071 … \\u0071","b":"\\\\"}');
    }
  });

  it('an error of the transport is clean too, and keeps its code', async () => {
    const failing: Transport = {
      send: async () => {
        throw new TypeError('fetch failed', {
          cause: Object.assign(new Error(`bad header ${key}`), { code: 'ECONNRESET' }),
        });
      },
    };
    const error = await sendGuarded(failing, { method: 'GET', url: 'https://x.example', headers }).catch((e) => e);
    expect(error).toMatchObject({ message: 'fetch failed', cause: { message: 'bad header …', code: 'ECONNRESET' } });
  });
});

it('only headers that let somebody act as the user are secrets, and no short words', () => {
  expect(secretForms({ accept: 'text/event-stream', 'x-title': 'Sightread editor', 'x-api-key': 'abc' })).toEqual([]);
  expect(secretForms({ cookie: 'session=1234567' })).toContain('session=1234567');
  expect(secretForms({ authorization: `Basic ${base64('me:secret-word')}` })).toEqual(
    expect.arrayContaining(['me:secret-word', 'secret-word', base64('me:secret-word')]),
  );
});
