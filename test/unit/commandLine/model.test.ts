// Which model a command asks if none is named: a local server on loopback, whose first model doesn't support images.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { altAnswer } from '../../servers/altAnswer';
import { chatStream } from '../../servers/vendorReplies';
import { runCli, useCliFolder } from './runCli';

const { server, folder } = await useCliFolder();
writeFileSync(join(folder, 'page.md'), '![](blue.png)\n');

const blind = { key: 'a-blind', type: 'llm', capabilities: { vision: false } };
const unsaid = { key: 'b-unsaid', type: 'llm' };
const seeing = { key: 'c-seeing', type: 'llm', capabilities: { vision: true } };
const answer = altAnswer('Blue.');

const lists = (...models: object[]) => {
  server.on('GET', '/api/v1/models', { body: { models } });
  server.on('POST', '/v1/chat/completions', chatStream([answer]));
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
    expect(err).toMatch(/^sightread: LM Studio lists no vision models.+--model/);
    expect(uploads()).toEqual([]);
  });

  test('a blind model that is named is refused, and nothing is uploaded', async () => {
    lists(blind, seeing);
    const { code, out, err } = await run('--model', 'a-blind');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^sightread: This model can’t see images\..+a-blind/);
    expect(uploads()).toEqual([]);
  });
});
