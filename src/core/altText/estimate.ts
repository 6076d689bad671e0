/** What alt text for many images would cost, before anything is sent. */
import { describedSize } from '../image/plan';
import { estimateImageTokens } from '../image/tokens';
import type { Detail } from '../image/types';
import type { Price, TokenFormula, Usage } from '../providers/types';
import { type AltPromptOptions, altPrompt } from './prompt';
import type { ImageReference } from './types';

/** An image that needs alt text. Width and height in pixels; absent if it wasn't read (a URL). */
export interface ToAsk {
  readonly key: string;
  readonly reference: ImageReference;
  readonly width?: number;
  readonly height?: number;
}

export interface BatchEstimate {
  /** Requests: the same picture in the same place counts once. */
  readonly requests: number;
  /** Input and output together; absent if the provider has no formula and has reported nothing yet. */
  readonly tokens?: number;
  /** USD; absent without tokens or a price. */
  readonly usd?: number;
  /** Pictures that weren't measured; they count like the average of the others. */
  readonly unmeasured: number;
  readonly seconds: number;
  /** How many answers the figures are based on; 0 while an answer's length and time are assumed. */
  readonly answers: number;
}

/** The total for the answers so far. */
export interface Answers {
  readonly count: number;
  readonly seconds: number;
  /** Those whose provider reported tokens, and how many. */
  readonly reported: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export const noAnswers: Answers = { count: 0, seconds: 0, reported: 0, inputTokens: 0, outputTokens: 0 };

/** Adds one answer. */
export function addAnswer(
  to: Answers,
  seconds: number,
  usage: Pick<Usage, 'inputTokens' | 'outputTokens'> | undefined,
): Answers {
  const isReported = usage?.inputTokens !== undefined && usage.outputTokens !== undefined;
  return {
    count: to.count + 1,
    seconds: to.seconds + seconds,
    reported: to.reported + (isReported ? 1 : 0),
    inputTokens: to.inputTokens + (isReported ? (usage.inputTokens ?? 0) : 0),
    outputTokens: to.outputTokens + (isReported ? (usage.outputTokens ?? 0) : 0),
  };
}

export interface EstimateFor {
  readonly formula: TokenFormula;
  readonly model: string;
  readonly detail: Detail;
  readonly price?: Price;
  readonly atOnce: number;
  readonly options: AltPromptOptions;
  /** The averages so far; assumptions before the first answer. */
  readonly answers?: Answers;
}

/** A token is about four characters of English text. */
const charactersPerToken = 4;
/**
 * A decision as JSON: role, reason, and alt text of about 125 characters, by the same rule of thumb. Used until answers
 * have arrived.
 */
export const assumedOutputTokens = 120;
/** An assumption, until answers have arrived. */
export const assumedSeconds = 3;

/** Adds up the remaining requests. */
export function estimateBatch(images: readonly ToAsk[], to: EstimateFor): BatchEstimate {
  const distinct = [...new Map(images.map((image) => [image.key, image])).values()];
  const counts: (number | undefined)[] = distinct.map(({ width = 0, height = 0 }) => {
    const sent = describedSize(width, height, to.detail);
    const one = estimateImageTokens(to.formula, sent.width, sent.height, to.model, to.detail);
    return one && one.tokens * sent.count;
  });
  const measured = counts.filter((count) => count !== undefined);
  const requests = distinct.length;
  const { answers = noAnswers } = to;
  const secondsEach = answers.count > 0 ? answers.seconds / answers.count : assumedSeconds;
  const seconds = (requests * secondsEach) / Math.max(1, Math.min(to.atOnce, requests));
  const base = { requests, unmeasured: requests - measured.length, seconds, answers: answers.count };
  if (measured.length === 0 && answers.reported === 0) {
    return base;
  }
  // Pictures differ, so a formula that knows their sizes is better than the previous average.
  const input = measured.length > 0 ? inputTokens(distinct, measured, to.options) : mean(answers.inputTokens);
  const output = answers.reported > 0 ? mean(answers.outputTokens) : assumedOutputTokens * requests;
  return {
    ...base,
    tokens: Math.round(input + output),
    ...(to.price && { usd: (input * to.price.input + output * to.price.output) / 1e6 }),
  };

  function mean(sum: number): number {
    return (sum / answers.reported) * requests;
  }
}

/** Pictures by the formula, unmeasured ones like the average of the others, and the words around them. */
function inputTokens(images: readonly ToAsk[], measured: readonly number[], options: AltPromptOptions): number {
  const average = measured.reduce((sum, one) => sum + one, 0) / measured.length;
  const words = images.reduce((sum, { reference }) => {
    const { system, user } = altPrompt(reference, options);
    return sum + (system.length + user.length) / charactersPerToken;
  }, 0);
  return average * images.length + words;
}
