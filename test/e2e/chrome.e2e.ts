// Text from outside on the editor's own surfaces, in the packaged extension: a file's name, a document, a model, a
// server, each with a command link in it. It's shown as text, and nothing can be clicked.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { altAnswer } from '../servers/altAnswer';
import { errorReply, groqStream } from '../servers/vendorReplies';
import { groqChat, useGroqWorkbench } from './driver';
import { appears } from './patience';

/** If it were a link, a click on it would hide the explorer. */
const commandLink = (label: string) => `[${label}](command:workbench.action.toggleSidebarVisibility)`;
const hostileName = `${commandLink('Repair')} $(alert).png`;
const pictures = 'test/output/e2e/chrome';

const { workbench, server } = await useGroqWorkbench(({ url }) => ({
  settings: {
    'editor.lightbulb.enabled': 'off',
    'sightread.providers': {
      groq: { baseUrl: `${url}/groq` },
      work: {
        label: `${commandLink('Work')} $(alert)`,
        baseUrl: `${url}/work`,
        models: [`${commandLink('eyes')}`],
      },
    },
  },
  prepare: (folder) => {
    writeFileSync(join(folder, 'why.md'), '# Why\n\n![](photo.jpg)\n');
    writeFileSync(join(folder, 'alt.md'), '# Alt\n\n![](photo.jpg)\n');
    writeFileSync(join(folder, 'provider.md'), '# Provider\n\n![](photo.jpg)\n');
    writeFileSync(join(folder, 'src.html'), `<h1>Source</h1>\n<img src="${commandLink('Repair the image')}">\n`);
    mkdirSync(join(folder, 'names'));
    writeFileSync(join(folder, 'names', hostileName), 'not a picture');
  },
}));

const decision = (more: object) => groqStream([altAnswer('A lake.', { why: '', ...more })]);

/** The text of the notification that contains something; it has no link, and neither does any other. */
async function told(words: RegExp, picture: string): Promise<string> {
  const { page } = workbench();
  const message = workbench().notification(words).locator('.notification-list-item-message');
  // VS Code suppresses a toast that comes soon after others.
  if (!(await appears(message))) {
    await workbench().runCommand('Notifications: Show Notifications');
  }
  await message.waitFor();
  await workbench().screenshot(join(pictures, `${picture}.png`));
  expect(
    await page.locator('.notification-list-item-message a, .notification-list-item-message .codicon').count(),
  ).toBe(0);
  const text = (await message.innerText()).replaceAll('\u2060', '');
  await workbench().clearNotifications();
  return text;
}

/** Runs Generate Alt Text on the only image in a file. */
async function generateIn(file: string, line: number): Promise<void> {
  await workbench().openFile(file);
  await workbench().page.locator('.squiggly-warning').first().waitFor();
  await workbench().goTo(line, 3);
  await workbench().quickFix(/^Generate Alt Text$/);
}

test('a model’s reason is text', async () => {
  server.on('POST', groqChat, decision({ why: `It opens ${commandLink('this role')}.` }));
  await generateIn('why.md', 3);
  expect(await told(/Informative/, 'why')).toBe(
    'Informative: It opens [this role](command:workbench.action.toggleSidebarVisibility). (1,360 tokens)',
  );
  await workbench().closeAllEditors();
});

test('so is an alt text that comes without a reason', async () => {
  server.on('POST', groqChat, decision({ alt: `A lake, ${commandLink('larger')}` }));
  await generateIn('alt.md', 3);
  expect(await told(/A lake/, 'alt')).toBe(
    'Informative: A lake, [larger](command:workbench.action.toggleSidebarVisibility). (1,360 tokens)',
  );
  await workbench().closeAllEditors();
});

test('the address of an image in a document is text', async () => {
  await generateIn('src.html', 2);
  expect(await told(/doesn’t exist/, 'src')).toBe(
    '[Repair the image](command:workbench.action.toggleSidebarVisibility) doesn’t exist or can’t be read.',
  );
  await workbench().closeAllEditors();
});

test('the name of a file is text', async () => {
  await workbench().chooseFromMenu(`names/${hostileName}`, 'More Image Actions > Extract Text from Image');
  expect(await told(/text file/, 'name')).toBe(`${hostileName} is a text file, not an image.`);
});

test('a provider, its model and what its server says are text', async () => {
  server.on('POST', '/work/chat/completions', errorReply(400, `Bad image. ${commandLink('Details')}`, 'bad_request'));
  await workbench().setSettings({ 'sightread.provider': 'work' });
  await generateIn('provider.md', 3);
  const text = await told(/rejected|couldn’t read/, 'provider');
  expect(text).toContain(commandLink('Work'));
  expect(text).toContain(commandLink('Details'));
  await workbench().closeAllEditors();
});

test('a picker shows the same as text, without icons that are not ours', async () => {
  const { page } = workbench();
  await workbench().runCommand('Sightread: Select Provider and Model');
  const row = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Work' }).first();
  await row.waitFor();
  await workbench().screenshot(join(pictures, 'picker.png'));
  expect((await row.innerText()).replaceAll('\u2060', '')).toContain('$(alert)');
  expect(await row.locator('.codicon-alert').count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.getByRole('tree', { name: 'Files Explorer' }).waitFor();
});
