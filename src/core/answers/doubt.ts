/**
 * Doubts text that doesn't read like alt text: a model, a server, or a product talks about itself, about the request,
 * or about nothing. A linear model over parts of words, made by `scripts/trainDoubt.mjs` from texts in 32 languages. It
 * doubts some alt text too, so doubted text is asked about rather than refused.
 */
import { buckets, doubtFeatures, doubtOf, maxWeight } from './doubtFeatures';
import { doubtModel } from './doubtModel';

let weights: Int8Array | undefined;

/** Two weights in each byte. */
function unpack(packed: string): Int8Array {
  const unpacked = new Int8Array(buckets);
  const bytes = atob(packed);
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes.charCodeAt(at);
    unpacked[2 * at] = (byte >> 4) - maxWeight;
    unpacked[2 * at + 1] = (byte & 15) - maxWeight;
  }
  return unpacked;
}

/** True if a text reads less like alt text than like something else. False for an empty one. */
export function isDoubtful(text: string): boolean {
  if (text.trim() === '') {
    return false;
  }
  weights ??= unpack(doubtModel.weights);
  return doubtOf(weights, doubtFeatures(text)) > doubtModel.threshold;
}
