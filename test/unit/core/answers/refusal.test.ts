import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../../../src/core/answers/refusal';
import { alts, freshAlts } from './alts';
import { fresh, known } from './refusals';

/** Known to be missed. */
const missed: ReadonlySet<string> = new Set([
  'Slika se nije učitala.',
  'Nemam pristup slici koju ste poslali.',
  'Өкінішке орай, бейнені аша алмадым.',
  'ഈ അഭ്യർത്ഥനയിൽ എനിക്ക് സഹായിക്കാൻ കഴിയില്ല.',
  'எனக்கு எந்தப் படமும் கிடைக்கவில்லை.',
]);

const all = (set: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(set).flatMap(([language, texts]) => texts.map((text) => [language, text] as const));

describe('what the rows were written with', () => {
  test.each(all(known))('%s: %s', (_, text) => {
    expect(isRefusal(text)).toBe(true);
  });
});

describe('alts in the same languages', () => {
  test.each([...all(alts), ...all(freshAlts)])('%s: %s', (_, text) => {
    expect(isRefusal(text)).toBe(false);
  });

  test('are enough to count', () => {
    expect(all(alts).length).toBeGreaterThan(200);
  });
});

describe('what the rows were not written with', () => {
  test.each(all(fresh))('%s: %s', (_, text) => {
    expect(isRefusal(text)).toBe(!missed.has(text));
  });
});
