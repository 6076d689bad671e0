// One picture in many places, the fixes for a whole file, a preview of the changes, and notebooks: in the editor, with
// the keyboard. The test checks the files on disk and the requests to the provider.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { altAnswer } from '../servers/altAnswer';
import type { RecordedRequest } from '../servers/loopbackProvider';
import { errorReply, groqStream } from '../servers/vendorReplies';
import { groqChat, useGroqWorkbench } from './driver';

const places = Array.from({ length: 10 }, (_, at) => `same/page-${at}.md`);
const mixed = `# Lakes

![](photo.jpg) and ![The chart of August](chart.png)

| a | b |
| - | - |
| 1 | <img src="table.png" width="20"> |

![](divider.png)
`;
const shown = `<h1>Lakes</h1>
<p><img src="photo.jpg" alt="image"> and <img
  src='photo.jpg' width=20></p>
`;

const { workbench, server, questions } = await useGroqWorkbench({
  settings: { 'editor.lightbulb.enabled': 'off' },
  prepare: (folder) => {
    const picture = (name: string) => readFileSync(join(folder, name));
    for (const name of ['same', 'missing', 'shown', 'notebook']) {
      mkdirSync(join(folder, name));
    }
    writeFileSync(join(folder, 'same/only.png'), picture('chart.png'));
    for (const path of places) {
      writeFileSync(join(folder, path), '# Lakes\n\nThe warmest month.\n\n![](only.png)\n');
    }
    for (const name of ['photo.jpg', 'chart.png', 'table.png']) {
      writeFileSync(join(folder, 'missing', name), picture(name));
    }
    writeFileSync(join(folder, 'missing/divider.png'), picture('logo.png'));
    writeFileSync(join(folder, 'missing/mixed.md'), mixed);
    writeFileSync(join(folder, 'shown/photo.jpg'), picture('photo.jpg'));
    writeFileSync(join(folder, 'shown/page.html'), shown);
    writeFileSync(join(folder, 'notebook/photo.jpg'), picture('photo.jpg'));
    writeFileSync(join(folder, 'notebook/lakes.ipynb'), notebook(picture('logo.png').toString('base64')));
  },
});

