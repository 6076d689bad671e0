import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchPanels, nextFrame, type PanelBrowser } from './support/panelPage';
import { conversationView, imageView, load, sampleBytes, turnView, usage } from './support/views';

let panels: PanelBrowser;
beforeAll(async () => {
  panels = await launchPanels();
});
afterAll(() => panels.close());

const ask = (text: string) =>
  turnView({ id: 'turn-2', question: text, taskLabel: undefined, state: 'waiting', answer: '' });

describe('the follow-up box', () => {
  test('Enter sends, Shift+Enter makes a line, and the text stays until it is a turn', async () => {
    const { page, send, intentsOf, state } = await panels.open();
    await send(load({ turns: [turnView()] }));
    const box = page.getByRole('textbox', { name: 'Ask about the image' });
    await box.focus();
    await page.keyboard.type('One');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('two');
    expect(await intentsOf('ask')).toEqual([]);
    expect(await state()).toMatchObject({ draft: 'One\ntwo', conversationId: 'conversation-1' });
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    expect(await intentsOf('ask')).toEqual([{ type: 'ask', text: 'One\ntwo' }]);
    expect(await box.inputValue()).toBe('One\ntwo');
    await send({ type: 'turn', turn: ask('One\ntwo') });
    expect(await box.inputValue()).toBe('');
    expect(await state()).toMatchObject({ draft: '' });
    expect(await box.evaluate((node) => node === document.activeElement)).toBe(true);
  });

  test('the host hears of what is typed, so that closing the panel does not lose it', async () => {
    const { page, send, intentsOf } = await panels.open();
    await send(load());
    await page.getByRole('textbox', { name: 'Ask about the image' }).pressSequentially('Half a question');
    await expect.poll(() => intentsOf('draft')).toEqual([{ type: 'draft', text: 'Half a question' }]);
  });

  test('what was typed after sending is not lost', async () => {
    const { page, send } = await panels.open();
    await send(load());
    const box = page.getByRole('textbox', { name: 'Ask about the image' });
    await box.fill('First');
    await box.press('Enter');
    await box.fill('Next');
    await send({ type: 'update', conversation: conversationView({ turns: [ask('First')] }) });
    expect(await box.inputValue()).toBe('Next');
  });

  test('a turn that begins by itself does not take the text away', async () => {
    const { page, send } = await panels.open();
    await send(load());
    const box = page.getByRole('textbox', { name: 'Ask about the image' });
    await box.fill('Half a th');
    await send({ type: 'turn', turn: ask('Regenerated') });
    expect(await box.inputValue()).toBe('Half a th');
  });

  test('an empty text is not sent', async () => {
    const { page, send, intentsOf } = await panels.open();
    await send(load());
    const box = page.getByRole('textbox', { name: 'Ask about the image' });
    await box.fill('  \n ');
    await box.press('Enter');
    expect(await page.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true);
    expect(await intentsOf('ask')).toEqual([]);
  });

  test('Enter that ends a composition of an input method does not send', async () => {
    const { page, send, intentsOf } = await panels.open();
    await send(load());
    const box = page.getByRole('textbox', { name: 'Ask about the image' });
    await box.fill('にほん');
    for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
      await box.evaluate((node, how) => {
        node.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...how }));
      }, composing);
    }
    expect(await intentsOf('ask')).toEqual([]);
    await box.press('Enter');
    expect(await intentsOf('ask')).toHaveLength(1);
  });

  test('while an answer comes in, Enter sends all the same, to be answered next; Escape stops the one that runs', async () => {
    const { page, send, intents } = await panels.open();
    const running = turnView({ state: 'streaming', answer: 'A la' });
    await send(load({ turns: [running] }));
    const box = page.getByRole('textbox', { name: 'Ask about the image' });
    expect(await page.getByRole('button', { name: 'Send', exact: true }).isVisible()).toBe(false);
    await box.fill('And then?');
    expect(await page.getByRole('button', { name: 'Send', exact: true }).isVisible()).toBe(true);
    await box.press('Enter');
    expect((await intents()).slice(1)).toEqual([{ type: 'ask', text: 'And then?' }]);
    await send({ type: 'update', conversation: conversationView({ turns: [running, ask('And then?')] }) });
    expect(await box.inputValue()).toBe('');
    await box.press('Escape');
    expect((await intents()).slice(2)).toEqual([{ type: 'turnAction', turnId: 'turn-1', action: 'stop' }]);
  });

  test('the focus is not lost when Stop goes away', async () => {
    const { page, send, intentsOf } = await panels.open();
    await send(load({ turns: [turnView({ state: 'streaming', answer: 'A la' })] }));
    await page.getByRole('button', { name: 'Stop' }).press('Enter');
    expect(await intentsOf('turnAction')).toHaveLength(1);
    await send({ type: 'turn', turn: turnView({ state: 'stopped', answer: 'A la' }) });
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  });

  test('the host may put a text into an empty box, never over a text', async () => {
    const { page, send } = await panels.open();
    await send(load());
    const box = page.getByRole('textbox', { name: 'Ask about the image' });
    await send({ type: 'focus', draft: 'Is it safe?' });
    expect(await box.inputValue()).toBe('Is it safe?');
    expect(await box.evaluate((node) => node === document.activeElement)).toBe(true);
    await box.fill('Mine');
    await send({ type: 'focus', draft: 'Yours' });
    expect(await box.inputValue()).toBe('Mine');
  });
});

