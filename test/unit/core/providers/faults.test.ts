// Every row in test/servers/faults.ts over real sockets, through the editor's kind of fetch and through undici.
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createNetServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ProviderError } from '../../../../src/core/providers/errors';
import { createFetchTransport } from '../../../../src/core/providers/fetchTransport';
import { createHttpProvider } from '../../../../src/core/providers/httpProvider';
import type { StreamEvent, Transport, Vendor } from '../../../../src/core/providers/types';
import { loadNetworkEngine } from '../../../../src/engines/network/client';
import { type Fault, faults, networkFaults } from '../../../servers/faults';
import { type LoopbackProvider, startLoopbackProvider } from '../../../servers/loopbackProvider';
import { buildDirect } from '../../engines/network/bundle';
import { createManualClock, type ManualClock } from './manualClock';
import { collect, fixture, question, summary, vendor } from './support';

const path = '/v1/chat/completions';
const direct = loadNetworkEngine(buildDirect()).createTransport({ local: false });
const patient = loadNetworkEngine(buildDirect()).createTransport({ local: true });

let provider: LoopbackProvider;
const others: Server[] = [];
beforeAll(async () => {
  provider = await startLoopbackProvider();
});
afterEach(() => provider.reset());
afterAll(async () => {
  direct.dispose();
  patient.dispose();
  await provider.close();
  for (const other of others) {
    other.closeAllConnections();
    other.close();
  }
});

/** A vendor on the loopback server that is treated like one on the web. */
const remote = (url = provider.url): Vendor => vendor('work', { baseUrl: `${url}/v1`, local: false });

/** Advances the clock until the awaited promise settles: on a busy machine, the wait for bytes can begin late. */
async function passSilence(pending: Promise<unknown>, clock: ManualClock, ms: number): Promise<void> {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  pending.then(over, over);
  while (!isOver) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    await clock.advance(ms);
  }
}

/** Reads the answer, advancing the clock whenever the provider waits. */
async function play(of: Vendor, transport: Transport, clock: ManualClock, fault?: Fault) {
  const asked = createHttpProvider(of, { ...clock, transport, key: async () => 'sk-secret-1234567890' });
  const stream = asked.stream(question(), new AbortController().signal)[Symbol.asyncIterator]();
  const events: StreamEvent[] = [];
  const waits: number[] = [];
  try {
    for (;;) {
      const pending = stream.next();
      pending.catch(() => undefined);
      const last = events.at(-1);
      if (last?.type === 'retry') {
        await clock.sleeperOf(last.waitMs);
        await clock.advance(last.waitMs);
      } else if (fault?.silentFor && summary(events).text === (fault.text ?? '')) {
        await provider.waitFor(1, path);
        await passSilence(pending, clock, fault.silentFor);
      }
      const next = await pending;
      if (next.done) {
        return { events, waits, error: undefined };
      }
      if (next.value.type === 'retry') {
        waits.push(next.value.waitMs);
      }
      events.push(next.value);
    }
  } catch (error) {
    return { events, waits, error };
  }
}

