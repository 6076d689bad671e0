// What a name can stand for on the floors that don't depend on a platform: nothing from Node, VS Code, or the DOM.
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
