// What the build takes from elsewhere is named by its content, not by a name that others can move.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const workflows = readdirSync('.github/workflows').map((name) => join('.github/workflows', name));

test('every action is a commit, with its version beside it', () => {
  const uses = workflows.flatMap((path) => readFileSync(path, 'utf8').match(/^.*\buses:.*$/gm) ?? []);
  expect(uses.length).toBeGreaterThan(0);
  expect(uses.filter((line) => !/ uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
});
