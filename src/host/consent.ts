import * as vscode from 'vscode';
import { type Destination, hostOf, staysHere } from '../core/providers/destination';
import { editorProviderId } from '../core/providers/vendorBasics';
import type { ModelSelection } from '../jobs/providers';
import type { Agreements } from './agreements';
import { formats } from './format';
import { askModally } from './say';
import { settings } from './settings';

/** Asks before an image leaves the machine, or is sent to a server that nobody chose; remembers each place. */
export interface Consent {
  /** True if sending is allowed, which includes requesting the model list. On this machine, no question is asked. */
  ask(choice: ModelSelection, imageNames: readonly string[]): Promise<boolean>;
}

/** How long a user's "send anyway" over the monthly limit counts, milliseconds. */
const overLimitMs = 3_600_000;

/** Where a provider's requests go, in words; empty for this machine. */
export function hostText(destination: Destination): string {
  if (destination.kind === 'editor') {
    return vscode.l10n.t('your editor’s chat provider');
  }
  return destination.kind === 'origin' ? new URL(destination.origin).host : '';
}

/**
 * The name under which an agreement is stored, in any language: a server, or the vendor that provides one of the
 * editor's models.
 */
function placeOf({ provider: { destination }, model }: ModelSelection): string {
  if (destination.kind === 'editor') {
    return `${editorProviderId}:${model.split('/')[0]}`;
  }
  return 'origin' in destination ? (destination.origin ?? '') : '';
}

/** The question before images are sent to a remote provider: which images, where, and what else is sent. */
export function sendQuestion({ provider, model }: ModelSelection, imageNames: readonly string[]) {
  const { label, vendor } = provider;
  const host = hostText(provider.destination);
  const what = imageNames.length === 1 ? imageNames[0] : vscode.l10n.t('{0} images', imageNames.length);
  const isPlain = vendor !== undefined && /^http:/i.test(vendor.baseUrl);
  return {
    title: vscode.l10n.t('Send {0} to {1}?', what ?? '', host),
    detail: [
      vscode.l10n.t('{0} will receive your question and the image, with location and other metadata removed.', label),
      ...(provider.destination.kind === 'editor' ? [vscode.l10n.t('The model is {0}.', model)] : []),
      ...(isPlain ? [vscode.l10n.t('The connection isn’t encrypted.')] : []),
      ...(vendor && !isPlain ? [vscode.l10n.t('Your API key is sent only to {0}.', host)] : []),
    ].join(' '),
  };
}

/** `monthUsd`: what this month's requests have cost so far, as far as it is known. */
export function createConsent(agreements: Agreements, monthUsd: () => number): Consent {
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
      [vscode.l10n.t('You set this limit in sightread.usage.monthlyLimit. Providers don’t enforce it.')],
      send,
    );
    overLimitUntil = answer === send ? Date.now() + overLimitMs : 0;
    return answer === send;
  };
  const askLocal = async (choice: ModelSelection): Promise<boolean> => {
    const place = placeOf(choice);
    if (settings.confirmBeforeSending() === 'never' || agreements.has('consent', place)) {
      return true;
    }
    const use = vscode.l10n.t('Use Server');
    const answer = await askModally(
      vscode.l10n.t('Use {0} at {1}?', choice.provider.label, hostOf(place) ?? ''),
      [vscode.l10n.t('This server is running on this machine. Whoever runs it can see your images.')],
      use,
    );
    if (answer === use) {
      await agreements.add('consent', place);
    }
    return answer === use;
  };
  return {
    ask: async (choice, imageNames) => {
      const rule = settings.confirmBeforeSending();
      const { destination } = choice.provider;
      if (staysHere(destination)) {
        return choice.found !== true || askLocal(choice);
      }
      if (!(await withinLimit())) {
        return false;
      }
      const place = placeOf(choice);
      if (rule === 'never' || (rule === 'firstTime' && agreements.has('consent', place))) {
        return true;
      }
      const send = vscode.l10n.t('Send');
      const { title, detail } = sendQuestion(choice, imageNames);
      const often = rule === 'firstTime' ? ` ${vscode.l10n.t('You’ll be asked only once per host.')}` : '';
      const answer = await askModally(title, [detail + often], send);
      if (answer !== send) {
        return false;
      }
      agreements.allowList(destination);
      if (rule === 'firstTime') {
        await agreements.add('consent', place);
      }
      return true;
    },
  };
}
