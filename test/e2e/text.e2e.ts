import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useWorkbench } from './driver';

// No key, no provider: everything here is read on this machine.
const workbench = useWorkbench({
  prepare: (folder) => {
    writeFileSync(join(folder, 'empty.ts'), '');
    writeFileSync(join(folder, 'inside.ts'), 'function place() {\n    \n}\n');
    writeFileSync(join(folder, 'plain.txt'), '');
    writeFileSync(join(folder, 'windows.ts'), 'class Place {\r\n\tdepth = 1;\r\n\t\r\n}\r\n');
  },
  settings: { 'editor.detectIndentation': false, 'editor.insertSpaces': true, 'editor.tabSize': 4 },
});

const truth = (name: string) =>
  readFileSync(join(process.cwd(), 'test/fixtures/samples', `${name}.txt`), 'utf8')
    .trimEnd()
    .split('\n');
const done = (text: RegExp) => workbench().told(text);

const editorLines = async () => (await workbench().editorText()).replace(/\r\n/g, '\n').trimEnd().split('\n');

/** The text has been inserted into the editor, and isn't selected. */
const buoys = () =>
  expect.poll(() => workbench().page.locator('.active .view-lines').first().innerText()).toMatch(/buoy/i);

test('a right click on a dark editor puts its 60 lines into the open file', async () => {
  const said = await listen();
  await workbench().openFile('empty.ts');
  await workbench().chooseFromMenu('screenshot-code-dark.png', 'More Image Actions > Extract Text from Image');
  await done(/60 lines read on this machine/);
  // A screen reader announces the result once.
  await expect.poll(said).toEqual([expect.stringContaining('60 lines read on this machine')]);
  expect(await editorLines()).toEqual(truth('screenshot-code-dark'));
});

test('one undo takes all of it away', async () => {
  await workbench().page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => workbench().page.locator('.active .view-lines').first().innerText()).toBe('');
});

test('below an indentation it stands under it, exactly', async () => {
  await workbench().closeAllEditors();
  await workbench().openFile('inside.ts');
  await workbench().page.locator('.editor-group-container.active .monaco-editor').first().click();
  await workbench().page.keyboard.press('ControlOrMeta+Home');
  await workbench().page.keyboard.press('ArrowDown');
  await workbench().page.keyboard.press('End');
  await workbench().chooseFromMenu('screenshot-code-dark.png', 'More Image Actions > Extract Text from Image');
  await buoys();
  const wanted = truth('screenshot-code-dark').map((line) => line && `    ${line}`);
  expect(await editorLines()).toEqual(['function place() {', ...wanted, '}']);
});

test('lines end and are indented as in the document: tabs, CRLF, at the cursor and over a selection', async () => {
  const { page } = workbench();
  const file = join(workbench().folder, 'windows.ts');
  const before = readFileSync(file, 'utf8');
  const saved = (wanted: string) => expect.poll(() => readFileSync(file, 'utf8')).toBe(wanted);
  await workbench().setSettings({ 'editor.insertSpaces': false });
  // Two spaces are one level in the picture; one more is the star of a comment.
  const tabbed = truth('screenshot-code-dark').map((line) => {
    const spaces = line.length - line.trimStart().length;
    return line && `\t${'\t'.repeat(Math.floor(spaces / 2))}${' '.repeat(spaces % 2)}${line.trimStart()}`;
  });
  const places = [
    { keys: ['ArrowDown', 'ArrowDown', 'End'], wanted: ['class Place {', '\tdepth = 1;', ...tabbed, '}', ''] },
    { keys: ['ArrowDown', 'Home', 'Shift+End'], wanted: ['class Place {', ...tabbed, '\t', '}', ''] },
  ];
  await workbench().closeAllEditors();
  await workbench().openFile('windows.ts');
  for (const { keys, wanted } of places) {
    await workbench().clearNotifications();
    await page.locator('.editor-group-container.active .monaco-editor').first().click();
    for (const key of ['ControlOrMeta+Home', ...keys]) {
      await page.keyboard.press(key);
    }
    await workbench().chooseFromMenu('screenshot-code-dark.png', 'More Image Actions > Extract Text from Image');
    await done(/60 lines read on this machine/);
    await page.keyboard.press('ControlOrMeta+s');
    await saved(wanted.join('\r\n'));
    await page.keyboard.press('ControlOrMeta+z');
    await page.keyboard.press('ControlOrMeta+s');
    await saved(before);
  }
  await workbench().setSettings({ 'editor.insertSpaces': true });
});

test('by keyboard alone: doubtful places are warnings, seen, confirmed and gone', async () => {
  const { page } = workbench();
  await workbench().closeAllEditors();
  await workbench().clearNotifications();
  await workbench().openFile('plain.txt');
  await workbench().runCommand('Sightread: Extract Text from Image');
  await workbench().find('screenshot-terminal', 'screenshot-terminal.png');
  await done(/lines read on this machine, .*to check/);
  await page.locator('.squiggly-warning').first().waitFor();
  const before = await workbench().editorText();

  const marked = await warnings();
  expect(marked).toBeGreaterThan(1);
  const doubt = { hasText: /Low confidence|unmatched/ };
  const peek = page.locator('.peekview-widget', doubt);
  const hover = page.locator('.monaco-hover:visible', doubt);
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('F8');
  await peek.waitFor();
  await workbench().escape(peek);
  await workbench().quickFix(/^Mark “.*” as Correct/);
  await expect.poll(warnings).toBe(marked - 1);

  // From the message to the first one, also without the mouse.
  await workbench().runCommand('Notifications: Show Notifications');
  await page.locator('.notifications-center').getByRole('button', { name: 'Go to First' }).press('Enter');
  await hover.waitFor();
  await workbench().escape(hover);
  await workbench().quickFix(/^Mark All as Correct/);
  await expect.poll(warnings).toBe(0);
  await page.locator('.squiggly-warning').first().waitFor({ state: 'detached' });
  expect(await workbench().editorText()).toBe(before);
});

/** How many warnings the status bar counts. */
async function warnings(): Promise<number> {
  const counts = await workbench().page.locator('#status\\.problems').innerText();
  return Number(counts.match(/\d+/g)?.[1] ?? 0);
}

test('a form is asked for: a table as Markdown', async () => {
  await workbench().closeAllEditors();
  await workbench().chooseFromMenu('table.png', 'More Image Actions > Extract Text As…');
  await workbench().pick(/Table as Markdown/);
  await done(/lines read on this machine/);
  const text = await workbench().editorText();
  expect(text).toMatch(/\| Mirror Lake +\| +1,655 \| +18 \| +12\.1 \| Clear +\|/);
  const rows = truth('table').map((line) => line.split('\t'));
  const cells = text
    .trimEnd()
    .split(/\r?\n/)
    .filter((_, i) => i !== 1)
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
  expect(cells).toEqual(rows);
});

/** Records what VS Code announces to screen readers from now on, but only results. */
async function listen(): Promise<() => Promise<string[]>> {
  const { page } = workbench();
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    const observer = new MutationObserver((records) => {
      for (const node of records.flatMap((record) => [...record.addedNodes])) {
        heard.push(node.textContent ?? '');
      }
    });
    for (const container of document.querySelectorAll('.monaco-aria-container')) {
      observer.observe(container, { childList: true, subtree: true });
    }
  });
  return () =>
    page.evaluate(() =>
      (globalThis as unknown as { heard: string[] }).heard.filter((text) => / lines? read /.test(text)),
    );
}
