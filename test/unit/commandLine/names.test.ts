// Files named as they look, by the built command line.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chatStream } from '../../servers/vendorReplies';
import { runCli as cli, useCliFolder } from './runCli';

const { server, folder, png } = await useCliFolder();

const there = 'Screenshot 2026-05-12 at 4.42.48\u202fPM.png';
const written = 'Screenshot 2026-05-12 at 4.42.48 PM.png';
const note = `${written} doesn’t exist; Screenshot 2026-05-12 at 4.42.48\\u202fPM.png is used.\n`;
copyFileSync(png, join(folder, there));

test.each([
  ['describe', '--provider', 'offline'],
  ['ocr'],
])('%s takes the file that is meant, and says which', async (...command) => {
  const { code, err } = await cli([...command, join(folder, written)]);
  expect(code).toBe(0);
  expect(err).toContain(note);
});

test('two such files: neither is taken, and both are named', async () => {
  const both = join(folder, 'both');
  mkdirSync(both);
  for (const name of ['a\u00a0b.png', 'a\u202fb.png']) {
    copyFileSync(png, join(both, name));
  }
  for (const command of [['describe', '--provider', 'offline'], ['ocr']]) {
    const { code, err } = await cli([...command, join(both, 'a b.png')]);
    expect(code).toBe(1);
    expect(err).toMatch(/nearly the same name: a\\u(?:00a0|202f)b\.png, a\\u(?:00a0|202f)b\.png\./);
  }
});

test('the name that is found decides whether a file may be sent', async () => {
  const secret = join(folder, 'secret');
  mkdirSync(join(secret, '.vscode'), { recursive: true });
  copyFileSync(png, join(secret, 'plan\u00a0b.png'));
  writeFileSync(join(secret, '.vscode', 'settings.json'), JSON.stringify({ 'sightread.exclude': ['plan\u00a0*'] }));
  const args = ['describe', '--provider', 'groq', '--base-url', server.url, join(secret, 'plan b.png')];
  const { code, err } = await cli(args, { GROQ_API_KEY: 'gsk_test' });
  expect(code).toBe(1);
  expect(err).toContain('excluded by sightread.exclude');
  expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(0);
});

test('alt write finds the picture of a link', async () => {
  const docs = join(folder, 'docs');
  mkdirSync(docs);
  copyFileSync(png, join(docs, there));
  copyFileSync(png, join(docs, 'größe.png'.normalize('NFD')));
  const page = `![](<${written}>)\n\n![](${encodeURI(written)})\n\n![](größe.png)\n`;
  writeFileSync(join(docs, 'a.md'), page);
  const alt = { role: 'informative', why: 'x', alt: 'A blue field.' };
  server.on('POST', '/chat/completions', chatStream([JSON.stringify(alt)]));
  const args = ['alt', 'write', 'a.md', '--provider', 'groq', '--base-url', server.url];
  const { err } = await cli(args, { GROQ_API_KEY: 'gsk_test', XDG_CACHE_HOME: join(folder, 'cache') }, docs);
  expect(err).not.toContain('not a file in this folder');
  expect(readFileSync(join(docs, 'a.md'), 'utf8').match(/A blue field\./g)).toHaveLength(3);
});
