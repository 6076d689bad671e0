/**
 * Writes alt text, and nothing else. An edit is made from the slot of a reference, the result is parsed again, and the
 * edit is refused unless the new document is the old one with exactly this alt text changed to exactly these strings.
 */
import { applyEdits, isRefusal } from '../../../core/altText/applyEdits';
import type { AltChange, AltEdits } from '../../../core/altText/engine';
import { opensCode } from '../../../core/altText/openers';
import type { AltEdit, EditRefusal, ImageReference } from '../../../core/altText/types';
import { type ParsedDocument, parseDocument } from '../read/parse';
import { nearestAlt, plainestAlt, writeAlt } from './escape';
import { longDescriptionEdit } from './longDescription/longDescription';
import { hasExactlyNewAlts } from './proof';

/**
 * A change as it's tried: `strict` writes everything doubtful as a character reference, even where our parsers read the
 * readable form.
 */
export interface TriedChange extends Pick<AltChange, 'reference' | 'alt' | 'longDescription'> {
  readonly strict?: boolean;
}

export type ProvedEdits = Omit<AltEdits, 'written'>;

/** Alt text for many images in one document, and what goes below them. */
export function altEdits(
  text: string,
  languageId: string,
  changes: readonly TriedChange[],
  before = parseDocument(text, languageId),
): ProvedEdits {
  const { edits, refused } = altsOnly(text, languageId, changes, before);
  const left = new Set(refused.map(({ change }) => change));
  return { edits, refused, descriptions: describe(text, languageId, changes, edits, left) };
}

/** Checked together; if that fails, one by one. */
function altsOnly(
  text: string,
  languageId: string,
  changes: readonly TriedChange[],
  before: ParsedDocument,
): Omit<ProvedEdits, 'descriptions'> {
  const refused: { change: number; refusal: EditRefusal }[] = [];
  const planned: Planned[] = [];
  for (const [change, { reference, alt, longDescription, strict = false }] of changes.entries()) {
    const current = before.error === undefined ? sameReference(before, reference) : undefined;
    if (longDescription && current && (current.alt.value ?? '') === alt) {
      continue;
    }
    const refusal = refuse(before, current, alt);
    if (refusal || !current) {
      refused.push({ change, refusal: refusal ?? { refused: 'changed' } });
    } else {
      planned.push({ change, reference: current, alt, strict });
    }
  }
  planned.sort((a, b) => a.reference.alt.start - b.reference.alt.start);

  const readable = planned.map((one) => editOf(one, 'readable'));
  if (readable.every((edit) => edit !== undefined) && isExact(text, languageId, before, planned, readable)) {
    return { edits: readable, refused };
  }
  const made: AltEdit[] = [];
  for (const one of planned) {
    const edit = singleEdit(text, languageId, before, one);
    if (isRefusal(edit)) {
      refused.push({ change: one.change, refusal: edit });
    } else {
      made.push(edit);
    }
  }
  refused.sort((a, b) => a.change - b.change);
  return { edits: made, refused };
}

interface Planned {
  readonly change: number;
  readonly reference: ImageReference;
  readonly alt: string;
  readonly strict: boolean;
}

/** The reference in the current document: the same image in the same place. */
function sameReference(document: ParsedDocument, reference: ImageReference): ImageReference | undefined {
  return document.references.find(
    (one) =>
      one.start === reference.start &&
      one.end === reference.end &&
      one.alt.start === reference.alt.start &&
      one.alt.end === reference.alt.end &&
      one.alt.value === reference.alt.value &&
      one.src.raw === reference.src.raw,
  );
}

function refuse(before: ParsedDocument, current: ImageReference | undefined, alt: string): EditRefusal | undefined {
  if (before.error !== undefined) {
    return { refused: 'unreadable' };
  }
  if (!current) {
    return { refused: 'changed' };
  }
  if (current.alt.dynamic) {
    return { refused: 'dynamic' };
  }
  if (current.alt.value === alt && current.alt.end > current.alt.start) {
    return { refused: 'same' };
  }
  return undefined;
}

/** Half a surrogate pair and U+0000 aren't text in any of the languages. */
function isText(alt: string): boolean {
  return alt.isWellFormed() && !alt.includes('\0');
}

function editOf({ reference, alt, strict }: Planned, form: 'readable' | 'strict'): AltEdit | undefined {
  const canStand = isText(alt) && !opensCode(alt, reference);
  const newText = canStand ? writeAlt(alt, reference.alt, strict ? 'strict' : form) : undefined;
  return newText === undefined ? undefined : { start: reference.alt.start, end: reference.alt.end, newText };
}

function singleEdit(text: string, languageId: string, before: ParsedDocument, one: Planned): AltEdit | EditRefusal {
  const attempt = (alt: string): AltEdit | undefined => {
    for (const form of ['readable', 'strict'] as const) {
      const edit = editOf({ ...one, alt }, form);
      if (edit && isExact(text, languageId, before, [{ ...one, alt }], [edit])) {
        return edit;
      }
    }
    return undefined;
  };
  const edit = attempt(one.alt);
  if (edit) {
    return edit;
  }
  const nearest = [nearestAlt(one.alt), plainestAlt(one.alt)].find((alt) => alt !== one.alt && attempt(alt));
  return { refused: 'notRepresentable', ...(nearest !== undefined && { nearest }) };
}

/** Parses the edited text and compares: references one by one, and the outline node by node at its moved position. */
function isExact(
  text: string,
  languageId: string,
  before: ParsedDocument,
  planned: readonly Planned[],
  edits: readonly AltEdit[],
): boolean {
  if (edits.length === 0) {
    return true;
  }
  const wanted = new Map(planned.map((one) => [one.reference.index, one.alt]));
  return hasExactlyNewAlts(before, parseDocument(applyEdits(text, edits), languageId), wanted, edits);
}

/**
 * The long descriptions, each verified on the document with everything written so far, and returned as insertions into
 * the original document. From the last to the first: of two in one place, the first image's comes first.
 */
function describe(
  text: string,
  languageId: string,
  changes: readonly TriedChange[],
  altsMade: readonly AltEdit[],
  refused: ReadonlySet<number>,
): ProvedEdits['descriptions'] {
  const due = [...changes.entries()]
    .filter(([change, { longDescription }]) => longDescription?.trim() && !refused.has(change))
    .sort(([, a], [, b]) => b.reference.index - a.reference.index);
  const made: AltEdit[] = [...altsMade];
  const descriptions = due.map(([change, { reference, longDescription = '' }]) => {
    const current = applyEdits(text, made);
    const before = parseDocument(current, languageId);
    const image = before.references[reference.index];
    const result = image
      ? longDescriptionEdit(current, languageId, image, longDescription, before)
      : { refused: 'changed' as const };
    if (isRefusal(result)) {
      return { change, result };
    }
    const at = offsetBefore(made, result.start);
    const edit = { start: at, end: at, newText: result.newText };
    const next = made.findIndex((one) => one.start >= at);
    made.splice(next < 0 ? made.length : next, 0, edit);
    return { change, result: edit };
  });
  return descriptions.reverse();
}

/** The offset in the old document for one in the edited document that isn't in any edit. */
function offsetBefore(edits: readonly AltEdit[], offset: number): number {
  let shift = 0;
  for (const edit of edits) {
    if (edit.start + shift + edit.newText.length > offset) {
      break;
    }
    shift += edit.newText.length - (edit.end - edit.start);
  }
  return offset - shift;
}
