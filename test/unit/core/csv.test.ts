import { expect, test } from 'vitest';
import { csvCell } from '../../../src/core/csv';

test.each([
  '=HYPERLINK("http://x.example")',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
])('%j is no formula', (text) => {
  expect(csvCell(text)).toBe(`"'${text.replaceAll('"', '""')}"`);
});

test('words, numbers and nothing stay what they are', () => {
  expect(['qwen/qwen3.8-27b', 'a "b"', -1, 0.25, undefined].map(csvCell).join()).toBe(
    '"qwen/qwen3.8-27b","a ""b""","-1","0.25",""',
  );
});
