/** Globs as in the editor, from settings that a repository may ship: matched without backtracking, or not at all. */
import { Minimatch } from 'minimatch';
import { bounds } from './bounds';

/** How many alternatives the braces of one glob can stand for. */
const maxAlternatives = 500;
/** How many globs are kept compiled. */
const maxKept = 1000;

type Test = (path: string) => boolean;

const compiled = new Map<string, Test | undefined>();

export interface Globs {
  /** As written: what isn't a glob, would take too long, or can't match any path, such as `../x` and `~/x`. */
  readonly notUnderstood: readonly string[];
  /** Whether any of the valid ones matches. True for a path with more than 64 folders, which isn't tried. */
  matches(path: string): boolean;
  /** The same for the whole path of a file in a folder: only globs that begin with `/` or a drive are tried on it. */
  matchesWhole(path: string): boolean;
}

/** Reads a list of globs. If there are more than 200, the rest counts as invalid. */
export function createGlobs(written: readonly string[]): Globs {
  const all = [...new Set(written)].map((glob, at) => ({ glob, test: at < bounds.globs ? compile(glob) : undefined }));
  return {
    notUnderstood: all.flatMap(({ glob, test }) => (test ? [] : [glob])),
    matches: (path) => all.length > 0 && (isTooDeep(path) || all.some(({ test }) => test?.(path))),
    matchesWhole: (path) => all.some(({ glob, test }) => isWhole.test(glob) && (isTooDeep(path) || test?.(path))),
  };
}

/** Globs that may refer to whole paths. */
const isWhole = /^\s*(?:[\\/]|[a-z]:)/i;

/** The parent folder, or a home folder: no path that is tried contains them. */
const elsewhere = /(?:^|[/{,])\.\.(?:$|[/},])|(?:^|[{,])~(?:$|[/},])/;

/** Whether a setting can hold this glob. */
export const isGlob = (glob: string): boolean => compile(glob) !== undefined;

/**
 * True if a path with `/` matches one of the editor's globs: `*`, `**`, `?`, `{a,b}` (nested too), `[0-9]`, `[!a]`. A
 * matched folder includes its contents. `./x`, `/x`, and `x/` mean `x`; `\` is read as `/`; neither case matters, nor
 * whether an accent is a separate character. False for anything that isn't a glob, and for a path with more than 64
 * folders.
 */
export const matchesGlob = (glob: string, path: string): boolean =>
  !isTooDeep(path) && (compile(glob)?.(path) ?? false);

/** Whether a path has more folders than globs are tried on. */
export const isTooDeep = (path: string): boolean => path.split(/[/\\]/, bounds.pathDepth + 1).length > bounds.pathDepth;

function compile(glob: string): Test | undefined {
  if (compiled.has(glob)) {
    return compiled.get(glob);
  }
  const test = make(glob);
  const [oldest] = compiled.keys();
  if (compiled.size >= maxKept && oldest !== undefined) {
    compiled.delete(oldest);
  }
  compiled.set(glob, test);
  return test;
}

function make(glob: string): Test | undefined {
  if (glob.length > bounds.globLength) {
    return undefined;
  }
  // Before a name, the editor's `**` matches folders as well.
  const plain = relative(glob).replace(/^\*\*(?=[^/])/, '**/*');
  const isNone = plain === '' || plain.startsWith('!') || elsewhere.test(plain);
  const read = isNone ? undefined : readBraces(plain);
  if (!read || read.count > maxAlternatives) {
    return undefined;
  }
  const matcher = new Minimatch(read.glob, {
    dot: true,
    nocase: true,
    // Only what the editor's globs support.
    noext: true,
    nonegate: true,
    nocomment: true,
    platform: 'linux',
    braceExpandMax: maxAlternatives,
  });
  return (path) => ancestors(relative(path)).some((one) => matcher.match(one));
}

/** With `/`, without `./` and `/` at the start and `/` at the end; accents as part of their letters. */
function relative(path: string): string {
  const parts = path.trim().normalize('NFC').replaceAll('\\', '/').split('/');
  return parts.filter((part) => part !== '' && part !== '.').join('/');
}

/** The path and every folder above it, longest first. */
function ancestors(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, at) => parts.slice(0, parts.length - at).join('/'));
}

interface Braces {
  /** How many globs without braces this one stands for. */
  readonly count: number;
  /** As the matcher reads it: braces around a single alternative are removed. */
  readonly glob: string;
}

/** Undefined if braces or brackets don't close, and for ranges (`{1..3}`), which the editor doesn't support. */
function readBraces(glob: string): Braces | undefined {
  let at = 0;
  const sequence = (depth: number): Braces | undefined => {
    let count = 1;
    let text = '';
    while (at < glob.length) {
      const char = glob[at] ?? '';
      if (depth > 0 && (char === ',' || char === '}')) {
        break;
      }
      if (char === '[') {
        const end = glob.indexOf(']', at + (/^\[[!^]?\]/.exec(glob.slice(at, at + 3))?.[0].length ?? 1));
        const inner = glob.slice(at + 1, end);
        if (end < 0 || inner === '' || inner === '!' || inner === '^' || /[/[{},]/.test(inner)) {
          return undefined;
        }
        text += glob.slice(at, end + 1);
        at = end + 1;
      } else if (char === '{') {
        const inside = alternatives(depth + 1);
        if (!inside) {
          return undefined;
        }
        count *= inside.count;
        text += inside.glob;
      } else if (char === ']' || char === '}' || (char === '$' && glob[at + 1] === '{')) {
        return undefined;
      } else {
        text += char;
        at += 1;
      }
      if (count > maxAlternatives) {
        return undefined;
      }
    }
    return { count, glob: text };
  };
  const alternatives = (depth: number): Braces | undefined => {
    const all: Braces[] = [];
    do {
      // Past the brace or the comma.
      at += 1;
      const one = sequence(depth);
      if (!one) {
        return undefined;
      }
      all.push(one);
    } while (glob[at] === ',');
    const inner = all.map((one) => one.glob).join(',');
    if (glob[at] !== '}' || (all.length === 1 && inner.includes('..'))) {
      return undefined;
    }
    at += 1;
    return { count: all.reduce((sum, one) => sum + one.count, 0), glob: all.length === 1 ? inner : `{${inner}}` };
  };
  return sequence(0);
}
