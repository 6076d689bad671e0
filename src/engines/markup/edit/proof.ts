/**
 * Whether an edited document is the old one with exactly the wanted changes: both are parsed, and compared node by
 * node.
 */
import type { AltEdit, ImageReference } from '../../../core/altText/types';
import type { OutlineNode } from '../read/draft';
import type { ParsedDocument } from '../read/parse';

/** Exactly this alt text was changed, to exactly these strings. `wanted`: the new alt text by `reference.index`. */
export function hasExactlyNewAlts(
  before: ParsedDocument,
  after: ParsedDocument,
  wanted: ReadonlyMap<number, string>,
  edits: readonly AltEdit[],
): boolean {
  return (
    sameImages(before, after, wanted) &&
    sameOutline(before.outline(), after.outline(), (offset, isStart) => shiftBefore(edits, offset, isStart))
  );
}

/** Exactly one block was inserted, every image is unchanged, and `isFine` accepts every node in the block. */
export function hasExactlyNewBlock(
  before: ParsedDocument,
  after: ParsedDocument,
  { start, newText }: AltEdit,
  isFine: (node: OutlineNode) => boolean,
): boolean {
  const end = start + newText.length;
  if (!sameImages(before, after, new Map())) {
    return false;
  }
  const isInside = (node: OutlineNode) => start <= node.start && node.end <= end && node.start < node.end;
  const outline = after.outline();
  const moved = (offset: number, isStart: boolean) =>
    offset > start || (offset === start && isStart) ? end - start : 0;
  return (
    before.references.every((old, index) => after.references[index]!.start === old.start + moved(old.start, true)) &&
    outline.filter(isInside).every(isFine) &&
    sameOutline(
      before.outline(),
      outline.filter((node) => !isInside(node)),
      moved,
      (old, now) => isContainer.test(old.type) && old.end === start && now.end === end,
    )
  );
}

/** The nodes that a block at their end belongs to, and makes longer. */
const isContainer = /^(?:list(?:Ordered|Unordered)|blockQuote)$/;

function sameImages(before: ParsedDocument, after: ParsedDocument, wanted: ReadonlyMap<number, string>): boolean {
  return (
    after.error === undefined &&
    after.references.length === before.references.length &&
    before.references.every((old, index) => isSame(old, after.references[index]!, wanted.get(index)))
  );
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

/** Attribute names in order, without that of the alt text. */
function otherAttributes(reference: ImageReference): string {
  return reference.attributes.filter((name) => name !== 'alt' && name !== 'fig-alt' && name !== 'alt-text').join('\n');
}

function sameOutline(
  old: readonly OutlineNode[],
  now: readonly OutlineNode[],
  shift: (offset: number, isStart: boolean) => number,
  grows: (node: OutlineNode, other: OutlineNode) => boolean = () => false,
): boolean {
  return (
    old.length === now.length &&
    old.every((node, index) => {
      const other = now[index]!;
      return (
        node.type === other.type &&
        node.start + shift(node.start, true) === other.start &&
        (node.end + shift(node.end, false) === other.end || grows(node, other))
      );
    })
  );
}

/** How far the edits before an offset move it. An insertion at a point moves what starts there, not what ends there. */
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
