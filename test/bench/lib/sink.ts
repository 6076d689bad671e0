import { Worker } from 'node:worker_threads';
import { streamSample } from './streams';

export interface Exchange {
  /** Milliseconds on one clock. */
  readonly started: number;
  /** When the first byte of the request arrived. */
  readonly firstByte: number;
}

/** A server on loopback in a thread of its own, so that its clock is not held up by the work that is measured. */
export interface Sink {
  readonly url: string;
  /** Runs `work`, which makes one request on a new connection, and tells when its first byte came. */
  next(work: () => Promise<unknown>): Promise<Exchange>;
  stop(): Promise<void>;
}

/** Answers everything with a short chat stream and closes the connection. */
export async function startSink(): Promise<Sink> {
  const answer = Buffer.from(streamSample('chat', 20).body).toString('utf8');
  const worker = new Worker(
    `const { createServer } = require('node:http');
     const { parentPort, workerData } = require('node:worker_threads');
     let first = 0n;
     const server = createServer((request, response) => {
       request.resume().on('end', () => {
         parentPort.postMessage({ firstByte: String(first) });
         response.writeHead(200, { 'content-type': 'text/event-stream', connection: 'close' });
         response.end(workerData.answer);
       });
     });
     server.on('connection', (socket) => socket.once('readable', () => { first = process.hrtime.bigint(); }));
     server.listen(0, '127.0.0.1', () => parentPort.postMessage({ port: server.address().port }));`,
    { eval: true, workerData: { answer } },
  );
  const message = <T>() => new Promise<T>((resolve) => worker.once('message', resolve));
  const { port } = await message<{ port: number }>();
  return {
    url: `http://127.0.0.1:${port}`,
    async next(work) {
      const arrival = message<{ firstByte: string }>();
      const started = process.hrtime.bigint();
      await work();
      const { firstByte } = await arrival;
      return { started: Number(started) / 1e6, firstByte: Number(BigInt(firstByte)) / 1e6 };
    },
    stop: async () => {
      await worker.terminate();
    },
  };
}
