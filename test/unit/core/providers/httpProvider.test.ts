import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { listVendorModels } from '../../../../src/core/providers/catalogue';
import { ProviderError } from '../../../../src/core/providers/errors';
import { createFetchTransport } from '../../../../src/core/providers/fetchTransport';
import { createHttpProvider } from '../../../../src/core/providers/httpProvider';
import { nextAttempt } from '../../../../src/core/providers/retry';
import type { Transport, Vendor } from '../../../../src/core/providers/types';
import { type LoopbackProvider, startLoopbackProvider } from '../../../servers/loopbackProvider';
import { groqStream, xaiStream } from '../../../servers/vendorReplies';
import { collect, question, summary, vendor } from './support';

let server: LoopbackProvider;
beforeAll(async () => {
  server = await startLoopbackProvider();
});
afterEach(() => server.reset());
afterAll(() => server.close());

const transport = createFetchTransport((...args) => globalThis.fetch(...args));

/** No key at all is `null`, because undefined stands for the default one. */
const ask = (of: Vendor, request = question(), key: string | null = 'sk-1', through: Transport = transport) =>
  collect(
    createHttpProvider(of, { transport: through, key: async () => key ?? undefined }).stream(
      request,
      new AbortController().signal,
    ),
  );

const at = (id: string, row: Record<string, unknown> = {}) => vendor(id, { baseUrl: `${server.url}/v1`, ...row });

/** A clock that stands still until it's advanced. */
function handClock() {
  let now = 0;
  const waiting = new Set<{ readonly at: number; readonly wake: () => void }>();
  return {
    now: () => now,
    sleep: (ms: number) => new Promise<void>((wake) => waiting.add({ at: now + ms, wake })),
    async move(ms: number) {
      now += ms;
      for (const one of waiting) {
        if (one.at <= now) {
          waiting.delete(one);
          one.wake();
        }
      }
      await new Promise((resolve) => setTimeout(resolve));
    },
  };
}

it('an answer that goes on and on has two hours, and what came is kept', async () => {
  const clock = handClock();
  const word = new TextEncoder().encode('data: {"choices":[{"index":0,"delta":{"content":"a "}}]}\n\n');
  async function* body() {
    for (let sent = 0; sent < 100; sent++) {
      yield word;
      await clock.move(100_000);
    }
  }
  const slow: Transport = {
    send: async () => ({ status: 200, headers: new Map([['content-type', 'text/event-stream']]), body: body() }),
  };
  const provider = createHttpProvider(at('groq'), { transport: slow, key: async () => 'sk-1', ...clock });
  const { events, error } = await collect(provider.stream(question(), new AbortController().signal));
  expect(error).toMatchObject({ reason: 'timeout' });
  expect(summary(events).text).toBe('a '.repeat(72));
});

it('an answer that has not begun within two hours is not asked for again', async () => {
  const clock = handClock();
  let sent = 0;
  const silent: Transport = {
    send: async () => {
      sent += 1;
      void (async () => {
        for (let hours = 0; hours < 2; hours++) {
          await clock.move(3_600_000);
        }
      })();
      return new Promise(() => undefined);
    },
  };
  // One on this machine can take as long as it likes to load before its first word.
  const provider = createHttpProvider(at('ollama'), { transport: silent, key: async () => undefined, ...clock });
  const { error } = await collect(provider.stream(question(), new AbortController().signal));
  expect(error).toMatchObject({ reason: 'timeout' });
  expect(sent).toBe(1);
});

