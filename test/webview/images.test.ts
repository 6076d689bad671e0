import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchPanels, nextFrame, type PanelBrowser, type PanelPage } from './support/panelPage';
import { conversationView, imageView, load, sampleBytes, turnView } from './support/views';

let panels: PanelBrowser;
beforeAll(async () => {
  panels = await launchPanels();
});
afterAll(() => panels.close());

async function withPhoto(options = {}): Promise<PanelPage> {
  const panel = await panels.open(options);
  await panel.send(load({ turns: [turnView()] }));
  await panel.send(sampleBytes('photo.jpg', 'image/jpeg'));
  await panel.page.locator('.scroller').evaluate((node) => node.scrollTo(0, 0));
  await panel.page.locator('.stage').waitFor();
  return panel;
}

const percent = async ({ page }: PanelPage) => Number.parseInt(await page.locator('.zoomLevel').innerText(), 10);

describe('an image', () => {
  test('is shown from its bytes, with what was sent and what was changed', async () => {
    const panel = await withPhoto();
    const { page, intentsOf, faults } = panel;
    const picture = page.getByRole('img', { name: 'photo.jpg' });
    expect(await picture.getAttribute('src')).toMatch(/^blob:/);
    expect(await picture.evaluate((node: HTMLImageElement) => node.naturalWidth)).toBeGreaterThan(100);
    expect(await page.locator('.sentLine').innerText()).toBe('1568 × 1045 · JPEG · 321 KB');
    await page.getByText('What was sent').click();
    expect(await page.getByText('Resized from 2400 × 1600 to 1568 × 1045').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Open Image' }).click();
    expect(await intentsOf('openImage')).toEqual([{ type: 'openImage', imageId: 'image-1' }]);
    expect(faults).toEqual([]);
  });

  test('of which nothing was sent yet says only where it comes from', async () => {
    const { page, send } = await panels.open();
    await send(load({ images: [imageView({ sentLine: '', changes: [], width: 0, height: 0 })] }));
    await send(sampleBytes('photo.jpg', 'image/jpeg'));
    await page.locator('.stage').waitFor();
    expect(await page.locator('.sentLine').innerText()).toBe('samples/photo.jpg');
    expect(await page.getByText('What was sent').isVisible()).toBe(false);
    const shape = await page.locator('.stage').evaluate((node) => node.clientWidth / node.clientHeight);
    expect(shape).toBeGreaterThan(1.3);
  });

  test('whose bytes come before the snapshot, or not at all', async () => {
    const { page, send } = await panels.open();
    await send(sampleBytes('photo.jpg', 'image/jpeg'));
    await send(load());
    await page.locator('.stage').waitFor();
    const gone = imageView({ hasBytes: false, id: 'gone' });
    await send({ type: 'update', conversation: conversationView({ images: [gone] }) });
    await page.waitForTimeout(1100);
    expect(await page.getByText('This image isn’t available.').isVisible()).toBe(true);
    const broken = imageView({ id: 'broken', problem: 'broken.png is empty.' });
    await send({ type: 'update', conversation: conversationView({ images: [broken] }) });
    expect(await page.getByText('broken.png is empty.').isVisible()).toBe(true);
    expect(await page.getByRole('button', { name: 'Zoom In' }).isVisible()).toBe(false);
  });

  test('bytes that are no image end in a sentence, not in a broken picture', async () => {
    const { page, send } = await panels.open();
    await send(load());
    await send({
      type: 'imageBytes',
      imageId: 'image-1',
      mediaType: 'image/png',
      bytes: new Uint8Array([1, 2, 3]).buffer,
    });
    await page.waitForTimeout(1100);
    expect(await page.getByText('This image isn’t available.').isVisible()).toBe(true);
    expect(await page.locator('.stage').isVisible()).toBe(false);
  });

  test('several are a strip to choose from, also from the question', async () => {
    const { page, send } = await panels.open();
    const images = [imageView(), imageView({ id: 'image-2', name: 'logo.png' })];
    await send(load({ images, turns: [turnView({ imageIds: ['image-2'] })] }));
    await send(sampleBytes('photo.jpg', 'image/jpeg'));
    await send(sampleBytes('logo.png', 'image/png', 'image-2'));
    const strip = page.getByRole('group', { name: 'Images' });
    const current = () => strip.locator('[aria-current]').getAttribute('aria-label');
    expect(await current()).toBe('photo.jpg');
    await strip.getByRole('button', { name: 'logo.png' }).press('Enter');
    expect(await current()).toBe('logo.png');
    expect(await page.locator('.imageName').innerText()).toBe('logo.png');
    await strip.getByRole('button', { name: 'photo.jpg' }).click();
    await page.locator('.chip').click();
    expect(await current()).toBe('logo.png');
    await send({ type: 'update', conversation: conversationView({ images: [images[0]!] }) });
    expect(await page.locator('.imageName').innerText()).toBe('photo.jpg');
    expect(await strip.isVisible()).toBe(false);
  });
});

test('an image that is shown again is as it was left: its zoom and its region', async () => {
  const panel = await panels.open();
  const { page, send } = panel;
  await send(load({ images: [imageView(), imageView({ id: 'image-2', name: 'logo.png' })] }));
  await send(sampleBytes('photo.jpg', 'image/jpeg'));
  await send(sampleBytes('logo.png', 'image/png', 'image-2'));
  const strip = page.getByRole('group', { name: 'Images' });
  await page.getByRole('button', { name: 'Zoom In' }).click();
  await page.getByRole('button', { name: 'Select Region' }).click();
  await page.keyboard.press('ArrowRight');
  const region = page.getByRole('application');
  const left = [await percent(panel), await region.getAttribute('aria-label')];
  await strip.getByRole('button', { name: 'logo.png' }).click();
  await expect.poll(() => region.count()).toBe(0);
  await strip.getByRole('button', { name: 'photo.jpg' }).click();
  await region.waitFor();
  expect([await percent(panel), await region.getAttribute('aria-label')]).toEqual(left);
  expect(await page.getByRole('button', { name: 'Select Region' }).getAttribute('aria-pressed')).toBe('true');
});

describe('zoom', () => {
  test('by buttons, keys and Ctrl with the wheel; back to fit', async () => {
    const panel = await withPhoto();
    const { page } = panel;
    const fit = await percent(panel);
    await page.getByRole('button', { name: 'Zoom In' }).click();
    const larger = await percent(panel);
    expect(larger).toBeGreaterThan(fit);
    const viewport = page.locator('.viewport');
    await viewport.focus();
    await page.keyboard.press('+');
    expect(await percent(panel)).toBeGreaterThan(larger);
    await page.keyboard.press('-');
    expect(await percent(panel)).toBe(larger);
    await page.keyboard.press('0');
    expect(await percent(panel)).toBe(fit);
    await viewport.hover();
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -100);
    await page.keyboard.up('Control');
    await nextFrame(page);
    expect(await percent(panel)).toBe(larger);
    await page.getByRole('button', { name: /^Fit/ }).click();
    expect(await percent(panel)).toBe(fit);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });

  test('a zoomed image is moved by arrow keys and by dragging', async () => {
    const panel = await withPhoto();
    const { page } = panel;
    const viewport = page.locator('.viewport');
    await viewport.focus();
    for (let times = 0; times < 4; times++) {
      await page.keyboard.press('+');
    }
    const position = () => viewport.evaluate((node) => [node.scrollLeft, node.scrollTop]);
    const before = await position();
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(300);
    expect((await position())[0]).toBeGreaterThan(before[0]!);
    const box = (await viewport.boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const from = await position();
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 40, y - 30, { steps: 3 });
    await page.mouse.up();
    const to = await position();
    expect([Math.round(to[0]! - from[0]!), Math.round(to[1]! - from[1]!)]).toEqual([40, 30]);
  });
});

