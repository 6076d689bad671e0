// `sightread alt` as CI uses it: the built dist/cli.js in a separate process and folder.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { altAnswer } from '../../servers/altAnswer';
import { startLoopbackProvider } from '../../servers/loopbackProvider';
import { errorReply, groqStream } from '../../servers/vendorReplies';
import { runCli } from './runCli';

const server = await startLoopbackProvider();
let folder: string;
/** The user's cache folder, a new one per test. */
let cache: string;
const page =
  '\ufeff# Title\r\n\r\n![](blue.png) and ![image](blue.png "t")\r\n\r\n<a href="/x"><img src="blue.png"></a>\r\n';

afterAll(() => server.close());
beforeEach(async () => {
  server.reset();
  if (folder) {
    rmSync(folder, { recursive: true });
    rmSync(cache, { recursive: true });
  }
  folder = mkdtempSync(join(tmpdir(), 'sightread-alt-'));
  cache = mkdtempSync(join(tmpdir(), 'sightread-cache-'));
  await sharp({ create: { width: 32, height: 20, channels: 3, background: '#1450a0' } })
    .png()
    .toFile(join(folder, 'blue.png'));
  writeFileSync(join(folder, 'page.md'), page);
  writeFileSync(join(folder, 'good.html'), '<img src="blue.png" alt="A blue field.">\n');
});

const alt = (...args: string[]) =>
  runCli(['alt', ...args], { GROQ_API_KEY: 'gsk_test', XDG_CACHE_HOME: cache }, folder);
const write = (...args: string[]) => alt('write', '.', '--provider', 'groq', '--base-url', server.url, ...args);
const decision = (text: string, role = 'informative') => groqStream([altAnswer(text, { role, why: 'Because.' })]);

test('check needs no key, says where and what, and exits 1 for findings', async () => {
  const { code, out, err } = await alt('check', '.');
  expect({ code, err }).toEqual({ code: 1, err: '' });
  expect(out).toBe(
    'page.md\n  3:1   missing      The image has no alt text.\n  3:21  vague        The alt text doesn’t say what the image shows: image\n' +
      '  5:14  missing      The image has no alt text.\n\n3 findings in 1 of 2 files.\n',
  );
  expect(server.requests).toHaveLength(0);
  expect(await alt('check', 'good.html')).toEqual({ code: 0, out: 'No findings in 1 file.\n', err: '' });
});

test('what cannot be looked at is said, and the rest is looked at', async () => {
  writeFileSync(join(folder, 'latin.md'), Buffer.from('Fu\xdfball\n\n![](blue.png)\n', 'latin1'));
  writeFileSync(join(folder, 'large.md'), `![](blue.png)${' '.repeat(4_000_000)}`);
  const said = ['large.md: skipped: it is too large (limit: 4 MB).', 'latin.md: skipped: it is not UTF-8.', ''].join(
    '\n',
  );
  const { code, out, err } = await alt('check', '.');
  expect({ code, err }).toEqual({ code: 1, err: said });
  expect(out).toContain('3 findings in 1 of 2 files.');
  expect(await alt('check', 'latin.md')).toMatchObject({ code: 1, out: 'No findings in 0 files.\n' });
  server.on('POST', '/chat/completions', decision('A blue field.'), decision('A blue field.'), decision('X home'));
  const written = await write();
  expect(written.err).toContain(said.trim());
  expect(written.code).toBe(1);
  expect(readFileSync(join(folder, 'page.md'), 'utf8')).toContain('![A blue field.](blue.png)');
});

test('a tag that every object has a member for is a tag', async () => {
  writeFileSync(join(folder, 'a.md'), 'A List<constructor> of x.\n\n![](blue.png)\n');
  expect(await alt('check', 'a.md')).toMatchObject({ code: 1, err: '', out: expect.stringContaining('3:1  missing') });
});

