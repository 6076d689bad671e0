// `sightread alt write` while somebody works on the same documents: both their changes and the written text are kept.
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { altAnswer } from '../../servers/altAnswer';
import { startLoopbackProvider } from '../../servers/loopbackProvider';
import { groqStream } from '../../servers/vendorReplies';
import { runCli } from './runCli';

const server = await startLoopbackProvider();
const root = mkdtempSync(join(tmpdir(), 'sightread-meanwhile-'));
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});
let folder: string;
let nth = 0;
beforeEach(() => {
  server.reset();
  folder = join(root, String(nth++));
  mkdirSync(folder);
  for (const name of ['a.png', 'b.png']) {
    writeFileSync(join(folder, name), Buffer.concat([readFileSync('samples/logo.png'), Buffer.from(name)]));
  }
});

const path = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(path(name), 'utf8');
const write = (...args: string[]) =>
  runCli(
    ['alt', 'write', '.', '--provider', 'groq', '--base-url', server.url, '--no-cache', '--parallel', '1', ...args],
    { GROQ_API_KEY: 'gsk_test' },
    folder,
  );
/** Answers each image with its own words, and calls `meanwhile` before the first answer. */
function answer(meanwhile: () => void, words = (name: string) => `What ${name} shows`) {
  let asked = 0;
  server.on('POST', '/chat/completions', ({ text }) => {
    if (asked++ === 0) {
      meanwhile();
    }
    const alt = words(/([ab])\.png/.exec(text)![1]!);
    return groqStream([altAnswer(alt)]);
  });
}

test('a document that is saved in the middle of a run keeps both changes', async () => {
  writeFileSync(path('page.md'), '# One\n\n![](a.png)\n\n# Two\n\n![](b.png)\n');
  answer(() =>
    writeFileSync(
      path('page.md'),
      'Added above.\n\n# One\n\n![](a.png)\n\n# Two, renamed\n\n![](b.png)\n\nAdded below.\n',
    ),
  );
  const { code, err } = await write();
  expect(read('page.md')).toBe(
    'Added above.\n\n# One\n\n![What a shows.](a.png)\n\n# Two, renamed\n\n![What b shows.](b.png)\n\nAdded below.\n',
  );
  expect(err).toMatch(/^2 written, 0 decorative, 0 failed\./m);
  expect(code).toBe(0);
});

test('equal images are told apart by what stands around them, and are left alone where that is not sure', async () => {
  const section = (name: string, alt = '') => `# ${name}\n\nAbout ${name}.\n\n![${alt}](a.png)\n`;
  writeFileSync(path('page.md'), [section('One'), section('Two')].join('\n'));
  let n = 0;
  answer(
    () => writeFileSync(path('page.md'), [section('Zero'), section('Two'), section('One')].join('\n')),
    () => `Row of boats ${++n}`,
  );
  const { code } = await write();
  expect(read('page.md')).toBe(
    [section('Zero'), section('Two', 'Row of boats 2.'), section('One', 'Row of boats 1.')].join('\n'),
  );
  expect(code).toBe(0);

  writeFileSync(path('page.md'), [section('One'), section('Two')].join('\n'));
  const now = [section('Three'), section('Four'), section('Five')].join('\n');
  answer(() => writeFileSync(path('page.md'), now));
  const unsure = await write();
  expect(read('page.md')).toBe(now);
  expect(unsure.err).toContain(
    'page.md: the file was changed in the meantime, and 2 images are no longer as before, so nothing was written there.',
  );
  expect(unsure.err).toMatch(/^0 written, 0 decorative, 2 changed in the meantime, 0 failed\. 2 requests,/m);
  expect(unsure.code).toBe(1);
});

test('what somebody wrote meanwhile stands, and a file that is gone is not made anew', async () => {
  writeFileSync(path('page.md'), '![](a.png)\n\n![](b.png)\n');
  answer(() => writeFileSync(path('page.md'), '![A person’s own words](a.png)\n\n![](b.png)\n'));
  const { code, err } = await write();
  expect(read('page.md')).toBe('![A person’s own words](a.png)\n\n![What b shows.](b.png)\n');
  expect(err).toMatch(/^1 written, 0 decorative, 1 changed in the meantime, 0 failed\./m);
  expect(code).toBe(1);

  writeFileSync(path('page.md'), '![](a.png)\n');
  answer(() => rmSync(path('page.md')));
  const gone = await write();
  expect(readdirSync(folder).sort()).toEqual(['a.png', 'b.png']);
  expect(gone.err).toContain('page.md: the file was changed or removed in the meantime, so nothing was written to it.');
  expect(gone.code).toBe(1);
});

