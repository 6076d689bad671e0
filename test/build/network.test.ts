// What reaches the network goes through the one place that knows the rule.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ParserPlugin, parse } from '@babel/parser';
import { expect, test } from 'vitest';

const sources = ['src', 'media'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name).replaceAll('\\', '/')),
);

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
  const knows = ['src/core/network/loopback.ts', 'src/engines/direct/addresses.ts'];
  const named = sources.flatMap((file) =>
    literalsOf(file)
      .filter((text) => /\b127\b|localhost|::1\b/i.test(text) && !/^http:\/\/127\.0\.0\.1:\d+(?:\/v1)?$/.test(text))
      .map((text) => `${file}: ${text}`),
  );
  expect(named.filter((one) => !knows.includes(one.split(': ')[0] ?? ''))).toEqual([]);
  expect(named.length).toBeGreaterThan(0);
});

test('only one file sends what a provider gets: it takes the secrets out of what comes back', () => {
  const sending = sources.filter((file) => /\btransport\.send\(/.test(readFileSync(file, 'utf8')));
  // The npm registry is sent no secret; the client of the direct path hands on what it was given.
  const others = ['src/core/text/languages/pack.ts', 'src/engines/direct/client.ts'];
  expect(sending.filter((file) => !others.includes(file))).toEqual(['src/core/providers/secrets.ts']);
});