/** With its keys in order, as the editor writes them. */
function notebook(png: string): string {
  const cells = [
    {
      attachments: { 'small.png': { 'image/png': png } },
      cell_type: 'markdown',
      id: 'one',
      metadata: {},
      source: ['# Lakes\n', '\n', '![](attachment:small.png)'],
    },
    { cell_type: 'markdown', id: 'two', metadata: {}, source: ['![](photo.jpg)'] },
    {
      cell_type: 'code',
      execution_count: 1,
      id: 'three',
      metadata: {},
      outputs: [{ data: { 'image/png': png, 'text/plain': ['<Figure>'] }, metadata: {}, output_type: 'display_data' }],
      source: ['plot()'],
    },
  ];
  const metadata = { language_info: { name: 'python' } };
  return `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}

const decide = ({ text }: RecordedRequest) => {
  const name = /(?:small|photo|only|table|divider)\.(?:png|jpg)/.exec(text)?.[0] ?? 'output';
  const answer = altAnswer(name === 'divider.png' ? '' : `What "${name}" shows`, {
    role: name === 'divider.png' ? 'decorative' : 'informative',
    why: 'So it is on this page.',
  });
  return groqStream([answer]);
};
beforeEach(() => server.on('POST', groqChat, decide));

const onDisk = (path: string) => readFileSync(join(workbench().folder, path), 'utf8');
const saved = async (path: string) => {
  await workbench().page.keyboard.press('ControlOrMeta+s');
  return onDisk(path);
};

/** Checks a row in the preview, the first file with all its changes or one of these, and applies what is checked. */
const applyOfPreview = async (row = 0) => {
  const preview = workbench().page.locator('.bulk-edit-panel');
  const box = preview.locator('.edit-checkbox').nth(row);
  await box.click();
  await expect.poll(() => box.isChecked()).toBe(true);
  await preview.getByRole('button', { name: 'Apply', exact: true }).click();
  await preview.waitFor({ state: 'hidden' });
};

test('a picture of the explorer: all its places are offered, and the second one costs nothing', async () => {
  const { page } = workbench();
  const before = questions().length;
  for (const [at, spent] of [/tokens/, /from cache, 0 tokens/].entries()) {
    await workbench().chooseFromMenu('same/only.png', 'More Image Actions > Generate Alt Text');
    await workbench().quickInput.getByText('10 places use this image').waitFor();
    // Rows of the previous pick may still exist, invisibly.
    const offered = (await workbench().quickPickItems()).filter((one) => one.startsWith('same/'));
    expect(offered.sort()).toEqual(places.map((path) => `${path}:5`));
    await workbench().screenshot('test/output/e2e/alt-places.png');
    await workbench().pick(new RegExp(`page-${at}\\.md`));
    await workbench().quickInput.getByText('What "only.png" shows.').first().waitFor();
    await workbench().quickInput.getByText(spent).first().waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => saved(places[at]!)).toContain('![What "only.png" shows.](only.png)');
    await workbench().closeAllEditors();
  }
  expect(questions().length - before).toBe(1);
  expect(onDisk(places[2]!)).toContain('![](only.png)');
});

test('the review of the other places takes them from the cache', async () => {
  const before = questions().length;
  await workbench().chooseFromMenu('same', 'Review Alt Text');
  const panel = workbench().panel();
  await panel
    .getByText(/8 described, 8 pending/)
    .first()
    .waitFor();
  expect(await panel.getByText('from cache, 0 tokens').count()).toBe(8);
  await panel.getByRole('button', { name: 'Accept All Pending' }).press('Enter');
  await panel.getByRole('button', { name: 'Apply 8' }).press('Enter');
  await panel.getByText('8 written (0 decorative), 0 skipped, 0 failed.').first().waitFor();
  for (const path of places) {
    await expect.poll(() => onDisk(path)).toContain('![What "only.png" shows.](only.png)');
  }
  expect(questions().length).toBe(before);
  await workbench().closeAllEditors();
});

test('giving up an instruction asks nobody, and a failure says why and what to press', async () => {
  const { page, quickInput } = workbench();
  await workbench().openFile('missing/mixed.md');
  await page.locator('.squiggly-warning').first().waitFor();
  await workbench().goTo(3, 35);
  await workbench().runCommand('Sightread: Generate Alt Text');
  await quickInput.getByText('What "output" shows.').first().waitFor();
  const before = questions().length;
  await workbench().pick(/Rewrite with instructions/);
  await quickInput.getByText('What should be different?').waitFor();
  await page.keyboard.press('Escape');
  await quickInput.getByText('What "output" shows.').first().waitFor();
  await page.keyboard.press('Escape');
  await quickInput.waitFor({ state: 'hidden' });
  expect(questions().length).toBe(before);

  server.on('POST', groqChat, errorReply(401, 'Invalid API Key', 'invalid_api_key'));
  await workbench().goTo(3, 5);
  await workbench().runCommand('Sightread: Generate Alt Text');
  const toast = workbench().notification('Groq rejected the API key.');
  await toast.getByRole('button', { name: 'Set API Key' }).waitFor();
  await workbench().screenshot('test/output/e2e/alt-failure.png');
  expect(onDisk('missing/mixed.md')).toBe(mixed);
  await workbench().clearNotifications();
  await workbench().closeAllEditors();
});

test('all that is missing in a file, shown as changes to confirm first', async () => {
  const { page } = workbench();
  await workbench().openFile('missing/mixed.md');
  await workbench().runCommand('Sightread: Add Missing Alt Text in File');
  const preview = page.locator('.bulk-edit-panel');
  await preview.getByText('mixed.md').first().waitFor();
  await workbench().screenshot('test/output/e2e/alt-missing-preview.png');
  expect(onDisk('missing/mixed.md')).toBe(mixed);
  await applyOfPreview();
  await expect
    .poll(() => saved('missing/mixed.md'))
    .toBe(
      mixed
        .replace('![](photo', '![What "photo.jpg" shows.](photo')
        .replace('table.png"', 'table.png" alt="What &quot;table.png&quot; shows."'),
    );
  await workbench().told(/Alt text: \d+ written/);
  await workbench().closeAllEditors();
});

test('the review shows its changes first when it is asked to', async () => {
  const { page } = workbench();
  await workbench().chooseFromMenu('shown', 'Review Alt Text');
  const panel = workbench().panel();
  await panel.getByRole('button', { name: 'Write Alt Text for 2 Images' }).press('Enter');
  await panel
    .getByText(/2 described, 2 pending/)
    .first()
    .waitFor();
  await panel.getByRole('button', { name: 'Accept All Pending' }).press('Enter');
  await panel.getByRole('button', { name: 'Apply 2' }).waitFor();
  await panel.getByRole('button', { name: 'Preview Changes' }).press('Enter');
  const preview = page.locator('.bulk-edit-panel');
  await preview.getByText('page.html').first().waitFor();
  await workbench().screenshot('test/output/e2e/alt-review-preview.png');
  expect(onDisk('shown/page.html')).toBe(shown);
  await applyOfPreview(2);
  const alt = '"What &quot;photo.jpg&quot; shows."';
  const second = shown.replace("'photo.jpg' width", `'photo.jpg' alt=${alt} width`);
  await expect.poll(() => onDisk('shown/page.html')).toBe(second);
  await panel.getByRole('button', { name: 'Apply 1' }).press('Enter');
  await panel.getByRole('button', { name: 'Apply 0' }).waitFor();
  await expect.poll(() => onDisk('shown/page.html')).toBe(second.replace('"image"', alt));
  await workbench().closeAllEditors();
});

test('a notebook: the cell that is written in shows its finding and takes the quick fix; the review writes the others', async () => {
  const { page } = workbench();
  const path = 'notebook/lakes.ipynb';
  const before = onDisk(path);
  await workbench().openFile(path);
  await page.locator('.notebook-editor .monaco-list-row').first().waitFor({ state: 'attached' });
  const writeInCell = async () => {
    await workbench().focusEditor(async () => {
      await workbench().runCommand('Notebook: Focus First Cell');
      await page.keyboard.press('Enter');
    });
    await page.keyboard.press('ControlOrMeta+End');
  };
  await writeInCell();
  const squiggle = page.locator('.notebook-editor .squiggly-warning, .notebook-editor .squiggly-error').first();
  await squiggle.waitFor();
  await workbench().quickFix('Generate Alt Text', {
    bring: writeInCell,
    seen: () => workbench().screenshot('test/output/e2e/alt-notebook.png'),
  });
  await squiggle.waitFor({ state: 'hidden' });
  const written = before.replace('![](attachment', '![What \\"small.png\\" shows.](attachment');
  await expect.poll(() => saved(path)).toBe(written);
  await workbench().closeAllEditors();

  await workbench().chooseFromMenu(path, 'Review Alt Text');
  const panel = workbench().panel();
  await panel.getByRole('button', { name: 'Write Alt Text for 2 Images' }).press('Enter');
  await panel
    .getByText(/2 described, 2 pending/)
    .first()
    .waitFor();
  await panel.getByRole('button', { name: 'Accept All Pending' }).press('Enter');
  await panel.getByRole('button', { name: 'Apply 2' }).press('Enter');
  await panel.getByText('2 written (0 decorative), 0 skipped, 0 failed.').first().waitFor();
  await expect
    .poll(() => onDisk(path))
    .toBe(
      written
        .replace('![](photo', '![What \\"photo.jpg\\" shows.](photo')
        .replace(
          '"metadata": {},\n     "output_type"',
          '"metadata": {"image/png": {"alt": "What \\"output\\" shows."}},\n     "output_type"',
        ),
    );
});
