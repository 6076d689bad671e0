// What the product writes to disk goes through two doors: whole, and through no link.
import { expect, test } from 'vitest';
import { reaching, reachOf, sourcesOf } from './reach';
import { waysTo } from './ways';

const reads =
  /^(?:access|constants|existsSync|fstatSync|lstat|readFile|readFileSync|readdir|realpath|stat|readDirectory|isWritableFileSystem)$/;
const deletes = /^(?:delete|rm|rmSync|rmdir|unlink|unlinkSync)$/;
/** Whatever else hangs on a file system, by any name, writes; of a thing that is not known, what is named like it. */
const writes = (path: string): boolean => {
  const [, name] = /^(?:node:fs|vscode\.workspace\.fs)\.([^.]+)/.exec(path) ?? [];
  return name === undefined
    ? /^vscode(?:\.workspace)?\.\*$/.test(path) ||
        /^\?\.(?:write|append|copy)File(?:Sync)?$|^\?\.(?:fs|createDirectory|createWriteStream|toFile)$/.test(path)
    : !reads.test(name) && !deletes.test(name);
};
const filesThat = (fits: (path: string) => boolean) => [
  ...new Set(reaching(sourcesOf('src'), fits).map((one) => one.split(': ')[0])),
];

test('no other file writes, copies or renames files', () => {
  const doors: Record<string, string> = {
    'src/disk/readUpTo.ts': 'opens to read',
    'src/disk/wholeFile.ts': 'the door of the command line',
    'src/engines/ocr/tesseract.ts': 'a file system in the memory of the engine',
    'src/host/ownFiles.ts': 'the door of the editor',
  };
  expect(filesThat(writes).sort()).toEqual(Object.keys(doors));
});

test('no other file deletes files', () => {
  const deleting: Record<string, string> = {
    'src/commandLine/cacheFolder.ts': 'the user’s cache',
    'src/disk/wholeFile.ts': 'what a write that failed left behind',
    'src/host/altText/cacheFolder.ts': 'the editor’s storage',
    'src/host/ownFiles.ts': 'what a write that failed left behind',
    'src/host/session/store.ts': 'the editor’s storage',
    'src/host/text/languages.ts': 'the editor’s storage',
  };
  const found = filesThat((path) =>
    [/^(?:node:fs|vscode\.workspace\.fs)\.([^.]+)/.exec(path)?.[1] ?? ''].some((name) => deletes.test(name)),
  );
  expect(found.sort()).toEqual(Object.keys(deleting));
});

test.each([
  ...waysTo('node:fs', 'writeFileSync'),
  ...waysTo('fs/promises', 'appendFile'),
  ...waysTo('node:fs', 'promises', 'open'),
  ...waysTo('vscode', 'workspace', 'fs', 'writeFile'),
  "process.getBuiltinModule('fs').cpSync(a, b);",
  'function f(editor) { return editor.workspace.fs; }',
])('a write is seen: %s', (source) => {
  expect(reachOf(source).some(writes)).toBe(true);
});
