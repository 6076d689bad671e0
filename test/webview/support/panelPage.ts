import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { chromiumFlags, ensureChromium } from '../../../scripts/tools/chromium.mjs';
import type { FromPanel } from '../../../src/protocol/fromPanel';
import type { ToPanel } from '../../../src/protocol/toPanel';
import type { ToReview } from '../../../src/protocol/toReview';
import { type Listening, servePanel } from './servers';
import themes from './themes.json';

export type ThemeName = 'dark' | 'light' | 'hcDark' | 'hcLight';
export const themeNames: readonly ThemeName[] = ['dark', 'light', 'hcDark', 'hcLight'];

export interface PanelOptions extends BrowserContextOptions {
  readonly theme?: ThemeName;
  /** The review of alt text instead of the panel; its messages are sent with `sendToReview`. */
  readonly page?: 'review';
  /** Body classes besides the theme's. */
  readonly bodyClass?: string;
  /** The initial result of `getState`. */
  readonly state?: unknown;
}

/** The panel in a real Chromium, with the theme and the API that the editor provides to a webview. */
export interface PanelPage {
  readonly page: Page;
  /** Posts a message as the host does. */
  readonly send: (message: ToPanel.Message) => Promise<void>;
  /** Intents so far; bytes are replaced with their number. */
  readonly intents: () => Promise<readonly FromPanel.Message[]>;
  readonly intentsOf: <T extends FromPanel.Message['type']>(
    type: T,
  ) => Promise<readonly Extract<FromPanel.Message, { type: T }>[]>;
  readonly state: () => Promise<Record<string, unknown>>;
  /** Violations of the policy and errors on the page. */
  readonly faults: readonly string[];
}

export interface PanelBrowser {
  readonly open: (options?: PanelOptions) => Promise<PanelPage>;
  readonly close: () => Promise<void>;
}

export async function launchPanels(): Promise<PanelBrowser> {
  const server = await servePanel();
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: chromiumFlags });
  return {
    open: (options = {}) => openPanel(browser, server, options),
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

async function openPanel(browser: Browser, server: Listening, options: PanelOptions): Promise<PanelPage> {
  const { theme = 'dark', bodyClass = '', state, page: which, ...contextOptions } = options;
  const context = await browser.newContext({ viewport: { width: 640, height: 800 }, ...contextOptions });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      faults.push(`${message.type()}: ${message.text()}`);
    }
  });
  await page.addInitScript(standInForEditor, {
    colors: themes[theme].colors as Record<string, string>,
    fonts: themes.fonts as Record<string, string>,
    bodyClass: `${themes[theme].bodyClass} ${bodyClass}`.trim(),
    state,
  });
  await page.goto(which === 'review' ? `${server.origin}/review` : server.origin);
  const all = () =>
    page.evaluate(() => (window as unknown as { intents: FromPanel.Message[] }).intents) as Promise<
      FromPanel.Message[]
    >;
  // Drafts arrive on a timer of their own, between the others.
  const intents = async () => (await all()).filter((one) => one.type !== 'draft');
  return {
    page,
    faults,
    intents,
    send: async (message) => {
      if (message.type === 'imageBytes') {
        await sendBytes(page, message);
        return;
      }
      await page.evaluate((data) => window.postMessage(data, window.origin), message);
      await nextFrame(page);
    },
    intentsOf: async (type) => (await all()).filter((one): one is never => one.type === type),
    state: () => page.evaluate(() => JSON.parse(sessionStorage.getItem('state') ?? '{}') as Record<string, unknown>),
  };
}

/** Until what was sent has been drawn. */
export async function nextFrame(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );
}

/** Posts a message to the review of alt text, like the host; bytes of pictures come from a file. */
export async function sendToReview(
  page: Page,
  message: ToReview.Load | ToReview.Status | ToReview.Items,
): Promise<void> {
  await page.evaluate((data) => window.postMessage(data, window.origin), message);
  await nextFrame(page);
}

/** Posts a thumbnail to the review. */
export async function sendThumbnail(page: Page, id: string, mediaType: string, bytes: Uint8Array): Promise<void> {
  await page.evaluate(
    ({ encoded, rest }) => {
      const data = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0)).buffer;
      window.postMessage({ ...rest, bytes: data }, window.origin);
    },
    { encoded: Buffer.from(bytes).toString('base64'), rest: { type: 'picture', id, mediaType } },
  );
  await page.waitForTimeout(150);
}

async function sendBytes(page: Page, message: ToPanel.ImageBytes): Promise<void> {
  const base64 = Buffer.from(message.bytes).toString('base64');
  await page.evaluate(
    ({ encoded, rest }) => {
      const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0)).buffer;
      window.postMessage({ ...rest, bytes }, window.origin);
    },
    { encoded: base64, rest: { type: message.type, imageId: message.imageId, mediaType: message.mediaType } },
  );
  await page.waitForTimeout(150);
}

interface Surroundings {
  readonly colors: Record<string, string>;
  readonly fonts: Record<string, string>;
  readonly bodyClass: string;
  readonly state: unknown;
}

/** Runs in the page before anything else: what the editor sets up around a webview. */
function standInForEditor({ colors, fonts, bodyClass, state }: Surroundings): void {
  const intents: unknown[] = [];
  if (state !== undefined && sessionStorage.getItem('state') === null) {
    sessionStorage.setItem('state', JSON.stringify(state));
  }
  Object.assign(window, {
    intents,
    acquireVsCodeApi: () => ({
      postMessage: (message: Record<string, unknown>) =>
        intents.push(message.bytes instanceof ArrayBuffer ? { ...message, bytes: message.bytes.byteLength } : message),
      getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') as unknown,
      setState: (next: unknown) => sessionStorage.setItem('state', JSON.stringify(next)),
    }),
  });
  const dress = (): void => {
    for (const [name, value] of Object.entries({ ...colors, ...fonts })) {
      document.documentElement.style.setProperty(`--vscode-${name}`, value);
    }
    document.body.className = bodyClass;
    document.documentElement.style.backgroundColor = 'var(--vscode-editor-background)';
  };
  const defaults = new CSSStyleSheet();
  defaults.replaceSync(`@layer vscode-default {
    html { scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background); }
    body { color: var(--vscode-editor-foreground); font-family: var(--vscode-font-family);
      font-size: var(--vscode-font-size); margin: 0; padding: 0 20px; }
    img { max-width: 100%; max-height: 100%; }
    a:focus, input:focus, select:focus, textarea:focus { outline: 1px solid -webkit-focus-ring-color; }
    code { font-family: monospace; color: var(--vscode-textPreformat-foreground); padding: 1px 3px; }
  }`);
  document.adoptedStyleSheets = [defaults];
  document.addEventListener('DOMContentLoaded', dress);
}
