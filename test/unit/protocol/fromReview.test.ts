// Messages from the review's page, which draws models' text: each is validated.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FromReview, parseFromReview } from '../../../src/protocol/fromReview';

const good: FromReview.Message[] = [
  { type: 'ready' },
  { type: 'start' },
  { type: 'pause' },
  { type: 'stop' },
  { type: 'scan' },
  { type: 'acceptAll' },
  { type: 'changeModel' },
  { type: 'skip', id: 'a' },
  { type: 'decorative', id: 'a' },
  { type: 'reopen', id: 'a' },
  { type: 'again', id: 'a' },
  { type: 'openPlace', id: 'a' },
  { type: 'picture', id: 'a' },
  { type: 'longer', id: 'a' },
  { type: 'accept', id: 'a', text: 'A lake' },
  { type: 'edit', id: 'a', text: '' },
  { type: 'longDescription', id: 'a', text: 'x' },
  { type: 'role', id: 'a', role: 'text' },
  { type: 'apply', preview: true },
  { type: 'hostAction', id: 'setKey:groq' },
];

test.each(
  good.map((one) => [one.type, one] as const),
)('%s is understood, and only its own fields are taken', (_, one) => {
  expect(parseFromReview({ ...one, extra: 1 })).toEqual(one);
});

test.each([
  undefined,
  null,
  'ready',
  {},
  { type: 7 },
  { type: 'format' },
  { type: 'skip' },
  { type: 'skip', id: 1 },
  { type: 'skip', id: 'x'.repeat(10_001) },
  { type: 'accept', id: 'a' },
  { type: 'accept', id: 'a', text: 'x'.repeat(100_001) },
  { type: 'role', id: 'a', role: {} },
  { type: 'apply' },
  { type: 'apply', preview: 'yes' },
])('%j is not', (message) => {
  expect(parseFromReview(message)).toBeUndefined();
});

test('anything at all is answered, never thrown at', () => {
  fc.assert(
    fc.property(fc.anything(), (message) => {
      parseFromReview(message);
    }),
    { seed: 7, numRuns: 500 },
  );
});