describe.each<[string, () => Transport]>([
  ['fetch', () => createFetchTransport((...args) => globalThis.fetch(...args))],
  ['undici', () => direct],
])('through %s', (_, transport) => {
  it.each(faults.map((fault) => [fault.title, fault] as const))('%s', async (_title, fault) => {
    provider.on('POST', path, ...fault.replies);
    const { events, waits, error } = await play(remote(), transport(), createManualClock(), fault);
    const { text, finish } = summary(events);
    if (fault.reason) {
      expect(error).toBeInstanceOf(ProviderError);
      expect(error).toMatchObject({ reason: fault.reason, details: fault.details ?? {} });
      expect((error as Error).message).not.toContain('1234567890');
    } else {
      expect(error).toBeUndefined();
    }
    expect(finish).toBe(fault.finish);
    expect(text).toBe(fault.text ?? '');
    expect(provider.requests).toHaveLength(fault.requests);
    expect(waits).toHaveLength(fault.waits?.length ?? 0);
    for (const [at, expected] of (fault.waits ?? []).entries()) {
      const [least, most] = typeof expected === 'number' ? [expected, expected] : expected;
      expect(waits[at]).toBeGreaterThanOrEqual(least);
      expect(waits[at]).toBeLessThanOrEqual(most);
    }
  });

  it(networkFaults.uploadReset.title, async () => {
    let connections = 0;
    const server = createNetServer((socket) => {
      connections++;
      socket.on('error', () => undefined);
      socket.once('data', () => socket.resetAndDestroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const of = remote(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const { error, waits } = await play(of, transport(), createManualClock());
    server.close();
    expect(error).toMatchObject({ reason: networkFaults.uploadReset.reason });
    expect(connections).toBe(3);
    expect(waits).toHaveLength(2);
  });

  it(networkFaults.redirect.title, async () => {
    const seen: string[] = [];
    const other = createServer((request, response) => {
      seen.push(request.headers.authorization ?? '');
      response.end();
    });
    others.push(other);
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/v1/chat/completions`;
    provider.on('POST', path, { status: 307, headers: { location } });
    const { error } = await play(remote(), transport(), createManualClock());
    expect(error).toMatchObject({ reason: networkFaults.redirect.reason });
    expect(provider.requests[0]?.headers.authorization).toBe('Bearer sk-secret-1234567890');
    expect(seen).toEqual([]);
  });

  it(networkFaults.refused.title, async () => {
    const gone = await startLoopbackProvider();
    await gone.close();
    const { error, events } = await play(remote(gone.url), transport(), createManualClock());
    expect(error).toMatchObject({ reason: networkFaults.refused.reason, details: { host: gone.host } });
    expect(events).toEqual([]);
  });

  describe(networkFaults.abort.title, () => {
    const reason = new Error('stopped by the user');
    const ask = (signal: AbortSignal, sleep?: ManualClock['sleep']) =>
      collect(
        createHttpProvider(remote(), { transport: transport(), key: async () => 'k', sleep }).stream(
          question(),
          signal,
        ),
      );

    it('before it begins', async () => {
      expect((await ask(AbortSignal.abort(reason))).error).toBe(reason);
      expect(provider.requests).toEqual([]);
    });

    it('while waiting for the first header', async () => {
      provider.on('POST', path, { delay: 30_000 });
      const stop = new AbortController();
      const asked = ask(stop.signal);
      const [request] = await provider.waitFor(1);
      stop.abort(reason);
      expect((await asked).error).toBe(reason);
      expect((await request!.ended).aborted).toBe(true);
    });

    it('in the middle of the answer', async () => {
      provider.on('POST', path, {
        headers: { 'content-type': 'text/event-stream' },
        chunks: ['data: {"choices":[{"delta":{"content":"A lake"}}]}\n\n'],
        hang: true,
      });
      const stop = new AbortController();
      const events: StreamEvent[] = [];
      const stream = createHttpProvider(remote(), { transport: transport(), key: async () => 'k' }).stream(
        question(),
        stop.signal,
      );
      await expect(
        (async () => {
          for await (const event of stream) {
            events.push(event);
            if (event.type === 'text') {
              setTimeout(() => stop.abort(reason), 10);
            }
          }
        })(),
      ).rejects.toBe(reason);
      expect(summary(events).text).toBe('A lake');
      expect((await provider.requests[0]!.ended).aborted).toBe(true);
    });

    it('while it waits to ask again', async () => {
      provider.on('POST', path, { status: 429, headers: { 'retry-after': '30' } });
      const stop = new AbortController();
      const clock = createManualClock();
      const asked = ask(stop.signal, clock.sleep);
      await clock.sleeperOf(30_000);
      stop.abort(reason);
      const { error, events } = await asked;
      expect(error).toBe(reason);
      expect(events).toMatchObject([{ type: 'retry', reason: 'rateLimit', waitMs: 30_000, attempt: 1 }]);
      expect(provider.requests).toHaveLength(1);
    });
  });
});

it('a local server that does not run is said to be refused', async () => {
  const gone = await startLoopbackProvider();
  await gone.close();
  const { error } = await play(vendor('ollama', { baseUrl: gone.url }), patient, createManualClock());
  expect(error).toMatchObject({ reason: 'refused', details: { host: gone.host } });
});

it.each([
  ['groq', '/v1/chat/completions', 'groq.sse', '"finish_reason":"stop"'],
  ['xai', '/v1/responses', 'xai-responses.sse', 'event: response.completed'],
  ['anthropic', '/v1/v1/messages', 'anthropic.sse', 'event: message_delta'],
  ['gemini', '/v1/models/m:streamGenerateContent', 'gemini-crlf.sse', '"finishReason":"STOP"'],
  ['ollama', '/v1/api/chat', 'ollama.ndjson', '"done":true'],
])('%s: stopped in the middle of the answer, its text is kept', async (id, route, name, end) => {
  const whole = new TextDecoder().decode(fixture(name));
  const type = name.endsWith('.sse') ? 'text/event-stream' : 'application/x-ndjson';
  const body = whole.slice(0, whole.indexOf(end));
  provider.on('POST', route, { headers: { 'content-type': type }, body, hang: true });
  const stop = new AbortController();
  const reason = new Error('stopped by the user');
  const of = vendor(id, { baseUrl: `${provider.url}/v1` });
  const stream = createHttpProvider(of, { transport: direct, key: async () => 'k' }).stream(question(), stop.signal);
  const events: StreamEvent[] = [];
  const reading = (async () => {
    for await (const event of stream) {
      events.push(event);
      if (event.type === 'text') {
        setTimeout(() => stop.abort(reason), 10);
      }
    }
  })();
  await expect(reading).rejects.toBe(reason);
  expect(summary(events).text).not.toBe('');
  expect((await provider.requests[0]!.ended).aborted).toBe(true);
});

it(networkFaults.slowFirstHeader.title, async () => {
  let release = (): void => undefined;
  const loaded = new Promise<void>((resolve) => {
    release = resolve;
  });
  provider.on('POST', '/api/chat', async () => {
    await loaded;
    const line = { model: 'm', message: { role: 'assistant', content: 'A lake' }, done: true, done_reason: 'stop' };
    return { headers: { 'content-type': 'application/x-ndjson' }, chunks: [`${JSON.stringify(line)}\n`] };
  });
  const clock = createManualClock();
  const asked = createHttpProvider(vendor('ollama', { baseUrl: provider.url }), {
    ...clock,
    transport: patient,
    key: async () => undefined,
  });
  const answer = collect(asked.stream(question(), new AbortController().signal));
  await provider.waitFor(1, '/api/chat');
  for (let minute = 0; minute < 6; minute++) {
    await clock.advance(60_000);
  }
  release();
  const { events, error } = await answer;
  expect(error).toBeUndefined();
  expect(summary(events)).toMatchObject({ text: 'A lake', finish: 'stop' });
});