test('check for machines: JSON, SARIF, annotations', async () => {
  const json = await alt('check', 'page.md', '--format', 'json');
  expect(JSON.parse(json.out)[0]).toEqual({
    file: 'page.md',
    line: 3,
    column: 1,
    rule: 'missing',
    message: 'The image has no alt text.',
    image: 'blue.png',
  });
  const sarif = JSON.parse((await alt('check', 'page.md', '--format', 'sarif')).out);
  expect(sarif.runs[0].results.map((one: { ruleId: string; level: string }) => [one.ruleId, one.level])).toEqual([
    ['missing', 'warning'],
    ['vague', 'note'],
    ['missing', 'warning'],
  ]);
  expect(sarif.runs[0].results[1].locations[0].physicalLocation.region).toEqual({
    startLine: 3,
    startColumn: 21,
    endLine: 3,
    endColumn: 26,
  });
  const github = await alt('check', 'page.md', '--format', 'github');
  expect(github.out.split('\n')[0]).toBe(
    '::warning file=page.md,line=3,col=1,endColumn=14,title=alt text%3A missing::The image has no alt text.',
  );
});

test('wrong usage exits 2', async () => {
  expect((await alt('check')).code).toBe(2);
  expect((await alt('nonsense', '.')).code).toBe(2);
  expect((await alt('check', 'nowhere.md')).code).toBe(2);
  expect((await alt('check', '.', '--format', 'xml')).code).toBe(2);
});

test('a dry run prints the diff and changes nothing', async () => {
  server.on('POST', '/chat/completions', decision('A [blue] field'), decision('Go to "x"', 'functional'));
  const { code, out, err } = await write('--dry-run');
  expect(out).toBe(
    '--- a/page.md\n+++ b/page.md\n@@ -3,1 +3,1 @@\n-![](blue.png) and ![image](blue.png "t")\r\n+![A \\[blue\\] field.](blue.png) and ![image](blue.png "t")\r\n' +
      '@@ -5,1 +5,1 @@\n-<a href="/x"><img src="blue.png"></a>\r\n+<a href="/x"><img src="blue.png" alt="Go to &quot;x&quot;."></a>\r\n',
  );
  expect({ code, err }).toEqual({ code: 0, err: '2 to write, 0 decorative, 0 failed. 2 requests, 2720 tokens.\n' });
  expect(readFileSync(join(folder, 'page.md'), 'utf8')).toBe(page);
});

