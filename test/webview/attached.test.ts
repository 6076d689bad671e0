// Images that will be sent with the next question: numbered above the follow-up box, and placed in its text.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchPanels, type PanelBrowser } from './support/panelPage';
import { conversationView, imageView, load, sampleBytes, turnView } from './support/views';

let panels: PanelBrowser;
beforeAll(async () => {
  panels = await launchPanels();
});
afterAll(() => panels.close());

const attached = [
  { imageId: 'image-2', name: 'before.png', number: 1, marker: '[image 1]' },
  { imageId: 'image-3', name: 'after.png', number: 2, marker: '[image 2]' },
];
const images = [
  imageView(),
  imageView({ id: 'image-2', name: 'before.png' }),
  imageView({ id: 'image-3', name: 'after.png' }),
];

async function withTwo() {
  const panel = await panels.open();
  await panel.send(load({ images, turns: [turnView()], attached }));
  const box = panel.page.getByRole('textbox', { name: 'Ask about the image' });
  const list = panel.page.getByRole('list', { name: 'Images attached to your next question' });
  const place = (number: number, name: string) =>
    panel.page.getByRole('button', { name: `Mention in Question: image ${number}, ${name}`, exact: true });
  return { ...panel, box, list, place };
}

describe('attached images', () => {
  test('stand above the box with their numbers, and not at all where there are none', async () => {
    const { list, send, page } = await withTwo();
    expect(await list.getByRole('listitem').count()).toBe(2);
    await list.getByRole('button', { name: '2: after.png', exact: true }).click();
    expect(await page.locator('.imageName').innerText()).toBe('after.png');
    await send({ type: 'update', conversation: conversationView({ images, turns: [turnView()] }) });
    expect(await page.locator('.attached').isVisible()).toBe(false);
  });

  test('are placed at the caret with the keyboard alone; the text is sent as it stands', async () => {
    const { page, box, place, intentsOf, state, faults } = await withTwo();
    await box.focus();
    await page.keyboard.type('Was  now ?');
    for (let back = 0; back < 6; back++) {
      await page.keyboard.press('ArrowLeft');
    }
    for (const _ of ['remove 2', 'place 2', 'chip of 2', 'remove 1', 'place 1']) {
      await page.keyboard.press('Shift+Tab');
    }
    expect(await place(1, 'before.png').evaluate((node) => node === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    expect(await box.inputValue()).toBe('Was [image 1] now ?');
    expect(await box.evaluate((node) => node === document.activeElement)).toBe(true);

    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await place(2, 'after.png').focus();
    await page.keyboard.press('Space');
    await page.keyboard.type('!');
    expect(await box.inputValue()).toBe('Was [image 1] now [image 2]!?');
    expect(await state()).toMatchObject({ draft: 'Was [image 1] now [image 2]!?' });
    await page.keyboard.press('Enter');
    expect(await intentsOf('ask')).toEqual([{ type: 'ask', text: 'Was [image 1] now [image 2]!?' }]);
    expect(faults).toEqual([]);
  });

  test('take the place of what is selected, and Undo takes that back', async () => {
    const { page, box, place } = await withTwo();
    await box.fill('Like THIS one');
    await box.evaluate((node: HTMLTextAreaElement) => node.setSelectionRange(5, 9));
    await place(2, 'after.png').click();
    expect(await box.inputValue()).toBe('Like [image 2] one');
    await page.keyboard.press('ControlOrMeta+z');
    expect(await box.inputValue()).toBe('Like THIS one');
  });

  test('are taken back by a button; the focus goes to the box', async () => {
    const { page, box, intents } = await withTwo();
    await page.getByRole('button', { name: 'Remove before.png', exact: true }).press('Enter');
    expect((await intents()).at(-1)).toEqual({ type: 'removeImage', imageId: 'image-2' });
    expect(await box.evaluate((node) => node === document.activeElement)).toBe(true);
  });

  test('keep the focus on their buttons while the panel is drawn again', async () => {
    const { place, send } = await withTwo();
    await place(2, 'after.png').focus();
    await send({
      type: 'update',
      conversation: conversationView({ images, turns: [turnView({ answer: 'x' })], attached }),
    });
    expect(await place(2, 'after.png').evaluate((node) => node === document.activeElement)).toBe(true);
  });

  test('are told apart in the question that they went with, which shows its text as it was typed', async () => {
    const { page, send } = await withTwo();
    const question = 'Was [image 2], is [image 1].';
    const turn = turnView({ id: 'turn-2', taskLabel: undefined, question, imageIds: ['image-2', 'image-3'] });
    await send({ type: 'update', conversation: conversationView({ images, turns: [turn] }) });
    const asked = page.getByRole('article', { name: 'You' });
    await asked.getByText(question, { exact: true }).waitFor();
    expect(await asked.locator('.chip').allInnerTexts()).toEqual(['1: before.png', '2: after.png']);
  });

  test('with long names wrap in a narrow panel', async () => {
    const { page, send } = await panels.open({ viewport: { width: 260, height: 700 } });
    const name = `${'a-very-long-name-'.repeat(8)}.png`;
    const long = attached.map((one) => ({ ...one, name }));
    await send(load({ images, turns: [turnView()], attached: long }));
    await send(sampleBytes('photo.jpg', 'image/jpeg'));
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    expect(await page.getByRole('textbox', { name: 'Ask about the image' }).isVisible()).toBe(true);
  });
});
