// The review of alt text in Chromium: with only the keyboard, in every theme, narrow, and with hostile text from a
// model.
import { mkdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FromReview } from '../../src/protocol/fromReview';
import type { ReviewItemView, ReviewStatusView, ReviewStrings } from '../../src/protocol/reviewView';
import type { ToReview } from '../../src/protocol/toReview';
import { launchPanels, type PanelBrowser, sendThumbnail, sendToReview, themeNames } from './support/panelPage';

const folder = 'test/output/webview';
let panels: PanelBrowser;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  panels = await launchPanels();
});
afterAll(() => panels.close());

const strings: ReviewStrings = {
  title: 'Review Alt Text',
  write: 'Write Alt Text for {0} Images',
  writeOne: 'Write Alt Text for 1 Image',
  goOn: 'Continue with {0}',
  pause: 'Pause',
  stop: 'Stop',
  scanAgain: 'Rescan',
  acceptAll: 'Accept All Pending',
  apply: 'Apply {0}',
  preview: 'Preview Changes',
  changeModel: 'Change Model',
  images: 'Images',
  accept: 'Accept',
  skip: 'Skip',
  decorative: 'Decorative',
  reopen: 'Reconsider',
  edit: 'Edit',
  tryAgain: 'Try Again',
  openDocument: 'Open in the document',
  role: 'Role',
  altText: 'Alt text',
  current: 'Current: {0}',
  noAlt: 'no alt text',
  longDescription: 'Long description',
  addLongDescription: 'Add Long Description Below',
  dropLongDescription: 'Don’t Add',
  waiting: 'Not described yet',
  running: 'Describing…',
  failed: 'Failed',
  suggested: 'Pending',
  accepted: 'Accepted',
  skipped: 'Skipped',
  markedDecorative: 'Decorative',
  written: 'Written',
  keys: 'Arrow keys move between images. Enter or A accepts, E edits, D marks as decorative, S skips, R chooses the role, O opens the document.',
  nothingFound: 'Every image found here has helpful alt text.',
  emptyAlt: 'Empty: screen readers will skip the image',
  place: '{0} in {1}, line {2}',
  all: 'All',
  toDecide: 'Pending',
  show: 'Show',
};

const item = (change: Partial<ReviewItemView> = {}): ReviewItemView => ({
  id: 'a',
  document: 'docs/guide.md',
  line: 12,
  image: 'images/photo.jpg',
  current: '',
  findings: ['The image has no alt text.'],
  state: 'done',
  verdict: 'open',
  role: 'informative',
  why: 'It shows what the text does not say.',
  alt: 'A mountain lake at sunrise under the north face.',
  notes: [],
  problem: '',
  spent: '820 tokens',
  longer: 'none',
  longDescription: '',
  ...change,
});
const status = (change: Partial<ReviewStatusView> = {}): ReviewStatusView => ({
  scope: 'docs',
  phase: 'ready',
  progress: '5 images in 3 documents, 3 described, 4 pending.',
  done: 3,
  total: 5,
  left: 1,
  estimate: ['1 request', 'about 1,840 tokens', 'about $0.0012', 'about 3 s'],
  target: 'Groq · qwen/qwen3.8-27b; images go to api.groq.com',
  toWrite: 1,
  toAccept: 2,
  summary: [],
  ...change,
});
const roles = ['functional', 'text', 'complex', 'group', 'informative', 'decorative'].map((id) => ({
  id,
  name: id[0]!.toUpperCase() + id.slice(1),
  meaning: `${id} images`,
}));
const load = (items: readonly ReviewItemView[], change: Partial<ReviewStatusView> = {}): ToReview.Load => ({
  type: 'load',
  scope: 'file:///w/docs',
  status: status(change),
  items,
  roles,
  strings,
  locale: 'en',
});
const many = [
  item(),
  item({
    id: 'b',
    image: 'chart.png',
    line: 31,
    current: 'chart',
    findings: ['The alt text doesn’t say what the image shows: chart'],
    role: 'complex',
    why: 'A line chart with twelve values for each of three lakes.',
    alt: 'Line chart of water temperature in 2025: Lower Tarn peaks at 21.4 °C in August, Upper Tarn at 12.3 °C, which is nine degrees less.',
    notes: ['133 characters, longer than the usual 125. It won’t be shortened.', 'Add a long description to the page.'],
    longer: 'offered',
    verdict: 'accepted',
  }),
  item({
    id: 'c',
    document: 'docs/page.html',
    image: 'divider.svg',
    role: 'decorative',
    why: 'The page loses nothing without it.',
    alt: '',
    notes: ['Empty alt text would leave a link without a name here.'],
    spent: 'from cache, 0 tokens',
  }),
  item({
    id: 'd',
    document: 'docs/Card.tsx',
    image: './logo.svg',
    state: 'waiting',
    role: '',
    why: '',
    alt: '',
    spent: '',
  }),
  item({
    id: 'e',
    image: 'gone.png',
    state: 'failed',
    role: '',
    why: '',
    alt: '',
    spent: '',
    problem: 'gone.png doesn’t exist or can’t be read.',
  }),
];

