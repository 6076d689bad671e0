// What a JSX page shows, as acorn reads it: the same events as for HTML, so that one judge compares both.
import { Parser } from 'acorn';
import jsx from 'acorn-jsx';
import type { Judged, JudgedImage } from './html';

const JsxParser = Parser.extend(jsx());

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
const nodes = (value: unknown) => (Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []);
const nameOf = ({ name }: Node) => String(isNode(name) ? name.name : name);

export function judgeJsxPage(code: string): Judged {
  const images: JudgedImage[] = [];
  const rest: string[] = [];
  visit(JsxParser.parse(code, { ecmaVersion: 'latest', sourceType: 'module' }) as unknown as Node);
  return { images, rest };

  function visit(node: Node): void {
    if (node.type === 'JSXElement') {
      const opening = node.openingElement as Node;
      const name = nameOf(opening).toLowerCase();
      const attributes = nodes(opening.attributes).map((one): [string, unknown] => [
        nameOf(one),
        nodes(one.value)[0]?.value,
      ]);
      const read = new Map(attributes);
      if (name === 'img') {
        images.push({ alt: read.get('alt') as string | undefined, src: read.get('src') as string | undefined });
      }
      rest.push(`<${name} ${JSON.stringify(attributes.filter(([key]) => name !== 'img' || key !== 'alt'))}`);
      nodes(node.children).forEach(visit);
      rest.push(`/${name}`);
    } else if (node.type === 'JSXText') {
      say(shown(node.value as string));
    } else if (node.type === 'TemplateLiteral' && nodes(node.expressions).length === 0) {
      say((nodes(node.quasis)[0]!.value as { cooked: string }).cooked);
    } else if (node.type !== 'JSXExpressionContainer') {
      rest.push(`:${node.type} ${typeof node.name === 'string' ? node.name : ''}`);
      Object.values(node).flatMap(nodes).forEach(visit);
    } else {
      nodes(node.expression).forEach(visit);
    }
  }

  function say(text: string): void {
    if (text !== '') {
      rest.push(`#${text}`);
    }
  }
}

/** JSX drops blank lines and the whitespace around line breaks (facebook.github.io/jsx and React's documentation). */
function shown(text: string): string {
  const lines = text.split(/\r\n|\r|\n/);
  return lines
    .map((line, at) => {
      const start = at === 0 ? line : line.replace(/^[ \t]+/, '');
      return at === lines.length - 1 ? start : start.replace(/[ \t]+$/, '');
    })
    .filter((line) => line !== '')
    .join(' ');
}
