import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hostileImages } from '../servers/hostileImages';
import { useWorkbench } from './driver';

// Files that aren't images, or are malicious: each ends in a sentence that names it and says what it is.
const workbench = useWorkbench({
  prepare: (folder) => {
    for (const { name, bytes } of hostileImages(readFileSync('samples/table.png'))) {
      writeFileSync(join(folder, `hostile-${name}`), bytes);
    }
    copyFileSync('samples/error-dialog.png', join(folder, 'hostile-not.png'));
  },
});

/** The message is looked up in the notification center: VS Code shows no toast right after another was removed. */
async function told(text: string) {
  await workbench().runCommand('Notifications: Show Notifications');
  await workbench().page.locator('.notifications-center').getByText(text).first().waitFor();
  await workbench().clearNotifications();
}

test.each([
  ['empty.png', 'is empty'],
  ['text.png', 'is a text file, not an image'],
  ['lfs.png', 'is a Git LFS pointer'],
  ['archive.png', 'is an archive, not an image'],
  ['document.png', 'is a PDF document, not an image'],
  ['half.png', 'is cut off'],
  ['bent.png', 'is cut off'],
  ['bomb.png', 'has too many pixels to be decoded safely'],
  ['laughs.svg', 'is damaged and can’t be decoded'],
])('%s: %s', async (name, reason) => {
  await workbench().chooseFromMenu(`hostile-${name}`, 'More Image Actions > Extract Text from Image');
  await told(`hostile-${name} ${reason}`);
});

test('one bad image among good ones is named, and the text of the others comes', async () => {
  await workbench().select('hostile-half.png', 'hostile-not.png');
  await workbench().chooseFromMenu('hostile-not.png', 'More Image Actions > Extract Text to New File');
  await told('hostile-half.png is cut off');
  await expect.poll(() => workbench().page.locator('.active .view-lines').first().innerText()).toMatch(/\S/);
});
