import { AnswerError, type AnswerProblem } from '../../core/answers/answerError';
import { answerProblem } from '../../core/answers/judge';
import type { DataEvent } from '../../core/ask/data';
import type { AskEvent, AskRequest } from '../../core/ask/types';
import type { Turn, TurnFailure, TurnStep } from '../../core/conversation/conversation';
import { type Cost, costOf } from '../../core/conversation/cost';
import type { Price } from '../../core/providers/types';
import { toFailure } from '../explain';
import type { LiveConversation, TurnStatus } from './liveConversation';

/** A running turn: where its answer is stored, and what was asked. */
export interface RunningTurn {
  readonly live: LiveConversation;
  readonly turnId: string;
  readonly request: AskRequest;
  readonly price: Price | undefined;
  readonly onPrepared: (event: Extract<AskEvent, { type: 'prepared' }>) => void;
}

/** How often a streaming answer is shown, milliseconds. */
const showEveryMs = 33;

/** A snapshot has the whole text, so a long one is shown less often: this many characters per millisecond. */
const shownPerMs = 2_000;
/** A local server that is silent for this long is probably loading its model, milliseconds. */
const loadingAfterMs = 3000;

/**
 * Stores what arrives as the turn's answer. Whatever was received is stored before an error in the events is thrown on.
 */
export async function streamTurn(
  events: AsyncIterable<AskEvent | DataEvent>,
  { live, turnId, request, price, onPrepared }: RunningTurn,
): Promise<void> {
  let answer = '';
  let reasoning = '';
  let steps: readonly TurnStep[] = [];
  let show: NodeJS.Timeout | undefined;
  let loading: NodeJS.Timeout | undefined;
  let countdown: NodeJS.Timeout | undefined;
  const status = (now: TurnStatus) => live.setStatus(turnId, now);
  const update = (change: Partial<Turn>, streaming: boolean) => {
    live.clearStatusQuietly(turnId);
    live.updateTurn(turnId, change, streaming);
  };
  const flush = () => {
    clearTimeout(show);
    show = undefined;
    update({ answer, reasoning, state: 'streaming' }, true);
  };
  try {
    for await (const event of events) {
      switch (event.type) {
        case 'prepared':
          onPrepared(event);
          status({ kind: 'waiting' });
          if (request.provider.vendor?.local) {
            loading = setTimeout(() => status({ kind: 'loading' }), loadingAfterMs);
          }
          break;
        case 'retry': {
          const waiting = { kind: 'retry', reason: event.reason, until: Date.now() + event.waitMs } as const;
          status(waiting);
          clearInterval(countdown);
          countdown = setInterval(() => status(waiting), 1000);
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
          update({ answer, reasoning, steps, state: 'streaming' }, true);
          break;
        }
        case 'discard':
          answer = '';
          break;
        case 'done':
          clearTimeout(show);
          show = undefined;
          update(finished(event.result, request, live.turn(turnId), costOf(event.result.usage, price)), false);
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

/** Answers that say nothing to continue from: they stay visible, but aren't kept as an answer. */
const none: ReadonlySet<AnswerProblem> = new Set([
  'thinking',
  'empty',
  'declined',
  'repetition',
  'placeholder',
  'summary',
]);

function failureOfAnswer(
  result: Extract<AskEvent | DataEvent, { type: 'done' }>['result'],
  { provider, output }: AskRequest,
  { taskId, typed }: Turn,
): TurnFailure | undefined {
  if (result.finishReason === 'interrupted') {
    return { source: 'provider', reason: 'interrupted', message: '' };
  }
  const asked = output?.kind === 'json' ? 'data' : taskId === 'ocr' ? 'transcript' : typed ? 'reply' : 'description';
  const problem = provider.takesOriginals ? undefined : answerProblem(result, asked);
  const isNone = problem !== undefined && (none.has(problem) || result.text.trim() === '');
  return isNone ? toFailure(new AnswerError(problem, 1, result.usage)) : undefined;
}

function finished(
  result: Extract<AskEvent | DataEvent, { type: 'done' }>['result'],
  request: AskRequest,
  turn: Turn,
  cost: Cost | undefined,
): Partial<Turn> {
  const { text, finishReason, usage, requestId, firstTokenS, totalS } = result;
  const failure = failureOfAnswer(result, request, turn);
  return {
    answer: text,
    reasoning: result.reasoning,
    state: failure ? 'failed' : 'done',
    failure,
    finishReason,
    dataProblems: 'problems' in result && result.problems.length > 0 ? result.problems : undefined,
    model: result.model || request.model,
    usage,
    cost,
    requestId,
    firstTokenS,
    totalS,
  };
}