describe('a question', () => {
  it('is one POST with the key in the vendor’s own place, and yields start with the request id', async () => {
    server.on('POST', '/v1/chat/completions', {
      ...groqStream(['A fox']),
      headers: { 'content-type': 'text/event-stream', 'x-request-id': 'req_7' },
    });
    const { events, error } = await ask(at('groq'));
    expect(error).toBeUndefined();
    expect(events[0]).toMatchObject({ type: 'start', requestId: 'req_7' });
    expect(summary(events)).toMatchObject({ text: 'A fox', finish: 'stop' });
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: 'Bearer sk-1',
      'content-type': 'application/json',
      accept: 'text/event-stream',
    });
  });

  it.each([
    ['anthropic', '/v1/v1/messages', 'x-api-key'],
    ['gemini', '/v1/models/m:streamGenerateContent', 'x-goog-api-key'],
    ['azure', '/v1/chat/completions', 'api-key'],
  ])('%s: the key goes into its own header, trimmed', async (id, path, header) => {
    await ask(at(id), question(), ' sk-1\n');
    expect(server.requests[0]?.path).toBe(path);
    expect(server.requests[0]?.headers[header]).toBe('sk-1');
    expect(server.requests[0]?.headers.authorization).toBeUndefined();
  });

  it('carries the headers of the user, which may bring another kind of key', async () => {
    await ask(at('azure', { headers: { Authorization: 'Bearer token', 'api-key': 'other' } }));
    expect(server.requests[0]?.headers).toMatchObject({ authorization: 'Bearer token', 'api-key': 'other' });
  });

  it.each([
    ['missing', null, 'notConfigured'],
    ['empty', '  ', 'notConfigured'],
    ['with a line break', 'sk-1\nsk-2', 'auth'],
    ['with letters that no header can carry', 'sk-über', 'auth'],
  ])('with a key that is %s is refused before anything is sent', async (_, key, reason) => {
    let sent = 0;
    const counting: Transport = { send: (request) => transport.send(request).finally(() => sent++) };
    const { error } = await ask(vendor('groq'), question(), key, counting);
    expect(error).toMatchObject({ reason });
    expect(String(error)).not.toContain('sk-');
    expect(sent).toBe(0);
  });

  it.each([
    ['a key', { baseUrl: 'http://api.example/v1' }, 'sk-1'],
    ['a key, in capitals', { baseUrl: 'HTTP://api.example/v1' }, 'sk-1'],
    ['a key, to a name that begins like this machine', { baseUrl: 'http://127.evil.example/v1' }, 'sk-1'],
    ['a key, to a server called local', { baseUrl: 'http://192.168.1.9/v1', local: true }, 'sk-1'],
    ['a header of the user', { baseUrl: 'http://api.example/v1', headers: { Authorization: 'Basic eDp5' } }, null],
  ])('never sends %s unencrypted beyond this machine', async (_, row, key) => {
    let sent = 0;
    const counting: Transport = { send: (request) => transport.send(request).finally(() => sent++) };
    expect((await ask(vendor('mine', row), question(), key, counting)).error).toMatchObject({ reason: 'plainHttp' });
    const signal = new AbortController().signal;
    await expect(listVendorModels(vendor('mine', row), key ?? undefined, counting, signal)).rejects.toMatchObject({
      reason: 'plainHttp',
      details: { host: new URL(row.baseUrl).host },
    });
    expect(sent).toBe(0);
  });

  it('needs no key where the vendor needs none', async () => {
    server.on('POST', '/v1/chat/completions', groqStream(['A fox']));
    expect((await ask(at('lmstudio'), question(), null)).error).toBeUndefined();
    expect(server.requests[0]?.headers.authorization).toBeUndefined();
  });

  it('to a vendor without an address says so', async () => {
    expect((await ask(vendor('azure'))).error).toMatchObject({ reason: 'wrongAddress' });
  });

  it('is answered with more headers than anyone reads: the answer is what is wrong, not the network', async () => {
    server.on('POST', '/v1/chat/completions', { headers: { 'x-large': 'x'.repeat(800_000) }, body: {} });
    expect((await ask(at('groq'))).error).toMatchObject({ reason: 'badAnswer' });
  });

  it('keeps an answer whole when the connection breaks after its end', async () => {
    const reply = groqStream(['A fox']);
    const size = Buffer.byteLength((reply.chunks ?? []).join(''));
    server.on('POST', '/v1/chat/completions', {
      ...reply,
      chunks: [...(reply.chunks ?? []), 30, 'x'],
      cutAfter: size + 1,
    });
    const { events, error } = await ask(at('groq'));
    expect(error).toBeUndefined();
    expect(summary(events)).toMatchObject({ text: 'A fox', finish: 'stop' });
  });
});

