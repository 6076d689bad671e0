/** What the editor is given of the images of a document: as much as its own thread can bear. */
import { bounds } from '../bounds';
import type { Finding } from './findings';
import type { ImageReference } from './types';

/** The images around an offset, in document order: at most 2,000, with at most 8 million characters but for one. */
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

/** The first findings: at most 1,000, with at most 8 million characters but for one. */
export function firstFindings(findings: readonly Finding[]): readonly Finding[] {
  let left = bounds.documentImageText;
  return findings.slice(0, bounds.documentFindings).filter((one) => {
    const fits = left > 0;
    left -= charactersOf(one);
    return fits;
  });
}

/** What a review of many documents has room for; what it is given first counts. */
export interface ReviewRoom {
  /** The first of these that there is room for, each with its findings. */
  take<T>(images: readonly T[]): readonly T[];
  isFull(): boolean;
}

/** Room for 2,000 images, with at most 8 million characters but for one. */
export function createReviewRoom(): ReviewRoom {
  let images: number = bounds.reviewImages;
  let characters: number = bounds.documentImageText;
  const isFull = () => images <= 0 || characters <= 0;
  return {
    isFull,
    take: (all) => {
      const taken = [];
      for (const one of all) {
        if (isFull()) {
          break;
        }
        images -= 1;
        characters -= charactersOf(one);
        taken.push(one);
      }
      return taken;
    },
  };
}

/** Of everything that is copied between threads. */
function charactersOf(value: unknown): number {
  if (typeof value === 'string') {
    return value.length;
  }
  return typeof value === 'object' && value !== null
    ? Object.values(value).reduce((sum: number, one) => sum + charactersOf(one), 0)
    : 0;
}
