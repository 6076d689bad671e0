/** What VS Code loads at start: it knows the names of the commands and nothing else. The first use loads the rest. */
// By name: bundled, a namespace import would copy the whole API at start.
import { commands, Disposable, type ExtensionContext, lm, type TextEditor, window } from 'vscode';
import { registerPasteText } from './host/text/pasteProvider';
import { type PageName, viewTypes } from './host/viewTypes';

export function activate(context: ExtensionContext): void {
  const names = commandNames(context.extension.packageJSON);
  let app: Promise<ReturnType<typeof import('./app.js').startApp>> | undefined;
  const load = () => {
    app ??= import('./app.js').then(({ startApp }) => {
      placeholders.dispose();
      return startApp(context);
    });
    return app;
  };
  // A document with images is on screen: its problems and quick fixes come with the rest.
  const { activationEvents }: { readonly activationEvents: readonly string[] } = context.extension.packageJSON;
  const look = (editors: readonly TextEditor[]) => {
    for (const { document } of editors) {
      if (activationEvents.includes(`onLanguage:${document.languageId}`)) {
        void load();
      }
    }
  };
  // Each command is a placeholder until the first one is used; then the features register the real ones.
  const placeholders = Disposable.from(
    ...names.map((name) =>
      commands.registerCommand(name, async (...args: unknown[]) => {
        await load();
        return commands.executeCommand(name, ...args);
      }),
    ),
    window.onDidChangeVisibleTextEditors(look),
  );
  context.subscriptions.push(
    placeholders,
    registerPasteText(async () => (await load()).readPasted),
    // Agents see the tools from the start; the first call loads the rest.
    ...toolNames(context.extension.packageJSON).map((name) =>
      lm.registerTool(name, {
        prepareInvocation: async (options, token) =>
          (await load()).languageModelTools[name]?.prepareInvocation?.(options, token),
        invoke: async (options, token) => (await load()).languageModelTools[name]?.invoke(options, token),
      }),
    ),
    ...(Object.keys(viewTypes) as PageName[]).map((name) =>
      window.registerWebviewPanelSerializer(viewTypes[name], {
        deserializeWebviewPanel: async (panel, state: unknown) => (await load()).restorePage[name](panel, state),
      }),
    ),
  );
  look(window.visibleTextEditors);
}

/** The commands of the manifest, so that they are named in one place. */
function commandNames(manifest: {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}): string[] {
  return manifest.contributes.commands.map(({ command }) => command);
}

/** The tools for agents that the manifest names. */
function toolNames(manifest: {
  readonly contributes: { readonly languageModelTools: readonly { readonly name: string }[] };
}): string[] {
  return manifest.contributes.languageModelTools.map(({ name }) => name);
}
