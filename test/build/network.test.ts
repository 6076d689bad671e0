// What reaches the network goes through the one place that knows the rule.
import { readFileSync } from 'node:fs';
import { type ParserPlugin, parse } from '@babel/parser';
import { expect, test } from 'vitest';
import { reaching, reachOf, sourcesOf } from './reach';
import { waysTo, waysToGlobal } from './ways';

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

/** What cannot leave the process; files have guards of their own. Any other module of Node is listed by its user. */
const tame = 'buffer|crypto|events|fs|os|path|stream|url|util|zlib';
const takes = (path: string) =>
  path.startsWith('node:') && !/parentPort\./.test(path) && !new RegExp(`^node:(?:${tame})\\b`).test(path);

test('of Node’s modules that can reach out of the process each file has what it needs, and no more', () => {
  expect(reaching(sources, takes)).toEqual(
    Object.entries({
      'src/commandLine/terminal.ts: node:readline.createInterface': 'a key is typed',
      'src/engines/direct/addresses.ts: node:net.BlockList': 'compares addresses',
      'src/engines/direct/addresses.ts: node:net.isIP': 'compares addresses',
      'src/engines/direct/certificates.ts: node:tls.getCACertificates': 'lists certificates',
      'src/engines/direct/certificates.ts: node:tls.rootCertificates': 'lists certificates',
      'src/engines/direct/client.ts: node:module.createRequire': 'loads the direct path when it is needed',
      'src/engines/direct/download.ts: node:dns.lookup': 'fetches images that were agreed to',
      'src/engines/imaging/client.ts: node:worker_threads.Worker': 'a thread of the product',
      'src/engines/imaging/source.ts: node:module.createRequire': 'loads a part of the product',
      'src/engines/imaging/worker.ts: node:worker_threads.parentPort': 'the thread',
      'src/engines/markup/client.ts: node:worker_threads.Worker': 'a thread of the product',
      'src/engines/markup/worker.ts: node:worker_threads.parentPort': 'the thread',
      'src/engines/ocr/client.ts: node:worker_threads.Worker': 'a thread of the product',
      'src/engines/ocr/worker.ts: node:worker_threads.parentPort': 'the thread',
      'src/engines/ocr/worker.ts: node:worker_threads.workerData': 'the thread',
    }).map(([one]) => one),
  );
});

const byGlobal =
  /(?:^|\.)(?:fetch|WebSocket|WebSocketStream|WebTransport|XMLHttpRequest|EventSource|RTCPeerConnection|sendBeacon|importScripts|SharedWorker)(?:\.|$)|^(?:globalThis|navigator)\.\*$|^Worker\b/;
const reaches = (path: string) =>
  byGlobal.test(path) || path.startsWith('undici') || /^node:(?:net|https?|http2|tls|dgram|dns|inspector)\b/.test(path);

test('only the transports and the language packs know a way to the network', () => {
  const found = reaching(sources, reaches).map((one) => one.split(': ')[0]);
  expect([...new Set(found)].sort()).toEqual([
    'src/core/providers/fetchTransport.ts',
    // Compares addresses.
    'src/engines/direct/addresses.ts',
    'src/engines/direct/certificates.ts',
    'src/engines/direct/download.ts',
    'src/engines/direct/transport.ts',
    // A variable of its own named window.
    'src/engines/ocr/photoInk.ts',
    // A variable of its own named fetch.
    'src/host/mayBeFetched.ts',
    'src/host/text/languages.ts',
    'src/host/transport.ts',
  ]);
});

test.each([
  ...waysTo('net', 'connect'),
  ...['http', 'https', 'http2', 'tls', 'dgram', 'dns'].map((name) => `import { connect } from 'node:${name}';`),
  ...waysTo('node:dns', 'promises', 'lookup'),
  ...waysTo('undici', 'fetch'),
  ...waysToGlobal('fetch'),
  ...waysToGlobal('WebSocket'),
  ...waysToGlobal('navigator', 'sendBeacon'),
])('a way to the network is seen: %s', (source) => {
  expect(reachOf(source).some(reaches)).toBe(true);
});

test.each(
  ['child_process', 'node:worker_threads', 'node:vm', 'node:cluster'].flatMap((name) => waysTo(name, 'run')),
)('a module that reaches out of the process is seen: %s', (source) => {
  expect(reachOf(source).some(takes)).toBe(true);
});

const opens = (path: string) => /(?:^|\.)(?:openExternal|asExternalUri)$|^vscode(?:\.env)?\.\*$/.test(path);

test('an address is opened in the browser only where the user asked for it', () => {
  expect(reaching(sources, opens)).toEqual(
    Object.entries({
      'src/host/errorActions.ts: vscode.env.openExternal': 'the button of a provider’s help page',
      'src/host/keyInput.ts: vscode.env.openExternal': 'the button of a provider’s page for keys',
      'src/host/panelActions.ts: vscode.env.openExternal': 'a link that is clicked',
    }).map(([one]) => one),
  );
  const commands = sources.flatMap((file) =>
    literalsOf(file)
      .filter((text) => /^vscode\.open|^simpleBrowser|^_?workbench\.action\.url/.test(text))
      .map((text) => `${file}: ${text}`),
  );
  expect(commands.sort()).toEqual(['src/host/features/usage.ts: vscode.open', 'src/host/panelActions.ts: vscode.open']);
});

test.each([
  ...waysTo('vscode', 'env', 'openExternal'),
  'function f({ openExternal }) {}',
])('an address that is opened is seen: %s', (source) => {
  expect(reachOf(source).some(opens)).toBe(true);
});