describe('a region', () => {
  test('drawn with the mouse is given in pixels of the image', async () => {
    const panel = await withPhoto();
    const { page, intentsOf } = panel;
    await page.getByRole('button', { name: 'Select Region' }).click();
    const stage = (await page.locator('.stage').boundingBox())!;
    const at = (x: number, y: number) => [stage.x + stage.width * x, stage.y + stage.height * y] as const;
    await page.mouse.move(...at(0.1, 0.2));
    await page.mouse.down();
    await page.mouse.move(...at(0.4, 0.4), { steps: 2 });
    await page.mouse.move(...at(0.6, 0.7));
    await page.mouse.up();
    await page.getByRole('button', { name: 'Read Text' }).click();
    await page.getByRole('button', { name: 'Ask About It' }).click();
    const regions = await intentsOf('region');
    expect(regions.map((one) => [one.action, one.imageId])).toEqual([
      ['read', 'image-1'],
      ['ask', 'image-1'],
    ]);
    const wanted = [156.8, 209, 784, 522.5];
    regions[0]!.box.forEach((value, index) => {
      expect(Math.abs(value - wanted[index]!)).toBeLessThanOrEqual(4);
    });
  });

  test('all of the image is read by one button', async () => {
    const { page, intentsOf } = await withPhoto();
    await page.getByRole('button', { name: 'Extract Text from Image' }).press('Enter');
    expect(await intentsOf('region')).toEqual([
      { type: 'region', imageId: 'image-1', action: 'read', box: [0, 0, 1568, 1045], of: [1568, 1045] },
    ]);
  });

  test('placed with the keyboard alone', async () => {
    const panel = await withPhoto();
    const { page, intentsOf } = panel;
    const select = page.getByRole('button', { name: 'Select Region' });
    await select.press('Enter');
    const region = page.getByRole('application');
    expect(await region.evaluate((node) => node === document.activeElement)).toBe(true);
    expect(await region.getAttribute('aria-label')).toBe(
      'Region of 784 × 523 pixels, 392 from the left and 261 from the top',
    );
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowUp');
    await page.keyboard.press('Control+ArrowDown');
    await page.keyboard.press('Enter');
    const [sent] = await intentsOf('region');
    expect(sent).toEqual({
      type: 'region',
      imageId: 'image-1',
      action: 'read',
      box: [408, 262, 784, 507],
      of: [1568, 1045],
    });
    await page.waitForTimeout(500);
    expect(await page.getByRole('status').innerText()).toBe(
      'Region of 784 × 507 pixels, 408 from the left and 262 from the top',
    );
    await page.keyboard.press('Escape');
    expect(await region.isVisible()).toBe(false);
    expect(await select.getAttribute('aria-pressed')).toBe('false');
    expect(await select.evaluate((node) => node === document.activeElement)).toBe(true);
  });
});

