/** What the editor gets of a document with very many images. */
import { charactersOf } from '../../../core/altText/charactersOf';
import type { Finding } from '../../../core/altText/findings';
import type { ImageReference } from '../../../core/altText/types';
import { bounds } from '../../../core/bounds';

/** The images around an offset, in document order: at most 2,000, with at most 8 million characters in all but one. */
export function imagesNear(references: readonly ImageReference[], near: number): readonly ImageReference[] {
  const at = references.findIndex(({ end }) => end >= near);
  const middle = at < 0 ? references.length : at;
  let low = middle;
  let high = low;
  let left = bounds.documentImageText;
  while (high - low < bounds.documentImages && left > 0 && (low > 0 || high < references.length)) {
    const forward = high < references.length && (low === 0 || high - middle <= middle - low);
    const one = forward ? references[high++] : references[--low];
    left -= charactersOf(one);
  }
  return references.slice(low, high);
}

/** The first findings: at most 1,000, with at most 8 million characters in all but one. */
export function firstFindings(findings: readonly Finding[]): readonly Finding[] {
  let left = bounds.documentImageText;
  return findings.slice(0, bounds.documentFindings).filter((one) => {
    const fits = left > 0;
    left -= charactersOf(one);
    return fits;
  });
}
