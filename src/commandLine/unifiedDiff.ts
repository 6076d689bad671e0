/** The changes that edits make to a text, as a unified diff. */

import { applyEdits } from '../core/altText/applyEdits';
import type { AltEdit } from '../core/altText/types';
import { printableLine } from '../core/printable';

/**
 * One hunk per edited stretch of lines, without context lines: only alt text changes, and nothing moves. `''` without
 * edits.
 */
export function unifiedDiff(file: string, text: string, edits: readonly AltEdit[]): string {
  const hunks: string[] = [];
  let shift = 0;
  let line = 1;
  let counted = 0;
  for (let at = 0; at < edits.length; ) {
    const start = text.lastIndexOf('\n', edits[at]!.start - 1) + 1;
    let end = lineEnd(text, edits[at]!.end);
    let last = at;
    while (last + 1 < edits.length && edits[last + 1]!.start <= end) {
      last += 1;
      end = lineEnd(text, edits[last]!.end);
    }
    const old = text.slice(start, end);
    const local = edits
      .slice(at, last + 1)
      .map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
    const now = applyEdits(old, local);
    line += text.slice(counted, start).split('\n').length - 1;
    counted = start;
    const [before, after] = [old.split('\n'), now.split('\n')];
    hunks.push(
      `@@ -${line},${before.length} +${line + shift},${after.length} @@`,
      ...before.map((one) => `-${one}`),
      ...after.map((one) => `+${one}`),
    );
    shift += after.length - before.length;
    at = last + 1;
  }
  return hunks.length === 0 ? '' : `--- a/${printableLine(file)}\n+++ b/${printableLine(file)}\n${hunks.join('\n')}\n`;
}

function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline;
}
