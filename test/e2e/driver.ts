// Drives the packaged extension in a real VS Code as a user does. A spec:
//
//   import { expect, test } from 'vitest';
//   import { useWorkbench } from './driver';
//
//   const workbench = useWorkbench({ settings: { 'sightread.provider': 'offline' } });
//
//   test('describes a photo', async () => {
//     await workbench().chooseFromMenu('photo.png', 'Describe Image');
//     await workbench().panel().getByRole('article').last().waitFor();
//   });
//
// One server serves all tests of a file, in order, in one window. The whole reference is in README.md beside this file.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Browser, chromium, type FrameLocator, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { chromiumFlags } from '../../scripts/tools/chromium.mjs';
import { copySamples } from '../../scripts/tools/hostSuite.mjs';
import { type RunningServer, startServer, testEnvironment } from '../../scripts/tools/vscodeServer.mjs';

export interface WorkbenchOptions {
  /** User settings, added to the quiet ones that every test starts from. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment of the extension host, for example `GROQ_API_KEY`. Keys and proxies of this machine are removed. */
  readonly env?: Readonly<Record<string, string>>;
  /** Changes the copy of samples/ before it is opened. */
  readonly prepare?: (folder: string) => void | Promise<void>;
  /** Leaves workspace trust on, so that the workspace opens restricted. */
  readonly restricted?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
}

export type Theme = 'light' | 'dark' | 'highContrastDark' | 'highContrastLight';

const themes: Record<Theme, { id: string; bodyClass: string }> = {
  light: { id: 'Light 2026', bodyClass: 'vs' },
  dark: { id: 'Dark 2026', bodyClass: 'vs-dark' },
  highContrastDark: { id: 'Default High Contrast', bodyClass: 'hc-black' },
  highContrastLight: { id: 'Default High Contrast Light', bodyClass: 'hc-light' },
};

const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.colorTheme': themes.dark.id,
  'window.autoDetectColorScheme': false,
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'explorer.confirmDelete': false,
  'explorer.autoReveal': false,
};

export type Workbench = Awaited<ReturnType<typeof startWorkbench>>;

/** Registers a workbench for all tests of a file; a failed test leaves a screenshot in test/output/e2e. */
export function useWorkbench(options: WorkbenchOptions | (() => WorkbenchOptions | Promise<WorkbenchOptions>) = {}) {
  let current: Workbench | undefined;
  beforeAll(async () => {
    current = await startWorkbench(typeof options === 'function' ? await options() : options);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') {
      const name = task.name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60);
      await current?.screenshot(join('test/output/e2e', `${name}.png`));
    }
  });
  afterAll(async () => current?.close());
  return (): Workbench => {
    if (!current) {
      throw new Error('The workbench is there only inside a test.');
    }
    return current;
  };
}