describe('asking in another way', () => {
  it('speaks chat where a gateway of xAI has no responses, in its own fields', async () => {
    server.on('POST', '/v1/chat/completions', groqStream(['A fox'], { model: 'grok-4.7' }));
    const { events, error } = await ask(at('xai'), question({ model: 'grok-4.7', reasoning: 'off' }));
    expect(error).toBeUndefined();
    expect(summary(events).text).toBe('A fox');
    expect(server.requests.map(({ path }) => path)).toEqual(['/v1/responses', '/v1/chat/completions']);
    expect(server.requests[1]?.json).toMatchObject({ max_completion_tokens: 1500, reasoning_effort: 'low' });
    expect(server.requests[1]?.json).not.toHaveProperty('store');
  });

  it.each([
    [404, 'Unknown request URL: POST /v1/responses.'],
    [405, 'Method Not Allowed'],
    [501, 'Not Implemented'],
    // Portkey's gateway.
    [500, 'createModelResponse is not supported by x-ai'],
    [500, 'This route is not implemented.'],
  ])('speaks chat after one request where the answer is %d, %s', async (status, message) => {
    server.on('POST', '/v1/responses', { status, body: { status: 'failure', message } });
    server.on('POST', '/v1/chat/completions', groqStream(['A fox']));
    expect(summary((await ask(at('xai'))).events).text).toBe('A fox');
    expect(server.requests.map(({ path }) => path)).toEqual(['/v1/responses', '/v1/chat/completions']);
  });

  it('asks chat only once, where a gateway has neither', async () => {
    const body = { message: 'createModelResponse is not supported by x-ai' };
    server.on('POST', '/v1/responses', { status: 500, body });
    server.on('POST', '/v1/chat/completions', { status: 404, body: { message: 'Not found' } });
    expect((await ask(at('xai'))).error).toMatchObject({ reason: 'wrongAddress' });
    expect(server.requests.map(({ path }) => path)).toEqual(['/v1/responses', '/v1/chat/completions']);
  });

  it('but not when it is the model that is missing', async () => {
    const body = { error: 'The model grok-3 does not exist or your team does not have access to it.' };
    server.on('POST', '/v1/responses', { status: 404, body });
    expect((await ask(at('xai'))).error).toMatchObject({ reason: 'modelGone' });
    expect(server.requests).toHaveLength(1);
  });

  it('stays with responses when they are there', async () => {
    server.on('POST', '/v1/responses', xaiStream(['A ', 'fox']));
    expect(summary((await ask(at('xai'))).events).text).toBe('A fox');
  });

  it('leaves out a reasoning switch that the model refuses', async () => {
    const body = { error: { message: 'Reasoning is mandatory for this endpoint and cannot be disabled.', code: 400 } };
    server.on('POST', '/v1/chat/completions', { status: 400, body }, groqStream(['A fox']));
    const { events } = await ask(at('openrouter'), question({ reasoning: 'off' }));
    expect(summary(events).text).toBe('A fox');
    expect(server.requests.map(({ json }) => 'reasoning' in (json as object))).toEqual([true, false]);
  });

  it('asks for JSON in a weaker way, twice, when the form is refused', async () => {
    const body = { error: { message: "'response_format.type' must be 'text'" } };
    server.on('POST', '/v1/chat/completions', { status: 400, body });
    const output = { kind: 'json', name: 'alt', schema: { type: 'object' }, strict: true } as const;
    expect((await ask(at('lmstudio'), question({ output }))).error).toMatchObject({ reason: 'schemaUnsupported' });
    const forms = server.requests.map(
      ({ json }) => (json as { response_format?: { type: string } }).response_format?.type,
    );
    expect(forms).toEqual(['json_schema', 'json_object', undefined]);
    expect(server.requests[2]?.text).toContain('JSON Schema');
  });

  it('calls the system “system” where “developer” is not known', async () => {
    const message = "Unsupported value: 'messages[0].role' does not support 'developer' with this model.";
    server.on('POST', '/v1/chat/completions', { status: 400, body: { error: { message } } }, groqStream(['A fox']));
    await ask(at('azure'));
    const roles = server.requests.map(({ json }) => (json as { messages: { role: string }[] }).messages[0]?.role);
    expect(roles).toEqual(['developer', 'system']);
  });
});

