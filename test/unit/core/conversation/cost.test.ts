import { expect, test } from 'vitest';
import { costOf, totalsOf } from '../../../../src/core/conversation/cost';

const price = { input: 0.8, output: 4, cachedInput: 0.4, asOf: '2026-08-29' };

test('what the provider billed comes first', () => {
  expect(costOf({ costUsd: 0.0022, inputTokens: 1, outputTokens: 1, raw: {} }, price)).toEqual({
    usd: 0.0022,
    basis: 'billed',
  });
});

test('else tokens times the dated price, cached input at its own price', () => {
  const cost = costOf({ inputTokens: 1000, cachedInputTokens: 400, outputTokens: 100, raw: {} }, price);
  expect(cost).toMatchObject({ basis: 'computed', asOf: '2026-08-29' });
  expect(cost?.usd).toBeCloseTo((600 * 0.8 + 400 * 0.4 + 100 * 4) / 1e6, 12);
});

test('without tokens or without a price nothing is made up', () => {
  expect(costOf(undefined, price)).toBeUndefined();
  expect(costOf({ raw: {} }, price)).toBeUndefined();
  expect(costOf({ inputTokens: 1, outputTokens: 1, raw: {} }, undefined)).toBeUndefined();
});

test('totals add what is known and say when something is missing', () => {
  const full = { usage: { inputTokens: 10, outputTokens: 5, raw: {} }, cost: { usd: 0.1, basis: 'billed' as const } };
  expect(totalsOf([full, full])).toMatchObject({
    inputTokens: 20,
    outputTokens: 10,
    costUsd: 0.2,
    partial: false,
    turns: 2,
  });
  expect(totalsOf([full, { usage: { raw: {} } }])).toMatchObject({ inputTokens: 10, costUsd: 0.1, partial: true });
  expect(totalsOf([full]).cachedInputTokens).toBeUndefined();
});
