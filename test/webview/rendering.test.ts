import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchPanels, nextFrame, type PanelBrowser } from './support/panelPage';
import { richAnswer } from './support/texts';
import { conversationView, load, turnView, usage } from './support/views';

let panels: PanelBrowser;
beforeAll(async () => {
  panels = await launchPanels();
});
afterAll(() => panels.close());

describe('what is drawn', () => {
  test('nothing before the host has answered "ready"', async () => {
    const { page, intents } = await panels.open({ state: { draft: 'half a thought' } });
    expect(await intents()).toEqual([{ type: 'ready', draft: 'half a thought' }]);
    expect(await page.locator('body').innerText()).toBe('');
  });

  test('an answer with everything Markdown has', async () => {
    const { page, send, faults } = await panels.open();
    await send(load({ turns: [turnView({ answer: richAnswer })] }));
    const answer = page.getByRole('article', { name: 'Answer from Groq · qwen3.8' });
    expect(await answer.getByRole('heading').allInnerTexts()).toEqual(['Groq · qwen3.8', 'What it shows', 'Details']);
    expect(await answer.locator('strong').innerText()).toBe('mountain lake');
    expect(await answer.locator('em').innerText()).toBe('sunset');
    expect(await answer.locator('blockquote').innerText()).toBe('Lake House\nopen May–October');
    expect(await answer.locator('ol > li > ul > li > ul > li').innerText()).toBe('with two boats');
    expect(await answer.locator('s').innerText()).toBe('and fog');
    expect(await answer.locator('th').allInnerTexts()).toEqual(['Object', 'Count', 'Colour']);
    expect(await answer.locator('pre').innerText()).toContain('return width * height');
    expect(await answer.locator('hr').count()).toBe(1);
    expect(await answer.getByText('<b>HTML</b> stays text.').count()).toBe(1);
    expect(await page.locator('.markdown img, .markdown b').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  test('code is copied exactly, blank lines and indentation included', async () => {
    const { page, send, intentsOf } = await panels.open();
    const code = `def a():\n\n\n    return 1\n\n${'x = 1\n'.repeat(200)}\tend`;
    await send(load({ turns: [turnView({ answer: `\`\`\`python\n${code}\n\`\`\`` })] }));
    expect(await page.locator('.language').innerText()).toBe('python');
    await page.getByRole('button', { name: 'Copy Code' }).click();
    expect(await intentsOf('copyText')).toEqual([{ type: 'copyText', text: code }]);
    expect(await page.locator('pre').evaluate((pre) => pre.textContent)).toBe(`${code}\n`);
    const selected = await page.locator('pre').evaluate((pre) => {
      getSelection()?.selectAllChildren(pre);
      return getSelection()?.toString();
    });
    expect(selected?.trimEnd()).toBe(code);
    const drawnLines = await page.locator('pre').evaluate((pre) => {
      const line = Number.parseFloat(getComputedStyle(pre).lineHeight);
      return Math.round((pre.firstElementChild as HTMLElement).offsetHeight / line);
    });
    expect(drawnLines).toBe(code.split('\n').length);
  });

  test('a structured answer is code in its language', async () => {
    const { page, send, intentsOf } = await panels.open();
    await send(load({ turns: [turnView({ answer: '{"a": "**b**"}', language: 'json' })] }));
    expect(await page.locator('.language').innerText()).toBe('json');
    expect(await page.locator('.markdown').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Copy Code' }).click();
    expect(await intentsOf('copyText')).toEqual([{ type: 'copyText', text: '{"a": "**b**"}' }]);
  });

  test('waiting, streaming, stopped, failed, done', async () => {
    const { page, send, intents } = await panels.open();
    const answer = page.getByRole('article', { name: 'Answer from Groq' });
    await send(load({ turns: [turnView({ state: 'waiting', answer: '', status: 'Asked to wait: 12 s' })] }));
    expect(await answer.locator('.progress').isVisible()).toBe(true);
    expect(await answer.locator('.status').innerText()).toBe('Asked to wait: 12 s');
    expect(await page.getByRole('button', { name: 'Regenerate' }).isVisible()).toBe(false);
    await send({ type: 'turn', turn: turnView({ state: 'streaming', answer: 'A la' }) });
    expect(await answer.locator('.markdown').innerText()).toBe('A la');
    await send({ type: 'turn', turn: turnView({ state: 'stopped', answer: 'A la' }) });
    expect(await answer.locator('.progress').isVisible()).toBe(false);
    expect(await answer.locator('.ending').innerText()).toBe('Stopped');
    const error = { text: 'The key is wrong.', actions: [{ id: 'setApiKey', label: 'Set API Key', primary: true }] };
    await send({ type: 'turn', turn: turnView({ state: 'failed', answer: 'A la', error, excluded: true }) });
    expect(await answer.locator('.failureText').innerText()).toBe('The key is wrong.');
    expect(await answer.locator('.markdown').innerText()).toBe('A la');
    expect(await answer.getByText('Not sent with your next question').isVisible()).toBe(true);
    await answer.getByRole('button', { name: 'Set API Key' }).click();
    await answer.getByRole('button', { name: 'Try Again' }).click();
    expect((await intents()).slice(1)).toEqual([
      { type: 'hostAction', id: 'setApiKey', turnId: 'turn-1' },
      { type: 'turnAction', turnId: 'turn-1', action: 'regenerate' },
    ]);
    const retry = { text: 'No network.', actions: [{ id: 'retry', label: 'Try Again', primary: true }] };
    await send({ type: 'turn', turn: turnView({ state: 'failed', answer: '', error: retry }) });
    const names = await answer
      .locator('button:visible')
      .evaluateAll((all) => all.map((one) => one.ariaLabel ?? one.textContent));
    expect(names).toEqual(['Try Again']);
    await send({ type: 'turn', turn: turnView({ state: 'done', answer: 'A lake.' }) });
    expect(await answer.locator('.failure').isVisible()).toBe(false);
    expect(await answer.getByText('Not sent with your next question').isVisible()).toBe(false);
  });

  test('the buttons of an answer and the host’s own', async () => {
    const { page, send, intents } = await panels.open();
    const actions = [{ id: 'selectModel', label: 'Choose a Vision Model', primary: true }];
    await send(load({ turns: [turnView({ actions })] }));
    for (const name of ['Copy', 'Insert at Cursor', 'Open as Document', 'Regenerate', 'Choose a Vision Model']) {
      await page.getByRole('button', { name, exact: true }).click();
    }
    await page.getByRole('button', { name: 'New Conversation' }).click();
    await page.getByRole('button', { name: 'Change Model' }).click();
    const turnId = 'turn-1';
    expect((await intents()).slice(1)).toEqual([
      { type: 'turnAction', turnId, action: 'copy' },
      { type: 'turnAction', turnId, action: 'insert' },
      { type: 'turnAction', turnId, action: 'open' },
      { type: 'turnAction', turnId, action: 'regenerate' },
      { type: 'hostAction', id: 'selectModel', turnId },
      { type: 'newConversation' },
      { type: 'changeModel' },
    ]);
  });

  test('usage: the line, every number with its hint, the raw object, the totals', async () => {
    const { page, send, intentsOf } = await panels.open();
    await send(
      load({ turns: [turnView({ usage })], totals: { ...usage, summary: 'All: 2,720 tokens', raw: undefined } }),
    );
    expect(await page.getByText('Queue').first().isVisible()).toBe(false);
    await page.getByText('1,360 tokens · $0.0013').click();
    const box = page.locator('.answer .usage');
    expect(await box.locator('dt').allInnerTexts()).toContain('of which image');
    expect(await box.locator('dd').allInnerTexts()).toContain('Not reported');
    expect(await box.getByText('Calculated from prices as of 2026-11-01').isVisible()).toBe(true);
    await box.getByText('As Reported by the Provider').click();
    expect(await box.locator('pre').innerText()).toContain('"prompt_tokens": 1204');
    await box.getByRole('button', { name: 'Copy Code' }).click();
    expect(await intentsOf('copyText')).toEqual([{ type: 'copyText', text: usage.raw }]);
    await page.getByText('All: 2,720 tokens').click();
    expect(await page.locator('.totals').getByText('As Reported by the Provider').isVisible()).toBe(false);
  });

  test('each step is there, its result and the reasoning closed', async () => {
    const { page, send } = await panels.open();
    const steps = [
      { id: '1', title: 'Read the image', detail: '', state: 'done' as const },
      { id: '2', title: 'Look closer', detail: '<b>here</b>', state: 'running' as const },
    ];
    await send(load({ turns: [turnView({ state: 'waiting', answer: '', steps, reasoning: '**Hm** <img src=x>' })] }));
    expect(await page.getByText('<b>here</b>').isVisible()).toBe(false);
    const rows = await page.locator('.step').allTextContents();
    expect(rows).toEqual(['Read the image, Done', 'Look closer, Running<b>here</b>']);
    await page.getByText('Look closer').click();
    expect(await page.locator('.step.running').innerText()).toContain('<b>here</b>');
    await page.locator('.reasoning summary').click();
    expect(await page.locator('.reasoningText').innerText()).toBe('**Hm** <img src=x>');
    await send({ type: 'turn', turn: turnView({ steps: steps.map((step) => ({ ...step, state: 'done' as const })) }) });
    expect(await page.locator('.step.done').count()).toBe(2);
    expect(await page.getByText('<b>here</b>').isVisible()).toBe(true);
  });

  test('where the next question goes', async () => {
    const { page, send } = await panels.open();
    const target = page.locator('.target');
    await send(load({ estimate: 'About 1,400 tokens.' }));
    expect(await target.innerText()).toBe('Sent to api.groq.com · qwen3.8');
    expect(await page.getByText('About 1,400 tokens.').isVisible()).toBe(true);
    const offline = { providerId: 'offline', provider: 'Offline', model: '', host: '', offline: true };
    await send({ type: 'update', conversation: conversationView({ target: offline }) });
    expect(await target.innerText()).toBe('Offline · stays on this machine');
  });

  test('a link is opened only by the host, and says where it leads', async () => {
    const { page, send, intentsOf } = await panels.open();
    const answer = '[the map](https://maps.example.org/lake) and [https://bank.example](https://evil.example/x)';
    await send(load({ turns: [turnView({ answer })] }));
    const link = page.getByRole('link', { name: 'the map' });
    expect(await link.getAttribute('href')).toBeNull();
    expect(await link.getAttribute('title')).toBe('Opens maps.example.org');
    expect(await link.getAttribute('aria-description')).toBe('Opens maps.example.org');
    expect(await page.getByText('(evil.example)').count()).toBe(1);
    await link.click();
    await link.press('Enter');
    expect(await intentsOf('openLink')).toEqual([
      { type: 'openLink', href: 'https://maps.example.org/lake' },
      { type: 'openLink', href: 'https://maps.example.org/lake' },
    ]);
    await link.focus();
    await nextFrame(page);
    const shown = await link.evaluate((node) => getComputedStyle(node, '::after').content);
    expect(shown).toBe('"Opens maps.example.org"');
  });

  test('a link with a query says what goes along in the address, shortened', async () => {
    const { page, send } = await panels.open();
    const long = 'x'.repeat(300);
    const answer = `[see](https://evil.example/?d=the%20secret#end), [long](https://evil.example/?d=${long}) and [write](mailto:a@evil.example?body=secret)`;
    await send(load({ turns: [turnView({ answer })] }));
    const hintOf = async (name: string) => {
      const link = page.getByRole('link', { name });
      const hint = await link.getAttribute('title');
      expect(await link.getAttribute('aria-description')).toBe(hint);
      return hint;
    };
    expect(await hintOf('see')).toBe('Opens evil.example. The URL contains data: ?d=the%20secret');
    expect(await hintOf('long')).toBe(`Opens evil.example. The URL contains data: ?d=${'x'.repeat(197)}…`);
    expect(await hintOf('write')).toBe('Opens a@evil.example. The URL contains data: ?body=secret');
  });

  test('file names are not links', async () => {
    const { page, send } = await panels.open();
    await send(load({ turns: [turnView({ answer: 'See README.md, main.rs, a@b.co and https://example.org/.' })] }));
    expect(await page.getByRole('link').allInnerTexts()).toEqual(['https://example.org/']);
  });
});
