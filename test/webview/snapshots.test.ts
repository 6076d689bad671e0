import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TurnView } from '../../src/protocol/view';
import { launchPanels, nextFrame, type PanelBrowser } from './support/panelPage';
import { richAnswer } from './support/texts';
import { conversationView, load, turnView, usage } from './support/views';

let panels: PanelBrowser;
beforeAll(async () => {
  panels = await launchPanels();
});
afterAll(() => panels.close());

const many: readonly TurnView[] = Array.from({ length: 6 }, (_, index) =>
  turnView({ id: `turn-${index}`, question: `Question ${index}`, taskLabel: undefined, answer: richAnswer, usage }),
);

describe('a new snapshot', () => {
  test('keeps the nodes, the selection, open boxes and edits of what did not change', async () => {
    const { page, send } = await panels.open();
    await send(load({ turns: many }));
    await page.locator('.usage summary').first().click();
    await page.getByRole('button', { name: 'Edit' }).nth(1).click();
    await page.getByRole('textbox', { name: 'Question' }).fill('Half an edit');
    await page.evaluate(() => {
      const paragraph = document.querySelector('.markdown p')!;
      Object.assign(paragraph, { mark: true });
      getSelection()?.selectAllChildren(paragraph);
    });
    const changed = [...many.slice(0, 5), { ...many[5]!, answer: 'Shorter now.' }];
    await send({ type: 'update', conversation: conversationView({ turns: changed, title: 'Another title' }) });
    await send({ ...load({ turns: changed }) });
    expect(await page.evaluate(() => 'mark' in document.querySelector('.markdown p')!)).toBe(true);
    expect(await page.evaluate(() => getSelection()?.toString())).toContain('mountain lake');
    expect(await page.locator('.usage').first().getAttribute('open')).toBe('');
    expect(await page.getByRole('textbox', { name: 'Question' }).inputValue()).toBe('Half an edit');
    expect(await page.locator('.markdown').last().innerText()).toBe('Shorter now.');
  });

  test('that says nothing new touches nothing', async () => {
    const { page, send } = await panels.open();
    await send(load({ turns: many, totals: usage }));
    await page.evaluate(() => {
      const counts = { changes: 0 };
      new MutationObserver((records) => {
        counts.changes += records.length;
      }).observe(document.body, { attributes: true, childList: true, characterData: true, subtree: true });
      Object.assign(window, { counts });
    });
    await send({ type: 'update', conversation: conversationView({ turns: many, totals: usage }) });
    await send(load({ turns: many, totals: usage }));
    await send({ type: 'turn', turn: many[5]! });
    const { changes } = await page.evaluate(() => (window as unknown as { counts: { changes: number } }).counts);
    expect(changes).toBe(0);
  });

  test('removes and orders turns by their ids', async () => {
    const { page, send } = await panels.open();
    await send(load({ turns: many }));
    await page.evaluate(() => Object.assign(document.querySelectorAll('.turn')[4]!, { mark: true }));
    const turns = [many[4]!, many[1]!, turnView({ id: 'new', question: 'New', taskLabel: undefined })];
    await send({ type: 'update', conversation: conversationView({ turns }) });
    expect(await page.locator('.questionText').allInnerTexts()).toEqual(['Question 4', 'Question 1', 'New']);
    expect(await page.evaluate(() => 'mark' in document.querySelector('.turn')!)).toBe(true);
  });

  test('a "turn" that is older than an "update" after it is not drawn over it', async () => {
    const { page, send } = await panels.open();
    await send(load({ turns: [turnView({ state: 'streaming', answer: 'A' })] }));
    await page.evaluate(
      ([turn, update]) => {
        window.postMessage(turn, window.origin);
        window.postMessage(update, window.origin);
      },
      [
        { type: 'turn', turn: turnView({ state: 'streaming', answer: 'A la' }) },
        { type: 'update', conversation: conversationView({ turns: [turnView({ answer: 'A lake.' })] }) },
      ],
    );
    await nextFrame(page);
    await page.waitForTimeout(300);
    expect(await page.locator('.markdown').innerText()).toBe('A lake.');
  });

  test('never takes the focus or the caret from who is typing', async () => {
    const { page, send } = await panels.open();
    await send(load({ turns: [turnView({ state: 'streaming', answer: '' })] }));
    const box = page.getByRole('textbox', { name: 'Ask about the image' });
    await box.fill('And the boats?');
    await box.evaluate((node: HTMLTextAreaElement) => node.setSelectionRange(4, 7));
    for (const answer of ['A', 'A la', richAnswer]) {
      await send({ type: 'turn', turn: turnView({ state: 'streaming', answer }) });
    }
    await send({ type: 'turn', turn: turnView({ answer: richAnswer, usage }) });
    await send({
      type: 'update',
      conversation: conversationView({ turns: [turnView({ answer: richAnswer, usage })] }),
    });
    const caret = await box.evaluate((node: HTMLTextAreaElement) => [
      node === document.activeElement,
      node.selectionStart,
      node.selectionEnd,
    ]);
    expect(caret).toEqual([true, 4, 7]);
  });
});

