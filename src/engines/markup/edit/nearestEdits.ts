/** Alt text for a document that may have changed since its images were found, rephrased where that is accepted. */
import { isRefusal } from '../../../core/altText/applyEdits';
import type { AltChange, AltEdits, WrittenChange } from '../../../core/altText/engine';
import type { AltEdit, EditRefusal, ImageReference } from '../../../core/altText/types';
import { type ParsedDocument, parseDocument } from '../read/parse';
import { altEdits, type TriedChange } from './edit';
import { sameImage, sameImages } from './sameImage';
import { confirmedEdits, type ReadAgain } from './secondReading';

interface Tried {
  readonly change: number;
  readonly now: TriedChange;
  /** What was requested, once the closest alt text is accepted; there is no other for a place. */
  readonly asked?: string;
  readonly hasBelow?: boolean;
}

/**
 * Edits for one document, each for the image in its current state. What the language can't represent is written in its
 * closest form if the change accepts that, and refused with it otherwise. All together, so that it's verified together;
 * also by `read`, if a second reader knows the language. Rejects like `read`.
 */
export async function nearestEdits(
  text: string,
  languageId: string,
  wanted: readonly AltChange[],
  read?: ReadAgain,
): Promise<AltEdits> {
  const document = parseDocument(text, languageId);
  const refused: { change: number; refusal: EditRefusal }[] = [];
  const images = imagesNow(document, wanted);
  let open = wanted.flatMap(({ alt, longDescription }, change): readonly Tried[] => {
    const reference = images[change];
    if (!reference) {
      refused.push({ change, refusal: { refused: 'changed' } });
      return [];
    }
    return [{ change, now: { reference, alt, ...(longDescription !== undefined && { longDescription }) } }];
  });
  // Alt text, and then the text below it, can each have a closest form; neither has another.
  for (;;) {
    const tried = open.map(({ now }) => now);
    const made = read
      ? await confirmedEdits(text, languageId, tried, read, document)
      : altEdits(text, languageId, tried, document);
    const next = open.flatMap((one, at): readonly Tried[] => {
      const { change, now, asked, hasBelow = false } = one;
      const refusal = made.refused.find((all) => all.change === at)?.refusal;
      const below = made.descriptions.find((all) => all.change === at)?.result;
      const nearest = refusal ? (asked === undefined ? refusal.nearest : undefined) : nearestBelow(below, hasBelow);
      if (nearest === undefined) {
        if (refusal) {
          refused.push({ change, refusal: { refused: refusal.refused } });
        }
        return refusal ? [] : [one];
      }
      if (!takes(wanted[change]!, nearest)) {
        refused.push({ change, refusal: { refused: 'notRepresentable', nearest, ...(!refusal && { isBelow: true }) } });
        return [];
      }
      return refusal
        ? [{ ...one, now: { ...now, alt: nearest }, asked: now.alt }]
        : [{ ...one, now: { ...now, longDescription: nearest }, hasBelow: true }];
    });
    const isSettled = next.length === open.length && next.every((one, at) => one === open[at]);
    if (isSettled) {
      return {
        edits: made.edits,
        written: open.map(writtenAs),
        refused: refused.sort((a, b) => a.change - b.change),
        descriptions: made.descriptions.map(({ change, result }) => ({ change: open[change]!.change, result })),
      };
    }
    open = next;
  }
}

/** The images of the changes in the current document; those that no longer exist are undefined. */
function imagesNow(
  { references }: ParsedDocument,
  wanted: readonly AltChange[],
): readonly (ImageReference | undefined)[] {
  const same = sameImages(
    references,
    wanted.map(({ reference }) => reference),
  );
  return wanted.map(({ reference, orNearest }, at) => (orNearest ? sameImage(references, reference) : same[at]));
}

function takes({ takes: taken = [] }: AltChange, nearest: string): boolean {
  return taken === 'any' || taken.includes(nearest);
}

function writtenAs({ change, now: { reference, alt }, asked }: Tried): WrittenChange {
  return { change, image: reference.index, at: reference.alt.start, alt, ...(asked !== undefined && { asked }) };
}

function nearestBelow(below: AltEdit | EditRefusal | undefined, isTaken: boolean): string | undefined {
  return below && isRefusal(below) && !isTaken ? below.nearest : undefined;
}
