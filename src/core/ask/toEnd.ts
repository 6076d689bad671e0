import { ask } from './ask';
import type { AskDeps, AskEvent, AskRequest, AskResult } from './types';

export interface WholeAnswer {
  readonly result: AskResult;
  /** What was sent. */
  readonly images: Extract<AskEvent, { type: 'prepared' }>['images'];
}

/** `ask` for callers that show nothing in between: the whole answer. Throws what `ask` throws. */
export async function askToEnd(request: AskRequest, deps: AskDeps, signal: AbortSignal): Promise<WholeAnswer> {
  let images: WholeAnswer['images'] = [];
  for await (const event of ask(request, deps, signal)) {
    if (event.type === 'prepared') {
      images = event.images;
    } else if (event.type === 'done') {
      return { result: event.result, images };
    }
  }
  throw new Error('An answer has no end.');
}