describe('images from outside', () => {
  const give = (kind: 'paste' | 'drop', text: string, target: string) =>
    ({
      kind,
      text,
      target,
    }) as const;

  async function hand({ page }: PanelPage, what: ReturnType<typeof give>): Promise<boolean> {
    return page.evaluate(({ kind, text, target }) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(5)], 'shot.png', { type: 'image/png' }));
      data.items.add(new File(['x'], 'notes.txt', { type: 'text/plain' }));
      if (text !== '') {
        data.setData('text/plain', text);
      }
      const options = { bubbles: true, cancelable: true };
      const event =
        kind === 'paste'
          ? new ClipboardEvent('paste', { ...options, clipboardData: data })
          : new DragEvent('drop', { ...options, dataTransfer: data });
      return !document.querySelector(target)!.dispatchEvent(event);
    }, what);
  }

  test('pasted or dropped, they are handed to the host; other files are not', async () => {
    const panel = await panels.open();
    await panel.send(load());
    expect(await hand(panel, give('paste', '', 'textarea'))).toBe(true);
    expect(await hand(panel, give('drop', '', 'main'))).toBe(true);
    await panel.page.waitForTimeout(100);
    const added = { type: 'addImage', name: 'shot.png', bytes: 5 };
    expect(await panel.intentsOf('addImage')).toEqual([added, added]);
  });

  test('text that comes with a picture is pasted as text where one types', async () => {
    const panel = await panels.open();
    await panel.send(load());
    expect(await hand(panel, give('paste', 'words', 'textarea'))).toBe(false);
    expect(await panel.intentsOf('addImage')).toEqual([]);
  });

  test('one that is too big is refused with a sentence', async () => {
    const panel = await panels.open();
    await panel.send(load());
    await panel.page.evaluate(() => {
      const file = new File([], 'huge.png', { type: 'image/png' });
      Object.defineProperty(file, 'size', { value: 2 ** 30 });
      const data = { files: [file], getData: () => '' };
      const event = new Event('paste', { bubbles: true, cancelable: true });
      Object.defineProperty(event, 'clipboardData', { value: data });
      document.dispatchEvent(event);
    });
    expect(await panel.page.locator('.composerHint').innerText()).toBe(
      'huge.png is larger than 64 MB and wasn’t added.',
    );
    expect(await panel.intentsOf('addImage')).toEqual([]);
  });

  test('a curtain shows that one may let go', async () => {
    const panel = await panels.open();
    await panel.send(load());
    const drag = (type: string) =>
      panel.page.evaluate((name) => {
        const data = new DataTransfer();
        data.items.add(new File(['x'], 'shot.png', { type: 'image/png' }));
        document
          .querySelector('main')!
          .dispatchEvent(
            new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer: data, relatedTarget: null }),
          );
      }, type);
    await drag('dragover');
    expect(await panel.page.getByText('Drop to add the image').isVisible()).toBe(true);
    await drag('dragleave');
    expect(await panel.page.getByText('Drop to add the image').isVisible()).toBe(false);
  });
});
