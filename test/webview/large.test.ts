import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { maxAttached, maxQuestion } from '../../src/protocol/fromPanel';
import { launchPanels, type PanelBrowser, type PanelPage } from './support/panelPage';
import { load, turnView } from './support/views';

let panels: PanelBrowser;
beforeAll(async () => {
  panels = await launchPanels();
});
afterAll(() => panels.close());

const row = (cell: string, cells: number) => `|${`${cell}|`.repeat(cells)}`;
const answers: readonly (readonly [string, string])[] = [
  ['2 million characters', `${'A line of an answer that does not end.\n\n'.repeat(50_000)}`],
  ['100,000 links', 'https://example.org/ [a](https://example.org/b)\n\n'.repeat(50_000)],
  ['50,000 items', '- item\n'.repeat(50_000)],
  ['10,000 quotes in each other', `${'>'.repeat(10_000)} the last words`],
  ['lists in lists', Array.from({ length: 200 }, (_, n) => `${'  '.repeat(n)}- level ${n}`).join('\n')],
  ['10,000 columns', [row('a', 10_000), row('-', 10_000), ...Array.from({ length: 100 }, () => 'x')].join('\n')],
  ['one word', 'x'.repeat(1_000_000)],
  ['emphasis in emphasis', `${'*a '.repeat(3_000)}${' a*'.repeat(3_000)}`],
  ['code without an end', `\`\`\`js\n${'const a = 1;\n'.repeat(100_000)}`],
  ['headings', '#\n'.repeat(100_000)],
  ['definitions and their uses', `${'[a]\n\n'.repeat(5_000)}${'[a]: https://example.org/\n'.repeat(5_000)}`],
];

const shown = ({ page }: PanelPage) => page.locator('.markdown').evaluate((node) => node.textContent ?? '');
const more = ({ page }: PanelPage) => page.getByRole('button', { name: 'Show More' });

describe('an answer that is larger than any honest one', () => {
  test.each(answers)('%s: is drawn in a page of bounded size, and the panel goes on', async (_, answer) => {
    const panel = await panels.open();
    await panel.send(load({ turns: [turnView({ state: 'streaming', answer: answer.slice(0, 30_000) })] }));
    await panel.send({ type: 'turn', turn: turnView({ answer }) });
    const { elements, deepest } = await panel.page.evaluate(() => {
      const all = [...document.querySelectorAll('.markdown *')];
      const depth = (node: Element | null): number => {
        let count = 0;
        for (let one = node; one !== null; one = one.parentElement) {
          count++;
        }
        return count;
      };
      return { elements: all.length, deepest: all.reduce((most, one) => Math.max(most, depth(one)), 0) };
    });
    expect(elements).toBeLessThan(60_000);
    expect(deepest).toBeLessThan(150);
    expect((await shown(panel)).length).toBeLessThan(60_000);
    expect(await more(panel).isVisible()).toBe(answer.length > 50_000);
    await panel.page.getByRole('button', { name: 'Copy', exact: true }).last().click();
    expect((await panel.intentsOf('turnAction')).map((one) => one.action)).toEqual(['copy']);
    expect(panel.faults).toEqual([]);
  });

  test('what nests too deep for the parser is shown as it is written', async () => {
    const panel = await panels.open();
    await panel.send(load({ turns: [turnView({ answer: `Before.\n\n${'>'.repeat(500)} the last words\n\nAfter.` })] }));
    expect(await shown(panel)).toContain('the last words');
    expect(await panel.page.locator('.markdown > *').allInnerTexts()).toEqual([
      'Before.',
      `${'>'.repeat(500)} the last words`,
      'After.',
    ]);
  });

  test('Show More draws on until all is there', async () => {
    const panel = await panels.open();
    const answer = Array.from({ length: 3_000 }, (_, n) => `Paragraph ${n} of a very long answer.`).join('\n\n');
    await panel.send(load({ turns: [turnView({ answer })] }));
    const paragraphs = panel.page.locator('.markdown p');
    const counts = [await paragraphs.count()];
    while (await more(panel).isVisible()) {
      await more(panel).click();
      counts.push(await paragraphs.count());
    }
    expect(counts.length).toBe(Math.ceil(answer.length / 50_000));
    expect(counts.at(-1)).toBe(3_000);
    expect(await paragraphs.last().innerText()).toBe('Paragraph 2999 of a very long answer.');
  });

  test('a stream that has passed what is drawn touches nothing any more', async () => {
    const panel = await panels.open();
    const line = 'Some more words.\n\n';
    await panel.send(load({ turns: [turnView({ state: 'streaming', answer: line.repeat(4_000) })] }));
    await panel.page.evaluate(() => {
      const counts = { changes: 0 };
      new MutationObserver((records) => {
        counts.changes += records.length;
      }).observe(document.querySelector('.markdown')!, { childList: true, characterData: true, subtree: true });
      Object.assign(window, { counts });
    });
    for (const lines of [5_000, 20_000, 100_000]) {
      await panel.send({ type: 'turn', turn: turnView({ state: 'streaming', answer: line.repeat(lines) }) });
    }
    const changes = await panel.page.evaluate(() => (window as unknown as { counts: { changes: number } }).counts);
    expect(changes).toEqual({ changes: 0 });
  });

  test('a long structured answer, a long reasoning and a long question are cut alike; Copy gives the whole', async () => {
    const panel = await panels.open();
    const answer = JSON.stringify(Array.from({ length: 30_000 }, (_, n) => n));
    const reasoning = 'thinking '.repeat(20_000);
    const question = 'why '.repeat(50_000);
    await panel.send(
      load({ turns: [turnView({ answer, language: 'json', reasoning, question, taskLabel: undefined })] }),
    );
    const lengths = await panel.page.evaluate(() =>
      ['.answer code', '.reasoningText', '.questionText'].map(
        (selector) => document.querySelector(selector)?.textContent?.length ?? 0,
      ),
    );
    for (const length of lengths) {
      expect(length).toBeGreaterThan(40_000);
      expect(length).toBeLessThan(50_010);
    }
    await panel.page.getByRole('button', { name: 'Copy Code' }).click();
    expect(await panel.intentsOf('copyText')).toEqual([{ type: 'copyText', text: answer }]);
  });

  test('code whose end is not drawn has no Copy of its own', async () => {
    const panel = await panels.open();
    const code = `\`\`\`\n${'let a;\n'.repeat(10_000)}\`\`\``;
    await panel.send(load({ turns: [turnView({ answer: code })] }));
    expect(await panel.page.getByRole('button', { name: 'Copy Code' }).count()).toBe(0);
    await more(panel).click();
    await panel.page.getByRole('button', { name: 'Copy Code' }).click();
    expect(await panel.intentsOf('copyText')).toEqual([
      { type: 'copyText', text: 'let a;\n'.repeat(10_000).trimEnd() },
    ]);
  });
});

