import * as vscode from 'vscode';
import { settings } from './settings';

/** Asks before an image leaves the machine; remembers each host. */
export interface Consent {
  /** True when sending is allowed. `host` undefined: nothing leaves the machine, nothing is asked. */
  ask(host: string | undefined, providerLabel: string, imageNames: readonly string[]): Promise<boolean>;
}

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/;

export function createConsent(memory: vscode.Memento): Consent {
  const key = (host: string) => `consent:${host}`;
  return {
    ask: async (host, providerLabel, imageNames) => {
      const rule = settings.confirmBeforeSending();
      if (host === undefined || loopback.test(host) || rule === 'never') {
        return true;
      }
      if (rule === 'firstTime' && memory.get<boolean>(key(host))) {
        return true;
      }
      const send = vscode.l10n.t('Send');
      const what = imageNames.length === 1 ? imageNames[0] : vscode.l10n.t('{0} images', imageNames.length);
      const answer = await vscode.window.showWarningMessage(
        vscode.l10n.t('Send {0} to {1}?', what ?? '', host),
        {
          modal: true,
          detail: vscode.l10n.t(
            '{0} receives the image, without its location and other metadata, and your question. Your key goes to {1} only.',
            providerLabel,
            host,
          ),
        },
        send,
      );
      if (answer !== send) {
        return false;
      }
      if (rule === 'firstTime') {
        await memory.update(key(host), true);
      }
      return true;
    },
  };
}
