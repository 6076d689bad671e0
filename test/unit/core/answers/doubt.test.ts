// How well doubt tells an alt from what is none: on texts that the model behind it was not made from, in 13 languages.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isDoubtful } from '../../../../src/core/answers/doubt';

interface Row {
  readonly none: boolean;
  readonly lang: string;
  readonly text: string;
}

test('of 60 texts that are none 57 are doubted, of 60 alts 54 are not', () => {
  const rows = readFileSync('test/fixtures/answers/examiner.jsonl', 'utf8')
    .trim()
    .split('\n')
    .map((line): Row => JSON.parse(line));
  const doubted = (wanted: boolean) => rows.filter(({ none, text }) => none === wanted && isDoubtful(text)).length;
  expect(rows.filter(({ none }) => none)).toHaveLength(60);
  expect(doubted(true)).toBeGreaterThanOrEqual(57);
  expect(doubted(false)).toBeLessThanOrEqual(6);
});

test('an empty text is nothing to doubt: a decorative picture has it', () => {
  expect(isDoubtful(' ')).toBe(false);
});

test('words in quotes are what the picture shows', () => {
  expect(isDoubtful('Error dialog that reads “Sorry, I cannot open this file. Try again later.”')).toBe(false);
});
