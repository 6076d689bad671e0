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
import { type Browser, chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { chromiumFlags } from '../../scripts/tools/chromium.mjs';
import { copySamples } from '../../scripts/tools/hostSuite.mjs';
import { pictureOf } from '../../scripts/tools/vitest.mjs';
import { type RunningServer, startServer, testEnvironment } from '../../scripts/tools/vscodeServer.mjs';
import { type LoopbackProvider, startLoopbackProvider } from '../servers/loopbackProvider';
import { groqModels } from '../servers/vendorReplies';
import { actions, waitForExtension } from './actions';

export interface WorkbenchOptions {
  /** User settings, added to the quiet ones that every test starts with. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment of the extension host, for example `GROQ_API_KEY`. This machine's keys and proxies are removed. */
  readonly env?: Readonly<Record<string, string>>;
  /** Changes the copy of samples/ before it's opened. */
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

/** Registers a workbench for all tests in a file; a failed test leaves a screenshot in test/output/e2e. */
export function useWorkbench(options: WorkbenchOptions | (() => WorkbenchOptions | Promise<WorkbenchOptions>) = {}) {
  let current: Workbench | undefined;
  beforeAll(async () => {
    current = await startWorkbench(typeof options === 'function' ? await options() : options);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') {
      await current?.screenshot(pictureOf(task.fullTestName));
      process.stderr.write(`\n${task.name}: when it failed, the window said\n${await current?.said()}\n`);
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

/** The path for questions to the Groq of `useGroqWorkbench`. */
export const groqChat = '/groq/chat/completions';

/**
 * A workbench for all tests in a file whose provider is Groq, played by a server on loopback that lists Groq's models:
 * `server.on('POST', groqChat, …)` sets its answers, and `questions()` returns what was posted. The options are added
 * to that; a function of them gets the server.
 */
export async function useGroqWorkbench(more: WorkbenchOptions | ((server: LoopbackProvider) => WorkbenchOptions) = {}) {
  const server = await startLoopbackProvider();
  server.on('GET', '/groq/models', groqModels());
  afterAll(() => server.close());
  const options = typeof more === 'function' ? more(server) : more;
  const workbench = useWorkbench({
    ...options,
    settings: {
      'sightread.provider': 'groq',
      'sightread.providers': { groq: { baseUrl: `${server.url}/groq` } },
      ...options.settings,
    },
    env: { GROQ_API_KEY: 'gsk_test', ...options.env },
  });
  return { workbench, server, questions: () => server.requests.filter((one) => one.method === 'POST') };
}

/** Starts a server with the extension installed and opens a copy of samples/ in Chromium; returns when the extension's commands are there. */
async function startWorkbench(options: WorkbenchOptions = {}) {
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
  const remoteControl = async (request: RequestInit): Promise<string> => {
    const port = readFileSync(portFile, 'utf8');
    const response = await fetch(`http://127.0.0.1:${port}/`, request);
    const text = await response.text();
    if (!response.ok) {
      throw new Error(text);
    }
    return text;
  };
  const control = (method: 'PUT' | 'POST', body: object) => remoteControl({ method, body: JSON.stringify(body) });
  const setSettings = async (changes: Readonly<Record<string, unknown>>) => {
    await control('PUT', changes);
  };
  const hostState = async () =>
    JSON.parse(await remoteControl({ method: 'GET' })) as { readonly pid: number; readonly longestStall: number };
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
    browser = await chromium.launch({
      executablePath: fromSetup('SIGHTREAD_CHROMIUM'),
      args: chromiumFlags,
      timeout: 60_000,
    });
    const context = await browser.newContext({
      viewport: options.viewport ?? { width: 1280, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
      locale: 'en-US',
    });
    const page = await context.newPage();
    // Long enough for a busy machine; anything slower never arrives.
    page.setDefaultTimeout(60_000);
    const url = `${server.url}/?folder=${encodeURIComponent(folder)}`;
    const workbench = {
      ...actions(page),
      page,
      /** The opened copy of samples/ on disk. */
      folder,
      /** Everything the server printed. */
      serverLog: () => server?.log() ?? '',
      /** Changes user settings while VS Code runs; null removes one. An unknown setting is an error. */
      setSettings,
      /** Calls a language-model tool like an agent and returns its text; rejects with its error. */
      callTool: (name: string, input: object) => control('POST', { name, input }),
      /** Switches the theme and waits until the workbench shows it. */
      setTheme: async (theme: Theme) => {
        await setSettings({ 'workbench.colorTheme': themes[theme].id });
        await page.locator(`.monaco-workbench.${themes[theme].bodyClass}`).waitFor();
      },
      /** The extension host's process ID, for a test that kills it; `reload` starts another. */
      extensionHostId: async () => (await hostState()).pid,
      /** The longest time that the extension host worked without a pause since the window was loaded, milliseconds. */
      longestStall: async () => (await hostState()).longestStall,
      /** Reloads the window, like Developer: Reload Window. */
      reload: async () => {
        rmSync(portFile, { force: true });
        await page.goto(url);
        // Once an extension runs, all of them are known: to look for their commands before that only takes time.
        await waitForFile(portFile);
        await waitForExtension(page);
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

async function waitForFile(path: string): Promise<void> {
  for (let tries = 0; !existsSync(path); tries++) {
    if (tries > 600) {
      throw new Error(`${path} was not written within a minute.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function fromSetup(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set: run the specs by \`npm run test:e2e\` or with test/e2e/vitest.config.ts.`);
  }
  return value;
}
