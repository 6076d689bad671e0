import { expect, test } from 'vitest';
import { fitTokens } from '../../../../src/core/tools/fitTokens';

/** One token per four characters, rounded up. */
const budgetOf = (tokenBudget: number) => ({
  tokenBudget,
  countTokens: async (text: string) => Math.ceil(text.length / 4),
});
const note = '[Sent to Groq.]';
const text = 'A lake at dusk. '.repeat(500);

test('what fits, and what nobody limits, is given whole', async () => {
  expect(await fitTokens('A lake.', note)).toBe(`A lake.\n\n${note}`);
  expect(await fitTokens('A lake.', note, budgetOf(100))).toBe(`A lake.\n\n${note}`);
  expect(await fitTokens('A lake.', '')).toBe('A lake.');
});

test.each([2000, 500, 100, 60])('%s tokens: the text is cut, says so, and keeps its note', async (tokens) => {
  const budget = budgetOf(tokens);
  const made = await fitTokens(text, note, budget);
  expect(await budget.countTokens(made)).toBeLessThanOrEqual(tokens);
  expect(made.endsWith(note)).toBe(true);
  const kept = tokens === 2000 ? undefined : Number(/\[cut: the first (\d+) of 8000 characters/.exec(made)?.[1]);
  if (kept !== undefined) {
    expect(made.startsWith(text.slice(0, kept).trimEnd())).toBe(true);
    expect(kept, 'little is wasted').toBeGreaterThan((tokens - 50) * 4 * 0.7);
  }
});

test('a budget below the note gives the note and the cut alone', async () => {
  const made = await fitTokens(text, note, budgetOf(5));
  expect(made).toMatch(/^\[cut: the first 0 of 8000 characters[^\]]*\]\n\n\[Sent to Groq\.\]$/);
});

test('no character is cut in half', async () => {
  const waves = '🌊'.repeat(2000);
  for (let tokens = 60; tokens < 80; tokens++) {
    const made = await fitTokens(waves, note, budgetOf(tokens));
    expect(made.isWellFormed()).toBe(true);
  }
});

test('a tokenizer that counts unevenly still ends within the budget', async () => {
  const countTokens = async (counted: string) => counted.length ** 2 / 100;
  const made = await fitTokens(text, '', { tokenBudget: 900, countTokens });
  expect(await countTokens(made)).toBeLessThanOrEqual(900);
});
