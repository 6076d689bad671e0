import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchPanels, nextFrame, type PanelBrowser, type PanelPage } from './support/panelPage';
import { richAnswer } from './support/texts';
import { load, turnView } from './support/views';

let panels: PanelBrowser;
beforeAll(async () => {
  panels = await launchPanels();
});
afterAll(() => panels.close());

/** Counts, from now on, how often each top-level block of the answer is touched, and in how many frames. */
async function watchBlocks({ page }: PanelPage): Promise<() => Promise<{ touched: number[]; batches: number }>> {
  await page.evaluate(() => {
    const root = document.querySelector('.markdown')!;
    const touches = new Map<Element, number>();
    const counts = { batches: 0 };
    new MutationObserver((records) => {
      counts.batches += 1;
      const blocks = new Set<Element>();
      for (const record of records) {
        for (let node: Node | null = record.target; node !== null; node = node.parentNode) {
          if (node.parentNode === root) {
            blocks.add(node as Element);
          }
        }
        for (const node of record.addedNodes) {
          if (record.target === root) {
            blocks.add(node as Element);
          }
        }
      }
      for (const block of blocks) {
        touches.set(block, (touches.get(block) ?? 0) + 1);
      }
    }).observe(root, { childList: true, characterData: true, subtree: true });
    Object.assign(window, {
      report: () => ({ touched: [...root.children].map((block) => touches.get(block) ?? 0), batches: counts.batches }),
    });
  });
  return () =>
    page.evaluate(() => (window as unknown as { report: () => { touched: number[]; batches: number } }).report());
}

describe('a streamed answer', () => {
  test('only its last block is drawn again, and in the end it is as if drawn at once', async () => {
    const panel = await panels.open();
    const whole = await panels.open();
    await whole.send(load({ turns: [turnView({ answer: richAnswer })] }));
    await panel.send(load({ turns: [turnView({ state: 'streaming', answer: '' })] }));
    const report = await watchBlocks(panel);
    const step = 9;
    for (let end = step; end < richAnswer.length + step; end += step) {
      await panel.send({ type: 'turn', turn: turnView({ state: 'streaming', answer: richAnswer.slice(0, end) }) });
    }
    const { touched } = await report();
    const steps = Math.ceil(richAnswer.length / step);
    // Each snapshot touches the block that grows, and at a boundary the one before it.
    expect(touched.length).toBeGreaterThanOrEqual(10);
    expect(touched.reduce((sum, one) => sum + one, 0)).toBeLessThan(steps + 2 * touched.length);
    const html = (one: PanelPage) => one.page.locator('.markdown').evaluate((node) => node.innerHTML);
    expect(await html(panel)).toBe(await html(whole));
  });

  test('snapshots that come faster than frames are drawn once a frame', async () => {
    const panel = await panels.open();
    await panel.send(load({ turns: [turnView({ state: 'streaming', answer: '' })] }));
    const report = await watchBlocks(panel);
    await panel.page.evaluate(
      ({ text, turn }) => {
        for (let end = 1; end <= 300; end++) {
          window.postMessage({ type: 'turn', turn: { ...turn, answer: text.slice(0, end) } }, window.origin);
        }
      },
      { text: richAnswer, turn: turnView({ state: 'streaming' }) },
    );
    await expect.poll(() => panel.page.locator('.markdown').innerText()).toContain('Foreground');
    await nextFrame(panel.page);
    expect((await report()).batches).toBeLessThan(60);
  });

  test('items of a long list, rows of a long table and lines of long code are added, not drawn anew', async () => {
    const { page, send } = await panels.open();
    const list = Array.from({ length: 300 }, (_, n) => `- item ${n} with *some* text`).join('\n');
    const table = ['| a | b |', '|---|---|', ...Array.from({ length: 300 }, (_, n) => `| ${n} | x |`)].join('\n');
    const code = ['```', ...Array.from({ length: 1000 }, (_, n) => `line ${n}`)].join('\n');
    for (const [text, selector] of [
      [list, 'li'],
      [table, 'tbody tr'],
      [code, '.lines'],
    ] as const) {
      await send(load({ turns: [turnView({ state: 'streaming', answer: text })] }));
      await page.evaluate(
        (wanted) => Object.assign(document.querySelector(`.markdown ${wanted}`)!, { mark: true }),
        selector,
      );
      const lines = text.split('\n');
      const more = `${text}\n${lines.at(-1)}\n${lines.at(-1)}`;
      await send({ type: 'turn', turn: turnView({ state: 'streaming', answer: more }) });
      const kept = await page.evaluate((wanted) => 'mark' in document.querySelector(`.markdown ${wanted}`)!, selector);
      expect([selector, kept]).toEqual([selector, true]);
    }
  });

  test('an endless paragraph loses its emphasis, never its text', async () => {
    const { page, send } = await panels.open();
    const answer = 'so **very** long\n'.repeat(2000).trim();
    await send(load({ turns: [turnView({ state: 'streaming', answer })] }));
    expect(await page.locator('.markdown').innerText()).toBe(answer);
    expect(await page.locator('.markdown p').count()).toBe(1);
  });

  test('a link definition that comes at the end reaches what stands above it', async () => {
    const { page, send } = await panels.open();
    await send(load({ turns: [turnView({ state: 'streaming', answer: 'See [the map][m].\n\nMore.' })] }));
    expect(await page.getByRole('link').count()).toBe(0);
    const answer = 'See [the map][m].\n\nMore.\n\n[m]: https://maps.example.org/';
    await send({ type: 'turn', turn: turnView({ answer }) });
    expect(await page.getByRole('link').allInnerTexts()).toEqual(['the map']);
  });
});

describe('speed, told and not asserted', () => {
  test('5,000 tokens a second for 4 seconds', async () => {
    const { page, send } = await panels.open();
    await send(load({ turns: [turnView({ state: 'streaming', answer: '' })] }));
    const result = await page.evaluate(
      async ({ text, turn }) => {
        let idle = 0;
        for (let frame = 0, before = performance.now(); frame < 120; frame++) {
          const now = await new Promise<number>((done) => requestAnimationFrame(() => done(performance.now())));
          idle = Math.max(idle, now - before);
          before = now;
        }
        // About 4 characters per token: 80 tokens in each of 60 snapshots per second.
        const perFrame = Math.round((5000 * 4) / 60);
        const frames: number[] = [];
        let last = performance.now();
        let long = 0;
        new PerformanceObserver((list) => {
          long = Math.max(long, ...list.getEntries().map((entry) => entry.duration));
        }).observe({ type: 'longtask' });
        let end = 0;
        while (end < 5000 * 4 * 4) {
          end += perFrame;
          const data = { type: 'turn', turn: { ...turn, answer: text.slice(0, end) } };
          window.postMessage(data, window.origin);
          await new Promise<void>((done) => requestAnimationFrame(() => done()));
          const now = performance.now();
          frames.push(now - last);
          last = now;
        }
        frames.sort((a, b) => a - b);
        return {
          frames: frames.length,
          median: frames[Math.floor(frames.length / 2)],
          longest: frames.at(-1),
          longestTask: long,
          idle,
        };
      },
      { text: richAnswer.repeat(100), turn: turnView({ state: 'streaming' }) },
    );
    const ms = (value: number | undefined) => `${(value ?? 0).toFixed(1)} ms`;
    console.log(
      `streaming 80 KB in ${result.frames} frames: median ${ms(result.median)}, longest ${ms(result.longest)} (idle: ${ms(result.idle)}), longest task ${ms(result.longestTask)}`,
    );
    expect(await page.locator('.markdown h3').count()).toBeGreaterThan(50);
  });
});