describe('scrolling', () => {
  const atEnd = (scroller: Element) => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 2;

  test('follows the answer up to its own beginning, and stays where the user went', async () => {
    const { page, send } = await panels.open();
    const scroller = page.locator('.scroller');
    await send(load({ turns: [...many.slice(0, 2), turnView({ state: 'streaming', answer: 'A' })] }));
    expect(await scroller.evaluate(atEnd)).toBe(true);
    await send({ type: 'turn', turn: turnView({ state: 'streaming', answer: richAnswer + richAnswer }) });
    await nextFrame(page);
    const question = page.getByRole('article', { name: 'You' }).last();
    const top = async () => (await question.boundingBox())?.y ?? -1;
    const view = (await scroller.boundingBox())?.y ?? 0;
    expect((await top()) - view).toBeGreaterThanOrEqual(0);
    expect((await top()) - view).toBeLessThan(20);
    await scroller.evaluate((node) => node.scrollTo(0, 200));
    await nextFrame(page);
    await send({ type: 'turn', turn: turnView({ state: 'streaming', answer: richAnswer + richAnswer + richAnswer }) });
    expect(await scroller.evaluate((node) => node.scrollTop)).toBe(200);
    await page.getByRole('button', { name: 'Jump to End' }).click();
    expect(await scroller.evaluate(atEnd)).toBe(true);
    expect(await page.getByRole('button', { name: 'Jump to End' }).isVisible()).toBe(false);
  });
});

describe('a reload', () => {
  test('brings back draft, edit, open boxes and scroll position', async () => {
    const { page, send } = await panels.open();
    const conversation = { turns: many };
    await send(load(conversation));
    await page.getByRole('textbox', { name: 'Ask about the image' }).fill('Not yet sent');
    await page.locator('.answer > .usage > summary').nth(1).click();
    await page.getByRole('button', { name: 'Edit' }).nth(2).click();
    await page.getByRole('textbox', { name: 'Question' }).fill('Half an edit');
    await page.locator('.scroller').evaluate((node) => node.scrollTo(0, 333));
    await page.waitForTimeout(300);
    await page.reload();
    await send(load(conversation));
    expect(await page.getByRole('textbox', { name: 'Ask about the image' }).inputValue()).toBe('Not yet sent');
    expect(await page.getByRole('textbox', { name: 'Question' }).inputValue()).toBe('Half an edit');
    const open = await page
      .locator('.answer .usage')
      .evaluateAll((all) => all.map((one) => (one as HTMLDetailsElement).open));
    expect(open).toEqual([false, true, false, false, false, false]);
    expect(await page.locator('.scroller').evaluate((node) => node.scrollTop)).toBe(333);
    expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('TEXTAREA');
  });

  test('into another conversation keeps what was typed and nothing else', async () => {
    const { page, send } = await panels.open({
      state: {
        conversationId: 'old',
        draft: 'Still mine',
        scroll: 50,
        open: ['turn-0:usage'],
        edits: { 'turn-0': 'x' },
      },
    });
    await send(load({ turns: many }));
    expect(await page.getByRole('textbox', { name: 'Ask about the image' }).inputValue()).toBe('Still mine');
    expect(await page.getByRole('textbox', { name: 'Question' }).count()).toBe(0);
    expect(await page.locator('.usage[open]').count()).toBe(0);
  });

  test('a state that makes no sense does no harm', async () => {
    const { page, send, faults } = await panels.open({ state: { draft: 7, open: 'x', edits: [1], scroll: null } });
    await send(load({ turns: many }));
    expect(await page.getByRole('article').count()).toBe(12);
    expect(faults).toEqual([]);
  });
});

describe('messages', () => {
  test('from another origin, and things that are no messages, are ignored', async () => {
    const { page, send, faults } = await panels.open();
    await send(load({ turns: [turnView()] }));
    await page.evaluate(
      (turn) => {
        window.dispatchEvent(
          new MessageEvent('message', { origin: 'https://evil.example', data: { type: 'turn', turn } }),
        );
        for (const data of [null, 7, 'load', {}, { type: 'nothing' }]) {
          window.postMessage(data, window.origin);
        }
      },
      turnView({ answer: 'Evil.' }),
    );
    await page.waitForTimeout(100);
    expect(await page.locator('.markdown').innerText()).toBe('A lake.');
    expect(faults).toEqual([]);
  });
});
