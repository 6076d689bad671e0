// Samples for the tests of the guards: the ways to reach a name without writing it plainly.

/** Every known way to reach a name in a module, for the tests of the guards. */
export function waysTo(module: string, ...path: readonly string[]): string[] {
  const names = path.join('.');
  const [first = '', ...others] = path;
  const [last = '', ...before] = [...path].reverse();
  const rest = others.map((name) => `.${name}`).join('');
  const holder = ['m', ...before.reverse()].join('.');
  const given = `import * as m from '${module}';`;
  return [
    ...[`import * as m from '${module}'`, `import m from '${module}'`, `import { default as m } from '${module}'`]
      .concat(
        `const m = await import('${module}')`,
        `const m = require('${module}')`,
        `import m = require('${module}')`,
      )
      .map((one) => `${one}; m.${names}(x);`),
    `import { ${first} } from '${module}'; ${names}(x);`,
    `import { ${first} as q } from '${module}'; q${rest}(x);`,
    `import('${module}').then(({ ${first} }) => ${names}(x));`,
    `(await import('${module}')).${names}(x);`,
    `load('${module}').${names}(x);`.replace('load', module.startsWith('node:') ? 'load' : 'require'),
    `export * from '${module}';`,
    `export { ${first} } from '${module}';`,
    `export { ${first} as q } from '${module}';`,
    `${given} export { m };`,
    `${given} export const q = m.${names};`,
    `${given} const q = m.${names}; q(x);`,
    `${given} const q = ${holder}; q.${last}(x);`,
    `${given} let q; q = ${holder}; q.${last}(x);`,
    `${given} const q = m; const p = q; p.${names}(x);`,
    `${given} use(${holder});`,
    `${given} const { ${first} } = m; ${names}(x);`,
    `${given} const { ${last}: q } = ${holder}; q(x);`,
    `${given} let q; ({ ${last}: q } = ${holder}); q(x);`,
    `${given} const { ...q } = ${holder}; q.${last}(x);`,
    `${given} const { [key]: q } = ${holder}; q(x);`,
    `${given} ((q = ${holder}) => q.${last}(x))();`,
    `${given} ${holder}?.${last}(x);`,
    `${given} (${holder} as any)!.${last}(x);`,
    `${given} ${holder}['${last}'](x);`,
    `${given} ${holder}[\`${last}\`](x);`,
    `${given} ${holder}[\`${last.slice(0, 2)}\${rest}\`](x);`,
    `${given} Reflect.get(${holder}, key)(x);`,
  ];
}

/** The same for a global. */
export function waysToGlobal(...path: readonly string[]): string[] {
  const names = path.join('.');
  const [first, ...others] = path;
  const rest = others.map((name) => `.${name}`).join('');
  const [last = '', ...before] = [...path].reverse();
  const holder = before.length === 0 ? 'globalThis' : before.reverse().join('.');
  return [
    `${names}(x);`,
    `globalThis.${names}(x);`,
    `window['${first}']${rest}(x);`,
    `${holder}['${last}'](x);`,
    `${holder}[key](x);`,
    `const { ${last} } = ${holder}; ${last}(x);`,
    `const { ${first}: q } = globalThis; q${rest}(x);`,
    `const q = ${holder}; q.${last}(x);`,
    `const q = ${names}; q(x);`,
    `use(${holder});`,
    `use({ ${first} });`,
    `export default ${first};`,
  ];
}
