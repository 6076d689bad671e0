/** What's wrong with the words of alt text, in their place. */
import type { ImageReference } from './types';
import { isPlaceholder, isVague, looksLikeFileName, plainKey } from './wording';

/**
 * The rule that this alt text would break in the place of `reference`, whatever is there now; undefined for none. A
 * start that could be left out doesn't count: the rest says what the image shows.
 */
export function wordingFlaw(
  reference: ImageReference,
  alt: string,
): 'placeholder' | 'filename' | 'vague' | 'repeated' | undefined {
  const src = reference.src.value ?? reference.src.module ?? '';
  return isPlaceholder(alt)
    ? 'placeholder'
    : looksLikeFileName(alt, src)
      ? 'filename'
      : isVague(alt)
        ? 'vague'
        : repeatsPlace(reference, alt)
          ? 'repeated'
          : undefined;
}

/** True for alt text that says no more than the text beside it. */
export function repeatsPlace(reference: ImageReference, alt: string): boolean {
  const key = plainKey(alt);
  if (key.length < 4) {
    return false;
  }
  const { context, link } = reference;
  const beside = [context.caption, link?.text, context.headings.at(-1), context.before, context.after].map((one) =>
    plainKey(one ?? ''),
  );
  const isPart = key.length >= 24 && key.includes(' ');
  return beside.some((one) => one === key || (isPart && ` ${one} `.includes(` ${key} `)));
}
