/** The thread's side of every engine. */
import { parentPort } from 'node:worker_threads';
import type { Handover, JobReply, JobRequest } from './messages';

interface ServeOptions<Result, Failure> {
  /** What the client is told about an error that `run` threw. */
  failure(error: unknown): Failure;
  /** Which buffers of a result are transferred; none by default. */
  handOver?(result: Result): Handover<Result>;
}

/** Answers each request from a `WorkerClient`, which sends one at a time. `onProgress` takes 0 to 1. */
export function serve<Job, Result, Failure>(
  run: (job: Job, onProgress: (done: number) => void) => Promise<Result>,
  { failure, handOver = (message) => ({ message, transfer: [] }) }: ServeOptions<Result, Failure>,
): void {
  const reply = (message: JobReply<Result, Failure>, transfer: ArrayBuffer[] = []) =>
    parentPort?.postMessage(message, transfer);
  parentPort?.on('message', async ({ id, job }: JobRequest<Job>) => {
    try {
      const { message, transfer } = handOver(await run(job, (done) => reply({ id, type: 'progress', done })));
      reply({ id, type: 'result', result: message }, transfer);
    } catch (error) {
      // WebAssembly's name for a trap, which leaves the module broken for everything that follows.
      const isTrap = error instanceof Error && error.name === 'RuntimeError';
      reply(isTrap ? { id, type: 'broken', detail: error.message } : { id, type: 'failure', failure: failure(error) });
    }
  });
}
