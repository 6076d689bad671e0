import { isRefusal } from './applyEdits';
import type { AltChange, AltEdits, MarkupEngine } from './engine';
import type { AltEdit, EditRefusal } from './types';

/** `asked` is there when `alt` is not exactly what was asked for, and is what was. To be shown, and counted apart. */
export type NearestChange<Change extends AltChange> = Change & { readonly asked?: string };

export interface NearestEdits<Change extends AltChange> extends Omit<AltEdits, 'refused'> {
  /** What is written, with the alts and long descriptions as they are; `descriptions` count in it. */
  readonly changes: readonly NearestChange<Change>[];
  /** What would be written only in other words, and was not: the alt, or the long description with the alt. */
  readonly proposed: readonly { readonly change: Change; readonly nearest: string; readonly isBelow: boolean }[];
  readonly refused: readonly { readonly change: Change; readonly refusal: EditRefusal }[];
}

/**
 * Edits of one document. What its language cannot say is written in its nearest form where `mayTake` says so: somebody
 * has seen both texts, or asked for it. All in one go, so that it is proved together. Rejects as the engine does.
 */
export async function nearestEdits<Change extends AltChange>(
  markup: Pick<MarkupEngine, 'edit'>,
  text: string,
  languageId: string,
  wanted: readonly Change[],
  mayTake: (change: Change, nearest: string) => boolean,
  signal?: AbortSignal,
): Promise<NearestEdits<Change>> {
  const edit = (changes: readonly Change[]) =>
    // Only this crosses to the worker: a change may carry what cannot.
    markup.edit(
      text,
      languageId,
      changes.map(({ reference, alt, longDescription }) => ({
        reference,
        alt,
        ...(longDescription !== undefined && { longDescription }),
      })),
      signal,
    );
  const proposed: { change: Change; nearest: string; isBelow: boolean }[] = [];
  const refused: { change: Change; refusal: EditRefusal }[] = [];
  let changes: readonly Taken<Change>[] = wanted.map((change) => ({ change, now: change }));
  // An alt, and then what stands below it, may each have a nearest form; neither has another.
  for (;;) {
    const made = await edit(changes.map(({ now }) => now));
    const next = changes.flatMap((one, at): Taken<Change>[] => {
      const { change, now, hasAlt = false, hasBelow = false } = one;
      const refusal = made.refused.find((all) => all.change === at)?.refusal;
      const below = made.descriptions.find((all) => all.change === at)?.result;
      const nearest = refusal ? (hasAlt ? undefined : refusal.nearest) : nearestBelow(below, hasBelow);
      if (nearest === undefined) {
        if (refusal) {
          refused.push({ change, refusal });
        }
        return refusal ? [] : [one];
      }
      if (!mayTake(change, nearest)) {
        proposed.push({ change, nearest, isBelow: !refusal });
        return [];
      }
      return refusal
        ? [{ ...one, now: { ...now, alt: nearest, asked: change.alt }, hasAlt: true }]
        : [{ ...one, now: { ...now, longDescription: nearest }, hasBelow: true }];
    });
    const isSettled = next.length === changes.length && next.every((one, at) => one === changes[at]);
    changes = next;
    if (isSettled) {
      return { ...made, changes: changes.map(({ now }) => now), proposed, refused };
    }
  }
}

interface Taken<Change extends AltChange> {
  readonly change: Change;
  readonly now: NearestChange<Change>;
  /** The nearest form was taken already. */
  readonly hasAlt?: boolean;
  readonly hasBelow?: boolean;
}

function nearestBelow(below: AltEdit | EditRefusal | undefined, isTaken: boolean): string | undefined {
  return below && isRefusal(below) && !isTaken ? below.nearest : undefined;
}
