// A picture's bytes reach a request in only one way: rebuilt, or rendered. Checked in the sources.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const sources = readdirSync('src', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }));

const those = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

test('only prepared parts are put into a message, and regions that the engine cut out', () => {
  expect(those(/kind: 'image',[^}]*\bbytes\b/)).toEqual(['src/core/ask/messages.ts', 'src/core/tools/imageTools.ts']);
  const [messages = '', tools = ''] = ['src/core/ask/messages.ts', 'src/core/tools/imageTools.ts'].map((path) =>
    readFileSync(path, 'utf8'),
  );
  // The offline engine's originals, the link without bytes, and the prepared parts.
  expect(messages.match(/kind: 'image'[^}]*/g)).toEqual([
    "kind: 'image', mediaType: '', bytes: original ",
    "kind: 'image', mediaType: '', url: link, detail ",
    "kind: 'image', mediaType, bytes, width, height, detail ",
  ]);
  expect(messages).toContain('of prepared.parts) {');
  expect(tools).toMatch(/const \{ parts \} = await imaging\(\)\.render\(/);
  expect(tools).toContain('bytes: part.bytes');
});

test('originals go to the offline engine alone, which stays here', () => {
  expect(those(/takesOriginals: true/)).toEqual(['src/core/providers/offline.ts']);
  expect(readFileSync('src/core/providers/offline.ts', 'utf8')).toContain("destination: { kind: 'machine' }");
});

test('a prepared image has its parts from the engine, or out of the one place that builds files anew', () => {
  const makers = those(/\bPreparedPart\b/).filter((path) => !path.endsWith('/types.ts'));
  expect(makers).toEqual(['src/core/image/prepare.ts', 'src/engines/imaging/render.ts']);
});
