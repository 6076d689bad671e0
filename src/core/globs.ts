/** Globs as the editor writes them, from settings that a repository may ship: matched without backtracking, or not at all. */
import { Minimatch } from 'minimatch';
import { bounds } from './bounds';

/** Alternatives that the braces of one glob may stand for. */
const maxAlternatives = 500;
/** Globs that are kept compiled. */
const maxKept = 1000;

type Test = (path: string) => boolean;

const compiled = new Map<string, Test | undefined>();

export interface Globs {
  /** As written: what is no glob, one that would take too long, or one that no path fits, as `../x` and `~/x`. */
  readonly notUnderstood: readonly string[];
  /** Whether one of those that are understood matches. So it counts for a path with more than 64 folders, which is not tried. */
  matches(path: string): boolean;
  /** The same for the whole path of a file in a folder: only globs that begin with `/` or a drive are tried on it. */
  matchesWhole(path: string): boolean;
}

/** Reads a list of globs. Of more than 200 the rest counts as not understood. */
export function createGlobs(written: readonly string[]): Globs {
  const all = [...new Set(written)].map((glob, at) => ({ glob, test: at < bounds.globs ? compile(glob) : undefined }));
  return {
    notUnderstood: all.flatMap(({ glob, test }) => (test ? [] : [glob])),
    matches: (path) => all.length > 0 && (isTooDeep(path) || all.some(({ test }) => test?.(path))),
    matchesWhole: (path) => all.some(({ glob, test }) => isWhole.test(glob) && (isTooDeep(path) || test?.(path))),
  };
}

/** Globs that may be meant for whole paths. */
const isWhole = /^\s*(?:[\\/]|[a-z]:)/i;

/** The folder above, or somebody's home: no path that is tried has them. */
const elsewhere = /(?:^|[/{,])\.\.(?:$|[/},])|(?:^|[{,])~(?:$|[/},])/;

/** Whether a setting can hold this glob. */
export const isGlob = (glob: string): boolean => compile(glob) !== undefined;

/**
 * True when a path with `/` matches a glob of the editor: `*`, `**`, `?`, `{a,b}` (nested too), `[0-9]`, `[!a]`. A matched
 * folder covers what is in it; `./x`, `/x` and `x/` mean `x`; `\` is read as `/`; neither capitals matter, nor whether an
 * accent is a character of its own. False for what is no glob, and for a path with more than 64 folders.
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
  // In front of a name the editor's `**` stands for folders as well.
  const plain = relative(glob).replace(/^\*\*(?=[^/])/, '**/*');
  const isNone = plain === '' || plain.startsWith('!') || elsewhere.test(plain);
  const read = isNone ? undefined : readBraces(plain);
  if (!read || read.count > maxAlternatives) {
    return undefined;
  }
  const matcher = new Minimatch(read.glob, {
    dot: true,
    nocase: true,
    // Only what the editor's globs know.
    noext: true,
    nonegate: true,
    nocomment: true,
    platform: 'linux',
    braceExpandMax: maxAlternatives,
  });
  return (path) => ancestors(relative(path)).some((one) => matcher.match(one));
}

/** With `/`, without `./` and `/` in front and `/` at the end; accents as part of their letters. */
function relative(path: string): string {
  const parts = path.trim().normalize('NFC').replaceAll('\\', '/').split('/');
  return parts.filter((part) => part !== '' && part !== '.').join('/');
}

/** The path and every folder above it, the longest first. */
function ancestors(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, at) => parts.slice(0, parts.length - at).join('/'));
}

interface Braces {
  /** How many globs without braces this one stands for. */
  readonly count: number;
  /** As the matcher reads it: braces around one alternative are left out. */
  readonly glob: string;
}

/** Undefined where braces or brackets do not close, and for ranges (`{1..3}`), which the editor has not. */
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
