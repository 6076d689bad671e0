// Alt text as a user writes it: with a quick fix, and in the review of a folder with only the keyboard. Answers come
// from loopback, in Groq's format. The test checks the files on disk: no finding left, and nothing changed but alt
// text.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { Finding } from '../../src/core/altText/findings';
import { languageIdOfFile } from '../../src/core/altText/languages';
import { findFindings } from '../../src/engines/markup/check/findings';
import { findImages } from '../../src/engines/markup/read/parse';
import { altAnswer } from '../servers/altAnswer';
import type { RecordedRequest } from '../servers/loopbackProvider';
import { groqModels, groqStream } from '../servers/vendorReplies';
import { groqChat, useGroqWorkbench } from './driver';

const { workbench, server: provider } = await useGroqWorkbench({
  settings: {
    'typescript.validate.enable': false,
    'html.validate.scripts': false,
    'editor.lightbulb.enabled': 'off',
  },
  prepare: (folder) => {
    mkdirSync(join(folder, 'fix'));
    mkdirSync(join(folder, 'restart'));
    for (const name of pages) {
      const text = readFileSync(join(folder, name), 'utf8');
      writeFileSync(join(folder, 'fix', name), inFolder(text));
    }
    for (const name of ['photo.jpg', 'chart.png', 'table.png', 'logo.png']) {
      writeFileSync(join(folder, 'restart', name), readFileSync(join(folder, name)));
    }
    const lines = ['photo.jpg', 'chart.png', 'table.png', 'logo.png'].map((name) => `![](${name})\n`);
    writeFileSync(join(folder, 'restart', 'four.md'), `# Four\n\n${lines.join('\n')}`);
  },
});
const pages = ['guide.md', 'page.html', 'Card.tsx'] as const;

/** The sample, in a folder below the pictures. */
const inFolder = (text: string) =>
  text
    .replaceAll("from './", "from '../")
    .replaceAll('src="./', 'src="../')
    .replace(/(src=["']|srcset="|\]\(<?|\]: )(?=[a-z-]+\.(?:png|jpg|svg))/g, '$1../');

const route = groqChat;
let nth = 0;
/** Different alt text for every question, so that none repeats the surrounding text. */
const decide = (request: RecordedRequest) => {
  nth += 1;
  const isLink = request.text.includes('insideLink');
  const answer = altAnswer(isLink ? `Tarn home, way ${nth}` : `Answer ${nth}: peaks "above" the still water`, {
    role: isLink ? 'functional' : 'informative',
    why: isLink ? 'It is all that the link holds.' : 'It adds what the text does not say.',
  });
  return groqStream([answer]);
};

beforeEach(() => {
  provider.reset();
  provider.on('GET', '/groq/models', groqModels());
  provider.on('POST', route, decide);
});

const onDisk = (path: string) => readFileSync(join(workbench().folder, path), 'utf8');
const findingsOf = (path: string, text = onDisk(path)): readonly Finding[] =>
  findFindings(text, findImages(text, languageIdOfFile(path) ?? ''));
