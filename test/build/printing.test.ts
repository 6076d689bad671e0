// What is printed goes through one file, which takes the meaning of what would act on a terminal or a build server.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { reaching, reachOf, sourcesOf } from './reach';
import { waysTo, waysToGlobal } from './ways';

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts'));

/** All of `process` may print but what is known not to. */
const prints = (path: string) =>
  /^process\.(?!(?:argv|cwd|env|exitCode|once|platform)(?:\.|$))|^console\b|^globalThis\.\*$/.test(path) ||
  /^node:(?:console|tty|readline|process|repl|inspector|child_process)\b/.test(path) ||
  /(?:^|\.)(?:stdout|stderr)(?:\.|$)/.test(path);

test('no other file prints', () => {
  const allowed: Record<string, string> = {
    'src/commandLine/terminal.ts': 'the one place',
    'src/engines/imaging/worker.ts': 'the thread of the imaging engine silences its own',
    'src/engines/markup/client.ts': 'what the thread prints is dropped',
    'src/engines/ocr/photoInk.ts': 'a variable of its own named window',
  };
  const printing = reaching(sourcesOf('src'), prints).map((one) => one.split(': ')[0]);
  expect([...new Set(printing)].sort()).toEqual(Object.keys(allowed));
});

test.each([
  ...waysToGlobal('process', 'stdout'),
  ...waysToGlobal('process', 'stderr'),
  ...waysToGlobal('console', 'log'),
  ...waysTo('node:process', 'stdout'),
  ...waysTo('node:console', 'log'),
  ...waysTo('tty', 'WriteStream'),
  'process.binding(name);',
  'function f({ stdout }) {}',
])('printing is seen: %s', (source) => {
  expect(reachOf(source).some(prints)).toBe(true);
});

test('JSON is printed as JSON: nothing on the command line writes it as words', () => {
  const wrong = files
    .filter((name) => name.startsWith('commandLine/'))
    .filter((name) => /terminal\.(?:write|exact)\([^;]*JSON\.stringify/.test(readFileSync(`src/${name}`, 'utf8')));
  expect(wrong).toEqual([]);
});