const openReview = async (
  items: readonly ReviewItemView[],
  options: Parameters<PanelBrowser['open']>[0] = {},
  change: Partial<ReviewStatusView> = {},
) => {
  const opened = await panels.open({ ...options, page: 'review' });
  await sendToReview(opened.page, load(items, change));
  const intents = async () => (await opened.intents()) as unknown as FromReview.Message[];
  return { ...opened, said: async () => (await intents()).filter(({ type }) => type !== 'picture') };
};

test('keyboard alone: accept, edit, decorative, skip, role, open, apply', async () => {
  const { page, said, faults } = await openReview(many);
  const row = (name: string) => page.getByRole('listitem').filter({ hasText: name });
  await page.getByRole('listitem', { name: /photo\.jpg/ }).focus();
  await page.keyboard.press('Enter');
  // The next pending one: the accepted one is skipped.
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/divider/);
  await page.keyboard.press('d');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('o');
  await page.keyboard.press('Home');
  await page.keyboard.press('e');
  await page.keyboard.type('A lake');
  // The first Escape belongs to the input method, the second one leaves.
  await page.locator(':focus').dispatchEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true });
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await said()).at(-1)).toEqual({ type: 'edit', id: 'a', text: 'A lake' });
  await page.keyboard.press('e');
  await page.keyboard.press('End');
  await page.keyboard.type('!');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Home');
  await page.keyboard.press('s');
  await page.keyboard.press('Home');
  await page.keyboard.press('r');
  await page.keyboard.press('t');
  await expect.poll(async () => (await said()).at(-1)).toEqual({ type: 'role', id: 'a', role: 'text' });
  await page.getByRole('button', { name: 'Apply 1' }).press('Enter');
  expect(await said()).toEqual([
    { type: 'ready' },
    { type: 'accept', id: 'a', text: 'A mountain lake at sunrise under the north face.' },
    { type: 'decorative', id: 'c' },
    { type: 'openPlace', id: 'b' },
    { type: 'edit', id: 'a', text: 'A lake' },
    { type: 'accept', id: 'a', text: 'A lake!' },
    { type: 'skip', id: 'a' },
    { type: 'role', id: 'a', role: 'text' },
    { type: 'apply', preview: false },
  ]);
  expect(await row('chart.png').count()).toBe(1);
  expect(faults).toEqual([]);
});

test('decisions and phases are spoken, and the focus stays among the buttons when its own one goes', async () => {
  const { page } = await openReview(many);
  const patiently = { timeout: 10_000 };
  const heard = () => page.getByRole('status').innerText();
  await expect.poll(heard, patiently).toBe('5 images in 3 documents, 3 described, 4 pending.');
  await page.getByRole('listitem', { name: /photo\.jpg/ }).press('s');
  await expect.poll(heard, patiently).toBe('Skipped');
  await page.getByRole('button', { name: 'Continue with 1' }).focus();
  await sendToReview(page, { type: 'status', status: status({ phase: 'running', progress: 'Half.' }) });
  await expect.poll(heard, patiently).toBe('Half.');
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent), patiently).toBe('Pause');
});

test('Tab reaches every button; the list is one stop with its controls', async () => {
  const { page } = await openReview(many.slice(0, 1));
  const stops: string[] = [];
  for (let at = 0; at < 14; at++) {
    await page.keyboard.press('Tab');
    stops.push(
      await page.evaluate(() => {
        const active = document.activeElement;
        return active?.textContent?.trim().slice(0, 24) || active?.tagName || '';
      }),
    );
  }
  const wanted = [
    'Change Model',
    'Continue with 1',
    'Rescan',
    'Accept',
    'Decorative',
    'Skip',
    'Apply 1',
    'Preview Changes',
  ];
  expect(stops.filter((stop) => wanted.includes(stop))).toEqual(wanted);
});

test('a long description that arrives has a box with a name of its own', async () => {
  const { page } = await openReview([item({ state: 'waiting' }), item({ id: 'b', state: 'waiting' })]);
  const change = async (...items: readonly ReviewItemView[]) => {
    await sendToReview(page, { type: 'items', items });
    await sendToReview(page, { type: 'status', status: status({}) });
  };
  await change(item({ state: 'running' }), item({ id: 'b', state: 'running' }));
  await change(item({ longer: 'offered' }), item({ id: 'b' }));
  await change(item({ longer: 'there', longDescription: 'Two lakes.' }));
  expect(await page.getByRole('textbox', { name: 'Long description' }).inputValue()).toBe('Two lakes.');
  expect(await page.getByRole('textbox', { name: 'Alt text' }).count()).toBe(2);
  const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
});

