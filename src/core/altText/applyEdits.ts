import type { AltEdit, EditRefusal } from './types';

/** The text with the edits applied; they must be in order and must not overlap. */
export function applyEdits(text: string, edits: readonly AltEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.start) + edit.newText;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** True for a refusal. */
export function isRefusal(result: AltEdit | EditRefusal): result is EditRefusal {
  return 'refused' in result;
}
