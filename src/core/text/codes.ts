/** Codes from a picture as lines of text. What a code contains is data: nothing opens it. */
import { printableLine } from '../printable';
import type { OcrCode } from './types';

/** One line: the code's kind, and its text with everything visible that could act on the reader. */
export function codeLine({ kind, text }: OcrCode): string {
  return `${kind}: ${printableLine(text)}`;
}

/** A page's text and the codes that were on it, each in a line below. */
export function withCodes(text: string, codes: readonly OcrCode[] = []): string {
  if (codes.length === 0) {
    return text;
  }
  const lines = codes.map(codeLine).join('\n');
  return text.trim() === '' ? lines : `${text.trimEnd()}\n\n${lines}`;
}
