// The start-up over an editor that refuses a second registration: what loads what, and what a failed start leaves behind.
import { beforeEach, expect, test, vi } from 'vitest';
import type { Start } from '../../../src/startup/parts';

type Work = (...args: unknown[]) => unknown;
interface Disposable {
  dispose(): unknown;
}
interface Panel {
  readonly webview: { html: string; options?: unknown };
}

const editor = vi.hoisted(() => {
  /** What is registered now. A name can be taken once, as in the editor. */
  const taken = new Map<string, unknown>();
  const said: { sentence: string; buttons: string[]; choose: (button?: string) => void }[] = [];
  const logged: string[] = [];
  const register = (name: string, what: unknown) => {
    if (taken.has(name)) {
      throw new Error(`${name} already exists`);
    }
    taken.set(name, what);
    return { dispose: () => taken.delete(name) };
  };
  return {
    taken,
    said,
    logged,
    register,
    visible: [] as { document: { languageId: string } }[],
    shown: 0,
    ran: [] as unknown[],
  };
});

vi.mock('vscode', async (original) => ({
  ...(await original<object>()),
  Disposable: { from: (...all: Disposable[]) => ({ dispose: () => all.map((one) => one.dispose()) }) },
  DocumentDropOrPasteEditKind: { Empty: { append: () => ({}) } },
  DocumentPasteTriggerKind: { PasteAs: 1 },
  DocumentPasteEdit: class {},
  commands: {
    registerCommand: (name: string, work: Work) => editor.register(name, work),
    executeCommand: async (name: string, ...args: unknown[]) => (editor.taken.get(name) as Work)(...args),
  },
  languages: { registerDocumentPasteEditProvider: (_: string, provider: object) => editor.register('paste', provider) },
  lm: { registerTool: (name: string, tool: object) => editor.register(name, tool) },
  window: {
    get visibleTextEditors() {
      return editor.visible;
    },
    createOutputChannel: () => ({
      error: (line: string) => editor.logged.push(line),
      show: () => {
        editor.shown += 1;
      },
      dispose: () => undefined,
    }),
    onDidChangeVisibleTextEditors: (work: Work) => editor.register('visible', work),
    registerWebviewPanelSerializer: (name: string, one: object) => editor.register(name, one),
    showErrorMessage: (sentence: string, ...buttons: string[]) =>
      new Promise((choose) => editor.said.push({ sentence, buttons, choose })),
  },
}));

const { startUp } = await import('../../../src/startup/startUp');

const run = async (name: string, ...args: unknown[]) => (editor.taken.get(name) as Work)(...args);

/** The extension in a fresh window. The app breaks at `breaks`, each time it is started, until that is undefined. */
function activate(onScreen: readonly string[] = []) {
  editor.visible = onScreen.map((languageId) => ({ document: { languageId } }));
  const window = { loads: [] as string[], breaks: undefined as 'load' | 'start' | 'findings' | undefined };
  const startApp = ({ keep }: Start) => {
    keep(editor.register('watch', 'the app’s'));
    keep(
      editor.register('demo.run', (text: unknown) => {
        editor.ran.push(text);
        return `ran ${text}`;
      }),
    );
    if (window.breaks === 'start') {
      throw new Error('the disk is full', { cause: new TypeError('ENOSPC') });
    }
    keep(editor.register('demo.other', () => 'other'));
    return {
      restorePage: {
        conversation: async ({ webview }: Panel, state: unknown) => {
          webview.html = `restored ${state}`;
        },
        review: async () => undefined,
      } as never,
      readPasted: async () => ({ pasted: true }) as never,
      languageModelTools: { demo_tool: { invoke: async () => 'answered' as never } },
    };
  };
  const subscriptions: Disposable[] = [];
  startUp(
    {
      subscriptions,
      extension: {
        packageJSON: {
          activationEvents: ['onLanguage:markdown'],
          contributes: {
            commands: [{ command: 'demo.run' }, { command: 'demo.other' }],
            languageModelTools: [{ name: 'demo_tool' }],
          },
        },
      },
    } as never,
    {
      log: () => import('../../../src/startup/log'),
      findings: async () => ({
        startFindings: ({ keep }) => {
          window.loads.push('findings');
          keep(editor.register('problems', 'the findings’'));
          if (window.breaks === 'findings') {
            throw new Error('no findings');
          }
        },
      }),
      app: async () => {
        window.loads.push('app');
        if (window.breaks === 'load') {
          throw new Error('app.js is gone');
        }
        return { startApp };
      },
    },
  );
  return Object.assign(window, { subscriptions });
}

