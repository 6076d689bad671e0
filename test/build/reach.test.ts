// The guards follow what is used by name. Where a whole is handed on they could not: so no source hands one on.
import { expect, test } from 'vitest';
import { reaching, reachOf, sourcesOf } from './reach';
import { waysTo, waysToGlobal } from './ways';

test('no source hands on Node, the editor or the globals as a whole, nor loads a module whose name is not written out', () => {
  const own: Record<string, string> = {
    'src/engines/ocr/photoInk.ts: globalThis.*': 'a variable of its own named window',
  };
  const found = reaching(sourcesOf('src', 'media'), (path) => /^(?:eval|Function)\b|\*$/.test(path));
  expect(found).toEqual(Object.keys(own));
});

test.each([
  ...waysTo('node:fs', 'writeFile').map((source) => [source, /^node:fs\.(?:writeFile|\*)$/] as const),
  ...waysTo('fs', 'promises', 'writeFile').map((source) => [source, /^node:fs\.(?:writeFile|\*)$/] as const),
  ...waysTo('vscode', 'window', 'show').map(
    (source) => [source, /^vscode(?:\.window\.show|(?:\.window)?\.\*)$/] as const,
  ),
  ...waysToGlobal('process', 'stdout').map(
    (source) => [source, /^(?:process\.(?:stdout|\*)|globalThis\.\*)$/] as const,
  ),
  ...waysToGlobal('fetch').map((source) => [source, /^(?:fetch|globalThis\.\*)$/] as const),
])('is seen: %s', (source, seen) => {
  expect(reachOf(source).join('\n')).toMatch(new RegExp(seen, 'm'));
});

test.each([
  ["process.getBuiltinModule('fs').rm(x);", 'node:fs.rm'],
  ["import { createRequire } from 'module'; createRequire(x)('node:fs').rm(x);", 'node:fs.rm'],
  ['await import(name);', '*'],
  ['require(name);', '*'],
  ['eval(text);', 'eval'],
  ['new Function(text);', 'Function'],
  ['function f(editor) { editor.show(x); }', '?.show'],
  ['function f({ show }) { show(x); }', '?.show'],
  ['class A { constructor(private w = process) {} }', 'process.*'],
  ["import * as vscode from 'vscode'; function f() { w.show(x); } const { window: w } = vscode;", 'vscode.window.show'],
])('is seen: %s', (source, seen) => {
  expect(reachOf(source)).toContain(seen);
});

test('types, names of properties and a thing that only has the name reach nothing', () => {
  const sample = `
    import type { Uri } from 'vscode';
    import { type Range } from 'vscode';
    let a: typeof import('node:fs').writeFile;
    const b = { process: 1, fetch() {} };
    class C { console = 2; }`;
  expect(reachOf(sample)).toEqual([]);
});
