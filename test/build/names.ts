// Names of declarations, by their place: one name for each thing, whatever it's called where it's used.
import { builtinModules } from 'node:module';
import { type Symbol as Declared, type Project, SymbolFlags, type Type } from 'typescript/unstable/sync';

/** The folder of the repository, with forward slashes. */
export const root = process.cwd().replaceAll('\\', '/');

/**
 * Whoever has one of these can do anything with it. Passed to something that doesn't have its type (an argument, a
 * result, a cast, a member, a computed key), it counts as `….*`.
 */
export const wholes =
  /^(?:vscode(?:\.(?:window|workspace|env|languages|commands|lm|chat|scm|debug|tasks|extensions|authentication|notebooks|comments|tests|FileSystem|Webview|WebviewPanel|QuickPick|InputBox|WorkspaceConfiguration))?|node:\w+|undici|global\.(?:globalThis|Window|NodeJS\.(?:Process|Require)|Console|Navigator|process|console|navigator|window|self|global|JSON|Reflect))$/;

/** The names of declarations, by the place of the declaration. */
export class Names {
  readonly #project: Project;
  readonly #paths = new Map<number, string>();
  readonly #ofTypes = new Map<number, string>();

  constructor(project: Project) {
    this.#project = project;
  }

  /** What a symbol stands for, following aliases; nothing for a local one. */
  of(symbol: Declared): string {
    const known = this.#paths.get(symbol.id);
    if (known !== undefined) {
      return known;
    }
    const meant = symbol.flags & SymbolFlags.Alias ? this.#project.checker.getAliasedSymbol(symbol) : symbol;
    const path = this.#spelled(meant);
    this.#paths.set(symbol.id, path);
    return path;
  }

  /** The whole that a type is, if it is one. */
  wholeOf(type: Type): string | undefined {
    let path = this.#ofTypes.get(type.id);
    if (path === undefined) {
      const symbol = type.getSymbol();
      path = symbol ? this.of(symbol) : '';
      this.#ofTypes.set(type.id, path);
    }
    return wholes.test(path) ? path : undefined;
  }

  #spelled(symbol: Declared): string {
    if (symbol.name === 'globalThis') {
      return 'global.globalThis';
    }
    const names: string[] = [];
    let at: Declared | undefined = symbol;
    for (; at && !/^"/.test(at.name); at = at.getParent()) {
      names.unshift(at.name);
    }
    const file = symbol.declarations[0]?.path.slice(root.length + 1);
    if (file === undefined) {
      // Made by the checker: a key of a mapped type, `undefined`.
      return `made.${names.join('.')}`;
    }
    if (/^(?:src|media)\/.*(?<!\.d)\.tsx?$/.test(file)) {
      return at ? `${file}#${names.join('.')}` : '';
    }
    return [homeOf(file, at?.name.slice(1, -1), names[0]), ...names.filter((name) => name !== '__global')].join('.');
  }
}

/**
 * The module that something is declared in, with one name for each of Node's: `fs`, `node:fs`, `fs/promises` are
 * `node:fs`.
 */
function homeOf(file: string, module: string | undefined, first: string | undefined): string {
  if (file.includes('/@types/vscode/')) {
    return 'vscode';
  }
  if (/\/undici(?:-types)?\//.test(file) || module?.startsWith('undici')) {
    return 'undici';
  }
  const [, ofNode] = /\/@types\/node\/([\w-]+)/.exec(file) ?? [];
  const builtin = (module?.includes('/node_modules/') ? ofNode : (module ?? ofNode))
    ?.replace(/^node:/, '')
    .split('/')[0];
  if (builtin && first !== '__global' && builtinModules.includes(builtin)) {
    return `node:${builtin}`;
  }
  return ofNode || /\/@?typescript\//.test(file)
    ? 'global'
    : (/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? file);
}
