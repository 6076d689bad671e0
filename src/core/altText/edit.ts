/**
 * Writes alts, and nothing but alts. An edit is made from the slot of a reference, the result is parsed again, and it
 * is refused unless the new document is the old one with exactly these alts changed to exactly these strings.
 */
import { nearestAlt, plainestAlt, writeAlt } from './escape';
import type { AltEdit, EditRefusal, ImageReference, OutlineNode, ParseDocument, ParsedDocument } from './types';

export interface AltChange {
  readonly reference: ImageReference;
  readonly alt: string;
}

export interface AltEdits {
  /** In document order, not overlapping; offsets of the text given. */
  readonly edits: readonly AltEdit[];
  /** Changes that were not made, by their place in `changes`. */
  readonly refused: readonly { readonly change: number; readonly refusal: EditRefusal }[];
}

/** True for a refusal. */
export function isRefusal(result: AltEdit | EditRefusal): result is EditRefusal {
  return 'refused' in result;
}

/** One alt: `newAlt` becomes the alt of `reference` in `text`, exactly. `''` marks the image as decorative. */
export function altEdit(
  text: string,
  languageId: string,
  reference: ImageReference,
  newAlt: string,
  parse: ParseDocument,
): AltEdit | EditRefusal {
  const { edits, refused } = altEdits(text, languageId, [{ reference, alt: newAlt }], parse);
  return edits[0] ?? refused[0]?.refusal ?? { refused: 'notRepresentable' };
}

/** Many alts of one document, checked together; when that fails, one by one. */
export function altEdits(
  text: string,
  languageId: string,
  changes: readonly AltChange[],
  parse: ParseDocument,
): AltEdits {
  const before = parse(text, languageId);
  const refused: { change: number; refusal: EditRefusal }[] = [];
  const planned: Planned[] = [];
  for (const [change, { reference, alt }] of changes.entries()) {
    const current = before.error === undefined ? sameReference(before, reference) : undefined;
    const refusal = refuse(before, current, alt);
    if (refusal || !current) {
      refused.push({ change, refusal: refusal ?? { refused: 'changed' } });
    } else {
      planned.push({ change, reference: current, alt });
    }
  }
  planned.sort((a, b) => a.reference.alt.start - b.reference.alt.start);

  const readable = planned.map((one) => (isText(one.alt) ? editOf(one, 'readable') : undefined));
  if (readable.every((edit) => edit !== undefined) && isExact(text, languageId, before, planned, readable, parse)) {
    return { edits: readable, refused };
  }
  const made: AltEdit[] = [];
  for (const one of planned) {
    const edit = singleEdit(text, languageId, before, one, parse);
    if (isRefusal(edit)) {
      refused.push({ change: one.change, refusal: edit });
    } else {
      made.push(edit);
    }
  }
  refused.sort((a, b) => a.change - b.change);
  return { edits: made, refused };
}

/** The text with the edits made; they must be in order and must not overlap. */
export function applyEdits(text: string, edits: readonly AltEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.start) + edit.newText;
    at = edit.end;
  }
  return result + text.slice(at);
}

interface Planned {
  readonly change: number;
  readonly reference: ImageReference;
  readonly alt: string;
}

/** The reference as it stands in the document now: the same image in the same place. */
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

/** Half a surrogate pair and U+0000 are no text in any of the languages. */
function isText(alt: string): boolean {
  return alt.isWellFormed() && !alt.includes('\0');
}

function editOf({ reference, alt }: Planned, form: 'readable' | 'strict'): AltEdit | undefined {
  const newText = writeAlt(alt, reference.alt, form);
  return newText === undefined ? undefined : { start: reference.alt.start, end: reference.alt.end, newText };
}

function singleEdit(
  text: string,
  languageId: string,
  before: ParsedDocument,
  one: Planned,
  parse: ParseDocument,
): AltEdit | EditRefusal {
  const attempt = (alt: string): AltEdit | undefined => {
    for (const form of isText(alt) ? (['readable', 'strict'] as const) : []) {
      const edit = editOf({ ...one, alt }, form);
      if (edit && isExact(text, languageId, before, [{ ...one, alt }], [edit], parse)) {
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

/** Parses the edited text and compares: references one by one, and the outline node by node at its moved place. */
function isExact(
  text: string,
  languageId: string,
  before: ParsedDocument,
  planned: readonly Planned[],
  edits: readonly AltEdit[],
  parse: ParseDocument,
): boolean {
  if (edits.length === 0) {
    return true;
  }
  const after = parse(applyEdits(text, edits), languageId);
  if (after.error !== undefined || after.references.length !== before.references.length) {
    return false;
  }
  const wanted = new Map(planned.map((one) => [one.reference.index, one.alt]));
  const sameImages = before.references.every((old, index) => isSame(old, after.references[index]!, wanted.get(index)));
  return sameImages && sameOutline(before.outline(), after.outline(), edits);
}

function isSame(old: ImageReference, now: ImageReference, wanted: string | undefined): boolean {
  return (
    now.alt.value === (wanted ?? old.alt.value) &&
    now.alt.dynamic === old.alt.dynamic &&
    now.format === old.format &&
    now.tag === old.tag &&
    now.src.value === old.src.value &&
    now.src.module === old.src.module &&
    now.title === old.title &&
    now.link?.href === old.link?.href &&
    now.spread === old.spread &&
    now.exempt === old.exempt &&
    otherAttributes(now) === otherAttributes(old)
  );
}

/** Attribute names in order, the alt's own left out. */
function otherAttributes(reference: ImageReference): string {
  return reference.attributes.filter((name) => name !== 'alt' && name !== 'fig-alt' && name !== 'alt-text').join('\n');
}

function sameOutline(old: readonly OutlineNode[], now: readonly OutlineNode[], edits: readonly AltEdit[]): boolean {
  if (old.length !== now.length) {
    return false;
  }
  return old.every((node, index) => {
    const other = now[index]!;
    return (
      node.type === other.type &&
      node.start + shiftBefore(edits, node.start, true) === other.start &&
      node.end + shiftBefore(edits, node.end, false) === other.end
    );
  });
}

/** How far the edits before an offset move it. What is inserted at a point moves what starts there, not what ends there. */
function shiftBefore(edits: readonly AltEdit[], offset: number, isStart: boolean): number {
  let shift = 0;
  for (const edit of edits) {
    const inserted = edit.start === edit.end;
    if (edit.end < offset || (edit.end === offset && (isStart || !inserted))) {
      shift += edit.newText.length - (edit.end - edit.start);
    } else if (edit.start > offset) {
      break;
    }
  }
  return shift;
}
