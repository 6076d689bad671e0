import { median } from '../statistics';
import type { PlacedWord } from './placed';

/** Words on one line, left to right. */
export interface Row {
  readonly words: readonly PlacedWord[];
  /** The baseline of its letters, source pixels from the top. */
  readonly baseline: number;
}

/** Rows of monospaced text, top to bottom, and how far apart they are, if evenly: source pixels. */
export interface ReadRows {
  readonly rows: readonly Row[];
  readonly step?: number;
  /** Whether its characters were judged one by one, so that each is what the picture shows. */
  readonly isJudged?: boolean;
}

export function heightOf(words: readonly PlacedWord[]): number {
  return median(words.map((word) => word.bottom - word.top));
}

/** Groups words into rows, top to bottom. */
export function toRows(words: readonly PlacedWord[]): Row[] {
  const usual = heightOf(words);
  const open: { words: PlacedWord[]; baseline: number; height: number }[] = [];
  for (const word of [...words].sort((a, b) => a.baseline - b.baseline)) {
    const height = word.bottom - word.top;
    let home: (typeof open)[number] | undefined;
    for (const row of open) {
      const limit = 0.45 * Math.min(Math.max(usual, 1), Math.max(row.height, height));
      const away = Math.abs(row.baseline - word.baseline);
      if (away < limit && (!home || away < Math.abs(home.baseline - word.baseline))) {
        home = row;
      }
    }
    if (home) {
      home.words.push(word);
      home.baseline += (word.baseline - home.baseline) / home.words.length;
      home.height = Math.max(home.height, height);
    } else {
      open.push({ words: [word], baseline: word.baseline, height });
    }
  }
  return open
    .sort((a, b) => a.baseline - b.baseline)
    .map((row) => ({ words: row.words.sort((a, b) => a.left - b.left), baseline: row.baseline }));
}
