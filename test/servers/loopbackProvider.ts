// A provider on loopback, scripted route by route, that keeps every request. Used by unit, vscode and e2e tests:
//
//   const provider = await startLoopbackProvider();
//   provider.on('POST', '/openai/v1/chat/completions', groqStream(['A lake ', 'at dusk.']));
//   … use provider.url …
//   expect(provider.requests[0]?.json).toMatchObject({ stream: true });
//   await provider.close();
//
// The replies of each vendor are in vendorReplies.ts.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseJson } from '../../src/core/json';

export interface Reply {
  /** 200 when absent. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string or bytes as they are; anything else as JSON, with its content type. */
  readonly body?: unknown;
  /** Sent one after another; a number waits that many milliseconds. */
  readonly chunks?: readonly (string | Uint8Array | number)[];
  /** Milliseconds before the first byte of the head. */
  readonly delay?: number;
  /** Splits all bytes again at positions derived from this seed, one to `splitBytes` bytes each. */
  readonly splitSeed?: number;
  /** 16 when absent. */
  readonly splitBytes?: number;
  /** Drops the connection after that many bytes of the body. */
  readonly cutAfter?: number;
  /** Sends head and body but never ends the answer; the test ends it by closing the client or the server. */
  readonly hang?: boolean;
}

export interface RecordedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  /** The body as JSON, or undefined if it isn't. */
  readonly json: unknown;
  /** Milliseconds since the epoch when the head had arrived. */
  readonly at: number;
  /** Resolves when this request's connection has ended, with whether the client left before the answer was complete. */
  readonly ended: Promise<{ readonly aborted: boolean; readonly at: number }>;
}

export type Handler = Reply | ((request: RecordedRequest) => Reply | Promise<Reply>);

export interface LoopbackProvider {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** `127.0.0.1:<port>` */
  readonly host: string;
  /** Every request so far, in order, including those without a route. */
  readonly requests: RecordedRequest[];
  /**
   * Answers a route; several handlers are used one per request, and the last one is repeated. Replaces earlier ones.
   */
  on(method: string, path: string, ...handlers: readonly [Handler, ...Handler[]]): void;
  /** Waits until that many requests have arrived at a route (any route without a path); rejects after a minute. */
  waitFor(count: number, path?: string): Promise<RecordedRequest[]>;
  /** Forgets all requests and routes. */
  reset(): void;
  /** Drops every connection and stops listening. */
  close(): Promise<void>;
}

/** Starts a provider on a free port. A request to an undefined route gets 404 with an error body. */
export async function startLoopbackProvider(): Promise<LoopbackProvider> {
  const requests: RecordedRequest[] = [];
  const routes = new Map<string, Handler[]>();
  const server = createServer(async (incoming, response) => {
    try {
      const request = await record(incoming, response);
      requests.push(request);
      await send(response, await answer(routes.get(`${request.method} ${request.path}`), request));
    } catch (error) {
      response.destroy(error instanceof Error ? error : undefined);
    }
  });
  // As a proxy, it tunnels every host to itself, so that a provider can be reached under its own name.
  server.on('connect', (_request, client: Socket) => {
    const self = connect((server.address() as AddressInfo).port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      client.pipe(self).pipe(client);
    });
    client.on('error', () => self.destroy());
    self.on('error', () => client.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}`,
    host,
    requests,
    on: (method, path, ...handlers) => {
      routes.set(`${method} ${path}`, [...handlers]);
    },
    waitFor: async (count, path) => {
      const found = () => requests.filter((request) => path === undefined || request.path === path);
      const deadline = Date.now() + 60_000;
      while (found().length < count) {
        if (Date.now() > deadline) {
          throw new Error(`${found().length} of ${count} requests have come to ${path ?? 'any path'} in a minute.`);
        }
        await sleep(20);
      }
      return found();
    },
    reset: () => {
      requests.length = 0;
      routes.clear();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The body of an SSE stream: each event's data as JSON (strings unchanged), with its `event:` line if `named`. */
export function sse(events: readonly unknown[], { named = false } = {}): string[] {
  return events.map((event) => {
    const data = typeof event === 'string' ? event : JSON.stringify(event);
    const name =
      named && typeof event === 'object' && event !== null && 'type' in event ? `event: ${event.type}\n` : '';
    return `${name}data: ${data}\n\n`;
  });
}

async function answer(handlers: Handler[] | undefined, request: RecordedRequest): Promise<Reply> {
  const handler = handlers && handlers.length > 1 ? handlers.shift() : handlers?.[0];
  if (!handler) {
    const message = `No route ${request.method} ${request.path}`;
    return { status: 404, body: { error: { message, type: 'invalid_request_error', code: 'unknown_url' } } };
  }
  return typeof handler === 'function' ? handler(request) : handler;
}

async function record(incoming: IncomingMessage, response: ServerResponse): Promise<RecordedRequest> {
  const at = Date.now();
  const ended = new Promise<{ aborted: boolean; at: number }>((resolve) => {
    response.once('close', () => resolve({ aborted: !response.writableFinished, at: Date.now() }));
  });
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) {
    chunks.push(chunk as Buffer);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  const url = new URL(incoming.url ?? '/', 'http://loopback');
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    text,
    json: parseJson(text),
    at,
    ended,
  };
}

async function send(response: ServerResponse, reply: Reply): Promise<void> {
  const { body } = reply;
  const plain = typeof body === 'string' || body instanceof Uint8Array || body === undefined;
  const pieces = [...(body === undefined ? [] : [plain ? body : JSON.stringify(body)]), ...(reply.chunks ?? [])];
  if (reply.delay) {
    await sleep(reply.delay);
  }
  response.writeHead(reply.status ?? 200, {
    ...(plain ? {} : { 'content-type': 'application/json' }),
    ...reply.headers,
  });
  response.flushHeaders();
  let left = reply.cutAfter ?? Number.POSITIVE_INFINITY;
  for (const piece of reply.splitSeed === undefined ? pieces : split(pieces, reply.splitSeed, reply.splitBytes ?? 16)) {
    if (response.destroyed) {
      return;
    }
    if (typeof piece === 'number') {
      await sleep(piece);
      continue;
    }
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    await new Promise((resolve) => {
      response.write(bytes.subarray(0, left), resolve);
    });
    left -= bytes.length;
    if (left <= 0) {
      response.destroy();
      return;
    }
  }
  if (!reply.hang) {
    response.end();
  }
}

/** The same bytes and waits in pieces of one to `most` bytes, the same for the same seed. */
function* split(
  pieces: readonly (string | Uint8Array | number)[],
  seed: number,
  most: number,
): Generator<Uint8Array | number> {
  const random = mulberry32(seed);
  for (const piece of pieces) {
    if (typeof piece === 'number') {
      yield piece;
      continue;
    }
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    for (let at = 0; at < bytes.length; ) {
      const size = 1 + Math.floor(random() * most);
      yield bytes.subarray(at, at + size);
      at += size;
    }
  }
}

/** Tommy Ettinger's mulberry32 (public domain): numbers from 0 to 1 that only depend on the seed. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
