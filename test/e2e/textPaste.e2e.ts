import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { useWorkbench } from './driver';

// No key, no provider: everything here is read on this machine.
const workbench = useWorkbench({
  prepare: async (folder) => {
    writeFileSync(join(folder, 'paste.ts'), '');
    writeFileSync(join(folder, 'place.ts'), 'function place() {\n    \n}\n');
    writeFileSync(join(folder, 'over.ts'), 'keep\nreplaced\nkeep\n');
    writeFileSync(join(folder, 'cancelled.txt'), 'one\ntwo');
    // Takes seconds to read, so that there is time to cancel.
    const rows = Array.from(
      { length: 120 },
      (_, i) => `<text x="10" y="${i * 16 + 14}">${`row ${i} of it; `.repeat(16)}</text>`,
    );
    const page = `<svg xmlns="http://www.w3.org/2000/svg" width="1900" height="1940" font-family="monospace"
      font-size="12"><rect width="100%" height="100%" fill="#fff"/>${rows.join('')}</svg>`;
    writeFileSync(join(folder, 'large.png'), await sharp(Buffer.from(page)).png().toBuffer());
  },
  settings: { 'editor.detectIndentation': false, 'editor.insertSpaces': true, 'editor.tabSize': 4 },
});

const truth = (name: string) =>
  readFileSync(join(process.cwd(), 'test/fixtures/samples', `${name}.txt`), 'utf8')
    .trimEnd()
    .split('\n');
const code = 'screenshot-code-dark';
const done = (text: RegExp) => workbench().told(text);
const editor = () => workbench().page.locator('.editor-group-container.active .monaco-editor').first();
/** The few lines of a short document, without using the clipboard. */
const shown = async () => {
  const text = await workbench().page.locator('.editor-group-container.active .view-lines').first().innerText();
  return text.replaceAll('\u00a0', ' ').trimEnd();
};
const editorLines = async () => (await workbench().editorText()).replace(/\r\n/g, '\n').trimEnd().split('\n');
const paste = () => workbench().page.keyboard.press('ControlOrMeta+v');

test('Paste As… offers the text of a screenshot: the 60 lines of a dark editor, exactly', async () => {
  await workbench().openFile('paste.ts');
  await copyImage(`${code}.png`);
  await editor().click();
  await pasteAs();
  expect(await workbench().quickPickItems()).toContain('Text from image');
  expect(await shown()).toBe('');
  await workbench().pick('Text from image');
  await done(/60 lines read on this machine/);
  expect(await editorLines()).toEqual(truth(code));
  await workbench().page.keyboard.press('ControlOrMeta+z');
  await expect.poll(shown).toBe('');
});

test('over a selection it takes its place, and one undo brings it back', async () => {
  await workbench().clearNotifications();
  await workbench().openFile('over.ts');
  await copyImage('table.png');
  await editor().click();
  await workbench().page.keyboard.press('ControlOrMeta+Home');
  await workbench().page.keyboard.press('ArrowDown');
  await workbench().page.keyboard.press('Shift+End');
  await pasteAs();
  await workbench().pick('Text from image');
  await done(/lines read on this machine/);
  const lines = await editorLines();
  expect([lines[0], lines.at(-1)]).toEqual(['keep', 'keep']);
  expect(lines.join('\n')).toMatch(/Mirror Lake/);
  expect(lines).not.toContain('replaced');
  await workbench().page.keyboard.press('ControlOrMeta+z');
  await expect.poll(editorLines).toEqual(['keep', 'replaced', 'keep']);
});

test('the picker left by Escape, and the cursor moved while reading: nothing is inserted, and a paste still pastes', async () => {
  const { page } = workbench();
  await workbench().clearNotifications();
  await workbench().openFile('cancelled.txt');
  await copyImage(`${code}.png`);
  await editor().click();
  await page.keyboard.press('ControlOrMeta+Home');
  await pasteAs();
  await workbench().quickPickItems();
  await page.keyboard.press('Escape');
  expect(await shown()).toBe('one\ntwo');

  await copyImage('large.png');
  await pasteAs();
  // VS Code cancels a paste if its place is no longer the one where it began.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  await page.evaluate(() => navigator.clipboard.writeText('pasted '));
  await paste();
  await expect.poll(shown).toBe('one\npasted two');
  expect(await workbench().quickInput.isVisible()).toBe(false);
});

test('the plain paste of a screenshot stays as it is; by preference text comes, and its cancel inserts nothing', async () => {
  const { page } = workbench();
  const before = await shown();
  await copyImage('large.png');
  await editor().click();
  await paste();
  await workbench().setSettings({ 'editor.pasteAs.preferences': ['text.image.ocr'] });
  await paste();
  const progress = page.locator('.inline-progress-widget');
  await progress.click();
  await progress.waitFor({ state: 'detached' });
  expect(await shown()).toBe(before);

  await copyImage(`${code}.png`);
  await page.keyboard.press('ControlOrMeta+a');
  await paste();
  await done(/60 lines read on this machine/);
  expect(await editorLines()).toEqual(truth(code));
});

test('a paste goes under the indentation of its line', async () => {
  await workbench().clearNotifications();
  await workbench().openFile('place.ts');
  await copyImage(`${code}.png`);
  await editor().click();
  await workbench().page.keyboard.press('ControlOrMeta+Home');
  await workbench().page.keyboard.press('ArrowDown');
  await workbench().page.keyboard.press('End');
  await paste();
  await done(/60 lines read on this machine/);
  // The cursor is after the text, as after any paste.
  await workbench().page.keyboard.type('// next');
  // Blank lines stay blank: no inserted whitespace at line ends.
  const pasted = truth(code).map((line) => line && `    ${line}`);
  pasted.push(`${pasted.pop()}// next`);
  expect(await editorLines()).toEqual(['function place() {', ...pasted, '}']);
  // One or two undos for the typed words, and one for the paste: no line of it stays.
  for (let i = 0; i < 3; i++) {
    await workbench().page.keyboard.press('ControlOrMeta+z');
  }
  expect(await editorLines()).toEqual(['function place() {', '    ', '}']);
});

/**
 * Paste As…: on a desktop, the command pastes through the window. In a browser, it first asks for the clipboard's text,
 * and while it waits for that, Ctrl+V is its paste.
 */
async function pasteAs(): Promise<void> {
  const { page } = workbench();
  await page.evaluate(() => {
    const clipboard = navigator.clipboard as Clipboard & { goOn?: () => void };
    const readText = () =>
      new Promise<string>((resolve) => {
        clipboard.goOn = () => {
          Reflect.deleteProperty(clipboard, 'readText');
          Reflect.deleteProperty(clipboard, 'goOn');
          resolve('');
        };
      });
    Object.defineProperty(clipboard, 'readText', { configurable: true, value: readText });
  });
  await workbench().runCommand('Paste As...');
  await page.waitForFunction(() => 'goOn' in navigator.clipboard);
  await paste();
  await page.evaluate(() => (navigator.clipboard as Clipboard & { goOn?: () => void }).goOn?.());
}

/** Puts a PNG into the clipboard, as a screenshot program does. */
async function copyImage(name: string): Promise<void> {
  const base64 = readFileSync(join(workbench().folder, name)).toString('base64');
  await workbench().page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    const blob = new Blob([bytes], { type: 'image/png' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
  }, base64);
}
