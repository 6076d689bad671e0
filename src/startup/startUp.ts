/** What VS Code learns at start: names, each of which loads the rest when it's used. */
// By name: bundled, a namespace import would copy the whole API at start.
import { commands, Disposable, type ExtensionContext, lm, type TextEditor, window } from 'vscode';
import { failedStart } from './failedStart';
import { createLoader, type Loader } from './loader';
import type { Parts, StartedApp } from './parts';
import { registerPasteText } from './pasteText';
import { restorePanel } from './restorePanel';
import { type PageName, viewTypes } from './viewTypes';

/** The part of `package.json` that the start-up reads, so that names are stated only once. */
interface Manifest {
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly languageModelTools: readonly { readonly name: string }[];
  };
}

export function startUp<Findings, App extends StartedApp>(
  context: ExtensionContext,
  parts: Parts<Findings, App>,
): void {
  const { activationEvents, contributes }: Manifest = context.extension.packageJSON;
  // Created on first use: VS Code waits for what runs here.
  let created: Loader<App> | undefined;
  const loader = () => {
    created ??= createLoader(context, placeholders, parts);
    return created;
  };
  let registered: Disposable | undefined;
  const placeholders = {
    register: () => {
      registered = Disposable.from(
        ...contributes.commands.map(({ command }) =>
          commands.registerCommand(command, (...args: unknown[]) => loader().run(command, args)),
        ),
      );
    },
    dispose: () => registered?.dispose(),
  };
  /** The app, for callers that show an error's message themselves. */
  const app = async (): Promise<App> => {
    const started = await loader().app();
    if (!started) {
      throw new Error(failedStart());
    }
    return started;
  };
  // A visible document with images needs its problems and quick fixes.
  const startFindings = (editors: readonly TextEditor[]) => {
    for (const { document } of editors) {
      if (activationEvents.includes(`onLanguage:${document.languageId}`)) {
        loader().findings();
      }
    }
  };
  placeholders.register();
  context.subscriptions.push(
    placeholders,
    window.onDidChangeVisibleTextEditors(startFindings),
    registerPasteText(async () => (await loader().app())?.readPasted),
    // Agents see the tools from the start; the first call loads the rest.
    ...contributes.languageModelTools.map(({ name }) =>
      lm.registerTool(name, {
        prepareInvocation: async (options, token) =>
          (await app()).languageModelTools[name]?.prepareInvocation?.(options, token),
        invoke: async (options, token) => (await app()).languageModelTools[name]?.invoke(options, token),
      }),
    ),
    ...(Object.keys(viewTypes) as PageName[]).map((name) =>
      window.registerWebviewPanelSerializer(viewTypes[name], {
        deserializeWebviewPanel: (panel, state: unknown) =>
          restorePanel(panel, async (again) => {
            const started = await loader().app(again);
            return started && ((one) => started.restorePage[name](one, state));
          }),
      }),
    ),
  );
  startFindings(window.visibleTextEditors);
}
