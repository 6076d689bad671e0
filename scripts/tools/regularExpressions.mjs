/** Finds every regular expression in the sources, and judges how long each can take. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from '@babel/parser';
import { checkSync } from 'recheck';

const root = new URL('../../', import.meta.url).pathname;

/** One expression as it is written. */
/** @typedef {{ file: string, line: number, source: string, flags: string }} Expression */

/**
 * All literals, and all `RegExp(…)` of constant text, in `src` and `media`; what is put together of several is left out.
 * @returns {Expression[]}
 */
export function regularExpressions() {
  /** @type {Expression[]} */
  const expressions = [];
  for (const folder of ['src', 'media']) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort()) {
      if (!/(?<!\.d)\.tsx?$/.test(name)) {
        continue;
      }
      const path = join(root, folder, name);
      const file = relative(root, path);
      const text = readFileSync(path, 'utf8');
      const plugins = /** @type {('typescript' | 'jsx')[]} */ (
        name.endsWith('x') ? ['typescript', 'jsx'] : ['typescript']
      );
      visit(parse(text, { sourceType: 'module', plugins }).program, (node) => {
        const line = node.loc?.start.line ?? 0;
        if (node.type === 'RegExpLiteral') {
          expressions.push({ file, line, source: node.pattern, flags: node.flags });
        } else if (/^(New|Call)Expression$/.test(node.type) && node.callee?.name === 'RegExp') {
          const [source, flags] = node.arguments.map(constantOf);
          if (source !== undefined) {
            expressions.push({ file, line, source, flags: flags ?? '' });
          }
        }
      });
    }
  }
  return expressions;
}

function constantOf(node) {
  if (node?.type === 'StringLiteral') {
    return node.value;
  }
  return node?.type === 'TemplateLiteral' && node.expressions.length === 0 ? node.quasis[0].value.cooked : undefined;
}

function visit(node, see) {
  if (Array.isArray(node)) {
    for (const one of node) {
      visit(one, see);
    }
  } else if (node && typeof node.type === 'string') {
    see(node);
    for (const [key, value] of Object.entries(node)) {
      if (key !== 'loc' && typeof value === 'object') {
        visit(value, see);
      }
    }
  }
}

/** The key that an expression is stored under. @param {string} source @param {string} flags */
export const keyOf = (source, flags) => `/${source}/${flags}`;

/**
 * How its time grows with its input: `linear`, `polynomial`, `exponential`, or `unknown` when that cannot be told in time.
 * @param {string} source @param {string} flags @param {number} timeout milliseconds
 */
export function verdictOn(source, flags, timeout) {
  const verdict = checkSync(source, flags, { timeout });
  return verdict.status === 'safe' ? 'linear' : verdict.status === 'vulnerable' ? verdict.complexity.type : 'unknown';
}
