import { expect, test } from 'vitest';
import { differingLines } from '../../../../src/core/text/compare';

test.each([
  ['a\nb\nc', 'a\nb\nc', 0],
  ['a  \r\n\r\nb', 'a\nb\n', 0],
  ['a\nb\nc', 'a\nx\nc', 1],
  ['a\nb', 'a\nb\nc\nd', 2],
  ['a\nb', 'b\na', 1],
  ['  a', 'a', 1],
  ['', '', 0],
])('%j and %j', async (one, other, lines) => {
  expect(await differingLines(one, other)).toBe(lines);
  expect(await differingLines(other, one)).toBe(lines);
});
