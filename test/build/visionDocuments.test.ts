// docs/seeds.md is what its table says, and every test that it names exists.
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { visionDocumentsPage } from '../../scripts/visionDocuments.mjs';
import { visionDocuments } from '../documents/visionDocuments';

test('docs/seeds.md is up to date: node scripts/visionDocuments.mjs writes it', async () => {
  expect(readFileSync('docs/seeds.md', 'utf8')).toBe(await visionDocumentsPage());
});

test('every row names tests, and each of them exists under its title', () => {
  const rows = visionDocuments.flatMap((document) => document.rows);
  expect(rows.filter(({ shown }) => shown.length === 0).map(({ says }) => says)).toEqual([]);
  const missing = rows
    .flatMap(({ shown }) => shown)
    .filter(({ file, title }) => !existsSync(file) || !titlesIn(readFileSync(file, 'utf8')).has(title));
  expect(missing).toEqual([]);
});

test('every test about the documents is named in a row', () => {
  const file = 'test/unit/commandLine/visionDocuments.test.ts';
  const named = new Set(
    visionDocuments.flatMap(({ rows }) => rows.flatMap(({ shown }) => shown.map(({ title }) => title))),
  );
  expect([...titlesIn(readFileSync(file, 'utf8'))].filter((title) => !named.has(title))).toEqual([]);
});

/** The titles of the tests in a source, those of a table too: `test('…', () =>`, `test.each(…)('…', async () =>`. */
function titlesIn(source: string): Set<string> {
  const found = source.matchAll(/(?<!\bdescribe)\(\s*'((?:[^'\\\n]|\\.)*)',\s*(?:async\s*)?\(/g);
  return new Set([...found].map(([, title = '']) => title));
}
