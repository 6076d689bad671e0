// What the build gets from elsewhere is pinned by its content, not by a name that others can move.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const workflows = readdirSync('.github/workflows').map((name) => join('.github/workflows', name));

test('every action is a commit, with its version beside it', () => {
  const uses = workflows.flatMap((path) => readFileSync(path, 'utf8').match(/^.*\buses:.*$/gm) ?? []);
  expect(uses.length).toBeGreaterThan(0);
  expect(uses.filter((line) => !/ uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
});

test('npm installs nothing but what a lock file names, and what is packed alone is known by its SHA-512', () => {
  const scripts = readdirSync('scripts', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => ({ name, text: readFileSync(join('scripts', name), 'utf8') }))
    .filter(({ text }) => text.includes('runNpm'));
  const calls = scripts.flatMap(({ name, text }) =>
    [...text.matchAll(/\[\s*['`](ci|i|in|add|install\w*|it|update|up|exec|x|pack|rebuild)\b['`][^\]]*\]/g)].map(
      ([call, verb]) => ({ name, call, verb, text }),
    ),
  );
  expect(calls.map(({ verb }) => verb)).toContain('ci');
  const isLocked = ({ call, verb, text }: (typeof calls)[number]) =>
    verb === 'ci' ||
    verb === 'rebuild' ||
    (verb === 'install' && call.includes('--package-lock-only')) ||
    (verb === 'pack' && /sha-?512/i.test(text));
  expect(calls.filter((one) => !isLocked(one)).map(({ name, call }) => `${name}: ${call}`)).toEqual([]);
});