beforeEach(() => {
  editor.taken.clear();
  editor.said.length = 0;
  editor.logged.length = 0;
  editor.shown = 0;
  editor.ran.length = 0;
});

test('nothing is loaded before something is used', async () => {
  const window = activate(['plaintext']);
  await new Promise((resolve) => setTimeout(resolve));
  expect(window.loads).toEqual([]);
  expect([...editor.taken.keys()]).toEqual(expect.arrayContaining(['demo.run', 'demo.other', 'demo_tool', 'paste']));
});

test('a document on screen loads the findings alone, and a command the app, which goes on with them', async () => {
  const window = activate(['plaintext', 'markdown']);
  await vi.waitFor(() => expect(window.loads).toEqual(['findings']));
  expect(await run('demo.run', 1)).toBe('ran 1');
  expect(await run('demo.other')).toBe('other');
  expect(window.loads).toEqual(['findings', 'app']);
});

test('a document that comes on screen later loads the findings', async () => {
  const window = activate();
  await run('visible', [{ document: { languageId: 'markdown' } }]);
  await vi.waitFor(() => expect(window.loads).toEqual(['findings']));
});

test.each([
  'load',
  'start',
  'findings',
] as const)('a start that fails at %s is told once, leaves nothing behind, and is tried again at the next command', async (at) => {
  const window = activate();
  window.breaks = at;
  const before = [...editor.taken.keys()].sort();
  // Two at once wait for the same start.
  expect(await Promise.all([run('demo.run', 1), run('demo.other')])).toEqual([undefined, undefined]);
  expect(editor.said.map(({ sentence }) => sentence)).toEqual(['Sightread couldn’t start.']);
  expect(editor.logged).toHaveLength(1);
  expect([...editor.taken.keys()].filter((name) => name !== 'problems').sort()).toEqual(before);
  // The findings that did start stay.
  expect(editor.taken.has('problems')).toBe(at !== 'findings');

  window.breaks = undefined;
  expect(await run('demo.run', 2)).toBe('ran 2');
  expect(await run('demo.other')).toBe('other');
  expect(editor.said).toHaveLength(1);
  expect(editor.taken.get('watch')).toBe('the app’s');
  for (const one of window.subscriptions) {
    one.dispose();
  }
  expect([...editor.taken.keys()]).toEqual([]);
});

test('the log has the error and its causes; the buttons try again, reload and show it', async () => {
  const window = activate();
  window.breaks = 'start';
  await run('demo.run', 1);
  expect(editor.logged).toEqual(['start: Error: the disk is full ← TypeError: ENOSPC']);
  expect(editor.said[0]?.buttons).toEqual(['Try Again', 'Reload Window', 'Show Log']);
  editor.said[0]?.choose('Show Log');
  await vi.waitFor(() => expect(editor.shown).toBe(1));

  // Somebody who asks once more is told once more, and Try Again does what was asked for.
  await run('demo.run', 2);
  expect(editor.said).toHaveLength(2);
  window.breaks = undefined;
  editor.said[1]?.choose('Try Again');
  await vi.waitFor(() => expect(editor.ran).toEqual([2]));
  expect(await run('demo.run', 3)).toBe('ran 3');
  expect(editor.said).toHaveLength(2);
});

test('Reload Window reloads the window', async () => {
  const window = activate();
  window.breaks = 'load';
  const reload = vi.fn();
  editor.register('workbench.action.reloadWindow', reload);
  await run('demo.run', 1);
  editor.said[0]?.choose('Reload Window');
  await vi.waitFor(() => expect(reload).toHaveBeenCalledOnce());
});

