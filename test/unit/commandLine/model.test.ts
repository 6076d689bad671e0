// Which model a command asks when none is named: a local server on loopback, whose first model cannot see.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type LoopbackProvider, startLoopbackProvider } from '../../servers/loopbackProvider';
import { chatStream } from '../../servers/vendorReplies';
import { runCli } from './runCli';

let server: LoopbackProvider;
let folder: string;

beforeAll(async () => {
  if (!existsSync('dist/cli.js')) {
    throw new Error('There is no build: run `npm run build` first.');
  }
  server = await startLoopbackProvider();
  folder = mkdtempSync(join(tmpdir(), 'sightread-model-'));
  await sharp({ create: { width: 320, height: 200, channels: 3, background: '#1450a0' } })
    .png()
    .toFile(join(folder, 'blue.png'));
  writeFileSync(join(folder, 'page.md'), '![](blue.png)\n');
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => server.reset());

const blind = { key: 'a-blind', type: 'llm', capabilities: { vision: false } };
const unsaid = { key: 'b-unsaid', type: 'llm' };
const seeing = { key: 'c-seeing', type: 'llm', capabilities: { vision: true } };
const decision = {
  role: 'informative',
  why: 'Because.',
  alt: 'Blue.',
  longDescriptionDue: false,
  longDescription: null,
  confidence: 'high',
};

const lists = (...models: object[]) => {
  server.on('GET', '/api/v1/models', { body: { models } });
  server.on('POST', '/v1/chat/completions', chatStream([JSON.stringify(decision)]));
};
const uploads = () => server.requests.filter(({ path }) => path === '/v1/chat/completions');

describe.each([
  ['describe', ['describe'], 'blue.png'],
  ['ocr --engine model', ['ocr', '--engine', 'model'], 'blue.png'],
  ['alt write', ['alt', 'write', '--dry-run', '--no-cache'], 'page.md'],
])('%s', (_, command, file) => {
  const run = (...more: string[]) =>
    runCli([...command, '--provider', 'lmstudio', '--base-url', `${server.url}/v1`, ...more, file], {}, folder);

  test.each([
    ['one that sees before one that does not say', [blind, unsaid, seeing], 'c-seeing'],
    ['else one that does not say', [blind, unsaid], 'b-unsaid'],
  ])('asks %s', async (_name, models, chosen) => {
    lists(...models);
    expect(await run()).toMatchObject({ code: 0 });
    expect(uploads().map(({ json }) => json)).toEqual([expect.objectContaining({ model: chosen })]);
  });

  test.each([
    ['only blind models', [blind]],
    ['no model at all', []],
  ])('with %s says so, and uploads nothing', async (_name, models) => {
    lists(...models);
    const { code, out, err } = await run();
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^sightread: LM Studio has no model that sees images.+--model/);
    expect(uploads()).toEqual([]);
  });

  test('a blind model that is named is refused, and nothing is uploaded', async () => {
    lists(blind, seeing);
    const { code, out, err } = await run('--model', 'a-blind');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^sightread: This model cannot see images\..+a-blind/);
    expect(uploads()).toEqual([]);
  });
});
