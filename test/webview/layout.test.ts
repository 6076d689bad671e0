import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchPanels, type PanelBrowser, type PanelPage, themeNames } from './support/panelPage';
import { richAnswer } from './support/texts';
import { imageView, load, sampleBytes, strings, turnView, usage } from './support/views';

let panels: PanelBrowser;
beforeAll(async () => {
  panels = await launchPanels();
});
afterAll(() => panels.close());

const long = 'averyveryverylongwordthatnobodywouldeverwritebutamodelmight'.repeat(4);

async function fill({ page, send }: PanelPage): Promise<void> {
  const error = { text: long, actions: [{ id: 'a', label: `${long.slice(0, 50)}`, primary: true }] };
  await send(
    load({
      title: `${long}.jpg`,
      images: [
        imageView({ name: `${long}.jpg`, source: long, sentLine: long }),
        imageView({ id: 'image-2', name: long }),
      ],
      turns: [
        turnView({
          answer: `${richAnswer}\n\n${long}\n\n- ${long}\n\n\`${long}\``,
          usage,
          reasoning: long,
          imageIds: ['image-1', 'image-2'],
        }),
        turnView({
          id: 'turn-2',
          question: long,
          taskLabel: undefined,
          from: long,
          state: 'failed',
          answer: '',
          error,
          excluded: true,
        }),
        turnView({
          id: 'turn-3',
          state: 'waiting',
          answer: '',
          status: long,
          steps: [{ id: '1', title: long, detail: long, state: 'running' }],
        }),
      ],
      target: { providerId: 'x', provider: 'X', model: long, host: `${long}.example`, offline: false },
      totals: { ...usage, summary: long },
      estimate: long,
    }),
  );
  await send(sampleBytes('photo.jpg', 'image/jpeg'));
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) {
      details.open = true;
    }
  });
  await page.getByRole('button', { name: 'Edit' }).first().click();
}

/** Elements that are wider than the panel, other than inside a box that scrolls by itself. */
const tooWide = ({ page }: PanelPage) =>
  page.evaluate(() => {
    const found: string[] = [];
    // The box around a turning square is wider than the square.
    for (const animation of document.getAnimations()) {
      animation.cancel();
    }
    for (const node of document.querySelectorAll('html, body, .panel, .scroller, .composer')) {
      if (node.scrollWidth > node.clientWidth) {
        found.push(`${node.className || node.tagName} scrolls: ${node.scrollWidth} > ${node.clientWidth}`);
      }
    }
    for (const node of document.querySelectorAll('.scroller *, .composer *')) {
      const box = node.getBoundingClientRect();
      const own = node.closest('pre, .tableBox, .viewport, .strip, .hiddenText, svg, .region');
      if (
        own === null &&
        node.checkVisibility() &&
        box.width > 0 &&
        (box.right > innerWidth + 0.5 || box.left < -0.5)
      ) {
        found.push(`${node.tagName}.${node.className}: ${box.left} to ${box.right}`);
      }
    }
    return found;
  });

describe.each(themeNames)('in %s', (theme) => {
  test('at 320 px nothing scrolls sideways', async () => {
    const panel = await panels.open({ theme, viewport: { width: 320, height: 568 } });
    await fill(panel);
    expect(await tooWide(panel)).toEqual([]);
    expect(panel.faults).toEqual([]);
  });
});

