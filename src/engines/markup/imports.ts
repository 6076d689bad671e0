/** Which module a name comes from, in script blocks that are not parsed in full. */

const statement =
  /\bimport\s+(?:type\s+)?([\w$]+)?\s*,?\s*(?:\{([^}]*)\}|\*\s*as\s+([\w$]+))?\s*from\s*(["'])([^"'\r\n]+)\4|\b(?:const|let|var)\s+([\w$]+)\s*=\s*(?:await\s+)?(?:require|import)\(\s*(["'])([^"'\r\n]+)\7\s*\)/g;

/** Imported names and their module specifiers, as written. */
export function importsOf(script: string): ReadonlyMap<string, string> {
  const modules = new Map<string, string>();
  for (const match of script.matchAll(statement)) {
    const [, standard, list, all, , from, variable, , required] = match;
    if (variable && required) {
      modules.set(variable, required);
      continue;
    }
    for (const name of [
      standard,
      all,
      ...(list ?? '').split(',').map((one) =>
        one
          .trim()
          .split(/\s+as\s+/)
          .at(-1),
      ),
    ]) {
      if (name && from) {
        modules.set(name, from);
      }
    }
  }
  return modules;
}
