import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { fitToEditor } from '../../src/core/text/insert';
import type { RecordedRequest } from '../servers/loopbackProvider';
import { groqStream } from '../servers/vendorReplies';
import { groqChat, useGroqWorkbench } from './driver';

const rows = Array.from({ length: 300 }, (_, i) => `const value${i} = measure(${i}, depth);`);

const { workbench, server, questions } = await useGroqWorkbench({
  prepare: async (folder) => {
    writeFileSync(join(folder, 'empty.ts'), '');
    writeFileSync(join(folder, 'plain.txt'), '');
    writeFileSync(join(folder, 'page.md'), '');
    writeFileSync(join(folder, 'place.ts'), 'function place() {\r\n\t\r\n}\r\n');
    const lines = rows.map((row, i) => `<text x="10" y="${i * 20 + 15}">${row}</text>`);
    const page = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="6000" font-family="monospace"
      font-size="13" fill="#ddd"><rect width="100%" height="100%" fill="#222"/>${lines.join('')}</svg>`;
    writeFileSync(join(folder, 'tall.png'), await sharp(Buffer.from(page)).png().toBuffer());
  },
  settings: {
    'editor.detectIndentation': false,
    'editor.insertSpaces': false,
    'editor.tabSize': 4,
    'diffEditor.useInlineViewWhenSpaceIsLimited': false,
    // All problems are Sightread's.
    'typescript.validate.enable': false,
  },
});

const truth = (name: string) =>
  readFileSync(join(process.cwd(), 'test/fixtures/samples', `${name}.txt`), 'utf8')
    .trimEnd()
    .split('\n');
const images = ({ text }: RecordedRequest) => text.match(/data:image\/[a-z]+;base64/g) ?? [];
const editorLines = async () => (await workbench().editorText()).replace(/\r\n/g, '\n').split('\n');
const languageInStatusBar = (name: string) =>
  workbench().page.locator('#status\\.editor\\.mode', { hasText: name }).waitFor();
/** One reply per tile, in any order: its lines, including the overlap. */
const tileOf = ({ text }: RecordedRequest) => {
  const [, part = 1, count = 1] = (/part (\d+) of (\d+)/.exec(text) ?? []).map(Number);
  const each = rows.length / count;
  const from = Math.max(0, Math.round((part - 1) * each) - 2);
  return groqStream([rows.slice(from, Math.round(part * each)).join('\n')]);
};

test('a tall screenshot goes in legible tiles, each by a prompt that forbids repair, and is put together', async () => {
  await workbench().setSettings({ 'sightread.ocr.engine': 'model' });
  server.on('POST', groqChat, tileOf);
  await workbench().openFile('empty.ts');
  await workbench().chooseFromMenu('tall.png', 'More Image Actions > Extract Text from Image');
  await workbench().told(/300 lines read with qwen/);
  expect(await editorLines()).toEqual(rows);
  expect(questions().length).toBeGreaterThan(1);
  for (const request of questions()) {
    expect(images(request)).toHaveLength(1);
    expect(request.text).toContain('Do not correct, translate, complete or explain');
  }
});

test('a model after an offline result: its differences are a diff, taken one by one or all', async () => {
  const { page } = workbench();
  await workbench().setSettings({ 'sightread.ocr.engine': null });
  await workbench().clearNotifications();
  await workbench().openFile('place.ts');
  await page.locator('.editor-group-container.active .monaco-editor').first().click();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await workbench().chooseFromMenu('screenshot-terminal.png', 'More Image Actions > Extract Text from Image');
  await workbench().told(/read on this machine/);

  const model = truth('screenshot-terminal').map((line) => line.replace('PASS', 'PASSED'));
  model[0] = `${model[0]} # by the model`;
  server.on('POST', groqChat, groqStream([model.join('\n')]));
  await workbench().answer(/read on this machine/, 'Read Again with a Model');
  await workbench().answer(/The model read .*differently/, 'Show Differences');
  await page.getByRole('tab', { name: /From the model ↔ In the document/ }).waitFor();
  const original = page.locator('.monaco-diff-editor .editor.original');
  await original.getByText('by the model').first().waitFor();
  // The document itself is the other side: none of it has changed.
  expect(await page.locator('.monaco-diff-editor .editor.modified').innerText()).not.toContain('by the model');

  // The arrow beside a difference accepts only that one.
  const taken = page.locator('.monaco-diff-editor .editor.modified').getByText('by the model').first();
  await page.locator('.monaco-diff-editor .gutter .action-label').first().click();
  await taken.waitFor();
  await page.keyboard.press('ControlOrMeta+z');
  await taken.waitFor({ state: 'detached' });

  await workbench().answer(/The model read .*differently/, 'Use the Model’s Text');
  await taken.waitFor();
  await page.keyboard.press('ControlOrMeta+s');
  const fitted = fitToEditor(model.join('\n'), { linePrefix: '\t', insertSpaces: false, tabSize: 4 });
  const wanted = `function place() {\n\t${fitted}\n}\n`.replaceAll('\n', '\r\n');
  await expect.poll(() => readFileSync(join(workbench().folder, 'place.ts'), 'utf8')).toBe(wanted);
});

test('what a site generator would run goes into a page as text, and as it was read by its button', async () => {
  await workbench().closeAllEditors();
  await workbench().clearNotifications();
  await workbench().setSettings({ 'sightread.ocr.engine': 'model' });
  server.on('POST', groqChat, groqStream(['Use {{ secret }} and <b>']));
  await workbench().openFile('page.md');
  await workbench().chooseFromMenu('logo.png', 'More Image Actions > Extract Text from Image');
  await workbench().told(/Code that a site generator would run was written as text/);
  expect(await editorLines()).toEqual(['Use &#123; &#123; secret &#125;&#125; and &lt;b>']);
  await workbench().answer(/Code that a site generator would run/, 'Insert Exactly');
  await expect.poll(editorLines).toEqual(['Use {{ secret }} and <b>']);
});

test('formulas, a diagram and a mock-up open in their language, without fences', async () => {
  await workbench().closeAllEditors();
  const cases = [
    {
      pick: /Formulas as LaTeX/,
      reply: '```latex\n\\[ a^2 + b^2 \\]\n```',
      text: '\\[ a^2 + b^2 \\]',
      language: 'LaTeX',
    },
    { pick: /Mock-up as HTML/, reply: '```html\n<p>Tarn</p>\n```', text: '<p>Tarn</p>', language: 'HTML' },
    {
      pick: /Diagram as Mermaid/,
      reply: '```mermaid\ngraph TD\n  a --> b\n```',
      text: 'graph TD\n  a --> b',
      // Only an extension brings this language.
      language: 'Plain Text',
    },
  ];
  for (const { pick, reply, text, language } of cases) {
    server.on('POST', groqChat, groqStream([reply]));
    await workbench().chooseFromMenu('diagram.svg', 'More Image Actions > Extract Text As…');
    await workbench().pick(pick);
    await languageInStatusBar(language);
    expect((await workbench().editorText()).replace(/\r\n/g, '\n')).toBe(text);
    await workbench().runCommand('View: Revert and Close Editor');
  }
});

test('code that its language’s parser does not take is a problem at the place where it stops', async () => {
  const { page } = workbench();
  const code = truth('screenshot-code-dark');
  const line = code.indexOf('const capacity = 288;') + 1;
  server.on('POST', groqChat, groqStream([code.join('\n').replace('const capacity =', 'const =')]));
  await workbench().setSettings({ 'sightread.ocr.engine': 'model' });
  await workbench().openFile('plain.txt');
  await workbench().chooseFromMenu('screenshot-code-dark.png', 'More Image Actions > Extract Text from Image');
  await workbench().told(/60 lines read with qwen.*to check/);
  await page.locator('#status\\.problems').click();
  const problem = page.locator('.markers-panel .monaco-list-row', { hasText: /Syntax error \(/ });
  await problem.getByText(`[Ln ${line}, Col 7]`).waitFor();
});
