import type { Page } from 'playwright-core';
import { richAnswer } from '../webview/support/texts';
import { load, turnView } from '../webview/support/views';
import { median } from './lib/measure';
import { launchBenchPanels } from './lib/panelPage';
import type { Row } from './lib/row';

const tokensPerSecond = 5_000;
/** How often the host notifies the panel of a streaming turn, milliseconds. */
const notifyEvery = 33;
const seconds = 4;
/** Characters of an answer that the panel draws; the rest is behind "Show More". */
const drawnLength = 50_000;
/** Other programs only ever make a frame longer, so the calmest run shows what the panel itself does. */
const runs = 5;

interface Frames {
  /** Milliseconds between frames, in order. */
  readonly gaps: readonly number[];
  /** Milliseconds of each task over 50 ms. */
  readonly longTasks: readonly number[];
}

/** How smooth the panel stays while a very fast model streams Markdown into it. */
export async function run(): Promise<Row[]> {
  const panels = await launchBenchPanels();
  try {
    const results: Frames[] = [];
    const idle: Frames[] = [];
    for (let n = 0; n < runs; n++) {
      const panel = await panels.open();
      const start = load({ turns: [turnView({ state: 'streaming', answer: '' })] });
      await panel.page.evaluate((message) => window.postMessage(message, window.origin), start);
      idle.push(await frames(panel.page, []));
      results.push(await frames(panel.page, snapshots()));
      if (panel.faults.length > 0) {
        throw new Error(panel.faults.join('\n'));
      }
      await panel.close();
    }
    const longest = (all: readonly Frames[]) => Math.min(...all.map(({ gaps }) => Math.max(...gaps)));
    const late = results.map(({ gaps }) => gaps.filter((gap) => gap > 50).length);
    return [
      {
        name: `longest frame while ${tokensPerSecond} tokens/s arrive`,
        ours: longest(results),
        theirs: longest(idle),
        target: '≤ 50',
        unit: 'ms',
        note: `beside the idle panel; ${seconds} s of Markdown, the calmest of ${runs} runs; frames over 50 ms in each: ${late.join(', ')}`,
      },
      {
        name: 'median frame',
        ours: median(results.flatMap(({ gaps }) => gaps)),
        theirs: median(idle.flatMap(({ gaps }) => gaps)),
        unit: 'ms',
        note: `tasks over 50 ms: ${results.map(({ longTasks }) => longTasks.length).join(', ')}`,
      },
    ];
  } finally {
    await panels.close();
  }
}

/** The answer at each notification; four characters per token. */
function snapshots(): string[] {
  const all = richAnswer.repeat(Math.ceil((tokensPerSecond * seconds * 4) / richAnswer.length));
  const step = (tokensPerSecond * 4 * notifyEvery) / 1000;
  return Array.from({ length: Math.floor((seconds * 1000) / notifyEvery) }, (_, n) => all.slice(0, (n + 1) * step));
}

/** Plays the snapshots into the panel from within its page and times its frames, with an idle second before. */
function frames(page: Page, answers: readonly string[]): Promise<Frames> {
  return page.evaluate(
    async ({ turn, texts, every, most }) => {
      const gaps: number[] = [];
      const longTasks: number[] = [];
      const observer = new PerformanceObserver((list) => {
        longTasks.push(...list.getEntries().map((entry) => entry.duration));
      });
      observer.observe({ type: 'longtask' });
      let last = performance.now();
      let running = true;
      // Not the frame's own timestamp, which may be before a task that delayed the frame.
      const tick = () => {
        const now = performance.now();
        gaps.push(now - last);
        last = now;
        if (running) {
          requestAnimationFrame(tick);
        }
      };
      await new Promise<void>((done) => requestAnimationFrame(() => done()));
      last = performance.now();
      requestAnimationFrame(tick);
      const started = performance.now();
      for (let n = 0; n < Math.max(texts.length, 1000 / every); n++) {
        const due = started + n * every;
        await new Promise((done) => setTimeout(done, Math.max(0, due - performance.now())));
        const answer = texts[n];
        if (answer !== undefined) {
          window.postMessage({ type: 'turn', turn: { ...turn, answer } }, window.origin);
        }
      }
      await new Promise((done) => setTimeout(done, 200));
      const wanted = Math.min(most, texts.at(-1)?.length ?? 0);
      if ((document.querySelector('.markdown')?.textContent ?? '').length < 0.5 * wanted) {
        throw new Error('The panel did not draw the answer.');
      }
      running = false;
      observer.disconnect();
      return { gaps: gaps.slice(1), longTasks };
    },
    { turn: turnView({ state: 'streaming' }), texts: [...answers], every: notifyEvery, most: drawnLength },
  );
}
