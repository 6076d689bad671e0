// What a name may stand for on the floors that know no place to run: nothing of Node, of VS Code or of a page.
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

test.each([
  'src/core',
  'src/jobs',
  'src/protocol',
])('%s is compiled without the types of Node, of VS Code and of a page', (folder) => {
  const compiled = execFileSync(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '-p', folder, '--listFilesOnly'],
    { encoding: 'utf8' },
  )
    .split(/\r?\n/)
    .map((path) => path.replaceAll('\\', '/'));
  expect(compiled.filter((path) => path.includes(`/${folder}/`)).length).toBeGreaterThan(1);
  expect(compiled.filter((path) => /\/@types\/(?:node|vscode)\/|\/lib\.dom\./.test(path))).toEqual([]);
});