describe('where an image goes', () => {
  it('is an origin, or this machine', () => {
    const destinationOf = (of: Vendor) => createHttpProvider(of, { transport, key: async () => undefined }).destination;
    const elsewhere = (origin: string) => ({ kind: 'origin', origin });
    const machine = { kind: 'machine' };
    expect(destinationOf(vendor('groq'))).toEqual(elsewhere('https://api.groq.com'));
    expect(destinationOf(vendor('ollama'))).toEqual({ ...machine, origin: 'http://127.0.0.1:11434' });
    expect(destinationOf(vendor('ollama', { baseUrl: 'http://gpu.example:11434' }))).toEqual(
      elsewhere('http://gpu.example:11434'),
    );
    expect(destinationOf(vendor('work', { baseUrl: 'http://localhost/v1', socketPath: '/run/x.sock' }))).toMatchObject(
      machine,
    );
    const pipe = (socketPath: string) => destinationOf(vendor('work', { baseUrl: 'http://llm/v1', socketPath }));
    expect(pipe('\\\\.\\pipe\\llm')).toMatchObject(machine);
    expect(pipe('\\\\?\\pipe\\llm')).toMatchObject(machine);
    expect(pipe('\\\\server\\pipe\\llm')).toEqual(elsewhere('http://llm'));
    expect(pipe('//server/pipe/llm')).toEqual(elsewhere('http://llm'));
    // Behind a proxy, this machine's address is the proxy's own.
    const proxy = 'http://proxy.example:8080';
    expect(destinationOf(vendor('work', { baseUrl: 'http://127.0.0.1:1/v1', proxy, local: false }))).toEqual(
      elsewhere('http://127.0.0.1:1'),
    );
  });
});

describe('the wait before the next attempt', () => {
  const failed = (reason: ConstructorParameters<typeof ProviderError>[0], details = {}) =>
    new ProviderError(reason, '', details);
  const first = { attempts: 1, waitedMs: 0 };

  it.each([
    [failed('overloaded'), { attempts: 1, waitedMs: 0 }, 0, { reason: 'overloaded', waitMs: 500 }],
    [failed('overloaded'), { attempts: 2, waitedMs: 500 }, 1, { reason: 'overloaded', waitMs: 750 }],
    [failed('overloaded'), { attempts: 3, waitedMs: 1500 }, 0, undefined],
    [failed('overloaded', { retryAfterMs: 4000 }), first, 0, { reason: 'overloaded', waitMs: 4000 }],
    [failed('rateLimit', { retryAfterMs: 0 }), first, 0, { reason: 'rateLimit', waitMs: 0 }],
    [failed('rateLimit', { retryAfterMs: 60_000 }), first, 0, { reason: 'rateLimit', waitMs: 60_000 }],
    [failed('rateLimit', { retryAfterMs: 60_001 }), first, 0, undefined],
    [failed('rateLimit', { retryAfterMs: 40_000 }), { attempts: 2, waitedMs: 40_000 }, 0, undefined],
    [failed('rateLimit', { retryAfterMs: 1 }), { attempts: 6, waitedMs: 5 }, 0, undefined],
    [failed('interrupted'), first, 0, { reason: 'network', waitMs: 500 }],
    [failed('overloaded', { shouldRetry: false }), first, 0, undefined],
    [failed('auth'), first, 0, undefined],
    [failed('stalled'), first, 0, undefined],
    [failed('refused'), first, 0, undefined],
  ] as const)('%#', (error, state, random, expected) => {
    expect(nextAttempt(error, state, random)).toEqual(expected);
  });
});