/** Starts a server with the extension installed and opens a copy of samples/ in Chromium; returns when the extension's commands are there. */
export async function startWorkbench(options: WorkbenchOptions = {}) {
  const place = mkdtempSync(join(tmpdir(), 'sightread-e2e-'));
  const folder = join(place, 'samples');
  const dataDir = join(place, 'server');
  const portFile = join(place, 'port');
  const settingsFile = join(dataDir, 'data/User/settings.json');
  copySamples(folder);
  await options.prepare?.(folder);
  mkdirSync(dirname(settingsFile), { recursive: true });
  writeFileSync(
    settingsFile,
    JSON.stringify({
      ...quietSettings,
      'security.workspace.trust.enabled': options.restricted === true,
      ...options.settings,
    }),
  );
  let server: RunningServer | undefined;
  let browser: Browser | undefined;
  const setSettings = async (changes: Readonly<Record<string, unknown>>) => {
    const port = readFileSync(portFile, 'utf8');
    const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'PUT', body: JSON.stringify(changes) });
    if (!response.ok) {
      throw new Error(await response.text());
    }
  };
  const close = async () => {
    await browser?.close();
    await server?.stop();
    rmSync(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    server = await startServer(fromSetup('SIGHTREAD_E2E_SERVER'), {
      dataDir,
      extensionsDir: fromSetup('SIGHTREAD_E2E_EXTENSIONS'),
      env: testEnvironment({ ...options.env, SIGHTREAD_E2E_PORT_FILE: portFile }),
    });
    browser = await chromium.launch({ executablePath: fromSetup('SIGHTREAD_CHROMIUM'), args: chromiumFlags });
    const context = await browser.newContext({
      viewport: options.viewport ?? { width: 1280, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
      locale: 'en-US',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const url = `${server.url}/?folder=${encodeURIComponent(folder)}`;
    const workbench = {
      ...actions(page),
      page,
      /** The opened copy of samples/ on disk. */
      folder,
      /** Everything the server printed. */
      serverLog: () => server?.log() ?? '',
      /** Changes user settings while VS Code runs; null removes one. A setting that does not exist is an error. */
      setSettings,
      /** Switches the theme and waits until the workbench shows it. */
      setTheme: async (theme: Theme) => {
        await setSettings({ 'workbench.colorTheme': themes[theme].id });
        await page.locator(`.monaco-workbench.${themes[theme].bodyClass}`).waitFor();
      },
      /** Loads the window anew, as Developer: Reload Window does. */
      reload: async () => {
        rmSync(portFile, { force: true });
        await page.goto(url);
        await waitForExtension(page);
        await waitForFile(portFile);
      },
      close,
    };
    await workbench.reload();
    return workbench;
  } catch (error) {
    await close();
    throw error;
  }
}

/** What a user can do in the window of `page`. */
function actions(page: Page) {
  const quickInput = page.locator('.quick-input-widget');
  const workbench = {
    /** The item of the explorer at a path like `docs/page.md`, its folders opened. */
    explorerItem: async (path: string): Promise<Locator> => {
      const explorer = page.getByRole('tree', { name: 'Files Explorer' });
      const names = path.split('/');
      for (const [depth, name] of names.entries()) {
        const item = explorer.locator(`[role=treeitem][aria-level="${depth + 1}"]`).filter({
          has: page.locator('.label-name', { hasText: new RegExp(`^${escapeRegExp(name)}$`) }),
        });
        if (depth === names.length - 1) {
          return item.first();
        }
        await item.first().waitFor();
        if ((await item.first().getAttribute('aria-expanded')) === 'false') {
          await item.first().click();
        }
      }
      throw new Error('unreachable');
    },
    /** Opens a file of the explorer in an editor that stays. */
    openFile: async (path: string) => {
      await (await workbench.explorerItem(path)).dblclick();
      const name = path.split('/').at(-1) ?? path;
      await page
        .getByRole('tab', { name: new RegExp(escapeRegExp(name)) })
        .first()
        .waitFor();
    },
    /** Right-clicks a file of the explorer and chooses an entry; `Submenu > Entry` goes through a submenu. */
    chooseFromMenu: async (path: string, entry: string) => {
      await (await workbench.explorerItem(path)).click({ button: 'right' });
      await workbench.chooseMenuItem(entry);
    },
    /** Chooses an entry of the menu that is open; `Submenu > Entry` goes through a submenu. */
    chooseMenuItem: async (entry: string) => {
      const steps = entry.split(' > ');
      for (const [index, name] of steps.entries()) {
        const item = page.getByRole('menuitem', { name, exact: true }).first();
        await item.waitFor();
        await item.hover();
        // VS Code overlooks a click in the first 100 ms of a menu.
        await page.waitForTimeout(150);
        if (index === steps.length - 1) {
          await item.click();
          await item.waitFor({ state: 'hidden' });
        }
      }
    },
    /** The names in the open menu, top to bottom. */
    menuItems: async () => {
      const items = page.locator('.monaco-menu [role=menuitem]');
      await items.first().waitFor();
      return (await items.allInnerTexts()).map((text) => text.split('\n')[0]?.trim() ?? '').filter(Boolean);
    },
    /** Selects several files of the explorer (click, then Ctrl+click). */
    select: async (...paths: readonly string[]) => {
      for (const [index, path] of paths.entries()) {
        await (await workbench.explorerItem(path)).click(index === 0 ? {} : { modifiers: ['ControlOrMeta'] });
      }
    },
    /** The content of the n-th webview that is on screen (the panel is one): a Playwright frame to find roles in. */
    panel: (index = 0): FrameLocator =>
      page.locator('iframe.webview').nth(index).contentFrame().locator('iframe#active-frame').contentFrame(),
    /** Runs a command by its palette title, for example `Sightread: Show Log`. */
    runCommand: async (title: string) => {
      await openPalette(page, title);
      await quickInput.getByRole('option', { name: title }).first().click();
    },
    /** The box that quick picks and input boxes share. */
    quickInput,
    /** The labels of the open quick pick. */
    quickPickItems: async () => {
      await quickInput.getByRole('option').first().waitFor();
      return quickInput.locator('[role=option] .label-name').allInnerTexts();
    },
    /** Chooses an entry of the open quick pick by a part of its name. */
    pick: async (name: string | RegExp) => {
      await quickInput.getByRole('option', { name }).first().click();
    },
    /** Types into the open input box or quick pick, and presses Enter unless told not to. */
    typeInto: async (text: string, enter = true) => {
      const box = quickInput.getByRole('textbox').or(quickInput.getByRole('combobox')).first();
      await box.fill(text);
      if (enter) {
        await box.press('Enter');
      }
    },
    /** The notification (toast) or modal dialog that contains a text; `.getByRole('button', …)` on it presses one. */
    notification: (text: string | RegExp): Locator =>
      page.locator('.notification-toast, .monaco-dialog-box').filter({ hasText: text }).first(),
    /** Presses a button of a notification or dialog. */
    answer: async (text: string | RegExp, button: string) => {
      const toast = workbench.notification(text);
      await toast.waitFor();
      await toast.hover();
      await toast.getByRole('button', { name: button, exact: true }).click();
    },
    closeAllEditors: () => workbench.runCommand('View: Close All Editors'),
    /** The text of the active text editor, through the clipboard. */
    editorText: async () => {
      const lines = page.locator('.editor-group-container.active .monaco-editor').first();
      await lines.click();
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.press('ControlOrMeta+c');
      return page.evaluate(() => navigator.clipboard.readText());
    },
    /** Writes a PNG of the window; the path is taken from the repository's folder. */
    screenshot: async (path: string) => {
      mkdirSync(dirname(path), { recursive: true });
      await page.screenshot({ path });
    },
  };
  return workbench;
}

/** Menus and commands of an extension are missing until VS Code has scanned it; this waits for the palette to know it. */
async function waitForExtension(page: Page): Promise<void> {
  await page.getByRole('tree', { name: 'Files Explorer' }).waitFor({ timeout: 60_000 });
  const deadline = Date.now() + 60_000;
  for (;;) {
    await openPalette(page, 'Sightread: ');
    const found = page.locator('.quick-input-widget').getByRole('option', { name: /Sightread:/ });
    const there = await found
      .first()
      .waitFor({ timeout: 2_000 })
      .then(() => true)
      .catch(() => false);
    await page.keyboard.press('Escape');
    if (there) {
      return;
    }
    if (Date.now() > deadline) {
      throw new Error('VS Code has not found the extension within a minute.');
    }
  }
}

async function waitForFile(path: string): Promise<void> {
  for (let tries = 0; !existsSync(path); tries++) {
    if (tries > 300) {
      throw new Error(`${path} was not written within half a minute.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A key is lost while a webview takes the focus, so F1 is pressed until the palette is there. */
async function openPalette(page: Page, text: string): Promise<void> {
  const box = page.locator('.quick-input-widget input').first();
  for (let tries = 1; !(await box.isVisible()); tries++) {
    await page.keyboard.press('F1');
    await box.waitFor({ timeout: 2_000 }).catch((error: unknown) => {
      if (tries === 5) {
        throw error;
      }
    });
  }
  await box.fill(`>${text}`);
}

function fromSetup(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set: run the specs by \`npm run test:e2e\` or with test/e2e/vitest.config.ts.`);
  }
  return value;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
