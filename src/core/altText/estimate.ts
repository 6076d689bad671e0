/** What many alts would take, before anything is sent. */
import { describedSize } from '../image/plan';
import { estimateImageTokens } from '../image/tokens';
import type { Detail } from '../image/types';
import type { Price, TokenFormula, Usage } from '../providers/types';
import { type AltPromptOptions, altPrompt } from './prompt';
import type { ImageReference } from './types';

/** An image whose alt would be asked for. Width and height in pixels; absent for one that was not read (a web address). */
export interface ToAsk {
  readonly key: string;
  readonly reference: ImageReference;
  readonly width?: number;
  readonly height?: number;
}

export interface BatchEstimate {
  /** Requests: the same picture in the same place counts once. */
  readonly requests: number;
  /** Input and output together; absent when the provider has no formula, and reported nothing yet. */
  readonly tokens?: number;
  /** USD; absent without tokens or a price. */
  readonly usd?: number;
  /** Pictures that were not measured; they are counted like the average of the others. */
  readonly unmeasured: number;
  readonly seconds: number;
  /** How many answers the figures go by; 0 while an answer's length and time are assumed. */
  readonly answers: number;
}

/** What answers took so far, summed up. */
export interface Answers {
  readonly count: number;
  readonly seconds: number;
  /** Those whose provider reported tokens, and these. */
  readonly reported: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export const noAnswers: Answers = { count: 0, seconds: 0, reported: 0, inputTokens: 0, outputTokens: 0 };

/** One answer more. */
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
  /** What the answers so far took; before the first it is assumed. */
  readonly answers?: Answers;
}

/** About four characters of English text make a token. */
const charactersPerToken = 4;
/** A decision as JSON: role, reason and an alt of about 125 characters, by the same rule of thumb. Until answers have come. */
export const assumedOutputTokens = 120;
/** An assumption, until answers have come. */
export const assumedSeconds = 3;

/** Adds up what is left to ask. */
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
  // Pictures differ, so a formula that knows their sizes is better than the mean of those before.
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

/** Pictures by the formula, those that were not measured like the average of the others, and the words around them. */
function inputTokens(images: readonly ToAsk[], measured: readonly number[], options: AltPromptOptions): number {
  const average = measured.reduce((sum, one) => sum + one, 0) / measured.length;
  const words = images.reduce((sum, { reference }) => {
    const { system, user } = altPrompt(reference, options);
    return sum + (system.length + user.length) / charactersPerToken;
  }, 0);
  return average * images.length + words;
}
