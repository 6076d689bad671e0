import type { PlacedWord } from './placed';
import { median } from './statistics';

/** Words on one line, left to right. */
export interface Row {
  readonly words: readonly PlacedWord[];
  /** Vertical middle, source pixels. */
  readonly middle: number;
}

export function middleOf(word: PlacedWord): number {
  return (word.top + word.bottom) / 2;
}

export function heightOf(words: readonly PlacedWord[]): number {
  return median(words.map((word) => word.bottom - word.top));
}

/** Groups words into rows, top to bottom. */
export function toRows(words: readonly PlacedWord[]): Row[] {
  const usual = heightOf(words);
  const open: { words: PlacedWord[]; middle: number; height: number }[] = [];
  for (const word of [...words].sort((a, b) => middleOf(a) - middleOf(b))) {
    const height = word.bottom - word.top;
    const middle = middleOf(word);
    let home: (typeof open)[number] | undefined;
    for (const row of open) {
      const limit = 0.5 * Math.min(Math.max(usual, 1), Math.max(row.height, height));
      const away = Math.abs(row.middle - middle);
      if (away < limit && (!home || away < Math.abs(home.middle - middle))) {
        home = row;
      }
    }
    if (home) {
      home.words.push(word);
      home.middle += (middle - home.middle) / home.words.length;
      home.height = Math.max(home.height, height);
    } else {
      open.push({ words: [word], middle, height });
    }
  }
  return open
    .sort((a, b) => a.middle - b.middle)
    .map((row) => ({ words: row.words.sort((a, b) => a.left - b.left), middle: row.middle }));
}
