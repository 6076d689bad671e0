// What the command line sends and what it doesn't: real files, real links, a provider on loopback.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { startLoopbackProvider } from '../../servers/loopbackProvider';
import { groqStream } from '../../servers/vendorReplies';
import { runCli } from './runCli';

const server = await startLoopbackProvider();
const picture = await sharp({ create: { width: 32, height: 20, channels: 3, background: '#1450a0' } })
  .png()
  .toBuffer();
let home: string;
let folder: string;

afterAll(() => server.close());
beforeEach(() => {
  server.reset();
  server.on('POST', '/chat/completions', groqStream(['A blue field.']));
  home = mkdtempSync(join(tmpdir(), 'sightread-sent-'));
  folder = join(home, 'repository');
  for (const name of ['secrets', 'plans', '.vscode', 'talks']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  for (const path of ['passport.png', 'repository/a.png', 'repository/secrets/plan.png', 'repository/plans/b.png']) {
    writeFileSync(join(home, path), picture);
  }
  symlinkSync('../passport.png', join(folder, 'fig.png'));
  symlinkSync('secrets/plan.png', join(folder, 'innocent.png'));
  return () => rmSync(home, { recursive: true });
});

const run = (...args: string[]) => runIn('', ...args);
const runIn = (below: string, ...args: string[]) =>
  runCli(
    [...args, ...(args[1] === 'check' ? [] : ['--provider', 'groq', '--base-url', server.url])],
    { GROQ_API_KEY: 'gsk_test', XDG_CACHE_HOME: join(home, 'cache') },
    join(folder, below),
  );
const questions = () => server.requests.filter(({ method }) => method === 'POST');
const exclude = (globs: unknown) =>
  writeFileSync(join(folder, '.vscode/settings.json'), JSON.stringify({ 'sightread.exclude': globs }));

test.each([
  ['by the default', ['describe', 'secrets/plan.png'], /plan\.png: The file is excluded/],
  ['by the name behind a link', ['describe', 'innocent.png'], /innocent\.png: The file is excluded/],
  ['when a model reads it', ['ocr', '--engine', 'model', 'secrets/plan.png'], /The file is excluded/],
  ['also by its whole path', ['describe', '../repository/secrets/plan.png'], /The file is excluded/],
])('what is excluded is not sent: %s', async (_, args, said) => {
  const { code, err } = await run(...args);
  expect(code).not.toBe(0);
  expect(err).toMatch(said);
  expect(questions()).toEqual([]);
});

test('the team’s globs add to the defaults; a glob that is not understood blocks', async () => {
  exclude(['./plans/']);
  expect((await run('describe', 'plans/b.png')).err).toContain('The file is excluded');
  expect((await run('describe', 'secrets/plan.png')).err).toContain('The file is excluded');
  exclude(['plans/{a,b']);
  expect((await run('describe', 'a.png')).err).toContain(
    'sightread.exclude in .vscode/settings.json has an invalid glob',
  );
  exclude({ plans: true });
  expect((await run('describe', 'a.png')).err).toContain(
    'sightread.exclude in .vscode/settings.json has an invalid glob',
  );
  expect(questions()).toEqual([]);
  exclude([]);
  expect((await run('describe', 'a.png')).code).toBe(0);
  expect(questions()).toHaveLength(1);
});

test('a setting below the name of the product counts, as in the editor', async () => {
  const settings = { sightread: { exclude: ['plans/**'], altText: { maxLength: 'long' } }, 'sightread.exclude': ['x'] };
  writeFileSync(join(folder, '.vscode/settings.json'), JSON.stringify(settings));
  expect((await run('describe', 'plans/b.png')).err).toContain('The file is excluded');
  expect((await run('alt', 'check', '.')).err).toContain('sightread.altText.maxLength has an invalid value');
  expect(questions()).toEqual([]);
});

test('what is excluded is so wherever the program was started', async () => {
  exclude(['plans/**']);
  writeFileSync(join(folder, 'secrets/b.md'), 'The key is 1234. ![](plan.png)\n');
  writeFileSync(join(folder, 'plans/b.md'), 'The plan. ![](b.png)\n');
  symlinkSync('plans/b.png', join(folder, 'way.png'));
  for (const [below, args] of [
    ['secrets', ['describe', 'plan.png']],
    ['secrets', ['alt', 'write', 'b.md']],
    ['plans', ['describe', 'b.png']],
    ['plans', ['alt', 'write', 'b.md']],
    ['talks', ['describe', '../way.png']],
    ['..', ['describe', join(folder, 'plans/b.png')]],
    ['..', ['alt', 'write', join(folder, 'plans/b.md')]],
  ] as const) {
    expect((await runIn(below, ...args)).err, `${below}: ${args.join(' ')}`).toContain('The file is excluded');
  }
  // Settings in an inner folder add to those above, and remove none.
  mkdirSync(join(folder, 'plans/.vscode'));
  writeFileSync(join(folder, 'plans/.vscode/settings.json'), '{ "sightread.exclude": [] }');
  expect((await runIn('plans', 'describe', 'b.png')).err).toContain('The file is excluded');
  expect(questions()).toEqual([]);
});

test('alt write follows no link out of the folder, and sends neither excluded pictures nor excluded documents', async () => {
  writeFileSync(join(folder, 'page.md'), '![](fig.png)\n\n![](../passport.png)\n\n![](innocent.png)\n');
  writeFileSync(join(folder, 'secrets/notes.md'), 'The key is 1234. ![](../a.png)\n');
  const { code, err } = await run('alt', 'write', 'page.md', 'secrets/notes.md');
  expect(code).toBe(1);
  expect(err).toMatch(/fig\.png: The file isn’t inside/);
  expect(err).toMatch(/passport\.png: (?:The file isn’t inside|the image is not a file)/);
  //\.png: The file isn’t inside/);
  expect(err).toMatch(/innocent\.png: The file is excluded/);
  expect(err).toMatch(/a\.png: The file is excluded/);
  expect(questions()).toEqual([]);
});

test('a picture that a person names may lie anywhere', async () => {
  expect((await run('describe', '../passport.png')).code).toBe(0);
  expect(questions()).toHaveLength(1);
});

test('a conversation names only images below its own folder, links followed', async () => {
  const talk = (image: string) => {
    const turn = { question: 'What is it?', images: [image], answer: 'A passport.' };
    writeFileSync(join(folder, 'talks/talk.json'), JSON.stringify({ turns: [turn] }));
    return run('describe', '--conversation', 'talks/talk.json', '--prompt', 'And?');
  };
  symlinkSync('../../passport.png', join(folder, 'talks/inside.png'));
  writeFileSync(join(folder, 'talks/own.png'), picture);
  expect((await talk('../../passport.png')).err).toContain('is outside the folder of talks/talk.json');
  expect((await talk('inside.png')).err).toContain('is outside the folder of talks/talk.json');
  expect(questions()).toEqual([]);
  expect((await talk('own.png')).code).toBe(0);
  await talk('../a.png');
  const named = await run('describe', 'a.png', '--conversation', 'talks/talk.json', '--prompt', 'And?');
  expect(named.code).toBe(0);
});

test.each([
  'schema',
  'tools',
  'conversation',
])('what goes along with a question is not sent either where it is excluded: --%s', async (option) => {
  const content = { schema: { type: 'object' }, tools: [{ name: 'look' }], conversation: { turns: [] } }[option];
  writeFileSync(join(folder, 'secrets/with.json'), JSON.stringify(content));
  symlinkSync('secrets/with.json', join(folder, 'innocent.json'));
  for (const path of ['secrets/with.json', 'innocent.json']) {
    const { code, err } = await run('describe', 'a.png', '--prompt', 'What?', `--${option}`, path);
    expect(code).toBe(2);
    expect(err).toContain(`--${option}: ${path}: The file is excluded`);
  }
  expect(questions()).toEqual([]);
  writeFileSync(join(folder, 'with.json'), JSON.stringify(content));
  await run('describe', 'a.png', '--prompt', 'What?', `--${option}`, 'with.json');
  expect(questions().length).toBeGreaterThan(0);
});

test('files that are too large are told before they are read', async () => {
  const large = `{ "turns": [], "filler": "${'a'.repeat(1_100_000)}" }`;
  writeFileSync(join(folder, 'schema.json'), large);
  expect((await run('describe', 'a.png', '--schema', 'schema.json')).err).toContain('is too large (limit: 1 MB)');
  expect((await run('describe', 'a.png', '--tools', 'schema.json')).err).toContain('is too large (limit: 1 MB)');
  writeFileSync(join(folder, 'talk.json'), '');
  truncateSync(join(folder, 'talk.json'), 480e6);
  const talk = await run('describe', '--conversation', 'talk.json', '--prompt', 'And?');
  expect(talk.err).toContain('is too large (limit: 44 MB)');
  writeFileSync(join(folder, '.vscode/settings.json'), large);
  expect((await run('describe', 'a.png')).err).toContain('is too large (limit: 1 MB)');
  expect(questions()).toEqual([]);
});

test.skipIf(process.platform === 'win32')('what is no file is not read, whatever it says of its size', async () => {
  for (const name of ['z.png', 'z.md', 'z.json', '.vscode/settings.json']) {
    symlinkSync('/dev/zero', join(folder, name));
  }
  expect((await run('describe', 'a.png')).err).toContain('settings.json is not a file');
  rmSync(join(folder, '.vscode/settings.json'));
  expect((await run('describe', 'z.png')).err).toContain('The file doesn’t exist or can’t be read');
  expect((await run('alt', 'check', 'z.md')).code).toBe(0);
  expect((await run('describe', 'a.png', '--schema', 'z.json')).err).toContain('z.json is not a file');
  expect(questions()).toEqual([]);
});
