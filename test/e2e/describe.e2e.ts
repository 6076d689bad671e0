import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useWorkbench } from './driver';

// `auto` with no key, none of the editor's models, and nothing on the ports of local servers: this machine answers on
// its own.
const nobody = { baseUrl: 'http://127.0.0.1:9' };
const workbench = useWorkbench({
  settings: { 'sightread.providers': { ollama: nobody, lmstudio: nobody, llamacpp: nobody } },
  prepare: (folder) => {
    writeFileSync(join(folder, 'empty.png'), '');
    writeFileSync(
      join(folder, 'pointer.png'),
      `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 123\n`,
    );
  },
});

const lastAnswer = () => workbench().lastAnswer();

test('a right click on a photo reads what can be known without a model', async () => {
  await workbench().chooseFromMenu('photo.jpg', 'Describe Image');
  await lastAnswer()
    .getByText(/Choose a vision model/)
    .waitFor();
  const text = await lastAnswer().innerText();
  expect(text).toContain('1800 × 1200');
  expect(text).toMatch(/Camera: Sightread Sample Camera/);
  expect(text).toMatch(/looks like a photo/);
  expect(text, 'there is no text in this photo').not.toMatch(/It contains/);
  expect(text).not.toMatch(/\b\d+\.\d+° ?[NS]\b/);
});

test('a screenshot of a terminal is read, exactly where it matters', async () => {
  await workbench().closeAllEditors();
  await workbench().chooseFromMenu('screenshot-terminal.png', 'Describe Image');
  await lastAnswer()
    .getByText(/The offline engine measured this image/)
    .waitFor();
  const text = await lastAnswer().innerText();
  expect(text).toContain('mira@tarn:~/tarn$ npm test');
  expect(text).toContain('Tests  1 failed | 28 passed (29)');
});

test('the title bar of an image preview offers it too', async () => {
  await workbench().closeAllEditors();
  await workbench().openFile('logo.png');
  await workbench()
    .page.getByRole('toolbar', { name: 'Editor actions' })
    .getByRole('button', { name: /^Describe Image/ })
    .click();
  await workbench()
    .page.getByRole('tab', { name: /logo\.png/ })
    .nth(1)
    .waitFor();
  await workbench().closeAllEditors();
});

test.each([
  ['empty.png', /empty/i],
  ['pointer.png', /Git LFS/i],
])('%s gets its own sentence', async (name, sentence) => {
  await workbench().closeAllEditors();
  await workbench().chooseFromMenu(name, 'Describe Image');
  await workbench().panel().getByText(sentence).first().waitFor();
});

test('the palette asks for an image when none is open', async () => {
  await workbench().closeAllEditors();
  await workbench().runCommand('Sightread: Describe Image');
  await workbench().pick('chart.png');
  await lastAnswer()
    .getByText(/Water temperature in three lakes/)
    .waitFor();
});

test('two images to compare are asked for one after the other', async () => {
  await workbench().closeAllEditors();
  await workbench().runCommand('Sightread: Compare Images');
  await workbench().pick('logo.png');
  await workbench().quickInput.getByText('Choose the image to compare with logo.png').waitFor();
  await workbench().pick('chart.png');
  await lastAnswer().getByRole('heading', { name: 'Image 2' }).waitFor();
});

test('what only a model can do says so, and its button leads to the providers', async () => {
  await workbench().closeAllEditors();
  await workbench().chooseFromMenu('table.png', 'More Image Actions > Extract Data from Image (JSON)');
  await workbench().pick('All Data');
  await lastAnswer().getByText('Offline can’t answer in the requested format.').waitFor();
  await lastAnswer().getByRole('button', { name: 'Choose Another Model' }).click();
  await workbench().quickInput.getByText('Select a provider').waitFor();
  await workbench().page.keyboard.press('Escape');

  await workbench().openFile('guide.md');
  await workbench().runCommand('Sightread: Add Missing Alt Text in File');
  await workbench().answer('Offline can’t see images.', 'Choose Another Model');
  await workbench().quickInput.getByText('Select a provider').waitFor();
  await workbench().page.keyboard.press('Escape');
});