test('a tool call and a paste tell a failed start and try again', async () => {
  const window = activate();
  const tool = () => editor.taken.get('demo_tool') as { invoke(...args: unknown[]): Promise<unknown> };
  const paste = () =>
    (
      editor.taken.get('paste') as { provideDocumentPasteEdits(...args: unknown[]): Promise<unknown[] | undefined> }
    ).provideDocumentPasteEdits(
      {},
      [{}],
      { get: () => ({ asFile: () => ({ data: async () => 1 }) }) },
      { triggerKind: 1 },
    );
  window.breaks = 'start';
  await expect(tool().invoke({})).rejects.toThrow(/^Sightread couldn’t start\.$/);
  expect(await paste()).toBeUndefined();
  expect(editor.said).toHaveLength(1);

  window.breaks = undefined;
  expect(await paste()).toHaveLength(1);
  expect(await tool().invoke({})).toBe('answered');
  expect(window.loads.filter((one) => one === 'app')).toHaveLength(3);
});

/** A panel that comes back with what it stored; `press` is its button, if its page has one. */
function comeBack(state: string) {
  const listening = new Set<Work>();
  const listen = (work: Work) => {
    listening.add(work);
    return { dispose: () => listening.delete(work) };
  };
  let close: Work = () => undefined;
  const panel = {
    webview: { html: '', onDidReceiveMessage: listen },
    onDidDispose: (work: Work) => {
      close = work;
    },
  };
  const serializer = editor.taken.get('sightread.conversation') as { deserializeWebviewPanel: Work };
  const done = serializer.deserializeWebviewPanel(panel, state);
  return { done, panel, listening, close: () => close(), press: () => [...listening].map((one) => one('tryAgain')) };
}

test('a panel that comes back says that the start failed, until its button tries again', async () => {
  const window = activate();
  window.breaks = 'start';
  const { done, panel, press, listening } = comeBack('chat 7');
  await done;
  expect(panel.webview.html).toMatch(/<p role="alert">Sightread couldn’t start\.<\/p>\n<button>Try Again<\/button>/);
  expect(editor.said).toHaveLength(1);
  await Promise.all(press());
  await vi.waitFor(() => expect(editor.logged).toHaveLength(2));
  expect(panel.webview.html).toContain('Sightread couldn’t start.');
  window.breaks = undefined;
  press();
  press();
  await vi.waitFor(() => expect(panel.webview.html).toBe('restored chat 7'));
  // The page that replaced it has messages of its own, and the notification from before restores nothing twice.
  expect(listening.size).toBe(0);
  panel.webview.html = 'in use';
  editor.said[0]?.choose('Try Again');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(panel.webview.html).toBe('in use');
});

test.each([
  [false, 'restored chat 7'],
  [true, 'Sightread couldn’t start.'],
])('Try Again in the notification restores the panel, unless it was closed (%s) meanwhile', async (closes, html) => {
  const window = activate();
  window.breaks = 'load';
  const { done, panel, listening, close } = comeBack('chat 7');
  await done;
  if (closes) {
    close();
  }
  window.breaks = undefined;
  editor.said[0]?.choose('Try Again');
  await vi.waitFor(() => expect(window.loads).toEqual(['findings', 'app', 'app']));
  await vi.waitFor(() => expect(listening.size).toBe(0));
  expect(panel.webview.html).toContain(html);
});

test('findings that fail are told once, however often documents come on screen, and tried again each time', async () => {
  const window = activate(['markdown']);
  window.breaks = 'findings';
  await vi.waitFor(() => expect(editor.said).toHaveLength(1));
  editor.said[0]?.choose();
  await run('visible', editor.visible);
  await vi.waitFor(() => expect(window.loads).toEqual(['findings', 'findings']));
  window.breaks = undefined;
  await vi.waitFor(async () => {
    await run('visible', editor.visible);
    expect(editor.taken.get('problems')).toBe('the findings’');
  });
  expect(editor.said).toHaveLength(1);
});
