// How well doubt distinguishes alt text from everything else: on texts that the model wasn't trained on, in 14
// languages.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isDoubtful } from '../../../../src/core/answers/doubt';

interface Row {
  readonly none: boolean;
  readonly lang: string;
  readonly text: string;
}

test.each([1, 2, 3])('of set %i, 57 of 60 texts that are none are doubted, 56 of 60 alts are not', (number) => {
  const rows = readFileSync(`test/fixtures/answers/examiner${number}.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line): Row => JSON.parse(line));
  const doubted = (wanted: boolean) => rows.filter(({ none, text }) => none === wanted && isDoubtful(text)).length;
  expect(rows.filter(({ none }) => none)).toHaveLength(60);
  expect(doubted(true)).toBeGreaterThanOrEqual(57);
  expect(doubted(false)).toBeLessThanOrEqual(4);
});

test('an empty text is nothing to doubt: a decorative picture has it', () => {
  expect(isDoubtful(' ')).toBe(false);
});

test('words in quotes are what the picture shows', () => {
  expect(isDoubtful('Error dialog that reads “Sorry, I cannot open this file. Try again later.”')).toBe(false);
});
