/** The parsers' thread: answers requests in the order they come. */
import { parentPort } from 'node:worker_threads';
import type { MarkupReply, MarkupRequest } from './messages';
import { runMarkup } from './run';

parentPort?.on('message', ({ id, job }: MarkupRequest) => {
  let reply: MarkupReply;
  try {
    reply = { id, ok: true, result: runMarkup(job) };
  } catch (cause) {
    reply = { id, ok: false, detail: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) };
  }
  parentPort?.postMessage(reply);
});
