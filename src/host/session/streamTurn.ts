import { ask } from '../../core/ask/ask';
import { askForData, type DataDeps, type DataEvent } from '../../core/ask/data';
import type { AskEvent, AskRequest } from '../../core/ask/types';
import type { Turn, TurnStep } from '../../core/conversation/conversation';
import { type Cost, costOf } from '../../core/conversation/cost';
import type { Price } from '../../core/providers/types';

/** What a running turn is busy with; words are made of it by the view. */
export type TurnStatus =
  /** Another answer is coming in; this question is sent after it. */
  | { readonly kind: 'queued' }
  | { readonly kind: 'preparing' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'retry'; readonly reason: 'rateLimit' | 'overloaded' | 'network'; readonly until: number };

/** Where a running turn tells what happens to it. */
export interface TurnSink {
  /** The fields that changed; `streaming` says that more will follow within milliseconds. */
  update(change: Partial<Turn>, streaming: boolean): void;
  status(status: TurnStatus | undefined): void;
  prepared(event: Extract<AskEvent, { type: 'prepared' }>): void;
}

/** How often a streaming answer is shown, milliseconds. */
const showEveryMs = 33;

/** A snapshot has the whole text: a long one is shown less often, so many characters a millisecond. */
const shownPerMs = 2_000;
/** A local server that says nothing for so long is probably loading its model, milliseconds. */
const loadingAfterMs = 3000;

/**
 * Asks, and tells the sink as the answer comes in. Whatever was received is in the sink before an error is thrown on:
 * `AskImageError`, `ProviderError`, or the signal's reason.
 */
export async function streamTurn(
  request: AskRequest,
  deps: DataDeps,
  price: Price | undefined,
  sink: TurnSink,
  signal: AbortSignal,
): Promise<void> {
  let answer = '';
  let reasoning = '';
  let steps: readonly TurnStep[] = [];
  let show: NodeJS.Timeout | undefined;
  let loading: NodeJS.Timeout | undefined;
  let countdown: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(show);
    show = undefined;
    sink.update({ answer, reasoning, state: 'streaming' }, true);
  };
  try {
    const events: AsyncIterable<AskEvent | DataEvent> =
      request.output?.kind === 'json' ? askForData(request, deps, signal) : ask(request, deps, signal);
    for await (const event of events) {
      switch (event.type) {
        case 'prepared':
          sink.prepared(event);
          sink.status({ kind: 'waiting' });
          if (request.provider.vendor?.local) {
            loading = setTimeout(() => sink.status({ kind: 'loading' }), loadingAfterMs);
          }
          break;
        case 'retry': {
          const status = { kind: 'retry', reason: event.reason, until: Date.now() + event.waitMs } as const;
          sink.status(status);
          clearInterval(countdown);
          countdown = setInterval(() => sink.status(status), 1000);
          break;
        }
        case 'start':
          clearInterval(countdown);
          break;
        case 'text':
        case 'reasoning':
          clearTimeout(loading);
          answer += event.type === 'text' ? event.text : '';
          reasoning += event.type === 'reasoning' ? event.text : '';
          show ??= setTimeout(flush, Math.max(showEveryMs, (answer.length + reasoning.length) / shownPerMs));
          break;
        case 'step': {
          const { id, title, detail, state } = event;
          steps = [...steps.filter((step) => step.id !== id), { id, title, detail, state }];
          sink.update({ answer, reasoning, steps, state: 'streaming' }, true);
          break;
        }
        case 'discard':
          answer = '';
          break;
        case 'done':
          clearTimeout(show);
          show = undefined;
          sink.update(finished(event.result, request, costOf(event.result.usage, price)), false);
          break;
      }
    }
  } finally {
    clearTimeout(loading);
    clearInterval(countdown);
    if (show) {
      flush();
    }
  }
}

function finished(
  result: Extract<AskEvent | DataEvent, { type: 'done' }>['result'],
  { model }: AskRequest,
  cost: Cost | undefined,
): Partial<Turn> {
  const { text, finishReason, usage, requestId, firstTokenS, totalS } = result;
  const cut = finishReason === 'interrupted';
  return {
    answer: text,
    reasoning: result.reasoning,
    state: cut ? 'failed' : 'done',
    failure: cut ? { source: 'provider', reason: 'interrupted', message: '' } : undefined,
    finishReason,
    dataProblems: 'problems' in result && result.problems.length > 0 ? result.problems : undefined,
    model: result.model || model,
    usage,
    cost,
    requestId,
    firstTokenS,
    totalS,
  };
}
