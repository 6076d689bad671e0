/** The parsers' thread: answers requests in the order they come. */
import { parentPort } from 'node:worker_threads';
import type { MarkupReply, MarkupRequest } from './messages';
import { runMarkup } from './run';

let last: Promise<void> = Promise.resolve();

parentPort?.on('message', (request: MarkupRequest) => {
  last = last.then(() => answer(request));
});

async function answer({ id, job }: MarkupRequest): Promise<void> {
  let reply: MarkupReply;
  try {
    reply = { id, ok: true, result: await runMarkup(job) };
  } catch (cause) {
    reply = { id, ok: false, detail: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) };
  }
  parentPort?.postMessage(reply);
}
