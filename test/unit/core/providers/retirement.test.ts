import { expect, it } from 'vitest';
import { retirementOf } from '../../../../src/core/providers/retirement';

const noon = Date.parse('2026-11-22T12:00:00Z');

it.each([
  [undefined, undefined],
  [true, { day: undefined, past: false }],
  ['2026-11-23', { day: '2026-11-23', past: false }],
  ['2026-11-22', { day: '2026-11-22', past: true }],
  ['2025-12-31', { day: '2025-12-31', past: true }],
] as const)('%s', (deprecated, expected) => {
  expect(retirementOf({ deprecated }, noon)).toEqual(expected);
});
