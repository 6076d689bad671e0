/** True when a path with `/` separators matches a glob with `*`, `**`, `?` and `{a,b}`; a matched folder covers what is in it. */
export function matchesGlob(glob: string, path: string): boolean {
  return new RegExp(`^(?:${toPattern(glob)})(?:/.*)?$`, 'i').test(path);
}

function toPattern(glob: string): string {
  return glob
    .replace(/\/\*\*$/, '')
    .replace(/[.+^$()|\\[\]]/g, '\\$&')
    .replace(/\*\*\/|\*\*|\*|\?|\{([^}]*)\}/g, (part, list: string | undefined) => {
      if (list !== undefined) {
        return `(?:${list.split(',').map(toPattern).join('|')})`;
      }
      return { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' }[part] ?? part;
    });
}
