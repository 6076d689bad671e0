import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { languagePack } from '../../scripts/tools/languagePacks.mjs';
import { registryRoutes } from '../servers/languageRegistry';
import { type Reply, sse, startLoopbackProvider } from '../servers/loopbackProvider';
import { groqStream } from '../servers/vendorReplies';
import { groqChat, useGroqWorkbench } from './driver';
import { cutNetwork } from './network';

const registry = await startLoopbackProvider();
const network = cutNetwork(registry.url);
const { workbench, server, questions } = await useGroqWorkbench({
  settings: { 'sightread.provider': 'offline' },
  env: network.env,
  prepare: (folder) => {
    for (const name of ['german-log', 'french-mail']) {
      copyFileSync(join(process.cwd(), 'test/fixtures/ocr/img', `${name}@2x.png`), join(folder, `${name}.png`));
    }
  },
});

beforeAll(async () => {
  for (const code of ['deu', 'fra']) {
    registryRoutes(registry, code, readFileSync(await languagePack(code)));
  }
}, 120_000);
afterAll(() => registry.close());

const manage = () => workbench().runCommand('Sightread: Manage Text Recognition Languages…');
const done = () => workbench().told(/read on this machine/);
/** Closes the new document, and clears its notifications. */
const discard = async () => {
  await workbench().runCommand('View: Revert and Close Editor');
  await workbench().clearNotifications();
};
/** Words as read: line breaks don't matter, and OCR returns a straight apostrophe for either. */
const words = (text: string) => text.replace(/\s+/g, ' ').replaceAll('’', "'").trim();
const truth = (name: string) => words(readFileSync(join('test/fixtures/ocr/gt', `${name}.txt`), 'utf8'));

test.each([
  { language: 'German', code: 'deu', page: 'german-log' },
  { language: 'French', code: 'fra', page: 'french-mail' },
])('$language is added by a click, and its page is read exactly', async ({ language, code, page }) => {
  await manage();
  await workbench().pick(new RegExp(`^${language}\\b`));
  await workbench().told(new RegExp(`Text in ${language} can now be read offline`));
  const asked = registry.requests.length;
  await workbench().chooseFromMenu(`${page}.png`, 'More Image Actions > Extract Text to New File');
  await done();
  expect(words(await workbench().editorText())).toBe(truth(page));
  expect(registry.requests).toHaveLength(asked);
  const paths = registry.requests.map(({ path }) => path);
  expect(paths.filter((path) => path.includes(`/${code}`))).toEqual([
    `/@tesseract.js-data/${code}/-/${code}-1.0.0.tgz`,
  ]);
  await discard();
});

test('a language is removed by a click, and offered again', async () => {
  await manage();
  await workbench().pick(/^French\b.*On this machine/);
  await workbench().told(/The language data for French was removed/);
  await manage();
  const here = workbench().quickInput.getByRole('option', { name: /On this machine/ });
  await expect.poll(() => here.allInnerTexts()).toEqual([expect.stringMatching(/^German/)]);
  await workbench().page.keyboard.press('Escape');
});

test('a description on this machine asks for the language it lacks; without it the panel says what is missing', async () => {
  await workbench().setSettings({ 'sightread.ocr.languages': ['fra'] });
  await workbench().chooseFromMenu('table.png', 'Describe Image');
  await workbench().answer(/Reading French requires language data/, 'Not Now');
  await workbench()
    .panel()
    .getByText(/The language data for .* isn’t installed/)
    .first()
    .waitFor();
  await workbench().panel().getByRole('button', { name: 'Manage Text Recognition Languages' }).first().waitFor();
  await workbench().closeAllEditors();
});

test('a language that is not pinned is never downloaded; from a file it is read', async () => {
  const asked = registry.requests.length;
  const file = join(workbench().folder, 'xyz.traineddata');
  copyFileSync('dist/ocr/eng.traineddata', file);
  await workbench().setSettings({ 'sightread.ocr.languages': ['xyz'] });
  await workbench().chooseFromMenu('table.png', 'Describe Image');
  await workbench().answer(/can’t verify language data for xyz/, 'Choose File…');
  await workbench().chooseFile(file);
  await workbench().lastAnswer().getByText('Mirror Lake').first().waitFor();
  expect(registry.requests).toHaveLength(asked);
  await manage();
  await workbench().pick(/^xyz\b.*On this machine/);
  await workbench().told(/The language data for xyz was removed/);
  await manage();
  await workbench().find('Another', /^Another Language/);
  await workbench().chooseFile(join(workbench().folder, 'table.png'));
  await workbench().told(/table\.png isn’t named after a language/);
  await workbench().closeAllEditors();
});

test('a model that reads a region gets it in the language that the settings name, once it is here', async () => {
  await manage();
  await workbench().pick(/^German\b.*On this machine/);
  await workbench().told(/The language data for German was removed/);
  await workbench().setSettings({ 'sightread.provider': 'groq', 'sightread.ocr.languages': ['deu'] });
  server.on('POST', groqChat, groqStream(['A table.']));
  await workbench().chooseFromMenu('table.png', 'Describe Image');
  await workbench().lastAnswer().getByText('A table.').waitFor();
  const region = { image: 1, left: 0, top: 0, width: 100, height: 100 };
  server.on('POST', groqChat, readText(region), groqStream(['Eight lakes.']));
  await workbench().ask('Which lakes?');
  await workbench().answer(/Reading German requires language data/, 'Download');
  await workbench().lastAnswer().getByText('Eight lakes.').waitFor();
  expect(questions().at(-1)?.text).toMatch(/Mirror Lake/);
});

function readText(args: object): Reply {
  const tool = {
    index: 0,
    id: 'call_1',
    type: 'function',
    function: { name: 'read_text', arguments: JSON.stringify(args) },
  };
  const choices = [{ index: 0, delta: { tool_calls: [tool] }, finish_reason: 'tool_calls' }];
  const chunk = { id: 'c', model: 'qwen/qwen3.8-27b', choices };
  return { headers: { 'content-type': 'text/event-stream' }, chunks: sse([chunk, '[DONE]']) };
}
