import { spawn } from 'node:child_process';
import { streamSample } from './streams';

export interface Exchange {
  /** Milliseconds on one clock. */
  readonly started: number;
  /** When the first byte of the request arrived. */
  readonly firstByte: number;
}

/** A server on loopback in a separate process, so that neither its time nor its memory mixes with the measurement. */
export interface Sink {
  readonly url: string;
  /** Runs `work`, which makes one request on a new connection, and returns when its first byte arrived. */
  next(work: () => Promise<unknown>): Promise<Exchange>;
  stop(): void;
}

const server = `
const { createServer } = require('node:http');
let first = 0n;
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    process.send({ firstByte: String(first) });
    response.writeHead(200, { 'content-type': 'text/event-stream', ...(process.env.BENCH_CLOSE && { connection: 'close' }) });
    response.end(process.env.BENCH_ANSWER);
  });
});
server.on('connection', (socket) => socket.once('readable', () => { first = process.hrtime.bigint(); }));
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('disconnect', () => process.exit(0));
`;

/**
 * Answers everything with a short chat stream; connections stay open for the next request only if `keepAlive` is set.
 */
export async function startSink({ keepAlive = false } = {}): Promise<Sink> {
  const answer = Buffer.from(streamSample('chat', 20).body).toString('utf8');
  const child = spawn(process.execPath, ['-e', server], {
    env: { ...process.env, BENCH_ANSWER: answer, BENCH_CLOSE: keepAlive ? '' : '1' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const message = <T>() => new Promise<T>((resolve) => child.once('message', (value) => resolve(value as T)));
  const { port } = await message<{ port: number }>();
  return {
    url: `http://127.0.0.1:${port}`,
    async next(work) {
      const arrival = message<{ firstByte: string }>();
      // The system's one monotonic clock: the same in both processes.
      const started = process.hrtime.bigint();
      await work();
      const { firstByte } = await arrival;
      return { started: Number(started) / 1e6, firstByte: Number(BigInt(firstByte)) / 1e6 };
    },
    stop: () => child.disconnect(),
  };
}
