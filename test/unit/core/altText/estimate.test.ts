// The estimated cost of a review, shown before anything is sent.
import { expect, test } from 'vitest';
import { addAnswer, estimateBatch, noAnswers } from '../../../../src/core/altText/estimate';
import { findImages } from '../../../../src/engines/markup/read/parse';

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
  const answers = addAnswer(addAnswer(noAnswers, 3, undefined), 1, undefined);
  expect(estimateBatch(images, to)).toMatchObject({ seconds: 30, answers: 0 });
  expect(estimateBatch(images, { ...to, answers })).toMatchObject({ seconds: 20, answers: 2 });
  expect(estimateBatch(images.slice(0, 2), { ...to, answers }).seconds).toBe(2);
});

test('answers are as long as those so far, once their tokens were reported', () => {
  const images = [image('a'), image('b')];
  const assumed = estimateBatch(images, to);
  const unreported = addAnswer(noAnswers, 1, {});
  expect(estimateBatch(images, { ...to, answers: unreported }).tokens).toBe(assumed.tokens);
  const answers = addAnswer(unreported, 1, { inputTokens: 1000, outputTokens: 300 });
  const measured = estimateBatch(images, { ...to, answers });
  expect(measured.tokens).toBe(assumed.tokens! + 2 * (300 - 120));
  expect(measured.usd).toBeCloseTo(assumed.usd! + (2 * (300 - 120) * 8) / 1e6, 10);
  // Without a formula, only reported usage can be used.
  const more = addAnswer(answers, 1, { inputTokens: 2000, outputTokens: 100 });
  expect(estimateBatch(images, { ...to, formula: 'none', answers: more }).tokens).toBe(2 * (1500 + 200));
});
