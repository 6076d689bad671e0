// Which hosts are this machine is known in one place. Who reaches the network: guards/network.ts.
import { readFileSync } from 'node:fs';
import { type ParserPlugin, parse } from '@babel/parser';
import { expect, test } from 'vitest';
import { sourcesOf } from './uses';

const sources = sourcesOf('src', 'media');

/** The text of every string, template and regular expression in a file; comments are none. */
function literalsOf(file: string): string[] {
  const plugins: ParserPlugin[] = file.endsWith('.tsx') ? ['typescript', 'jsx'] : ['typescript'];
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      node.forEach(visit);
    } else if (typeof node === 'object' && node !== null && 'type' in node) {
      const { type, value, pattern } = node as { type: string; value?: unknown; pattern?: string };
      if (type === 'StringLiteral') {
        found.push(String(value));
      } else if (type === 'TemplateElement') {
        found.push((value as { raw: string }).raw);
      } else if (type === 'RegExpLiteral') {
        found.push(pattern ?? '');
      }
      Object.values(node).forEach(visit);
    }
  };
  visit(parse(readFileSync(file, 'utf8'), { sourceType: 'module', plugins }).program);
  return found;
}

test('only one file tells this machine from others', () => {
  const knows = ['src/core/network/loopback.ts', 'src/engines/network/addresses.ts'];
  const named = sources.flatMap((file) =>
    literalsOf(file)
      .filter((text) => /\b127\b|localhost|::1\b/i.test(text) && !/^http:\/\/127\.0\.0\.1:\d+(?:\/v1)?$/.test(text))
      .map((text) => `${file}: ${text}`),
  );
  expect(named.filter((one) => !knows.includes(one.split(': ')[0] ?? ''))).toEqual([]);
  expect(named.length).toBeGreaterThan(0);
});
