import { estimateImageTokens } from '../image/tokens';
import type { Detail } from '../image/types';
import type { Price, TokenFormula } from '../providers/types';
import { type Conversation, isIncluded } from './conversation';

/** A token is about four characters of English text; other languages need more. */
const charactersPerToken = 4;

export interface NextRequest {
  /** Input tokens of the images that would be sent again. */
  readonly imageTokens: number;
  readonly textTokens: number;
  /** USD for the input only; absent without a price. */
  readonly usd?: number;
}

/**
 * What the next question would carry besides its own words: the history and the images, by the provider's formula.
 * Undefined if there is none of it, an image hasn't been measured yet, or the provider has no formula.
 */
export function estimateNext(
  conversation: Conversation,
  to: { readonly formula: TokenFormula; readonly model: string; readonly detail: Detail; readonly price?: Price },
): NextRequest | undefined {
  let imageTokens = 0;
  // What didn't fit last time won't fit next time.
  const leftOut = conversation.turns.at(-1)?.leftOut ?? [];
  for (const image of conversation.images) {
    if (image.problem || leftOut.includes(image.id)) {
      continue;
    }
    if (!image.sent) {
      return undefined;
    }
    for (const part of image.sent.parts) {
      const one = estimateImageTokens(to.formula, part.width, part.height, to.model, to.detail);
      if (!one) {
        return undefined;
      }
      imageTokens += one.tokens;
    }
  }
  const characters = conversation.turns
    .filter(isIncluded)
    .reduce((sum, turn) => sum + turn.question.length + turn.answer.length, 0);
  const textTokens = Math.ceil(characters / charactersPerToken);
  if (imageTokens + textTokens === 0) {
    return undefined;
  }
  const usd = to.price && ((imageTokens + textTokens) * to.price.input) / 1e6;
  return { imageTokens, textTokens, usd };
}