test('write changes the alts and nothing else, names what looks decorative, and keeps the records', async () => {
  server.on('POST', '/chat/completions', decision('A blue field'), decision('', 'decorative'));
  writeFileSync(join(folder, '.sightread-alt.json'), '{"version": 1, "documents": {}}');
  const { code, err } = await write();
  expect(readFileSync(join(folder, 'page.md'), 'utf8')).toBe(page.replace('![](', '![A blue field.]('));
  expect(code).toBe(0);
  expect(err).toBe(
    'page.md: blue.png: looks decorative (Because.). If it is, give it an empty alt.\n1 written, 1 decorative, 0 failed. 2 requests, 2720 tokens.\n',
  );
  expect(readFileSync(join(folder, '.sightread-alt.json'), 'utf8')).toMatch(
    /"page\.md": \{\n {6}"blue\.png": "[0-9a-f]{16} [0-9a-f]{14}"/,
  );

  const rules = async () =>
    JSON.parse((await alt('check', 'page.md', '--format', 'json')).out).map((one: { rule: string }) => one.rule);
  expect(await rules()).toEqual(['vague', 'missing']);
  await sharp({ create: { width: 32, height: 20, channels: 3, background: '#a01414' } })
    .png()
    .toFile(join(folder, 'blue.png'));
  expect(await rules()).toEqual(['stale', 'vague', 'missing']);
});

test('a failed item is named, the others are written, and the exit code says so', async () => {
  server.on('POST', '/chat/completions', errorReply(400, 'no', 'bad'), decision('Go home', 'functional'));
  const { code, err } = await write();
  expect(code).toBe(1);
  expect(err).toMatch(/^page\.md: blue\.png: .*\n1 written, 0 decorative, 1 failed\. 2 requests, 1360 tokens\.\n$/);
  expect(readFileSync(join(folder, 'page.md'), 'utf8')).toBe(
    page.replace('src="blue.png"', 'src="blue.png" alt="Go home."'),
  );
});

test('a request that was refused was sent, and is counted', async () => {
  server.on('POST', '/chat/completions', errorReply(401, 'no', 'invalid_api_key'));
  const { code, err } = await write('--parallel', '1');
  expect(code).toBe(1);
  expect(server.requests).toHaveLength(1);
  expect(err).toMatch(/\n0 written, 0 decorative, 2 failed\. 1 request, tokens not reported\.\n$/);
});

test('what fails for every image is met once; what was answered before it is written', async () => {
  server.on('POST', '/chat/completions', decision('A blue field'), errorReply(401, 'no', 'invalid_api_key'));
  writeFileSync(join(folder, 'second.md'), '# Two\n\n![](blue.png)\n\n# Three\n\n![](blue.png)\n');
  const { code, err } = await write('--parallel', '1');
  expect(code).toBe(1);
  expect(server.requests).toHaveLength(2);
  expect(err).toMatch(/ 3 not attempted\.\n1 written, 0 decorative, 3 failed\. 2 requests, 1360 tokens\.\n$/);
  expect(readFileSync(join(folder, 'page.md'), 'utf8')).toBe(page.replace('![](', '![A blue field.]('));
});

test.each([
  [1, ['--parallel', '1']],
  [3, []],
])('asks for at most so many at a time: %i', async (most, options) => {
  const images = [1, 2, 3, 4].map((at) => `# Part ${at}\n\n![](blue.png)\n`);
  writeFileSync(join(folder, 'page.md'), images.join('\n'));
  let open = 0;
  const seen: number[] = [];
  let together = () => {};
  const all = new Promise<void>((done) => {
    together = done;
  });
  server.on('POST', '/chat/completions', async (request) => {
    open += 1;
    seen.push(open);
    void request.ended.then(() => {
      open -= 1;
    });
    if (open === 3) {
      together();
    }
    // The first is sent alone; after it, each waits for the others that should run beside it.
    if (most === 3 && seen.length > 1) {
      await all;
    }
    return decision('A blue field');
  });
  const { code } = await write(...options);
  expect(code).toBe(0);
  expect(Math.max(...seen)).toBe(most);
  expect((await write('--parallel', '0')).code).toBe(2);
});

test('what was paid for once is never asked again, whatever becomes of the documents', async () => {
  server.on('POST', '/chat/completions', decision('A blue field'), decision('', 'decorative'));
  const first = await write('--dry-run');
  expect(server.requests).toHaveLength(2);
  server.reset();
  // Nothing answers now, so a request would fail.
  const second = await write('--dry-run');
  expect(second.out).toBe(first.out);
  expect(second.err).toMatch(/1 to write, 1 decorative, 0 failed\. 2 from cache, 0 tokens\.\n$/);
  expect((await write()).err).toMatch(/1 written, 1 decorative, 0 failed\. 2 from cache, 0 tokens\.\n$/);
  // The decorative one is left out, and a copy of the page in another folder gets the same.
  expect((await write()).err).toMatch(/0 written, 1 decorative, 0 failed\. 1 from cache, 0 tokens\.\n$/);
  writeFileSync(join(folder, 'copy.md'), page);
  expect((await write()).err).toMatch(/1 written, 2 decorative, 0 failed\. 3 from cache, 0 tokens\.\n$/);
  expect(server.requests).toHaveLength(0);
});

test('--no-cache neither reads nor writes what is kept, and a damaged file is asked for anew', async () => {
  server.on('POST', '/chat/completions', decision('A blue field'), decision('Go home', 'functional'));
  await write('--dry-run', '--no-cache');
  expect(readdirSync(cache)).toEqual([]);
  await write('--dry-run');
  const kept = join(cache, 'sightread/altTexts');
  expect(readdirSync(kept)).toHaveLength(2);
  expect(server.requests).toHaveLength(4);
  await write('--dry-run', '--no-cache');
  expect(server.requests).toHaveLength(6);
  writeFileSync(join(kept, readdirSync(kept)[0]!), '{"role":');
  expect((await write('--dry-run')).err).toContain('1 request');
  expect(server.requests).toHaveLength(7);
});

test('pictures inside a notebook are described too; only their alts are written', async () => {
  const png = readFileSync(join(folder, 'blue.png')).toString('base64');
  const notebook = {
    cells: [
      {
        cell_type: 'markdown',
        metadata: {},
        source: ['![](attachment:a.png)'],
        attachments: { 'a.png': { 'image/png': png } },
      },
      {
        cell_type: 'code',
        metadata: {},
        source: [],
        outputs: [{ output_type: 'display_data', data: { 'image/png': [png] }, metadata: {} }],
      },
    ],
    nbformat: 4,
  };
  const text = `${JSON.stringify(notebook, null, 1)}\n`;
  writeFileSync(join(folder, 'page.md'), '# Nothing\n');
  writeFileSync(join(folder, 'lakes.ipynb'), text);
  server.on('POST', '/chat/completions', decision('An "attachment"'), decision('A plotted line'));
  const { code, err } = await write();
  expect(err).toMatch(/^2 written, 0 decorative, 0 failed\./);
  expect(code).toBe(0);
  expect(server.requests.every((one) => one.text.includes('data:image/png;base64,'))).toBe(true);
  const written = readFileSync(join(folder, 'lakes.ipynb'), 'utf8');
  expect(written).toBe(
    text
      .replace('![](attachment', '![An \\"attachment\\".](attachment')
      .replace(/"metadata": \{\}(?=\s*\}\s*\])/, '"metadata": {"image/png": {"alt": "A plotted line."}}'),
  );
});