describe('what is handed over', () => {
  test('a question that is too long stays in its box, and a sentence says so until it is shorter', async () => {
    const { page, send, intentsOf } = await panels.open();
    await send(load());
    const box = page.getByRole('textbox', { name: 'Ask about the image' });
    await box.fill('x'.repeat(maxQuestion + 1));
    const sentence = page.locator('.composerHint');
    expect(await sentence.innerText()).toBe('Your question is too long (limit: 1,000,000 characters).');
    await box.press('Enter');
    expect(await intentsOf('ask')).toEqual([]);
    expect(await box.inputValue()).toHaveLength(maxQuestion + 1);
    await box.fill('What is this?');
    expect(await sentence.isVisible()).toBe(false);
    await box.press('Enter');
    expect((await intentsOf('ask')).map((one) => one.text)).toEqual(['What is this?']);
  });

  test('an edited question that is too long stays in its box', async () => {
    const { page, send, intentsOf } = await panels.open();
    await send(load({ turns: [turnView({ taskLabel: undefined })] }));
    await page.getByRole('button', { name: 'Edit' }).first().click();
    const box = page.getByRole('textbox', { name: 'Question' });
    await box.fill('x'.repeat(maxQuestion + 1));
    await box.press('Enter');
    expect(await intentsOf('editAndResend')).toEqual([]);
    expect(await page.locator('.composerHint').innerText()).toContain('too long');
    expect(await box.inputValue()).toHaveLength(maxQuestion + 1);
  });

  test('of many images that are dropped, as many are taken as one question may have', async () => {
    const { page, send, intentsOf } = await panels.open();
    const attached = [{ imageId: 'a', name: 'a.png', number: 1, marker: '[image 1]' }];
    await send(load({ attached }));
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      for (let n = 0; n < 150; n++) {
        dataTransfer.items.add(new File([new Uint8Array(3)], `${n}.png`, { type: 'image/png' }));
      }
      document.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
    });
    await expect.poll(async () => (await intentsOf('addImage')).length).toBe(maxAttached - 1);
    expect(await page.locator('.composerHint').innerText()).toBe(
      'A question can have up to 100 images. The others weren’t added.',
    );
  });
});
