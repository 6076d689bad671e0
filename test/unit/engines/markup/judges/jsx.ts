// JSX as acorn reads it: not Babel.
import { type Node, Parser } from 'acorn';
import jsx from 'acorn-jsx';
import type { Judged, JudgedImage } from './html';

const JsxParser = Parser.extend(jsx());
const positions = new Set(['start', 'end', 'loc', 'range', 'raw']);

interface Attribute {
  readonly name?: { readonly name?: string };
  readonly value?: { readonly type: string; readonly value?: unknown } | null;
}

export function judgeJsx(code: string): Judged {
  const tree = JsxParser.parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
  const images: JudgedImage[] = [];
  const rest: string[] = [];
  visit(tree);
  return { images, rest };

  function visit(value: unknown) {
    if (Array.isArray(value)) {
      value.forEach(visit);
    } else if (typeof value === 'object' && value !== null) {
      const node = value as Node & Record<string, unknown>;
      const isImage =
        node.type === 'JSXOpeningElement' && /^(?:img|Image)$/.test((node.name as { name?: string }).name ?? '');
      if (isImage) {
        const attributes = node.attributes as Attribute[];
        const read = (name: string) => {
          const found = attributes.find((one) => one.name?.name === name)?.value;
          return found?.type === 'Literal' ? String(found.value) : undefined;
        };
        images.push({ alt: read('alt'), src: read('src') });
      }
      rest.push(node.type);
      for (const [key, child] of Object.entries(node)) {
        if (positions.has(key)) {
          continue;
        }
        if (isImage && key === 'attributes') {
          visit((child as Attribute[]).filter((one) => one.name?.name !== 'alt'));
        } else {
          visit(child);
        }
      }
    } else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      rest.push(String(value));
    }
  }
}
