// What only some functions may do. The guards are in guards/; here they're checked against all sources, and against
// sources that try to evade them.
import { describe, expect, test } from 'vitest';
import { guards } from './guards/all';
import { isBlind } from './guards/guard';
import { reading } from './guards/reading';
import { sourcesOf, usesOf } from './uses';

/** What the evasions can use, none of which any guard sees. */
const given = `
  declare const x: string, key: string, rest: string;
  declare function use(...values: readonly unknown[]): void;`;
/** A source that does nothing guarded, but looks like it. */
const harmless = `
  import type { Uri } from 'vscode';
  import { type Range } from 'vscode';
  let a: typeof import('node:fs').writeFile;
  export type A = typeof a | Uri | Range;
  export const b = { process: 1, fetch() {}, title: x, parse: x, readFile: () => x };
  export class C { console = 2; readFile() {} }
  use(b.fetch(), b.readFile(), new C().console, new C().readFile(), b.title, x.length);`;

/** Beside the sources that know the editor. */
const nameOf = (guard: number, index: number) => `src/host/planted${guard}x${index}.ts`;
const evasions = guards.flatMap((guard, number) =>
  guard.evasions.map((source, index) => [nameOf(number, index), `${source}\n${given}\nexport {};`] as const),
);
const quiet = nameOf(guards.length, 0);
const uses = usesOf(Object.fromEntries([...evasions, [quiet, harmless + given]]));
const ofSources = sourcesOf('src', 'media').flatMap((file) => uses.get(file) ?? []);

test('the sources are seen', () => {
  expect(ofSources.length).toBeGreaterThan(20_000);
});

test('whoever is said to ask does', () => {
  const asks = /^src\/(?:host|commandLine)\/mayBeSent\.ts#(?:whyNot|checkMayBeSent|isInWorkspace)$/;
  const asking = new Set(ofSources.filter(({ what }) => asks.test(what)).map(({ where }) => where));
  const named = Object.values(reading.allowed).flatMap((why) => /^(\S+#\S+) asks\b/.exec(why)?.[1] ?? []);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((where) => !asking.has(where))).toEqual([]);
});

describe.each(guards.map((guard, number) => [guard.title, guard, number] as const))('%s', (_, guard, number) => {
  test('but for what is named with its reason', () => {
    const found = new Set(ofSources.filter(guard.sees).map(({ where, what }) => `${where}: ${what}`));
    expect([...found].filter((one) => !Object.hasOwn(guard.allowed, one))).toEqual([]);
    expect(Object.keys(guard.allowed).filter((one) => !found.has(one))).toEqual([]);
  });

  test.each(guard.evasions.map((source, index) => [source, index] as const))('sees %s', (_, index) => {
    const found = uses.get(nameOf(number, index)) ?? [];
    expect(found.filter((use) => guard.sees(use) || isBlind(use))).not.toEqual([]);
  });

  test('sees nothing in what is harmless', () => {
    expect(uses.get(quiet)?.filter((use) => guard.sees(use) || isBlind(use))).toEqual([]);
  });
});
