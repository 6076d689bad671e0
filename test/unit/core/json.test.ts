import { expect, it } from 'vitest';
import { bounds } from '../../../src/core/bounds';
import { parseJson } from '../../../src/core/json';

const nested = (depth: number, inner = '') => '['.repeat(depth) + inner + ']'.repeat(depth);

it('reads what is within the bounds', () => {
  expect(parseJson(nested(bounds.jsonDepth))).toBeDefined();
  expect(parseJson(`[${'0,'.repeat(bounds.jsonValuesAtOnce - 1)}0]`)).toHaveLength(bounds.jsonValuesAtOnce);
});

it('takes what nests deeper, or holds more values, for no JSON', () => {
  expect(parseJson(nested(bounds.jsonDepth + 1))).toBeUndefined();
  expect(parseJson(nested(1_000_000))).toBeUndefined();
  expect(parseJson(`[${'0,'.repeat(bounds.jsonValuesAtOnce)}0]`)).toBeUndefined();
});

it('counts no brackets inside strings, whatever is escaped in them', () => {
  const strings = ['['.repeat(5000), '\\"['.repeat(5000), '\\\\', `${'{'.repeat(5000)}\\"`, ','.repeat(2_000_000)];
  for (const text of strings) {
    const value = { a: text, b: [text] };
    expect(parseJson(JSON.stringify(value))).toEqual(value);
  }
});
