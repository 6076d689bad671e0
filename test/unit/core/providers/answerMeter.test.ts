// Each limit of an answer by itself: real streams meet another one soon after.
import { expect, test } from 'vitest';
import { bounds } from '../../../../src/core/bounds';
import { createAnswerMeter } from '../../../../src/core/providers/answerMeter';

const KB = 1024;

test('a message that does not end passes its own limit', () => {
  const meter = createAnswerMeter();
  meter.bytes(bounds.answerMessageBytes, 0);
  expect(meter.passed).toBeUndefined();
  meter.bytes(1, 0);
  expect(meter.passed).toBe('limit: 8 MB in one message');
});

test('messages that end pass the limit of the answer', () => {
  const meter = createAnswerMeter();
  for (let all = 0; all < bounds.answerBytes; all += 64 * KB) {
    meter.bytes(64 * KB, 1);
  }
  expect(meter.passed).toBeUndefined();
  meter.bytes(1, 1);
  expect(meter.passed).toBe('limit: 64 MB');
});

test('small messages pass the limit of their number', () => {
  const meter = createAnswerMeter();
  meter.bytes(KB, bounds.answerMessages);
  expect(meter.passed).toBeUndefined();
  meter.bytes(1, 1);
  expect(meter.passed).toBe(`limit: ${bounds.answerMessages} messages`);
});

test('characters, and calls of tools', () => {
  const meter = createAnswerMeter();
  expect(meter.characters(bounds.answerCharacters)).toBe(true);
  expect(meter.characters(1)).toBe(false);
  const calls = createAnswerMeter();
  expect(calls.call(bounds.answerToolCalls, 1)).toBe(true);
  expect(calls.call(bounds.answerToolCalls + 1, 1)).toBe(false);
});
