// What a review would take, told before anything is sent.
import { expect, test } from 'vitest';
import { estimateBatch } from '../../../../src/core/altText/estimate';
import { findImages } from '../../../../src/engines/markup/parse';

const references = findImages('![](a.png)\n\n![](b.png)\n', 'markdown');
const to = {
  formula: 'openai',
  model: 'gpt-4o',
  detail: 'auto',
  atOnce: 4,
  options: {},
  price: { input: 2, output: 8, asOf: '2026-11-01' },
} as const;
const image = (key: string, size: object = { width: 512, height: 512 }) => ({
  key,
  reference: references[0]!,
  ...size,
});

test('the same picture in the same place counts once', () => {
  const one = estimateBatch([image('a')], to);
  expect(one.requests).toBe(1);
  expect(estimateBatch([image('a'), image('a')], to)).toEqual(one);
  const two = estimateBatch([image('a'), image('b')], to);
  expect(two.requests).toBe(2);
  expect(Math.abs(two.tokens! - 2 * one.tokens!)).toBeLessThanOrEqual(1);
  expect(two.usd).toBeCloseTo(2 * one.usd!);
});

test('tokens are picture, words and answer; a large picture counts as it is sent', () => {
  const small = estimateBatch([image('a')], to).tokens!;
  // gpt-4o: 85 + 170 for one tile; about 700 tokens of words; an answer.
  expect(small).toBeGreaterThan(255 + 400);
  expect(small).toBeLessThan(255 + 1500);
  const large = estimateBatch([image('a', { width: 8000, height: 8000 })], to).tokens!;
  expect(large - small).toBe(170 * 3);
});

test('what is not known is not invented', () => {
  const far = estimateBatch([image('a'), image('b', {})], to);
  expect(far.unmeasured).toBe(1);
  expect(far.tokens).toBe(estimateBatch([image('a'), image('b')], to).tokens);
  const none = estimateBatch([image('a')], { ...to, formula: 'none' });
  expect(none.tokens).toBeUndefined();
  expect(none.usd).toBeUndefined();
  expect(estimateBatch([image('a')], { ...to, price: undefined }).usd).toBeUndefined();
});

test('time goes by what runs at once, and by the answers so far', () => {
  const images = Array.from({ length: 40 }, (_, index) => image(String(index)));
  expect(estimateBatch(images, { ...to, secondsEach: 2 }).seconds).toBe(20);
  expect(estimateBatch(images.slice(0, 2), { ...to, secondsEach: 2 }).seconds).toBe(2);
});
