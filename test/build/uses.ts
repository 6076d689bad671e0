// What the sources use of Node, of the editor, of the globals, and of each other, according to TypeScript's checker: an
// alias, a destructured name, a re-export, or a computed key is the same use as the plain name.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { API } from 'typescript/unstable/sync';
import { Names, root } from './names';
import { UsesReader } from './usesReader';

/** One place where something is used. */
export interface Use {
  /**
   * `src/host/say.ts#withProgress`: the file, and the names of the functions around the place, without nameless ones.
   */
  readonly where: string;
  /**
   * What is used, by its declaration: `vscode.window.showErrorMessage`, `vscode.WebviewPanel.title`,
   * `node:fs.readFile`, `global.fetch`, `src/host/targets.ts#readTarget`. `….*` if a whole object is passed on and
   * can't be followed; `any.name` if nothing is known; `table[text]` for any member of a record.
   */
  readonly what: string;
  /** The possible literal texts of the first argument, if it's called with literals. */
  readonly given: readonly string[] | undefined;
}

/** What is used if a record with any names is accessed with a text that isn't a literal. */
export const tableLookUp = 'table[text]';

/** Sources that aren't on disk, by their names. */
export type Planted = Readonly<Record<string, string>>;

/** The names of all sources below some folders. */
export function sourcesOf(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /(?<!\.d)\.tsx?$/.test(name))
      .map((name) => join(folder, name).replaceAll('\\', '/')),
  );
}

/** All uses in the sources of `src` and `media`, and in those that are planted beside them, by file. */
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
