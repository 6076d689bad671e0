// package.json is what src/contributions states, and explains each choice.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { manifestText } from '../../scripts/manifest.mjs';
import { manifest } from '../../src/contributions/manifest';

test('package.json is what src/contributions states', async () => {
  expect(readFileSync('package.json', 'utf8') === (await manifestText()), 'Run `npm run manifest`.').toBe(true);
});

test('every enum of a setting says what each of its values means', () => {
  const enums = schemasIn(manifest.contributes.configuration).filter((one) => Array.isArray(one.enum));
  expect(enums.length).toBeGreaterThan(10);
  const unsaid = enums.filter((one) => one.enumDescriptions?.length !== one.enum?.length);
  expect(unsaid.map((one) => one.enum)).toEqual([]);
});

test('a file in the explorer gets one entry and at most one submenu', () => {
  const entries = manifest.contributes.menus['explorer/context'] ?? [];
  const clauses = [...new Set(entries.map(({ when }) => when))];
  const crowded = clauses.filter((clause) => {
    const same = entries.filter(({ when }) => when === clause);
    return same.filter(({ command }) => command).length > 1 || same.filter(({ submenu }) => submenu).length > 1;
  });
  expect(entries.length).toBeGreaterThan(2);
  expect(crowded).toEqual([]);
});

interface Schema {
  readonly enum?: readonly unknown[];
  readonly enumDescriptions?: readonly unknown[];
}

/** Each object inside a value, including the schemas. */
function schemasIn(value: unknown): Schema[] {
  return typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(schemasIn)] : [];
}
