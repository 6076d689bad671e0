import * as vscode from 'vscode';
import type { Provider } from '../core/providers/types';
import { formats } from './format';
import { askModally } from './say';
import { settings } from './settings';

/** Asks before an image leaves the machine; remembers each host. */
export interface Consent {
  /** True when sending is allowed. A provider without a host is on this machine: nothing is asked. */
  ask(provider: Provider, imageNames: readonly string[]): Promise<boolean>;
}

/** Longest time for which a user's "send anyway" over the monthly limit holds, milliseconds. */
const overLimitMs = 3_600_000;

/** True when what the provider is sent does not leave this machine. */
export const staysHere = ({ host }: Pick<Provider, 'host'>): boolean => host === undefined;

/** What is asked before images go to a provider elsewhere: which, where to, and what goes along. */
export function sendQuestion({ host = '', label, vendor }: Provider, imageNames: readonly string[]) {
  const what = imageNames.length === 1 ? imageNames[0] : vscode.l10n.t('{0} images', imageNames.length);
  return {
    title: vscode.l10n.t('Send {0} to {1}?', what ?? '', host),
    detail: [
      vscode.l10n.t('{0} receives the image, without its location and other metadata, and your question.', label),
      ...(vendor ? [vscode.l10n.t('Your key goes to {0} only.', host)] : []),
    ].join(' '),
  };
}

/** `monthUsd`: what this month's requests cost so far, as far as it is known. */
export function createConsent(memory: vscode.Memento, monthUsd: () => number): Consent {
  const key = (host: string) => `consent:${host}`;
  let overLimitUntil = 0;
  const withinLimit = async (): Promise<boolean> => {
    const limit = settings.monthlyLimit();
    if (limit <= 0 || monthUsd() < limit || Date.now() < overLimitUntil) {
      return true;
    }
    const send = vscode.l10n.t('Send Anyway');
    const { usd } = formats();
    const answer = await askModally(
      vscode.l10n.t('This month’s requests cost {0}; your limit is {1}.', usd(monthUsd()), usd(limit)),
      [vscode.l10n.t('The limit is yours: sightread.usage.monthlyLimit. The providers know nothing of it.')],
      send,
    );
    overLimitUntil = answer === send ? Date.now() + overLimitMs : 0;
    return answer === send;
  };
  return {
    ask: async (provider, imageNames) => {
      const rule = settings.confirmBeforeSending();
      const { host } = provider;
      if (host === undefined || staysHere(provider)) {
        return true;
      }
      if (!(await withinLimit())) {
        return false;
      }
      if (rule === 'never') {
        return true;
      }
      if (rule === 'firstTime' && memory.get<boolean>(key(host))) {
        return true;
      }
      const send = vscode.l10n.t('Send');
      const { title, detail } = sendQuestion(provider, imageNames);
      const often = rule === 'firstTime' ? ` ${vscode.l10n.t('You are asked once for each host.')}` : '';
      const answer = await askModally(title, [detail + often], send);
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