describe('small and large', () => {
  test('at 320 px with text of twice the size nothing scrolls sideways, and the box is in view', async () => {
    const panel = await panels.open({ viewport: { width: 320, height: 568 } });
    await panel.page.evaluate(() => document.documentElement.style.setProperty('--vscode-font-size', '26px'));
    await fill(panel);
    expect(await tooWide(panel)).toEqual([]);
  });

  test('zoomed to 200 % in a panel of 640 px (320 px of CSS), composer and answer are both in view', async () => {
    const panel = await panels.open({ viewport: { width: 320, height: 400 }, deviceScaleFactor: 2 });
    await panel.send(load({ turns: [turnView({ answer: richAnswer })] }));
    expect(await tooWide(panel)).toEqual([]);
    const [scroller, composer] = await panel.page.evaluate(() =>
      ['.scroller', '.composer'].map((one) => document.querySelector(one)!.getBoundingClientRect().height),
    );
    expect(scroller!).toBeGreaterThan(200);
    expect(composer!).toBeGreaterThan(40);
  });

  test.each([320, 600, 1000])('in %i px the names of the usage stand in whole words', async (width) => {
    const { page, send } = await panels.open({ viewport: { width, height: 800 } });
    await send(load({ turns: [turnView({ usage })] }));
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) {
        details.open = true;
      }
    });
    const broken = await page.evaluate(() =>
      [...document.querySelectorAll('dt')].flatMap((name) => {
        const range = document.createRange();
        range.selectNodeContents(name);
        const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
        const words = name.textContent!.split(' ').length;
        return lines > Math.min(words, 2) ? [`${name.textContent}: ${lines} lines`] : [];
      }),
    );
    expect(broken).toEqual([]);
  });

  test('a long text grows the box, up to a limit, and then it scrolls', async () => {
    const { page, send } = await panels.open();
    await send(load());
    const box = page.getByRole('textbox', { name: strings.ask });
    const height = () => box.evaluate((node: HTMLElement) => node.offsetHeight);
    const one = await height();
    await box.fill('a\nb\nc');
    expect(await height()).toBeGreaterThan(one * 1.5);
    await box.fill('a\n'.repeat(200));
    expect(await height()).toBeLessThan(400);
    expect(await page.locator('.scroller').evaluate((node: HTMLElement) => node.clientHeight)).toBeGreaterThan(200);
  });

  test('wide, the image stands beside the conversation and stays in view', async () => {
    const { page, send } = await panels.open({ viewport: { width: 1400, height: 800 } });
    await send(load({ turns: [turnView({ answer: richAnswer.repeat(4) })] }));
    await send(sampleBytes('photo.jpg', 'image/jpeg'));
    const boxes = await page.evaluate(() =>
      ['.images', '.conversation'].map(
        (one) => document.querySelector(one)!.getBoundingClientRect().toJSON() as DOMRect,
      ),
    );
    expect(boxes[0]!.right).toBeLessThan(boxes[1]!.left);
    await page.locator('.scroller').evaluate((node) => node.scrollTo(0, 600));
    expect(await page.locator('.stage').evaluate((node) => node.getBoundingClientRect().top)).toBeGreaterThan(0);
  });
});

describe('motion', () => {
  const animations = ({ page }: PanelPage) =>
    page.evaluate(() =>
      ['.progress > div', '.step.running .icon'].map(
        (one) => getComputedStyle(document.querySelector(one)!).animationName,
      ),
    );
  const running = load({
    turns: [
      turnView({ state: 'waiting', answer: '', steps: [{ id: '1', title: 'Look', detail: '', state: 'running' }] }),
    ],
  });

  test('is there', async () => {
    const panel = await panels.open();
    await panel.send(running);
    expect(await animations(panel)).toEqual(['slide', 'turn']);
  });

  test.each([
    ['the system', { reducedMotion: 'reduce' as const }],
    ['the editor', { bodyClass: 'vscode-reduce-motion' }],
  ])('is not there when %s says so', async (_, options) => {
    const panel = await panels.open(options);
    await panel.send(running);
    expect(await animations(panel)).toEqual(['none', 'none']);
  });
});

describe('high contrast', () => {
  test.each(['hcDark', 'hcLight'] as const)('has borders where there were backgrounds: %s', async (theme) => {
    const { page, send } = await panels.open({ theme });
    await send(load({ turns: [turnView({ answer: richAnswer, excluded: true })], images: [] }));
    const borders = await page.evaluate(() =>
      ['.question', '.codeBlock', '.inputBox', '.badge', 'td'].map((one) => {
        const style = getComputedStyle(document.querySelector(one)!);
        const probe = document.body.appendChild(document.createElement('i'));
        probe.style.color = 'var(--vscode-contrastBorder)';
        const wanted = getComputedStyle(probe).color;
        probe.remove();
        return style.borderTopStyle === 'solid' && style.borderTopColor === wanted
          ? 'yes'
          : `${one}: ${style.borderTop}`;
      }),
    );
    expect(borders).toEqual(['yes', 'yes', 'yes', 'yes', 'yes']);
  });
});

describe('right to left', () => {
  test('texts run by their own direction, and the layout can be turned', async () => {
    const { page, send } = await panels.open({ viewport: { width: 400, height: 700 } });
    await send(load({ turns: [turnView({ question: 'ما هذا؟', taskLabel: undefined, answer: 'بحيرة.\n\nA lake.' })] }));
    const directions = () =>
      page.evaluate(() =>
        ['.questionText', '.markdown p', '.markdown p:last-child'].map(
          (one) => getComputedStyle(document.querySelector(one)!).direction,
        ),
      );
    expect(await directions()).toEqual(['rtl', 'rtl', 'ltr']);
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    const send2 = await page.getByRole('button', { name: 'Send', exact: true }).boundingBox();
    expect(send2!.x).toBeLessThan(100);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
});
