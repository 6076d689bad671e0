import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useWorkbench } from './driver';

// No key, no provider: everything here is read on this machine.
const workbench = useWorkbench({
  prepare: (folder) => {
    writeFileSync(join(folder, 'empty.ts'), '');
    writeFileSync(join(folder, 'place.ts'), 'function place() {\n    \n}\n');
    writeFileSync(join(folder, 'inside.ts'), 'function place() {\n    \n}\n');
    writeFileSync(join(folder, 'paste.ts'), '');
    writeFileSync(join(folder, 'plain.txt'), '');
  },
  settings: { 'editor.detectIndentation': false, 'editor.insertSpaces': true, 'editor.tabSize': 4 },
});

const truth = (name: string) =>
  readFileSync(join(process.cwd(), 'test/fixtures/samples', `${name}.txt`), 'utf8')
    .trimEnd()
    .split('\n');
const done = (text: RegExp) => workbench().notification(text).waitFor({ timeout: 60_000 });

const editorLines = async () => (await workbench().editorText()).replace(/\r\n/g, '\n').trimEnd().split('\n');

/** The text has come into the editor; nothing is selected for it. */
const buoys = () =>
  expect
    .poll(() => workbench().page.locator('.active .view-lines').first().innerText(), { timeout: 30_000 })
    .toMatch(/buoy/i);

test('a right click on a dark editor puts its 60 lines into the open file', async () => {
  await workbench().openFile('empty.ts');
  await workbench().chooseFromMenu('screenshot-code-dark.png', 'Extract Text from Image');
  await done(/60 lines read on this machine/);
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
  await workbench().chooseFromMenu('screenshot-code-dark.png', 'Extract Text from Image');
  await buoys();
  const wanted = truth('screenshot-code-dark').map((line) => line && `    ${line}`);
  expect(await editorLines()).toEqual(['function place() {', ...wanted, '}']);
});

test('the doubtful places are warnings, seen, confirmed and gone', async () => {
  await workbench().closeAllEditors();
  await workbench().openFile('plain.txt');
  await workbench().chooseFromMenu('screenshot-terminal.png', 'Extract Text from Image');
  await done(/lines read on this machine, .*to check/);
  const squiggles = workbench().page.locator('.squiggly-warning');
  await squiggles.first().waitFor();
  await workbench().answer(/to check/, 'Go to the First');
  await workbench()
    .page.getByText(/Read with doubt/)
    .first()
    .waitFor();
  await workbench().page.keyboard.press('Escape');
  const before = await workbench().editorText();
  await workbench().page.keyboard.press('ControlOrMeta+Shift+m');
  const problems = workbench().page.locator('.markers-panel .monaco-list-row', { hasText: /with doubt|no partner/ });
  await problems.first().waitFor();
  const marked = await problems.count();
  expect(marked).toBeGreaterThan(1);
  // From a row of the list into the editor, to its place.
  await problems.first().click();
  await workbench().page.keyboard.press('Enter');
  await workbench().runCommand('Quick Fix...');
  await workbench()
    .page.getByText(/looks right$/)
    .first()
    .click();
  await expect.poll(() => problems.count()).toBe(marked - 1);
  await problems.first().click();
  await workbench().page.keyboard.press('Enter');
  await workbench().runCommand('Quick Fix...');
  await workbench().page.getByText('All look right in this document').click();
  await expect.poll(() => problems.count()).toBe(0);
  await squiggles.first().waitFor({ state: 'detached' });
  expect(await workbench().editorText()).toBe(before);
});

test('a form is asked for: a table as Markdown', async () => {
  await workbench().closeAllEditors();
  await workbench().chooseFromMenu('table.png', 'More with This Image > Extract Text As…');
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
