// The user's decisions, in a real VS Code and with only the keyboard: another role, decorative where that is wrong, a
// chart that gets a long description, in the review and with its own code action.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { altAnswer } from '../servers/altAnswer';
import type { RecordedRequest } from '../servers/loopbackProvider';
import { errorReply, groqModels, groqStream } from '../servers/vendorReplies';
import { groqChat, useGroqWorkbench } from './driver';

const page = '# Lakes\n\nWhat the buoy says.\n\n![](chart.png)\n\nAnd the shore.\n\n![](photo.jpg)\n';
const withAlt = page.replace('![](chart', '![Temperatures by month](chart');
const pages = {
  'lakes.md': page,
  'action.md': withAlt,
  'generate.md': page,
  'failing.md': page.replace('What the buoy', 'What no buoy'),
};
const {
  workbench,
  server: provider,
  questions,
} = await useGroqWorkbench({
  settings: { 'editor.lightbulb.enabled': 'off' },
  // One document per test: the editor remembers the undo steps of a document that is reopened.
  prepare: (folder) => {
    for (const [name, text] of Object.entries(pages)) {
      writeFileSync(join(folder, name), text);
    }
  },
});

const table = '| Month | °C |\n| --- | --- |\n| May | 9 |\n| June </details> | **14** |';
const folded =
  '\n\n<details>\n<summary>Description of the image</summary>\n\n' +
  '| Month | °C |\n| --- | --- |\n| May | 9 |\n| June | 14 |\n\n</details>';

/** As in the W3C's tree for a chart and a mood picture; the role that the author chose counts, and is returned. */
const decide = (request: RecordedRequest) => {
  const asked = /The author decided on the role\. (\w+):/.exec(request.text)?.[1];
  const isChart = request.text.includes('chart.png');
  const isLong = request.text.includes('table of its values');
  const role = asked ?? (isChart ? 'complex' : 'decorative');
  return groqStream([
    altAnswer(role === 'decorative' ? '' : `Blue ${isChart ? 'chart' : 'photo'} of the lake, ${role}`, {
      role,
      why: isChart ? 'It is a chart.' : 'It only sets the mood.',
      longDescriptionDue: role === 'complex',
      longDescription: isLong ? table : null,
    }),
  ]);
};

beforeEach(() => {
  provider.reset();
  provider.on('GET', '/groq/models', groqModels());
  provider.on('POST', groqChat, decide);
});
const onDisk = (name: keyof typeof pages) => readFileSync(join(workbench().folder, name), 'utf8');

test('the review: another role is written anew, a chart is described at length, decorative is warned of', async () => {
  const { page: window } = workbench();
  await workbench().chooseFromMenu('lakes.md', 'Review Alt Text');
  const panel = workbench().panel();
  await panel.getByText('assuming 120 tokens and 3 s per answer').first().waitFor();
  await panel.getByRole('button', { name: 'Write Alt Text for 2 Images' }).press('Enter');
  await panel
    .getByText(/2 described, 2 pending/)
    .first()
    .waitFor();
  const rows = panel.getByRole('list', { name: 'Images' }).locator(':scope > li');
  const [chart, photo] = [rows.nth(0), rows.nth(1)];
  const alt = (row: typeof chart) => row.getByRole('textbox', { name: 'Alt text' });
  const role = (row: typeof chart) => row.getByRole('combobox', { name: 'Role' });
  expect(await alt(chart).inputValue()).toBe('Blue chart of the lake, complex.');
  await chart.getByText('Add a long description to the page.').waitFor();
  // Decorative is only suggested; GitHub would turn it into a link without a name.
  expect(await alt(photo).inputValue()).toBe('');
  await photo.getByText('Empty alt text would leave a link without a name here.').waitFor();

  // L: the description arrives in a box below, ready to edit.
  await chart.focus();
  await window.keyboard.press('l');
  const long = chart.getByRole('textbox', { name: 'Long description' });
  await long.waitFor();
  expect(await long.inputValue()).toBe(table);

  // What is typed there outlives the review, which shows everything again without asking.
  const byHand = `${table}\n\nMeasured by the buoy.`;
  await long.press('ControlOrMeta+End');
  await long.pressSequentially('\n\nMeasured by the buoy.');
  await long.press('Escape');
  const paid = questions().length;
  await workbench().closeAllEditors();
  await workbench().chooseFromMenu('lakes.md', 'Review Alt Text');
  await expect.poll(() => long.inputValue()).toBe(byHand);
  expect(await alt(chart).inputValue()).toBe('Blue chart of the lake, complex.');
  expect(questions().length).toBe(paid);

  // R and the arrow: another role, written again for it; the long description stays.
  const before = questions().length;
  await chart.focus();
  await window.keyboard.press('r');
  await window.keyboard.press('i');
  await expect.poll(() => alt(chart).inputValue()).toMatch(/^Blue chart of the lake, (?:text|informative)\.$/);
  expect(questions().length).toBe(before + 1);
  expect(await long.inputValue()).toBe(byHand);
  await workbench().screenshot('test/output/e2e/alt-review-role.png');
  const chosen = await alt(chart).inputValue();

  // The photo: the author says that it does mean something, then that it doesn't after all.
  await photo.focus();
  await window.keyboard.press('r');
  await role(photo).selectOption('informative');
  await expect.poll(() => alt(photo).inputValue()).toBe('Blue photo of the lake, informative.');
  await expect.poll(() => photo.getByText('Empty alt text would leave').count()).toBe(0);
  await photo.focus();
  await window.keyboard.press('d');
  await photo.getByText('Empty alt text would leave a link without a name here.').waitFor();
  expect(onDisk('lakes.md')).toBe(page);

  await chart.focus();
  await window.keyboard.press('Enter');
  await panel.getByRole('button', { name: 'Apply 2' }).press('Enter');
  await panel.getByText('2 written (1 decorative), 0 skipped, 0 failed.').first().waitFor();
  const written = page.replace(
    '![](chart.png)',
    `![${chosen}](chart.png)${folded.replace('</details>', 'Measured by the buoy.\n\n</details>')}`,
  );
  await expect.poll(() => onDisk('lakes.md')).toBe(written);

  // One step undoes the alt text and the text below.
  await workbench().openFile('lakes.md');
  await window.keyboard.press('ControlOrMeta+z');
  await window.keyboard.press('ControlOrMeta+s');
  await expect.poll(() => onDisk('lakes.md')).toBe(page);
  await workbench().closeAllEditors();
});

