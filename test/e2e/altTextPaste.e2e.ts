// The alt text of an image that is dropped or pasted: the editor inserts the link immediately, and the alt text follows
// when it's ready, but only into an untouched placeholder. Whatever is typed elsewhere in the meantime stays where it
// was typed.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { altAnswer } from '../servers/altAnswer';
import { groqStream } from '../servers/vendorReplies';
import { groqChat, useGroqWorkbench } from './driver';

const { workbench, server, questions } = await useGroqWorkbench({
  settings: {
    'sightread.altText.onPaste': true,
    'files.autoSave': 'off',
    'editor.autoClosingBrackets': 'never',
    'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  },
  prepare: (folder) => {
    mkdirSync(join(folder, 'paste'));
    for (const name of ['drop.md', 'wins.md', 'clipboard.md']) {
      writeFileSync(join(folder, 'paste', name), '# Lakes\n\n\n\nEnd.\n\n![](../logo.svg)\n');
    }
    writeFileSync(join(folder, 'paste/page.html'), '<h1>Lakes</h1>\n\n<img src="../logo.svg">\n');
  },
});

/** Answers wait until the test releases them. */
let release = () => {};
beforeEach(() => {
  const gate = new Promise<void>((open) => {
    release = open;
  });
  server.on('POST', groqChat, async () => {
    await gate;
    const answer = altAnswer('Still water below the [north] face');
    return groqStream([answer]);
  });
});

const onDisk = (path: string) => readFileSync(join(workbench().folder, path), 'utf8');
const saved = async (path: string) => {
  await workbench().page.keyboard.press('ControlOrMeta+s');
  return onDisk(path);
};
const open = async (path: string) => {
  await workbench().closeAllEditors();
  await workbench().openFile(path);
  // The extension is active when it reports something about the image at the end.
  const active = workbench().page.locator('.editor-group-container.active');
  await active.locator('.view-lines').first().click();
  await active.locator('.squiggly-warning').first().waitFor();
};
/** Drags a picture from the explorer over the editor and drops it with Shift held, as the editor requires. */
const drop = async (name: string) => {
  const { page } = workbench();
  const item = await workbench().explorerItem(name);
  const line = page.locator('.editor-group-container.active .view-line').nth(2);
  await item.hover();
  await page.mouse.down();
  await page.keyboard.down('Shift');
  const box = (await line.boundingBox())!;
  await page.mouse.move(box.x + 40, box.y + box.height / 2, { steps: 8 });
  await page.mouse.move(box.x + 4, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
};

test('a file that is dropped has its link at once and its alt when it is ready; typing elsewhere goes on', async () => {
  const { page } = workbench();
  await open('paste/drop.md');
  const before = questions().length;
  await drop('photo.jpg');
  await expect.poll(() => saved('paste/drop.md')).toMatch(/^!\[[^\]]*\]\(\.\.\/photo\.jpg\)$/m);
  const placeholder = /!\[([^\]]*)\]/.exec(onDisk('paste/drop.md'))?.[1];
  await expect.poll(() => questions().length - before).toBe(1);
  await workbench().screenshot('test/output/e2e/alt-drop-link.png');
  await workbench().goTo(5);
  await page.keyboard.press('End');
  await page.keyboard.type(' Typed');
  release();
  await page.keyboard.type(' while it was written.', { delay: 30 });
  await expect.poll(() => saved('paste/drop.md')).toContain('north');
  expect(onDisk('paste/drop.md')).toBe(
    '# Lakes\n\n![Still water below the \\[north\\] face.](../photo.jpg)\n\nEnd. Typed while it was written.\n\n![](../logo.svg)\n',
  );
  expect(placeholder).not.toContain('north');
  await workbench().screenshot('test/output/e2e/alt-drop-written.png');
});

test('what the user writes into the placeholder stays', async () => {
  const { page } = workbench();
  await open('paste/wins.md');
  const before = questions().length;
  await drop('chart.png');
  await expect.poll(() => questions().length - before).toBe(1);
  // The editor leaves the placeholder selected.
  await page.keyboard.type('My own words');
  await expect.poll(() => saved('paste/wins.md')).toContain('![My own words](../chart.png)');
  const mine = onDisk('paste/wins.md');
  release();
  await server.requests.at(-1)?.ended;
  await page.waitForTimeout(1000);
  await expect.poll(() => saved('paste/wins.md')).toBe(mine);
});

test('a picture in the clipboard becomes a file and a link at once, and the alt follows', async () => {
  const { page, folder } = workbench();
  await open('paste/clipboard.md');
  await workbench().goTo(3);
  const before = questions().length;
  const base64 = readFileSync(join(folder, 'table.png')).toString('base64');
  await page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) })]);
  }, base64);
  await page.keyboard.press('ControlOrMeta+v');
  await expect.poll(() => saved('paste/clipboard.md')).toMatch(/!\[[^\]]*\]\(image\.png\)/);
  await expect.poll(() => questions().length - before).toBe(1);
  release();
  await expect
    .poll(() => saved('paste/clipboard.md'))
    .toBe('# Lakes\n\n![Still water below the \\[north\\] face.](image.png)\n\nEnd.\n\n![](../logo.svg)\n');
});

test('a tag that is pasted into HTML gets its alt', async () => {
  const { page } = workbench();
  await open('paste/page.html');
  await workbench().goTo(2);
  const before = questions().length;
  await page.evaluate(() => navigator.clipboard.writeText('<img src="../logo.png" width="80">'));
  await page.keyboard.press('ControlOrMeta+v');
  await expect.poll(() => saved('paste/page.html')).toContain('<img src="../logo.png" width="80">');
  await expect.poll(() => questions().length - before).toBe(1);
  release();
  await expect
    .poll(() => saved('paste/page.html'))
    .toBe(
      '<h1>Lakes</h1>\n<img src="../logo.png" alt="Still water below the [north] face." width="80">\n<img src="../logo.svg">\n',
    );
});
