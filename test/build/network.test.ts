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

test('an image of the web is fetched only where its host is asked about first', () => {
  const calling = (expression: RegExp) => sources.filter((file) => expression.test(readFileSync(file, 'utf8')));
  const asking = ['src/commandLine/mayBeFetched.ts', 'src/host/mayBeFetched.ts'];
  expect(calling(/\.(?:downloadImage|isPublicUrl)\(/).sort()).toEqual(
    [...asking, 'src/engines/direct/client.ts', 'src/host/session/images.ts'].sort(),
  );
  expect(calling(/\bdownloader\(\)\./)).toEqual(['src/host/mayBeFetched.ts']);
  expect(calling(/\bcreatePermit\(/).sort()).toEqual([...asking, 'src/core/network/fetching.ts'].sort());
});

test('only the transports and the language packs know a way to the network', () => {
  const reaching = sources.filter((file) => {
    const text = readFileSync(file, 'utf8');
    return (
      /\bfetch\(|\bglobalThis\.fetch\b|from 'undici|\bWebSocket\b|\bXMLHttpRequest\b|\bsendBeacon\b/.test(text) ||
      /from 'node:(?:http|https|http2|tls|dgram|dns)'/.test(text)
    );
  });
  expect(reaching.sort()).toEqual([
    'src/core/providers/fetchTransport.ts',
    'src/engines/direct/certificates.ts',
    'src/engines/direct/download.ts',
    'src/engines/direct/transport.ts',
    'src/engines/direct/undici.d.ts',
    'src/host/text/languages.ts',
    'src/host/transport.ts',
  ]);
});