test('the code action puts a long description below an image that has its alt', async () => {
  const { page: window } = workbench();
  await workbench().openFile('action.md');
  await workbench().goTo(5, 4);
  await workbench().quickFix('Add Long Description Below', {
    seen: () => workbench().screenshot('test/output/e2e/alt-longer-action.png'),
  });
  const written = withAlt.replace('(chart.png)', `(chart.png)${folded}`);
  const save = async () => {
    await window.keyboard.press('ControlOrMeta+s');
    return onDisk('action.md');
  };
  await expect.poll(save).toBe(written);
  await window.keyboard.press('ControlOrMeta+z');
  await expect.poll(save).toBe(withAlt);
  await workbench().closeAllEditors();
});

test('Generate Alt Text writes the alt and the long description in one step', async () => {
  const { page: window } = workbench();
  await workbench().openFile('generate.md');
  await workbench().goTo(5, 4);
  await workbench().runCommand('Sightread: Generate Alt Text');
  await workbench().quickInput.getByText('Write it with a long description below').waitFor();
  await workbench().screenshot('test/output/e2e/alt-generate-longer.png');
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  const save = async () => {
    await window.keyboard.press('ControlOrMeta+s');
    return onDisk('generate.md');
  };
  const written = page.replace('![](chart.png)', `![Blue chart of the lake, complex.](chart.png)${folded}`);
  await expect.poll(save).toBe(written);
  await window.keyboard.press('ControlOrMeta+z');
  await expect.poll(save).toBe(page);
  await workbench().closeAllEditors();
});

test('what fails is said in a sentence with its button, by the quick fix and in the review', async () => {
  const { page: window } = workbench();
  provider.on('POST', groqChat, errorReply(401, 'Invalid API Key', 'invalid_api_key'));
  await workbench().openFile('failing.md');
  await workbench().goTo(5, 4);
  await workbench().runCommand('Sightread: Generate Alt Text');
  const toast = workbench().notification('Groq rejected the API key.');
  await toast.getByRole('button', { name: /^Set API Key/ }).waitFor();
  await window.keyboard.press('Escape');
  await workbench().closeAllEditors();

  await workbench().chooseFromMenu('failing.md', 'Review Alt Text');
  const panel = workbench().panel();
  await panel.getByRole('button', { name: /^(?:Write Alt Text for|Continue with) \d/ }).press('Enter');
  const alert = panel.getByRole('alert').filter({ hasText: 'Groq rejected the API key.' });
  await alert.getByRole('button', { name: /^Set API Key/ }).waitFor();

  // A single image has the same problem, which is reported in the same place; once it works, nothing of it remains.
  const chart = panel.getByRole('list', { name: 'Images' }).locator(':scope > li').first();
  provider.on('POST', groqChat, decide);
  await chart.focus();
  await window.keyboard.press('r');
  await window.keyboard.press('i');
  await chart.getByRole('textbox', { name: 'Alt text' }).waitFor();
  await alert.waitFor({ state: 'hidden' });
  provider.on('POST', groqChat, errorReply(401, 'Invalid API Key', 'invalid_api_key'));
  await chart.focus();
  await window.keyboard.press('r');
  await window.keyboard.press('f');
  await alert.getByRole('button', { name: /^Set API Key/ }).waitFor();
});
