import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchPanels, type PanelBrowser, type PanelPage } from './support/panelPage';
import { richAnswer } from './support/texts';
import { conversationView, imageView, load, sampleBytes, strings, turnView, usage } from './support/views';

let panels: PanelBrowser;
beforeAll(async () => {
  panels = await launchPanels();
});
afterAll(() => panels.close());

/** Records every change of the live region from now on. */
async function listen({ page }: PanelPage): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const heard: string[] = [];
    const region = document.querySelector('[role=status]')!;
    new MutationObserver(() => heard.push(region.textContent ?? '')).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    Object.assign(window, { heard });
  });
  return () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
}

describe('for a screen reader', () => {
  test('the conversation is a log that does not speak by itself, of labelled articles', async () => {
    const { page, send } = await panels.open();
    await send(load({ turns: [turnView(), turnView({ id: 'turn-2', from: undefined })] }));
    const log = page.getByRole('log', { name: 'Conversation' });
    expect(await log.getAttribute('aria-live')).toBe('off');
    const names = await log.getByRole('article').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    expect(names).toEqual(['You', 'Answer from Groq · qwen3.8', 'You', 'Answer']);
  });

  test('an answer is spoken once, when it is done, however it came in', async () => {
    const panel = await panels.open();
    await panel.send(load({ turns: [turnView({ state: 'waiting', answer: '', status: 'Waiting for Groq…' })] }));
    const heard = await listen(panel);
    const text = '# Lake\n\nA lake, with\n\n- a hut\n- a pier\n\n```js\nlet a;\n```\n';
    for (let end = 1; end <= text.length; end++) {
      await panel.page.evaluate(
        (turn) => window.postMessage({ type: 'turn', turn }, window.origin),
        turnView({ state: 'streaming', answer: text.slice(0, end) }),
      );
    }
    expect(await panel.page.locator('.answer').getAttribute('aria-busy')).toBe('true');
    expect(await heard()).toEqual([]);
    await panel.send({ type: 'turn', turn: turnView({ answer: text }) });
    await panel.send({ type: 'turn', turn: turnView({ answer: text, usage }) });
    await panel.send({
      type: 'update',
      conversation: conversationView({ turns: [turnView({ answer: text, usage })] }),
    });
    expect(await panel.page.locator('.answer').getAttribute('aria-busy')).toBe('false');
    expect((await heard()).map((one) => one.replace(/\s+/g, ' '))).toEqual([
      'Answer: Lake A lake, with a hut a pier let a;',
    ]);
    expect(panel.faults).toEqual([]);
  });

  test.each([
    ['stopped', { state: 'stopped', answer: 'A la' } as const, 'Stopped: A la'],
    [
      'failed',
      { state: 'failed', answer: '', error: { text: 'No network.', actions: [] } } as const,
      'Failed: No network.',
    ],
  ])('%s is spoken once', async (_, change, spoken) => {
    const panel = await panels.open();
    await panel.send(load({ turns: [turnView({ state: 'waiting', answer: '' })] }));
    const heard = await listen(panel);
    await panel.send({ type: 'turn', turn: turnView(change) });
    await panel.send({ type: 'update', conversation: conversationView({ turns: [turnView(change)] }) });
    expect(await heard()).toEqual([spoken]);
  });

  test('an answer that is there at once is spoken; what was there when the panel opened is not', async () => {
    const panel = await panels.open();
    await panel.send(load({ turns: [turnView()] }));
    const heard = await listen(panel);
    await panel.send(load({ turns: [turnView()] }));
    expect(await heard()).toEqual([]);
    await panel.send({ type: 'turn', turn: turnView({ id: 'turn-2', answer: 'A hut.' }) });
    expect(await heard()).toEqual(['Answer: A hut.']);
  });

  test('what was said is taken away again, so that nobody who reads to the end meets it twice', async () => {
    const { page, send } = await panels.open();
    await page.clock.install();
    await send(load({ turns: [turnView({ state: 'waiting', answer: '' })] }));
    await send({ type: 'turn', turn: turnView({ answer: 'A lake.\n\n> One\n>\n> > Two' }) });
    await page.clock.runFor(1000);
    const spoken = page.getByRole('status');
    expect((await spoken.innerText()).replace(/\s+/g, ' ')).toBe('Answer: A lake. One Two');
    await page.clock.runFor(30_000);
    expect(await spoken.innerText()).toBe('');
  });

  test('how to use keys is told with the control, and is no text of its own', async () => {
    const { page, send } = await panels.open();
    await send(load());
    await send(sampleBytes('photo.jpg', 'image/jpeg'));
    await page.getByRole('button', { name: strings.selectRegion }).click();
    const tree = await page.locator('body').ariaSnapshot();
    expect(tree).not.toContain(strings.imageKeys);
    expect(tree).not.toContain(strings.regionKeys);
    const described = await page
      .locator('.viewport, .region')
      .evaluateAll((all) => all.map((one) => one.ariaDescribedByElements?.map((text) => text.textContent).join(' ')));
    expect(described).toEqual([strings.imageKeys, strings.regionKeys]);
  });

  test('every control has a name, every image a text, every id is there once', async () => {
    const { page, send } = await panels.open();
    const failed = turnView({
      id: 'turn-2',
      state: 'failed',
      answer: '',
      error: { text: 'No.', actions: [{ id: 'a', label: 'Set Key', primary: true }] },
    });
    const images = [imageView(), imageView({ id: 'image-2', name: 'logo.png' })];
    await send(
      load({ images, turns: [turnView({ answer: richAnswer, usage, reasoning: 'Hm' }), failed], totals: usage }),
    );
    await send(sampleBytes('photo.jpg', 'image/jpeg'));
    const faults = await page.evaluate(() => {
      const found: string[] = [];
      const ids = [...document.querySelectorAll('[id]')].map((node) => node.id);
      found.push(...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `twice: ${id}`));
      const controls = 'button, textarea, a, summary, [tabindex], [role=region], [role=toolbar], [role=group]';
      for (const node of document.querySelectorAll(controls)) {
        const name = node.getAttribute('aria-label') ?? (node as HTMLElement).innerText;
        const visible = node.checkVisibility();
        if (visible && (name ?? '').trim() === '') {
          found.push(`no name: ${node.outerHTML.slice(0, 100)}`);
        }
      }
      for (const image of document.querySelectorAll('img')) {
        if (!image.hasAttribute('alt')) {
          found.push(`no alt: ${image.outerHTML.slice(0, 100)}`);
        }
      }
      for (const node of document.querySelectorAll('[aria-describedby], [aria-labelledby]')) {
        const target = node.getAttribute('aria-describedby') ?? node.getAttribute('aria-labelledby') ?? '';
        if (document.getElementById(target) === null) {
          found.push(`points nowhere: ${target}`);
        }
      }
      for (const icon of document.querySelectorAll('svg:not([aria-hidden=true])')) {
        found.push(`icon speaks: ${icon.outerHTML}`);
      }
      return found;
    });
    expect(faults).toEqual([]);
  });

  test('headings go down one level at a time, whatever the answer does', async () => {
    const { page, send } = await panels.open();
    const answer = '#### Four\n\ntext\n\n# One\n\n### Three\n\n> # Quoted\n\n- ###### Six\n';
    await send(load({ turns: [turnView({ answer, usage })], totals: usage }));
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) {
        details.open = true;
      }
    });
    const levels = await page.evaluate(() =>
      [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((node) => Number(node.tagName.slice(1))),
    );
    expect(levels[0]).toBe(1);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.filter((level, index) => index > 0 && level > levels[index - 1]! + 1)).toEqual([]);
  });

  test('the page has a language and a title', async () => {
    const { page, send } = await panels.open();
    await send({ ...load({ title: 'chart.png' }), locale: 'de' });
    expect(await page.evaluate(() => [document.documentElement.lang, document.title])).toEqual(['de', 'chart.png']);
  });
});
