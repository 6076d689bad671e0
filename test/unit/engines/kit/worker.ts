// A thread that does what its job says.
import { parentPort } from 'node:worker_threads';
import { serve } from '../../../../src/engines/kit/serve';
import type { KitJob } from './jobs';

let answered = 0;

async function run(job: KitJob, onProgress: (done: number) => void): Promise<unknown> {
  switch (job.kind) {
    case 'echo':
      // Answers that nobody expects: to a job that is over, and to one that never existed.
      parentPort?.postMessage({ id: 0, type: 'result', result: 'stale' });
      parentPort?.postMessage({ id: 1e6, type: 'broken', detail: 'stale' });
      answered += 1;
      return { said: job.words, bytes: job.bytes?.length, answered };
    case 'steps':
      for (const done of [0.5, 1]) {
        onProgress(done);
      }
      return 'done';
    case 'wait':
      return new Promise(() => setInterval(() => undefined, 1000));
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, 50));
      return 'slow';
    case 'fill':
      return Array.from({ length: 1e9 }, (_, at) => ({ at }));
    case 'exit':
      return process.exit(3);
    case 'break':
      if (Atomics.sub(job.left, 0, 1) > 0) {
        if (job.by === 'trap') {
          throw Object.assign(new Error('out of bounds'), { name: 'RuntimeError' });
        }
        setImmediate(() => {
          throw new Error('out of bounds');
        });
        return new Promise(() => undefined);
      }
      return 'held';
    case 'refuse':
      throw new Error('no');
  }
}

serve(run, {
  failure: (error) => ({ reason: 'refused' as const, detail: String(error) }),
  handOver: (message) => ({ message, transfer: [] }),
});