test('a long description is told while it is typed, and dropped only when its box is left empty', async () => {
  const { page, said } = await openReview([item({ longer: 'there', longDescription: 'Two lakes.' })]);
  const box = page.getByRole('textbox', { name: 'Long description' });
  await box.fill('Three lakes.');
  await expect
    .poll(async () => (await said()).at(-1))
    .toEqual({ type: 'longDescription', id: 'a', text: 'Three lakes.' });
  // The first report after the box was emptied is the next change.
  await box.fill('');
  await box.pressSequentially('Four', { delay: 400 });
  await expect.poll(async () => (await said()).at(-1)).toMatchObject({ text: 'Four' });
  expect(await said()).not.toContainEqual({ type: 'longDescription', id: 'a', text: '' });
  await box.fill('');
  await box.press('Escape');
  await expect.poll(async () => (await said()).at(-1)).toMatchObject({ text: '' });
});

test('what is written no longer says what was wrong; nothing is left to accept', async () => {
  const { page } = await openReview([item()]);
  const acceptAll = page.getByRole('button', { name: strings.acceptAll });
  const finding = page.getByText('The image has no alt text.');
  await finding.waitFor();
  await acceptAll.focus();
  await sendToReview(page, { type: 'items', items: [item({ verdict: 'written' })] });
  await sendToReview(page, { type: 'status', status: status({ toAccept: 0 }) });
  await finding.waitFor({ state: 'hidden' });
  // The focus is not taken away.
  expect(await acceptAll.evaluate((button) => document.activeElement === button)).toBe(true);
  await page.keyboard.press('Tab');
  await sendToReview(page, { type: 'status', status: status({ toAccept: 0 }) });
  await expect.poll(() => acceptAll.isDisabled()).toBe(true);
});

test('an update does not take what is being typed, and an empty text is not accepted by accident', async () => {
  const { page, said } = await openReview(many);
  const box = page.getByRole('textbox', { name: 'Alt text' }).first();
  await box.fill('Typed by me');
  await sendToReview(page, { type: 'items', items: [item({ alt: 'Something else' })] });
  expect(await box.inputValue()).toBe('Typed by me');
  await box.fill('');
  await box.press('Enter');
  expect((await said()).some(({ type }) => type === 'accept')).toBe(false);
});

test('what a model wrote stays text', async () => {
  const evil = '<img src=x onerror=alert(1)>"><script>alert(1)</script>';
  const { page, faults } = await openReview([
    item({ alt: evil, why: evil, image: evil, document: evil, problem: evil }),
  ]);
  expect(await page.locator('main img, main script').count()).toBe(0);
  expect(await page.getByRole('textbox', { name: 'Alt text' }).inputValue()).toBe(evil);
  expect(faults).toEqual([]);
});

test('no script can make a policy that would let text through as HTML', async () => {
  const { page } = await openReview([item({})]);
  const outcome = await page.evaluate(() => {
    const { trustedTypes } = window as unknown as {
      trustedTypes: { createPolicy(name: string, rules: object): object };
    };
    try {
      trustedTypes.createPolicy('mine', {});
      return 'made';
    } catch (error) {
      return (error as Error).name;
    }
  });
  expect(outcome).toBe('TypeError');
});

test('500 images are drawn, and only those in view ask for their picture', async () => {
  const items = Array.from({ length: 500 }, (_, index) => item({ id: String(index), line: index + 1 }));
  const { page, intents, faults } = await openReview(items);
  expect(await page.getByRole('listitem').count()).toBeGreaterThanOrEqual(500);
  await page.waitForTimeout(300);
  const asked = (await intents()).filter(({ type }) => (type as string) === 'picture').length;
  expect(asked).toBeGreaterThan(0);
  expect(asked).toBeLessThan(60);
  expect(faults).toEqual([]);
});

describe.each(themeNames)('pictures in %s', (theme) => {
  test('the states, wide and at 320 px without sideways scroll', async () => {
    const { page, faults } = await openReview(many, { theme, viewport: { width: 900, height: 900 } });
    await sendThumbnail(page, 'a', 'image/jpeg', readFileSync('samples/photo.jpg'));
    await sendThumbnail(page, 'b', 'image/png', readFileSync('samples/chart.png'));
    await page.getByRole('listitem', { name: /photo\.jpg/ }).focus();
    await page.keyboard.press('ArrowDown');
    await page.screenshot({ path: `${folder}/review-${theme}.png` });
    await sendToReview(page, {
      type: 'status',
      status: status({
        phase: 'running',
        progress: '3 of 5 described. Groq has limited your rate. Continuing in 12 s.',
        summary: [],
        problem: {
          text: 'Groq rejected the API key.',
          actions: [{ id: 'setKey:groq', label: 'Set API Key', primary: true }],
        },
      }),
    });
    await page.setViewportSize({ width: 320, height: 700 });
    await page.screenshot({ path: `${folder}/review-${theme}-narrow.png` });
    const sideways = await page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('main, header, footer')].map(
        (one) => one.scrollWidth - one.clientWidth,
      ),
    );
    expect(Math.max(...sideways)).toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
  });
});

test('one image is counted as one, and an empty list is none', async () => {
  const { page, faults } = await openReview([item()], {}, { done: 0, left: 1, total: 1 });
  await page.getByRole('button', { name: 'Write Alt Text for 1 Image', exact: true }).waitFor();
  expect(await page.locator('ul:empty:not([hidden])').count()).toBe(0);
  expect(faults).toEqual([]);
});
