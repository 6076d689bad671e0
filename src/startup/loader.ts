import { CancellationError, commands, type ExtensionContext } from 'vscode';
import { createFailedStart } from './failedStart';
import type { LoadApp, Parts } from './parts';
import { startOnce } from './startOnce';

/** The commands, while the app hasn't registered them. */
export interface Placeholders {
  register(): void;
  dispose(): void;
}

export interface Loader<App> {
  /** Runs a command, once the app has registered it. */
  run(name: string, args: readonly unknown[]): Promise<unknown>;
  /** Starts the findings. Only the first failure is shown. */
  findings(): void;
  /** The app, or undefined if it couldn't start, which the user has been told; Try Again then runs `again`. */
  app(again?: () => unknown): Promise<App | undefined>;
}

/**
 * Loads each part when it's first needed. Each command is a placeholder until the app registers the real one, and again after a
 * failed start.
 */
export function createLoader<Findings, App>(
  context: ExtensionContext,
  placeholders: Placeholders,
  parts: Parts<Findings, App>,
): Loader<App> {
  const { subscriptions } = context;
  const log = startOnce(
    subscriptions,
    async (keep) => keep((await parts.log()).createLog()),
    async () => undefined,
  );
  const { note, tell } = createFailedStart(log);
  const asked = (again: () => unknown = () => asked(), isAsked = true): Promise<App | undefined> =>
    app().catch(() => {
      void tell(again, isAsked);
      return undefined;
    });
  const run = async (name: string, args: readonly unknown[]): Promise<unknown> =>
    (await asked(() => run(name, args))) && commands.executeCommand(name, ...args);
  const load: LoadApp<App> = async (isAsked) => {
    const started = await asked(undefined, isAsked);
    if (!started) {
      throw new CancellationError();
    }
    return started;
  };

  const findings = startOnce(
    subscriptions,
    async (keep) => (await parts.findings()).startFindings({ context, log: await log(), keep }, load),
    note,
  );
  const app = startOnce(
    subscriptions,
    async (keep) => {
      const running = await findings();
      const { startApp } = await parts.app();
      const start = { context, log: await log(), keep };
      placeholders.dispose();
      return startApp(start, running);
    },
    (error) => {
      placeholders.dispose();
      placeholders.register();
      return note(error);
    },
  );
  const tryFindings = (): void => {
    findings().catch(() => tell(tryFindings, false));
  };
  return { run, findings: tryFindings, app: (again) => asked(again) };
}
