import { chromium, type Page } from 'playwright-core';
import { chromiumFlags, ensureChromium } from '../../../scripts/tools/chromium.mjs';
import { servePanel } from '../../webview/support/servers';
import buildPanel from '../../webview/support/setup';
import themes from '../../webview/support/themes.json';

/** The shipped panel in a real Chromium, outside any test. */
export interface BenchPanels {
  /** A fresh page; `faults` collects its errors. */
  open(): Promise<{ readonly page: Page; readonly faults: readonly string[]; close(): Promise<void> }>;
  close(): Promise<void>;
}

export async function launchBenchPanels(): Promise<BenchPanels> {
  await buildPanel();
  const server = await servePanel();
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: chromiumFlags });
  return {
    open: async () => {
      const page = await browser.newPage({ viewport: { width: 640, height: 800 } });
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      await page.addInitScript(
        (colors) => {
          Object.assign(window, {
            acquireVsCodeApi: () => ({ postMessage: () => {}, getState: () => undefined, setState: () => {} }),
          });
          document.addEventListener('DOMContentLoaded', () => {
            for (const [name, value] of Object.entries(colors)) {
              document.documentElement.style.setProperty(`--vscode-${name}`, value);
            }
            document.body.className = 'vscode-dark';
          });
        },
        themes.dark.colors as Record<string, string>,
      );
      await page.goto(server.origin);
      return { page, faults, close: () => page.close() };
    },
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}
