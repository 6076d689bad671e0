import { CancellationError, commands, Disposable, type ExtensionContext, type LogOutputChannel } from 'vscode';
import { errorText } from '../core/errorText';
import { createFailedStart } from './failedStart';
import { createLog } from './log';
import type { LoadApp, Parts } from './parts';
import { startOnce } from './startOnce';

export interface Loader<App> {
  /** Starts the findings. Only the first failure is shown. */
  findings(): void;
  /** The app, or undefined if it couldn't start, which the user has been told. */
  app(): Promise<App | undefined>;
}

/**
 * Loads each part when it's first needed. `names` are the commands: each is a placeholder until the app registers the real one,
 * and again after a failed start.
 */
export function createLoader<Findings, App>(
  context: ExtensionContext,
  names: readonly string[],
  parts: Parts<Findings, App>,
): Loader<App> {
  const { subscriptions } = context;
  const log = createLogOnce(subscriptions);
  const tell = createFailedStart(log);
  let lastFailure: unknown;
  const note = (error: unknown) => {
    // If the findings fail, the app fails with the same error.
    if (error !== lastFailure) {
      lastFailure = error;
      log().error(`start: ${errorText(error)}`);
    }
  };
  const asked = (again: () => unknown = () => asked(), isAsked = true): Promise<App | undefined> =>
    app().catch(() => {
      void tell(again, isAsked);
      return undefined;
    });
  const run = async (name: string, args: readonly unknown[]): Promise<unknown> =>
    (await asked(() => run(name, args))) && commands.executeCommand(name, ...args);
  const placeholders = () =>
    Disposable.from(...names.map((name) => commands.registerCommand(name, (...args: unknown[]) => run(name, args))));
  const load: LoadApp<App> = async (isAsked) => {
    const started = await asked(undefined, isAsked);
    if (!started) {
      throw new CancellationError();
    }
    return started;
  };

  let held = placeholders();
  subscriptions.push({ dispose: () => held.dispose() });
  const findings = startOnce(
    subscriptions,
    async (keep) => (await parts.findings()).startFindings({ context, log: log(), keep }, load),
    note,
  );
  const app = startOnce(
    subscriptions,
    async (keep) => {
      const running = await findings();
      const { startApp } = await parts.app();
      held.dispose();
      return startApp({ context, log: log(), keep }, running);
    },
    (error) => {
      held.dispose();
      held = placeholders();
      note(error);
    },
  );
  const tryFindings = (): void => {
    findings().catch(() => tell(tryFindings, false));
  };
  return { findings: tryFindings, app: () => asked() };
}

/** The log, created on first use. */
function createLogOnce(subscriptions: Disposable[]): () => LogOutputChannel {
  let log: LogOutputChannel | undefined;
  return () => {
    if (!log) {
      log = createLog();
      subscriptions.push(log);
    }
    return log;
  };
}
