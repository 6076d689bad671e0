/** What many alts would take, before anything is sent. */
import { estimateImageTokens } from '../image/tokens';
import type { Detail } from '../image/types';
import type { Price, TokenFormula } from '../providers/types';
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
  /** Input and output together; absent when the provider has no formula. */
  readonly tokens?: number;
  /** USD; absent without tokens or a price. */
  readonly usd?: number;
  /** Pictures that were not measured; they are counted like the average of the others. */
  readonly unmeasured: number;
  readonly seconds: number;
}

export interface EstimateFor {
  readonly formula: TokenFormula;
  readonly model: string;
  readonly detail: Detail;
  readonly price?: Price;
  readonly atOnce: number;
  readonly options: AltPromptOptions;
  /** Of the answers so far, seconds each; a guess before the first. */
  readonly secondsEach?: number;
}

/** About four characters of English text make a token. */
const charactersPerToken = 4;
/** A decision as JSON: role, reason and an alt of about 125 characters, by the same rule of thumb. */
const outputTokens = 120;
/** An assumption, until answers have come. */
const guessedSeconds = 3;
/** Pictures are sent no larger than this, by `image.detail`; see `core/image/plan`. */
const longestEdge: Readonly<Record<Detail, number>> = { low: 768, auto: 1568, high: 2576, original: 16_384 };

/** Adds up what is left to ask. */
export function estimateBatch(images: readonly ToAsk[], to: EstimateFor): BatchEstimate {
  const distinct = [...new Map(images.map((image) => [image.key, image])).values()];
  const counts: (number | undefined)[] = distinct.map(({ width = 0, height = 0 }) => {
    const scale = Math.min(1, longestEdge[to.detail] / Math.max(width, height, 1));
    const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
    return w > 0 && h > 0 ? estimateImageTokens(to.formula, w, h, to.model, to.detail)?.tokens : undefined;
  });
  const measured = counts.filter((count) => count !== undefined);
  const requests = distinct.length;
  const seconds = (requests * (to.secondsEach ?? guessedSeconds)) / Math.max(1, Math.min(to.atOnce, requests));
  const base = { requests, unmeasured: requests - measured.length, seconds };
  if (measured.length === 0) {
    return base;
  }
  const average = measured.reduce((sum, one) => sum + one, 0) / measured.length;
  const pictures = average * requests;
  const words = distinct.reduce((sum, { reference }) => {
    const { system, user } = altPrompt(reference, to.options);
    return sum + (system.length + user.length) / charactersPerToken;
  }, 0);
  const input = pictures + words;
  const output = outputTokens * requests;
  return {
    ...base,
    tokens: Math.round(input + output),
    ...(to.price && { usd: (input * to.price.input + output * to.price.output) / 1e6 }),
  };
}
