/** How much a review of many documents can hold: as much as the extension host's thread can handle. */
import { charactersOf } from '../../core/altText/charactersOf';
import { bounds } from '../../core/bounds';

/** What a review of many documents has room for; what comes first counts. */
export interface ReviewRoom {
  /** The first of these that there is room for, each with its findings. */
  take<T>(images: readonly T[]): readonly T[];
  isFull(): boolean;
}

/** Room for 2,000 images, with at most 8 million characters in all but one. */
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
