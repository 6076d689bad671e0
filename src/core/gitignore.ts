/** What a `.gitignore` matches, without backtracking, because a repository ships it. Rules: gitignore(5), Git 2.47. */
import { Minimatch } from 'minimatch';
import { bounds } from './bounds';
import { isTooDeep } from './globs';
import { createPacer } from './pause';

interface Rule {
  readonly isIgnored: boolean;
  readonly foldersOnly: boolean;
  matches(path: string): boolean;
}

const everything: Rule = { isIgnored: true, foldersOnly: false, matches: () => true };

/** What the file says about a path below its folder, yielding to others in between; undefined if it says nothing. */
export type GitIgnore = (path: string) => Promise<boolean | undefined>;

/**
 * Reads the file. With too many rules, or one that is too long, it ignores everything; it always ignores a path with
 * more than 64 folders.
 */
export function readGitIgnore(text: string): GitIgnore {
  const lines = text
    .split('\n')
    .map((line) => line.replace(/\r$/, '').trimEnd())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const isTooMuch = lines.length > bounds.ignoreRules || lines.some((line) => line.length > bounds.globLength);
  const rules = isTooMuch ? [everything] : lines.map(toRule);
  return async (path) => {
    if (isTooDeep(path)) {
      return true;
    }
    const pace = createPacer();
    const parts = path.split('/');
    let said: boolean | undefined;
    for (const at of parts.keys()) {
      await pace();
      const isFolder = at < parts.length - 1;
      const one = parts.slice(0, at + 1).join('/');
      const rule = rules.findLast((each) => (isFolder || !each.foldersOnly) && each.matches(one));
      said = rule?.isIgnored ?? said;
      // Whatever is in an ignored folder can't be re-included.
      if (isFolder && said) {
        return true;
      }
    }
    return said;
  };
}

function toRule(line: string): Rule {
  const isIgnored = !line.startsWith('!');
  const written = isIgnored ? line : line.slice(1);
  const foldersOnly = written.endsWith('/');
  const glob = foldersOnly ? written.slice(0, -1) : written;
  const anchored = glob.includes('/') ? glob.replace(/^\//, '') : `**/${glob}`;
  const matcher = new Minimatch(anchored, {
    dot: true,
    nobrace: true,
    noext: true,
    nonegate: true,
    nocomment: true,
    platform: 'linux',
  });
  return { isIgnored, foldersOnly, matches: (path) => matcher.match(path) };
}
