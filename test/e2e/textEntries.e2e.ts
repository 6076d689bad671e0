import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useWorkbench } from './driver';

// All ways to extract text, each as a user does it. No key, no provider.
const workbench = useWorkbench({
  // Room for all files in the explorer.
  viewport: { width: 1280, height: 1200 },
  settings: { 'sightread.provider': 'offline' },
  prepare: (folder) => {
    writeFileSync(join(folder, 'target.txt'), '');
  },
});

const truth = (name: string) =>
  readFileSync(join(process.cwd(), 'test/fixtures/samples', `${name}.txt`), 'utf8').trimEnd();
/** The text of the document with the result. */
const taken = async () => (await workbench().editorText()).replace(/\r\n/g, '\n').trimEnd();
const done = (lines: RegExp) => workbench().told(lines);
const finished = /lines read on this machine/;

/** An empty document as the only editor, and no message from an earlier reading. */
async function fresh(): Promise<void> {
  const { page } = workbench();
  await workbench().closeAllEditors();
  await workbench().clearNotifications();
  await workbench().openFile('target.txt');
  await page.locator('.editor-group-container.active .monaco-editor').first().click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
}

async function describe(name: string): Promise<void> {
  await workbench().chooseFromMenu(name, 'Describe Image');
  await workbench()
    .lastAnswer()
    .getByText(/offline engine|on this machine/)
    .first()
    .waitFor();
}

test('the tab of an image preview', async () => {
  await fresh();
  await workbench().openFile('screenshot-code-dark.png');
  const tab = workbench().page.getByRole('tab', { name: /screenshot-code-dark\.png/ });
  await workbench().chooseFromMenuOf(tab, 'Extract Text from Image');
  await done(/60 lines read on this machine/);
  expect(await taken()).toBe(truth('screenshot-code-dark'));
});

test('several images, in the order of the explorer', async () => {
  await fresh();
  await workbench().select('screenshot-code-dark.png', 'table.png');
  await workbench().chooseFromMenu('table.png', 'More Image Actions > Extract Text from Image');
  await done(finished);
  const read = await taken();
  expect(read.startsWith(truth('screenshot-code-dark'))).toBe(true);
  expect(read.slice(truth('screenshot-code-dark').length)).toMatch(/Mirror Lake/);
});

test('the image link under the cursor: the text goes there', async () => {
  await fresh();
  await workbench().openFile('guide.md');
  const line = workbench()
    .page.locator('.editor-group-container.active .view-line', { hasText: '![](table.png)' })
    .first();
  await workbench().chooseFromMenuOf(line, 'Image at Cursor > Extract Text from Image');
  await done(finished);
  expect(await taken()).toMatch(/13 Sep 06:41/);
});

test('a region in the panel, placed by keyboard, and all of the image by its button', async () => {
  await fresh();
  await describe('screenshot-code-dark.png');
  const panel = workbench().panel();
  await panel.getByRole('button', { name: 'Select Region' }).press('Enter');
  await panel.getByRole('application').press('Enter');
  await done(finished);
  // The middle half of the picture, in both directions.
  const region = await taken();
  expect(region).toMatch(/readFile\(path/);
  expect(region).not.toMatch(/import|degrees/);

  await workbench().clearNotifications();
  await panel.getByRole('button', { name: 'Extract Text from Image' }).press('Enter');
  await done(/60 lines read on this machine/);
  expect(await taken()).toBe(truth('screenshot-code-dark'));
});

test('a screenshot pasted into the panel', async () => {
  await fresh();
  await describe('logo.png');
  const data = readFileSync(join(workbench().folder, 'screenshot-code-dark.png')).toString('base64');
  const panel = workbench().panel();
  await panel.locator('body').evaluate((body, base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([bytes], 'screen.png', { type: 'image/png' }));
    body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, data);
  await panel.getByRole('group', { name: 'Images' }).getByRole('button', { name: 'screen.png' }).press('Enter');
  await panel.getByRole('img', { name: 'screen.png' }).first().waitFor();
  await panel.getByRole('button', { name: 'Extract Text from Image' }).press('Enter');
  await done(/60 lines read on this machine/);
  expect(await taken()).toBe(truth('screenshot-code-dark'));
});