/** The text without its alt text, however it's written. */
const withoutAlts = (text: string) =>
  text.replace(/\s+alt=(?:"[^"]*"|'[^']*'|\{'[^']*'\}|[^\s>]+)/g, '').replace(/!\[(?:[^\]\\]|\\.)*\]/g, '![]');
const questions = () => provider.requests.filter(({ path }) => path === route).length;
const saved = (path: string, before: string) => expect.poll(() => onDisk(path) !== before).toBe(true);

test.each(pages)('the quick fix takes %s from findings to none, by keyboard', async (name) => {
  const path = `fix/${name}`;
  const { page } = workbench();
  const original = onDisk(path);
  /** The complete file: while VS Code saves it, it's empty for a moment, and a key may have saved it twice. */
  const whole = async () => {
    let text = '';
    const end = original.trimEnd().slice(-10);
    const read = () => {
      text = onDisk(path);
      return text.trimEnd().endsWith(end);
    };
    await expect.poll(read).toBe(true);
    return text;
  };
  const count = findingsOf(path).length;
  expect(count).toBeGreaterThan(2);
  await workbench().openQuickInput('ControlOrMeta+p');
  await workbench().find(path, name);
  await page.locator('.squiggly-warning, .squiggly-error, .squiggly-info').first().waitFor();
  if (name === 'page.html') {
    await workbench().screenshot('test/output/e2e/alt-problems.png');
  }
  let before = original;
  for (let left = count; ; left--) {
    const [first] = findingsOf(path, before);
    if (!first) {
      break;
    }
    const { line, column } = first;
    await workbench().goTo(line, column);
    const isShot = left === count && name === 'page.html';
    await workbench().quickFix(/^(Generate|Improve) Alt Text$/, {
      seen: async () => isShot && (await workbench().screenshot('test/output/e2e/alt-quickfix.png')),
    });
    await expect
      .poll(async () => {
        await page.keyboard.press('ControlOrMeta+s');
        return (await whole()) !== before;
      })
      .toBe(true);
    before = await whole();
  }
  expect(withoutAlts(before)).toBe(withoutAlts(original));
  await workbench().closeAllEditors();
});

test('the review takes the whole folder from findings to none, by keyboard alone', async () => {
  const { page, folder } = workbench();
  rmSync(join(folder, 'fix'), { recursive: true });
  rmSync(join(folder, 'restart/four.md'));
  // Otherwise everything would come from the cache: the quick fixes paid for these pictures in these places.
  await workbench().setSettings({ 'sightread.altText.language': 'en' });
  const before = new Map(pages.map((name) => [name, onDisk(name)]));
  const count = pages.reduce((sum, name) => sum + new Set(findingsOf(name).map((one) => one.image)).size, 0);
  await workbench().runCommand('Sightread: Review Alt Text');
  const panel = workbench().panel();
  const write = panel.getByRole('button', { name: /^Write Alt Text for \d+|^Continue with \d+/ });
  await write.waitFor();
  const rows = panel.getByRole('list', { name: 'Images' }).locator(':scope > li');
  expect(await rows.count()).toBeGreaterThanOrEqual(count);
  await panel.getByText(/requests? · about/).waitFor();
  expect(questions()).toBe(0);
  await workbench().screenshot('test/output/e2e/alt-review-estimate.png');

  await write.focus();
  await page.keyboard.press('Enter');
  await panel
    .getByText(/, 0 described/)
    .first()
    .waitFor({ state: 'detached' });
  await panel.getByRole('button', { name: 'Rescan' }).waitFor();
  for (const theme of ['light', 'dark', 'highContrastDark', 'highContrastLight'] as const) {
    await workbench().setTheme(theme);
    await workbench().screenshot(`test/output/e2e/alt-review-${theme}.png`);
  }
  await workbench().setTheme('dark');
  for (const [name, text] of before) {
    expect(onDisk(name)).toBe(text);
  }

  await rows.first().focus();
  await expect.poll(() => rows.first().evaluate((row) => row.ownerDocument.hasFocus())).toBe(true);
  for (let left = await rows.count(); left > 0; left--) {
    await page.keyboard.press('Enter');
    await panel
      .getByText(new RegExp(` ${left - 1} pending`))
      .first()
      .waitFor();
  }
  await panel
    .getByText(/ 0 pending/)
    .first()
    .waitFor();
  const apply = panel.getByRole('button', { name: /^Apply \d+/ });
  await apply.focus();
  await page.keyboard.press('Enter');
  await panel
    .getByText(/\d+ written \(0 decorative\), 0 skipped, 0 failed\./)
    .first()
    .waitFor();
  await workbench().screenshot('test/output/e2e/alt-review-written.png');
  for (const [name, text] of before) {
    await saved(name, text);
    await expect.poll(() => withoutAlts(onDisk(name)) === withoutAlts(text)).toBe(true);
    expect(findingsOf(name)).toEqual([]);
    expect(withoutAlts(onDisk(name))).toBe(withoutAlts(text));
  }

  // A second review of what is now described sends nothing.
  const asked = questions();
  await panel.getByRole('button', { name: 'Rescan' }).press('Enter');
  await panel.getByText('Every image found here has helpful alt text.').first().waitFor();
  expect(questions()).toBe(asked);
  await workbench().closeAllEditors();
});

test('a window that is closed in the middle loses nothing that was paid for', async () => {
  const lines = ['photo.jpg', 'chart.png', 'table.png', 'logo.png'].map((name) => `![](${name})\n`);
  writeFileSync(join(workbench().folder, 'restart/four.md'), `# Four\n\n${lines.join('\n')}`);
  const original = onDisk('restart/four.md');
  // The first two are answered; the others hang until the window closes.
  let count = 0;
  provider.on('POST', route, (request) => {
    count += 1;
    return count <= 2 ? decide(request) : { ...decide(request), chunks: [': wait\n\n'], hang: true };
  });
  await workbench().chooseFromMenu('restart', 'Review Alt Text');
  let panel = workbench().panel();
  await panel.getByRole('button', { name: 'Write Alt Text for 4 Images' }).press('Enter');
  await panel
    .getByText(/2 of 4 described/)
    .first()
    .waitFor();
  await workbench().written(/scope[^}]*restart/);
  await workbench().reload();
  const before = questions();
  provider.on('POST', route, decide);
  panel = workbench().panel();
  await panel.getByRole('button', { name: 'Continue with 2' }).waitFor();
  await panel.getByText('from cache, 0 tokens').first().waitFor();
  expect(questions()).toBe(before);
  await panel.getByRole('button', { name: 'Continue with 2' }).press('Enter');
  await panel
    .getByText(/4 described, 4 pending/)
    .first()
    .waitFor();
  expect(questions() - before).toBe(2);
  expect(onDisk('restart/four.md')).toBe(original);

  // One is skipped, one is decorative, one is edited, one is accepted: the summary says so.
  const rows = panel.getByRole('list', { name: 'Images' }).locator(':scope > li');
  await rows.first().focus();
  const { page } = workbench();
  await page.keyboard.press('s');
  await page.keyboard.press('d');
  await page.keyboard.press('e');
  await page.keyboard.type('Table of seven lakes, [typed] by hand');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await panel.getByRole('button', { name: 'Apply 3' }).press('Enter');
  await panel.getByText('3 written (1 decorative), 1 skipped, 0 failed.').first().waitFor();
  await saved('restart/four.md', original);
  expect(onDisk('restart/four.md')).toContain('![Table of seven lakes, \\[typed\\] by hand](table.png)');
  expect(withoutAlts(onDisk('restart/four.md'))).toBe(withoutAlts(original));
});
