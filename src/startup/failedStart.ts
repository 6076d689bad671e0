import { commands, type LogOutputChannel, l10n, window } from 'vscode';
import { errorText } from '../core/errorText';

/** That Sightread couldn't start, in a sentence. */
export const failedStart = () => l10n.t('Sightread couldn’t start.');

/** The button that starts it again. */
export const tryAgain = () => l10n.t('Try Again');

/** What happens when a start fails. */
export interface FailedStart {
  /** Logs the error, if there is a log. */
  note(error: unknown): Promise<void>;
  /**
   * Shows one notification at a time; if the user isn't waiting (`isAsked`), only the first. Try Again runs `retry`.
   */
  tell(retry: () => unknown, isAsked: boolean): Promise<void>;
}

export function createFailedStart(log: () => Promise<LogOutputChannel>): FailedStart {
  let last: unknown;
  let isShown = false;
  let wasShown = false;
  return {
    note: async (error) => {
      // If the findings fail, the app fails with the same error.
      if (error !== last) {
        last = error;
        const line = `start: ${errorText(error)}`;
        await log().then(
          (to) => to.error(line),
          () => undefined,
        );
      }
    },
    tell: async (retry, isAsked) => {
      if (isShown || (wasShown && !isAsked)) {
        return;
      }
      isShown = true;
      wasShown = true;
      const again = tryAgain();
      const reload = l10n.t('Reload Window');
      const showLog = l10n.t('Show Log');
      const chosen = await window.showErrorMessage(failedStart(), again, reload, showLog);
      isShown = false;
      if (chosen === again) {
        await retry();
      } else if (chosen === reload) {
        await commands.executeCommand('workbench.action.reloadWindow');
      } else if (chosen === showLog) {
        (await log()).show();
      }
    },
  };
}
