/**
 * The second half of the verification. If a language has more structure than our own parser knows, an independent
 * reader reads both documents, and they must be the same except for exactly the alt text that was written.
 */
import { applyEdits, isRefusal } from '../../../core/altText/applyEdits';
import type { AltEdit, EditRefusal } from '../../../core/altText/types';
import { type ParsedDocument, parseDocument } from '../read/parse';
import { altEdits, type ProvedEdits, type TriedChange } from './edit';
import { nearestAlt, plainestAlt } from './escape';

/** A document as that reader sees it. */
export interface Reading {
  /** Everything but the alt text: blocks, images, and words, in order. */
  readonly rest: readonly string[];
  /** The alt text of all images, in order. */
  readonly alts: readonly string[];
}

/** One reading for each way in which sites read the language; always the same number. */
export type ReadAgain = (text: string) => Promise<readonly Reading[]>;

/** `altEdits`, refusing what the second reader doesn't confirm. Rejects like `read`. */
export async function confirmedEdits(
  text: string,
  languageId: string,
  changes: readonly TriedChange[],
  read: ReadAgain,
  document: ParsedDocument = parseDocument(text, languageId),
): Promise<ProvedEdits> {
  const all = altEdits(text, languageId, changes, document);
  if (insertionsAndEdits(all).length === 0) {
    return all;
  }
  const before = await read(text);
  const isConfirmed = async (made: ProvedEdits, from: readonly TriedChange[]) => {
    const edits = insertionsAndEdits(made);
    const left = new Set(made.refused.map(({ change }) => change));
    const wanted = from.filter((_, at) => !left.has(at)).map(({ alt }) => alt);
    if (edits.length === 0) {
      return true;
    }
    const after = await read(applyEdits(text, edits));
    return before.every((one, at) => agree(one, after[at]!, wanted, made.descriptions.length > 0));
  };
  if (await isConfirmed(all, changes)) {
    return all;
  }
  const tried: TriedChange[] = [...changes];
  const only = (places: readonly number[]) => places.map((at) => tried[at]!);
  const editsFor = (places: readonly number[]) => altEdits(text, languageId, only(places), document);
  /** The confirmed ones among `places`, by bisection. */
  const confirmed = async (places: readonly number[]): Promise<readonly number[]> => {
    const made = editsFor(places);
    if (made.refused.length < places.length && (await isConfirmed(made, only(places)))) {
      return places;
    }
    const middle = places.length >> 1;
    return middle === 0
      ? []
      : [...(await confirmed(places.slice(0, middle))), ...(await confirmed(places.slice(middle)))];
  };
  const refused = new Map(all.refused.map(({ change, refusal }) => [change, refusal]));
  const open = [...changes.keys()].filter((at) => !refused.has(at));
  const readable = new Set(await confirmed(open));
  for (const at of open.filter((one) => !readable.has(one))) {
    tried[at] = { ...changes[at]!, strict: true };
  }
  const found = await confirmed(open);
  const kept = (await isConfirmed(editsFor(found), only(found))) ? found : [];
  for (const at of open.filter((one) => !kept.includes(one))) {
    refused.set(at, await refusal(changes[at]!));
  }
  const made = editsFor(kept);
  return {
    edits: made.edits,
    refused: [...refused].sort(([a], [b]) => a - b).map(([change, why]) => ({ change, refusal: why })),
    descriptions: made.descriptions.map(({ change, result }) => ({ change: kept[change]!, result })),
  };

  async function refusal(change: TriedChange): Promise<EditRefusal> {
    for (const alt of [nearestAlt(change.alt), plainestAlt(change.alt)]) {
      const nearest = [{ reference: change.reference, alt }];
      const made = altEdits(text, languageId, nearest, document);
      if (alt !== change.alt && made.edits.length > 0 && (await isConfirmed(made, nearest))) {
        return { refused: 'notRepresentable', nearest: alt };
      }
    }
    return { refused: 'notRepresentable' };
  }
}

/** Everything that `made` inserts into the document, in order. */
function insertionsAndEdits(made: ProvedEdits): readonly AltEdit[] {
  const below = made.descriptions.flatMap(({ result }) => (isRefusal(result) ? [] : [result]));
  return [...made.edits, ...below].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The same images and blocks; only wanted alt text is new. Blocks may be added only if some were wanted. */
function agree(before: Reading, after: Reading, wanted: readonly string[], mayGrow: boolean): boolean {
  if (after.alts.length !== before.alts.length) {
    return false;
  }
  const due = new Map<string, number>();
  for (const alt of wanted) {
    due.set(alt, (due.get(alt) ?? 0) + 1);
  }
  const same: string[] = [];
  for (const [at, alt] of after.alts.entries()) {
    const left = due.get(alt) ?? 0;
    if (alt === before.alts[at]) {
      same.push(alt);
    } else if (left === 0) {
      return false;
    } else {
      due.set(alt, left - 1);
    }
  }
  // What is still missing was there already, as a default for example.
  const isThere = [...due].every(([alt, left]) => same.filter((one) => one === alt).length >= left);
  return isThere && (mayGrow ? holdsInOrder(after.rest, before.rest) : isEqual(after.rest, before.rest));
}

function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}

function holdsInOrder(all: readonly string[], part: readonly string[]): boolean {
  let at = 0;
  for (const one of all) {
    at += one === part[at] ? 1 : 0;
  }
  return at === part.length;
}
