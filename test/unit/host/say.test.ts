// Whatever sentence is passed to the one place that shows texts, the editor gets none with a link, an icon, or a second
// line: every export, every argument.
import { beforeEach, expect, test, vi } from 'vitest';

const editor = vi.hoisted(() => ({ shown: [] as unknown[] }));
vi.mock('vscode', async (original) => {
  const show =
    (result: unknown = undefined) =>
    (...args: unknown[]) => {
      editor.shown.push(...args);
      return result instanceof Function ? result(...args) : Promise.resolve(result);
    };
  const input = () => {
    const own = { show: () => undefined, dispose: () => undefined };
    return new Proxy(own, {
      set: (_, __, value) => {
        editor.shown.push(value);
        return true;
      },
    });
  };
  class Shown {
    constructor(...args: unknown[]) {
      editor.shown.push(...args);
    }
  }
  return {
    ...(await original<object>()),
    ProgressLocation: { Notification: 15 },
    Diagnostic: Shown,
    CodeAction: Shown,
    MarkdownString: class {
      constructor(readonly value: string) {}
    },
    commands: { registerCommand: (_: string, run: unknown) => run },
    window: {
      showInformationMessage: show(),
      showWarningMessage: show(),
      showErrorMessage: show(),
      setStatusBarMessage: show(),
      showQuickPick: show(),
      showInputBox: show(async (options: { validateInput?: (value: string) => unknown }) => {
        editor.shown.push(options.validateInput?.('x'));
      }),
      createQuickPick: input,
      createInputBox: input,
      createWebviewPanel: show({}),
      withProgress: (options: unknown, work: (progress: object) => unknown) => {
        editor.shown.push(options);
        return work({ report: show() });
      },
    },
  };
});
const say = await import('../../../src/host/say');

const hostile = '[Repair](command:workbench.action.terminal.new) $(alert) a\nb\u202ec';
const all = (): string[] => {
  const texts = (value: unknown): string[] =>
    typeof value === 'string'
      ? [value]
      : value !== null && typeof value === 'object'
        ? Object.values(value).flatMap(texts)
        : [];
  return texts(editor.shown);
};

type Name = keyof typeof say;
const items = [{ label: hostile, description: hostile, detail: hostile }];
const texts = { title: hostile, placeHolder: hostile, prompt: hostile };
/** Every export, with the hostile text in each place that takes one. */
const uses: Readonly<Record<Name, () => unknown>> = {
  sayInfo: () => say.sayInfo(hostile, hostile),
  sayWarning: () => say.sayWarning(hostile, hostile),
  sayError: () => say.sayError(hostile, hostile),
  askModally: () => say.askModally(hostile, [hostile], hostile),
  withProgress: () => say.withProgress(hostile, async (report) => report({ message: hostile })),
  sayInStatusBar: () => {
    say.sayInStatusBar(hostile, 1);
    // The spinner is an icon of our own.
    say.sayInStatusBar(hostile, Promise.resolve());
    editor.shown = all().map((text) => text.replace(/^\$\(loading~spin\) /, ''));
  },
  pickFrom: () => say.pickFrom(items, texts),
  askFor: () => say.askFor({ ...texts, validateInput: () => hostile }),
  createPicker: () => Object.assign(say.createPicker(), { title: hostile, placeholder: hostile, items }),
  createInput: () =>
    Object.assign(say.createInput(), {
      title: hostile,
      placeholder: hostile,
      prompt: hostile,
      validationMessage: hostile,
    }),
  createProblem: () => say.createProblem({} as never, hostile, 0),
  createFix: () => say.createFix(hostile, {} as never),
  changeNote: () => editor.shown.push(say.changeNote(hostile, hostile)),
  createPanel: () => say.createPanel('sightread.view', hostile, 1),
  setTitle: () => {
    const panel = {} as { title: string };
    say.setTitle(panel as never, hostile);
    editor.shown.push(panel.title);
  },
  toolNotice: () => editor.shown.push(say.toolNotice(hostile, { title: hostile, paragraphs: [hostile] })),
  registerCommand: async () => {
    const run = say.registerCommand('sightread.x', { error: () => undefined } as never, () => {
      throw new Error(hostile);
    });
    await (run as unknown as () => Promise<unknown>)();
  },
};

beforeEach(() => {
  editor.shown = [];
});

test.each(Object.keys(say) as Name[])('%s shows text only', async (name) => {
  await uses[name]();
  const shown = all();
  expect(shown.length).toBeGreaterThan(0);
  for (const text of shown) {
    expect(text).not.toMatch(/\]\(command:|\$\(alert\)|\u202e/);
    // Paragraphs and the lines of a question are ours; a name adds none.
    expect(text).not.toMatch(/a\nb/);
  }
});

test('the answer is what was asked, not what was shown', async () => {
  const { window } = await import('vscode');
  vi.spyOn(window, 'showInformationMessage').mockImplementation((async (...args: unknown[]) => args.at(-1)) as never);
  expect(await say.sayInfo('?', 'Use [a](command:b)')).toBe('Use [a](command:b)');
});
