import type { AltChange, AltEdits } from './edit';
import type { MarkupEngine } from './engine';
import type { EditRefusal } from './types';

/** `asked` is there when `alt` is not exactly what was asked for, and is what was. To be shown, and counted apart. */
export type NearestChange<Change extends AltChange> = Change & { readonly asked?: string };

export interface NearestEdits<Change extends AltChange> extends Omit<AltEdits, 'refused'> {
  /** What is written, with the alts as they are; `descriptions` count in it. */
  readonly changes: readonly NearestChange<Change>[];
  /** What would be written only in other words, and was not. */
  readonly proposed: readonly { readonly change: Change; readonly nearest: string }[];
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
  const first = await edit(wanted);
  const refusals = new Map(first.refused.map(({ change, refusal }) => [change, refusal]));
  const changes = wanted.flatMap((change, at): NearestChange<Change>[] => {
    const refusal = refusals.get(at);
    return !refusal
      ? [change]
      : refusal.nearest === undefined || !mayTake(change, refusal.nearest)
        ? []
        : [{ ...change, alt: refusal.nearest, asked: change.alt }];
  });
  const proposed = first.refused.flatMap(({ change, refusal: { nearest } }) =>
    nearest === undefined || mayTake(wanted[change]!, nearest) ? [] : [{ change: wanted[change]!, nearest }],
  );
  const refused = first.refused
    .filter(({ refusal }) => refusal.nearest === undefined)
    .map(({ change, refusal }) => ({ change: wanted[change]!, refusal }));
  if (refusals.size === 0) {
    return { ...first, changes, proposed, refused };
  }
  const second = await edit(changes);
  return {
    ...second,
    changes,
    proposed,
    refused: [...refused, ...second.refused.map(({ change, refusal }) => ({ change: changes[change]!, refusal }))],
  };
}
