// What the sources use of Node, of the editor, of the globals and of each other, asked of TypeScript's checker: an alias, a
// destructured name, a re-export or a computed key is the same use as the plain name.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { API } from 'typescript/unstable/sync';
import { Names, root } from './names';
import { UsesReader } from './usesReader';

/** One place where something is used. */
export interface Use {
  /** `src/host/say.ts#withProgress`: the file, and the functions around the place by name; nameless ones are not told. */
  readonly where: string;
  /**
   * What is used, by where it is declared: `vscode.window.showErrorMessage`, `vscode.WebviewPanel.title`,
   * `node:fs.readFile`, `global.fetch`, `src/host/targets.ts#readTarget`. `….*` where a whole is handed on, and what
   * becomes of it is not known; `any.name` where nothing is known; `table[text]` for what a record has under any text.
   */
  readonly what: string;
  /** The texts that the first argument may be, where this is called with texts that are written out. */
  readonly given: readonly string[] | undefined;
}

/** What is used where a record of any names is asked by a text that is not written out. */
export const tableLookUp = 'table[text]';

/** Sources that are not on disk, by their names. */
export type Planted = Readonly<Record<string, string>>;

/** The names of all sources below some folders. */
export function sourcesOf(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /(?<!\.d)\.tsx?$/.test(name))
      .map((name) => join(folder, name).replaceAll('\\', '/')),
  );
}

/**
 * All uses in the sources of `src` and `media`, and in those that are planted beside them, by file.
 */
export function usesOf(planted: Planted): ReadonlyMap<string, readonly Use[]> {
  const config = `${root}/test/build/uses.tsconfig.json`;
  const files = [...sourcesOf('src', 'media'), ...Object.keys(planted)];
  const virtual = new Map(Object.entries(planted).map(([name, text]) => [`${root}/${name}`, text]));
  virtual.set(
    config,
    JSON.stringify({
      extends: '../../tsconfig.json',
      compilerOptions: { lib: ['ES2024', 'DOM', 'DOM.Iterable'], types: ['node', 'vscode'], rootDir: '../..' },
      include: ['../../src/**/*.d.ts', '../../media/**/*.d.ts'],
      files: files.map((name) => `${root}/${name}`),
    }),
  );
  const api = new API({
    cwd: root,
    fs: { readFile: (path) => virtual.get(path), fileExists: (path) => virtual.has(path) || undefined },
  });
  try {
    const [project] = api.updateSnapshot({ openProjects: [config] }).getProjects();
    if (!project) {
      throw new Error('the sources make no program');
    }
    const names = new Names(project);
    return new Map(files.map((file) => [file, new UsesReader(project, names, file).read()]));
  } finally {
    api.close();
  }
}