test('check and write go by the rules that the team has set for its editors', async () => {
  mkdirSync(join(folder, '.vscode'));
  mkdirSync(join(folder, 'old'));
  writeFileSync(join(folder, 'old/page.md'), page.replaceAll('blue.png', '../blue.png'));
  const set = (text: string) => writeFileSync(join(folder, '.vscode/settings.json'), text);
  set(`{
    // As VS Code writes it.
    "files.exclude": { "**/*.tmp": true, },
    "sightread.altText.rules": { "vague": "off", /* not ours to fix */ "old/**": { "missing": "off", "vague": "error" }, },
    "sightread.altText.maxLength": 77,
  }`);
  const { code, out } = await alt('check', '.', '--format', 'github');
  expect(code).toBe(1);
  expect(out.match(/^::.*?(?=,endCol)/gm)).toEqual([
    '::error file=old/page.md,line=3,col=24',
    '::warning file=page.md,line=3,col=1',
    '::warning file=page.md,line=5,col=14',
  ]);
  server.on('POST', '/chat/completions', decision('A blue field'), decision('Go home', 'functional'));
  expect((await write('--dry-run')).err).toContain('2 to write');
  expect(
    server.requests.filter(({ method }) => method === 'POST').every(({ text }) => text.includes('About 77 characters')),
  ).toBe(true);

  set('{ "sightread.altText.rules": { "old/**": { "mising": "off" } } }');
  const wrong = await alt('check', '.');
  expect(wrong.code).toBe(2);
  expect(wrong.err).toContain('.vscode/settings.json: sightread.altText.rules: old/**: mising isn’t a rule');
  set('{ "sightread.altText');
  expect((await alt('check', '.')).code).toBe(2);
});

test('records are not written through a link, and neither is a document', async () => {
  const outside = mkdtempSync(join(tmpdir(), 'sightread-outside-'));
  const victim = join(outside, '.bashrc');
  const records = '{ "version": 1, "documents": {} }';
  writeFileSync(victim, records);
  symlinkSync(victim, join(folder, '.sightread-alt.json'));
  writeFileSync(join(outside, 'theirs.md'), '![](blue.png)\n');
  symlinkSync(join(outside, 'theirs.md'), join(folder, 'linked.md'));
  server.on('POST', '/chat/completions', decision('A blue field.'));
  const { err } = await write();
  expect(err).toContain('.sightread-alt.json wasn’t written');
  expect(readFileSync(victim, 'utf8')).toBe(records);
  expect(readFileSync(join(folder, 'page.md'), 'utf8')).toContain('A blue field.');
  await alt('write', 'linked.md', '--provider', 'groq', '--base-url', server.url);
  expect(readFileSync(join(outside, 'theirs.md'), 'utf8')).toBe('![](blue.png)\n');
  rmSync(outside, { recursive: true });
});
