/** Which module a name comes from, in script blocks that aren't parsed in full. */

const statement =
  /\bimport (?:type )?(?:([\w$]+) ?)?(?:, ?)?(?:\{([^{}]*)\} ?|\* ?as ([\w$]+) )?from ?(["'])([^"']+)\4|\b(?:const|let|var) ([\w$]+) ?= ?(?:await )?(?:require|import)\( ?(["'])([^"']+)\7 ?\)/g;

/** Imported names and their module specifiers, as written. */
export function importsOf(script: string): ReadonlyMap<string, string> {
  const modules = new Map<string, string>();
  for (const match of script.replace(/\s+/g, ' ').matchAll(statement)) {
    const [, standard, list, all, , from, variable, , required] = match;
    if (variable && required) {
      modules.set(variable, required);
      continue;
    }
    for (const name of [standard, all, ...(list ?? '').split(',').map((one) => one.trim().split(' as ').at(-1))]) {
      if (name && from) {
        modules.set(name, from);
      }
    }
  }
  return modules;
}