describe('editing a question', () => {
  test('Edit, Enter resends; Escape leaves all as it was and gives the focus back', async () => {
    const { page, send, intentsOf, state } = await panels.open();
    await send(load({ turns: [turnView({ question: 'What is it?', taskLabel: undefined })] }));
    const edit = page.getByRole('button', { name: 'Edit' });
    await edit.press('Enter');
    const box = page.getByRole('textbox', { name: 'Question' });
    expect(await box.evaluate((node) => node === document.activeElement)).toBe(true);
    expect(await box.inputValue()).toBe('What is it?');
    await box.fill('What is that');
    expect(await state()).toMatchObject({ edits: { 'turn-1': 'What is that' } });
    await box.press('Escape');
    expect(await box.count()).toBe(0);
    expect(await edit.evaluate((node) => node === document.activeElement)).toBe(true);
    expect(await state()).toMatchObject({ edits: {} });
    await edit.click();
    await box.fill('What is that?');
    await box.press('Enter');
    expect(await intentsOf('editAndResend')).toEqual([
      { type: 'editAndResend', turnId: 'turn-1', text: 'What is that?' },
    ]);
  });

  test('Escape in the edit box does not stop another turn', async () => {
    const { page, send, intentsOf } = await panels.open();
    await send(load({ turns: [turnView(), ask('More?')] }));
    await page.getByRole('button', { name: 'Edit' }).first().click();
    await page.getByRole('textbox', { name: 'Question' }).press('Escape');
    expect(await intentsOf('turnAction')).toEqual([]);
  });
});

describe('everything by keyboard', () => {
  test('Tab reaches every part in reading order, and comes out again', async () => {
    const { page, send } = await panels.open({ viewport: { width: 600, height: 1600 } });
    const answer = '[map](https://maps.example.org)\n\n| a |\n|---|\n| 1 |\n\n```js\n1\n```';
    const images = [imageView(), imageView({ id: 'image-2', name: 'logo.png' })];
    await send(
      load({ images, turns: [turnView({ answer, usage, reasoning: 'Hm', imageIds: ['image-1', 'image-2'] })] }),
    );
    await send(sampleBytes('photo.jpg', 'image/jpeg'));
    await page.getByRole('button', { name: 'Zoom Out' }).waitFor();
    await page.evaluate(() => document.body.focus());
    const seen: string[] = [];
    for (let step = 0; step < 40; step++) {
      await page.keyboard.press('Tab');
      const name = await page.evaluate(() => {
        const node = document.activeElement as HTMLElement;
        return node === document.body
          ? ''
          : (node.getAttribute('aria-label') ?? node.textContent ?? '').trim() || node.outerHTML.slice(0, 80);
      });
      if (name === '' || (seen.length > 0 && name === seen[0])) {
        break;
      }
      seen.push(name);
    }
    expect(seen).toEqual([
      'New Conversation',
      'photo.jpg',
      'logo.png',
      'photo.jpg',
      'Zoom Out',
      'What was sent',
      'Edit',
      '1: photo.jpg',
      '2: logo.png',
      'Reasoning',
      'map',
      'Table',
      'Copy Code',
      'Code: js',
      'Copy',
      `Usage: ${usage.summary}`,
      'Ask about the image',
      'Change Model',
    ]);
  });

  test('a toolbar is one stop; arrows, Home and End move in it', async () => {
    const { page, send } = await panels.open();
    await send(load({ turns: [turnView()] }));
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    await page.getByRole('button', { name: 'Copy', exact: true }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toBe('Insert at Cursor');
    await page.keyboard.press('End');
    expect(await focused()).toBe('Regenerate');
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toBe('Copy');
    await page.keyboard.press('ArrowLeft');
    expect(await focused()).toBe('Regenerate');
    await page.keyboard.press('Home');
    expect(await focused()).toBe('Copy');
  });

  test('every focused control shows it, in every theme', async () => {
    for (const theme of ['dark', 'light', 'hcDark', 'hcLight'] as const) {
      const { page, send } = await panels.open({ theme });
      await send(load({ turns: [turnView({ answer: '[map](https://maps.example.org)', usage })] }));
      await send(sampleBytes('photo.jpg', 'image/jpeg'));
      await page.getByRole('button', { name: 'Zoom Out' }).waitFor();
      await page.evaluate(() => document.body.focus());
      for (let step = 0; step < 14; step++) {
        await page.keyboard.press('Tab');
        await nextFrame(page);
        const shown = await page.evaluate(() => {
          const node = document.activeElement as HTMLElement;
          const style = getComputedStyle(node);
          const frame = node.closest('.inputBox');
          const framed = frame !== null && node.tagName === 'TEXTAREA';
          const color = getComputedStyle(document.documentElement).getPropertyValue('--vscode-focusBorder');
          const probe = document.createElement('i');
          probe.style.color = color;
          document.body.append(probe);
          const wanted = getComputedStyle(probe).color;
          probe.remove();
          const drawn = framed ? getComputedStyle(frame).borderTopColor : style.outlineColor;
          const solid = framed || (style.outlineStyle === 'solid' && Number.parseFloat(style.outlineWidth) >= 1);
          return node === document.body || (solid && drawn === wanted) ? '' : node.outerHTML.slice(0, 120);
        });
        expect(`${theme} ${step}: ${shown}`).toBe(`${theme} ${step}: `);
      }
    }
  });
});
