import { expect, test } from 'vitest';
import { useWorkbench } from './driver';

// An untrusted workspace: everything that stays on this machine works there.
const workbench = useWorkbench({ settings: { 'sightread.provider': 'offline' }, restricted: true });

const described = async (name: string) => {
  const tab = workbench()
    .page.getByRole('tab', { name: new RegExp(`^${name}.*`) })
    .last();
  await tab.waitFor();
  const answer = workbench().lastAnswer();
  await answer
    .getByText(/offline engine measured|can measure this image/)
    .first()
    .waitFor();
  expect(await workbench().panel().getByRole('heading', { level: 1 }).innerText()).toBe(name);
  await workbench().closeAllEditors();
};

test('the button in the title bar of the image preview', async () => {
  await workbench().openFile('logo.png');
  await workbench().page.getByRole('button', { name: 'Describe Image' }).first().click();
  await described('logo.png');
});

test('the menu of the preview’s tab', async () => {
  await workbench().openFile('chart.png');
  const tab = workbench().page.getByRole('tab', { name: /chart\.png/ });
  await workbench().chooseFromMenuOf(tab, 'Describe Image');
  await described('chart.png');
});

test('the palette, with an image open', async () => {
  await workbench().openFile('logo.png');
  await workbench().runCommand('Sightread: Describe Image');
  await described('logo.png');
});

test('the palette, with nothing open: a picker over the images', async () => {
  await workbench().runCommand('Sightread: Describe Image');
  expect(await workbench().quickPickItems()).toEqual(expect.arrayContaining([expect.stringContaining('table.png')]));
  await workbench().pick('chart.png');
  await described('chart.png');
});

test('the image link under the cursor of a document', async () => {
  const { page } = workbench();
  await workbench().openFile('guide.md');
  const line = page.locator('.monaco-editor .view-line', { hasText: 'logo.png' }).first();
  await workbench().chooseFromMenuOf(line, 'Image at Cursor > Describe Image');
  await described('logo.png');
});

test('a prompt of one’s own comes first', async () => {
  await workbench().chooseFromMenu('chart.png', 'More Image Actions > Ask About Image…');
  await workbench().typeInto('What is the warmest month?');
  const answer = workbench().lastAnswer();
  await answer
    .getByText(/can’t answer questions/)
    .first()
    .waitFor();
  await answer
    .getByText(/Warmest month/)
    .first()
    .waitFor();
});