test('records that are written in the middle of a run keep both changes; what is none any more is left alone', async () => {
  const records = (document: string) =>
    JSON.stringify({ version: 1, documents: { [document]: { 'x.png': `${'0'.repeat(16)} ${'1'.repeat(14)}` } } });
  writeFileSync(path('page.md'), '![](a.png)\n');
  writeFileSync(path('.sightread-alt.json'), records('before.md'));
  answer(() => writeFileSync(path('.sightread-alt.json'), records('pulled.md')));
  expect((await write()).code).toBe(0);
  expect(Object.keys(JSON.parse(read('.sightread-alt.json')).documents)).toEqual(['page.md', 'pulled.md']);

  const conflict = '<<<<<<< HEAD\n{"version":1}\n=======\n{}\n>>>>>>> main\n';
  writeFileSync(path('page.md'), '![](b.png)\n');
  answer(() => writeFileSync(path('.sightread-alt.json'), conflict));
  const { err } = await write();
  expect(err).toContain('.sightread-alt.json was changed or removed in the meantime, so nothing was written to it.');
  expect(read('.sightread-alt.json')).toBe(conflict);
});

test('a document keeps its permissions, and nothing is left beside it', async () => {
  writeFileSync(path('page.md'), '\ufeff![](a.png)\r\n');
  chmodSync(path('page.md'), 0o640);
  answer(() => undefined);
  await write();
  expect(read('page.md')).toBe('\ufeff![What a shows.](a.png)\r\n');
  expect(readdirSync(folder).sort()).toEqual(['a.png', 'b.png', 'page.md']);
  expect(statSync(path('page.md')).mode & 0o777).toBe(0o640);
});

test('a link to a document of the folder stays a link; one that leads out of it is not written through', async () => {
  const outside = join(root, 'outside.md');
  writeFileSync(outside, '![](a.png)\n');
  writeFileSync(path('real.txt'), '![](a.png)\n');
  symlinkSync('real.txt', path('page.md'));
  answer(() => undefined);
  const run = (file: string) =>
    runCli(
      ['alt', 'write', file, '--provider', 'groq', '--base-url', server.url, '--no-cache'],
      { GROQ_API_KEY: 'gsk_test' },
      folder,
    );
  expect((await run('page.md')).code).toBe(0);
  expect(read('real.txt')).toBe('![What a shows.](a.png)\n');
  expect(statSync(path('page.md')).isFile()).toBe(true);
  symlinkSync(outside, path('out.md'));
  const { code, err } = await run('out.md');
  expect(readFileSync(outside, 'utf8')).toBe('![](a.png)\n');
  expect(err).toContain('out.md');
  expect(err).toMatch(/^0 written, .* 1 failed\./m);
  expect(code).toBe(1);
});

test('words that a document cannot hold are shown, and written in others only with --nearest', async () => {
  writeFileSync(path('page.md'), '![[a.png]]\n\n![](b.png)\n');
  answer(
    () => undefined,
    (name) => `Keys [${name}] | {Enter}`,
  );
  const left = await write();
  expect(read('page.md')).toBe('![[a.png]]\n\n![Keys \\[b\\] \\| &#123;Enter&#125;.](b.png)\n');
  expect(left.err).toContain(
    'page.md: a.png: this place can’t represent “Keys [a] | {Enter}.”; with --nearest, it would become “Keys (a) / (Enter).”.',
  );
  expect(left.err).toMatch(/^1 written, 0 decorative, 1 needs --nearest, 0 failed\./m);
  expect(left.code).toBe(1);

  const taken = await write('--nearest');
  expect(read('page.md')).toBe('![[a.png|Keys (a) / (Enter).]]\n\n![Keys \\[b\\] \\| &#123;Enter&#125;.](b.png)\n');
  expect(taken.err).toContain(
    'page.md: a.png: this place can’t represent “Keys [a] | {Enter}.”, so it was rephrased as “Keys (a) / (Enter).”.',
  );
  expect(taken.err).toMatch(/^1 written \(1 rephrased\), 0 decorative, 0 failed\./m);
  expect(taken.code).toBe(0);
});
