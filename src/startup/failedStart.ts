import { commands, type LogOutputChannel, l10n, window } from 'vscode';

/** That Sightread couldn't start, in a sentence. */
export const failedStart = () => l10n.t('Sightread couldn’t start.');

/** Says that the start failed. Try Again runs `again`; `isAsked`: the user is waiting for it. */
export type TellFailedStart = (again: () => unknown, isAsked: boolean) => Promise<void>;

/** Shows one notification at a time; if the user isn't waiting, only the first. */
export function createFailedStart(log: () => LogOutputChannel): TellFailedStart {
  let isShown = false;
  let wasShown = false;
  return async (again, isAsked) => {
    if (isShown || (wasShown && !isAsked)) {
      return;
    }
    isShown = true;
    wasShown = true;
    const tryAgain = l10n.t('Try Again');
    const reload = l10n.t('Reload Window');
    const showLog = l10n.t('Show Log');
    const chosen = await window.showErrorMessage(failedStart(), tryAgain, reload, showLog);
    isShown = false;
    if (chosen === tryAgain) {
      await again();
    } else if (chosen === reload) {
      await commands.executeCommand('workbench.action.reloadWindow');
    } else if (chosen === showLog) {
      log().show();
    }
  };
}
