/** Babel's tree, as far as it's walked here. */
import { isRecord } from '../../../core/json';
import type { OutlineNode } from './draft';

/** The part of Babel's tree that is read here. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** An opening tag's attribute, by name. */
export function attributeOf(opening: Node, name: string): Node | undefined {
  return list(opening.attributes).find((one) => one.type === 'JSXAttribute' && tagName(one.name as Node) === name);
}

/** A name as written: `Foo.Bar`, `xlink:href`. */
export function tagName(node: Node): string {
  if (node.type === 'JSXMemberExpression') {
    return `${tagName(node.object as Node)}.${tagName(node.property as Node)}`;
  }
  if (node.type === 'JSXNamespacedName') {
    return `${tagName(node.namespace as Node)}:${tagName(node.name as Node)}`;
  }
  return node.name as string;
}

const named = (node: Node) => tagName(node.name as Node);
/** Tags and attributes by their names, as in every language of tags; a self-closing tag is both. */
const isOfTag: Readonly<Record<string, (node: Node) => readonly string[]>> = {
  JSXOpeningElement: (node) => (node.selfClosing ? [`<${named(node)}`, `</${named(node)}`] : [`<${named(node)}`]),
  JSXClosingElement: (node) => [`</${named(node)}`],
  JSXOpeningFragment: () => ['<'],
  JSXClosingFragment: () => ['</'],
  JSXAttribute: (node) => [named(node)],
};

/** Every node except the alt text, its position moved by `shift`. */
export function outlineOf(root: Node, shift: number): OutlineNode[] {
  const outline: OutlineNode[] = [];
  const walk = (node: Node) => {
    if (node.type === 'JSXAttribute' && (node.name as Node).name === 'alt') {
      return;
    }
    const [start, end] = [node.start + shift, node.end + shift];
    if (node.type === 'JSXExpressionContainer') {
      outline.push({ type: '{', start, end: start + 1 });
      children(node).forEach(walk);
      outline.push({ type: '}', start: end - 1, end });
      return;
    }
    const types = isOfTag[node.type]?.(node) ?? [node.type];
    outline.push(...types.map((type) => ({ type, start, end })));
    children(node).forEach(walk);
  };
  walk(root);
  return outline;
}

const skipped = new Set([
  'loc',
  'extra',
  'comments',
  'errors',
  'tokens',
  'leadingComments',
  'trailingComments',
  'innerComments',
  'range',
]);

/** A node's children, in the order of its fields. */
export function children(node: Node): Node[] {
  const found: Node[] = [];
  for (const key of Object.keys(node)) {
    const value = node[key];
    if (skipped.has(key) || value === null || typeof value !== 'object') {
      continue;
    }
    if (Array.isArray(value)) {
      for (const one of value) {
        if (isNode(one)) {
          found.push(one);
        }
      }
    } else if (isNode(value)) {
      found.push(value);
    }
  }
  return found;
}

function isNode(value: unknown): value is Node {
  return isRecord(value) && typeof value.type === 'string' && typeof value.start === 'number';
}

/** The nodes in a field that contains several. */
export function list(value: unknown): Node[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}
