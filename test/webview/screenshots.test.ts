import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchPanels, type PanelBrowser, themeNames } from './support/panelPage';
import { richAnswer } from './support/texts';
import { imageView, load, sampleBytes, turnView, usage } from './support/views';

const folder = 'test/output/webview';
let panels: PanelBrowser;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  panels = await launchPanels();
});
afterAll(() => panels.close());

/** Pictures for people to look at: every state of the panel in every theme, in test/output/webview. */
describe.each(themeNames)('pictures in %s', (theme) => {
  test('an answer, an error, a running turn', async () => {
    const { page, send, faults } = await panels.open({ theme, viewport: { width: 620, height: 900 } });
    await send(
      load({
        turns: [
          turnView({ answer: richAnswer, usage, reasoning: 'The user wants a description.' }),
          turnView({
            id: 'turn-2',
            question: 'What does the sign say?\nPlease translate it.',
            taskLabel: undefined,
            state: 'failed',
            answer: '',
            excluded: true,
            error: {
              text: 'Groq does not accept the key. Set a new one, or choose another provider.',
              actions: [
                { id: 'setApiKey', label: 'Set API Key', primary: true },
                { id: 'selectModel', label: 'Choose Model', primary: false },
              ],
            },
          }),
          turnView({
            id: 'turn-3',
            question: 'Is it day or night?',
            taskLabel: undefined,
            state: 'waiting',
            answer: '',
            status: 'Waiting for Groq…',
            steps: [
              { id: 'a', title: 'Read the image', detail: '', state: 'done' },
              { id: 'b', title: 'Look at a part of the image', detail: '200 × 100 at 10, 20', state: 'running' },
            ],
          }),
        ],
        totals: { ...usage, summary: '2,720 tokens · $0.0026' },
        estimate: 'The next question sends about 1,400 tokens.',
      }),
    );
    await send(sampleBytes('photo.jpg', 'image/jpeg'));
    await page.locator('.scroller').evaluate((scroller) => scroller.scrollTo(0, 0));
    await page.screenshot({ path: `${folder}/${theme}-top.png` });
    await page.locator('.scroller').evaluate((scroller) => scroller.scrollTo(0, 700));
    await page.screenshot({ path: `${folder}/${theme}-middle.png` });
    await page.getByText('1,360 tokens').click();
    await page.locator('.scroller').evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight));
    await page.getByRole('textbox', { name: 'Ask about the image' }).fill('And what is behind the trees?');
    await page.screenshot({ path: `${folder}/${theme}-end.png` });
    expect(faults).toEqual([]);
  });

  test('several images, a region, a narrow panel, a wide one', async () => {
    const { page, send, faults } = await panels.open({ theme, viewport: { width: 320, height: 640 } });
    await send(
      load({
        images: [
          imageView(),
          imageView({ id: 'image-2', name: 'logo.png', width: 512, height: 512 }),
          imageView({ id: 'image-3', name: 'gone.png', problem: 'gone.png is empty.', hasBytes: false }),
        ],
        turns: [turnView({ answer: richAnswer, imageIds: ['image-1', 'image-2'] })],
        target: { providerId: 'offline', provider: 'Offline', model: '', host: '', offline: true },
      }),
    );
    await send(sampleBytes('photo.jpg', 'image/jpeg'));
    await send(sampleBytes('logo.png', 'image/png', 'image-2'));
    await page.locator('.scroller').evaluate((scroller) => scroller.scrollTo(0, 0));
    await page.getByRole('button', { name: 'Select Region' }).click();
    await page.screenshot({ path: `${folder}/${theme}-narrow.png` });
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('button', { name: 'logo.png' }).first().click();
    await page.screenshot({ path: `${folder}/${theme}-wide.png` });
    expect(faults).toEqual([]);
  });
});
