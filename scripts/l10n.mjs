// @ts-check
// Collects every `l10n.t('…')` of src/ into l10n/bundle.l10n.json, the file that translations start from.
// `npm run l10n` writes it; `npm run l10n -- --check` fails with what is out of date.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from '@babel/parser';

const root = new URL('../', import.meta.url);
const bundle = new URL('l10n/bundle.l10n.json', root);

/**
 * @typedef {string | { message: string, comment: string[] }} Entry
 * @typedef {{ entries: Map<string, Entry>, problems: string[] }} Found
 */

/**
 * The texts of one source file. A text that is not a plain literal cannot be translated and is a problem.
 * @param {string} source TypeScript
 * @param {string} name for messages
 * @returns {Found}
 */
export function textsOf(source, name) {
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  /** @type {string[]} */
  const problems = [];
  if (!source.includes('l10n')) {
    return { entries, problems };
  }
  const program = parse(source, { sourceType: 'module', plugins: ['typescript'] }).program;
  visit(program, (node) => {
    if (node.type !== 'CallExpression' || !isTranslate(node.callee)) {
      return;
    }
    const entry = entryOf(node.arguments[0]);
    if (entry === undefined) {
      problems.push(`${name}:${node.loc.start.line}: the text of l10n.t must be a plain literal.`);
    } else {
      // The key VS Code looks up: the message, and its comments when it has any.
      entries.set(typeof entry === 'string' ? entry : `${entry.message}/${entry.comment.join('')}`, entry);
    }
  });
  return { entries, problems };
}

/** `l10n.t` and `anything.l10n.t`. @param {any} callee */
function isTranslate(callee) {
  if (callee.type !== 'MemberExpression' || callee.property.name !== 't') {
    return false;
  }
  const owner = callee.object;
  return owner.name === 'l10n' || (owner.type === 'MemberExpression' && owner.property.name === 'l10n');
}

/** @param {any} node @returns {Entry | undefined} */
function entryOf(node) {
  const plain = literal(node);
  if (plain !== undefined) {
    return plain;
  }
  if (node?.type !== 'ObjectExpression') {
    return undefined;
  }
  /** @param {string} name */
  const field = (name) =>
    node.properties.find((/** @type {any} */ one) => one.key?.name === name || one.key?.value === name)?.value;
  const message = literal(field('message'));
  const note = field('comment');
  const comment = note?.type === 'ArrayExpression' ? note.elements.map(literal) : note ? [literal(note)] : [];
  if (message === undefined || comment.includes(undefined)) {
    return undefined;
  }
  return comment.length > 0 ? { message, comment } : message;
}

/** The value of a string literal, or of several added together. @param {any} node @returns {string | undefined} */
function literal(node) {
  if (node?.type === 'StringLiteral') {
    return node.value;
  }
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) {
    return node.quasis[0].value.cooked;
  }
  if (node?.type === 'BinaryExpression' && node.operator === '+') {
    const [left, right] = [literal(node.left), literal(node.right)];
    return left === undefined || right === undefined ? undefined : left + right;
  }
  return undefined;
}

/** @param {any} node @param {(node: any) => void} look */
function visit(node, look) {
  if (typeof node?.type === 'string') {
    look(node);
  }
  for (const child of Object.values(node)) {
    if (typeof child === 'object' && child !== null) {
      visit(child, look);
    }
  }
}

/** Every text of src/, sorted, as the bundle's JSON. */
export function collect() {
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  /** @type {string[]} */
  const problems = [];
  for (const file of readdirSync(new URL('src/', root), { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.ts')) {
      const found = textsOf(readFileSync(new URL(`src/${file}`, root), 'utf8'), `src/${file}`);
      problems.push(...found.problems);
      for (const [key, entry] of found.entries) {
        entries.set(key, entry);
      }
    }
  }
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return { json: `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`, count: sorted.length, problems };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { json, count, problems } = collect();
  for (const problem of problems) {
    console.error(problem);
  }
  if (!process.argv.includes('--check')) {
    writeFileSync(bundle, json);
    console.log(`Wrote ${count} texts to l10n/bundle.l10n.json.`);
  } else if (readFileSync(bundle, 'utf8') !== json) {
    console.error('l10n/bundle.l10n.json is out of date. Run `npm run l10n` and commit it.');
    process.exitCode = 1;
  }
  if (problems.length > 0) {
    process.exitCode = 1;
  }
}
