// The walks in docs/architecture.md: short, and each file leads on from an earlier one.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

interface Step {
  readonly file: string;
  /** The port type it implements, if no earlier file imports it. */
  readonly port: string | undefined;
}

const document = readFileSync('docs/architecture.md', 'utf8');

function stepsOf(title: string): Step[] {
  const [, section = ''] = document.split(`\n## ${title}\n`);
  const [own = ''] = section.split('\n## ');
  return [...own.matchAll(/^\d+\. `(src\/[^`]+)`:(.*)/gm)].map(([, file = '', words = '']) => ({
    file,
    port: /the port `(\w+)`/.exec(words)?.[1],
  }));
}

/** Our own files that a file imports, including types. */
const importsOf = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g)].map(
    ([, path = '']) => `${join(dirname(file), path)}.ts`,
  );

/** The ports between files that don't import each other. */
const ports = [
  'src/core/providers/types.ts',
  'src/core/ask/types.ts',
  'src/core/altText/engine.ts',
  'src/core/image/types.ts',
  'src/core/text/types.ts',
  'src/host/session/session.ts',
  'src/engines/markup/messages.ts',
  'src/engines/imaging/messages.ts',
  'src/engines/ocr/messages.ts',
];

const isBehind = (file: string, port: string) =>
  new RegExp(`\\b${port}\\b`).test(readFileSync(file, 'utf8')) &&
  ports.some((types) => new RegExp(`^export (?:interface|type) ${port}\\b`, 'm').test(readFileSync(types, 'utf8')));

test.each([
  ['How an image travels', 12],
  ['How a chunk travels', 8],
  ['How an image in a document gets its alt text', 12],
  ['How a screenshot becomes text', 14],
] as const)('%s: at most %d files, each known to one before it', (title, most) => {
  const steps = stepsOf(title);
  expect(steps.length).toBeGreaterThan(1);
  expect(steps.length).toBeLessThanOrEqual(most);
  expect(steps.filter(({ file }) => !existsSync(file))).toEqual([]);
  const lost = steps.filter(({ file, port }, at) => {
    const before = steps.slice(0, at).map((step) => step.file);
    const isLinked = before.some((one) => importsOf(one).includes(file) || importsOf(file).includes(one));
    return at > 0 && !isLinked && !(port !== undefined && isBehind(file, port));
  });
  expect(lost).toEqual([]);
});
