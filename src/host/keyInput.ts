import * as vscode from 'vscode';
import { errorText } from '../core/errorText';
import { ProviderError } from '../core/providers/errors';
import { isPrivateConnection } from '../core/providers/request';
import type { Vendor } from '../core/providers/types';
import type { Providers } from '../jobs/providers';
import { showFailure } from './errorActions';
import type { Keys } from './keys';
import { createInput, sayInfo } from './say';

export interface KeyInputDeps {
  readonly providers: Providers;
  readonly keys: Keys;
  readonly log: vscode.LogOutputChannel;
  /** Tells the panels that the provider has changed. */
  readonly onChosen: () => void;
}

const { l10n } = vscode;

/** Asks for a key, verifies it with the model list (no tokens), and saves it. False if the user canceled. */
export async function askForKey(deps: KeyInputDeps, vendor: Vendor): Promise<boolean> {
  const hasAddress = URL.canParse(vendor.baseUrl);
  if (!hasAddress || !isPrivateConnection(vendor)) {
    // A key is useless, and can't be verified, before it's known where it may be sent, or not.
    const failure = hasAddress
      ? new ProviderError('plainHttp', '', { host: new URL(vendor.baseUrl).host })
      : new ProviderError('wrongAddress', '');
    void showFailure(failure, {
      provider: vendor.label,
      providerId: vendor.id,
      model: '',
    });
    return false;
  }
  const openPage: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('link-external'),
    tooltip: l10n.t('Get a key from {0}', vendor.label),
  };
  const box = createInput();
  box.title = l10n.t('API key for {0}', vendor.label);
  box.prompt = [
    l10n.t('Stored in this machine’s secret storage and sent only to {0}.', new URL(vendor.baseUrl).host),
    vendor.privacyNote,
  ]
    .filter(Boolean)
    .join(' ');
  box.password = true;
  box.ignoreFocusOut = true;
  box.buttons = vendor.keyUrl ? [openPage] : [];
  let left = false;
  const done = new Promise<boolean>((resolve) => {
    box.onDidTriggerButton(() => vendor.keyUrl && vscode.env.openExternal(vscode.Uri.parse(vendor.keyUrl)));
    box.onDidHide(() => {
      left = true;
      resolve(false);
    });
    box.onDidChangeValue(() => {
      box.validationMessage = undefined;
    });
    box.onDidAccept(async () => {
      const key = box.value.trim();
      if (!key) {
        box.validationMessage = l10n.t('Paste the key, or press Escape to cancel.');
        return;
      }
      box.busy = true;
      box.enabled = false;
      const verdict = await tryKey(deps, vendor, key);
      if (left) {
        return;
      }
      box.busy = false;
      box.enabled = true;
      if (verdict === 'wrong') {
        box.validationMessage = l10n.t('{0} rejected this API key.', vendor.label);
        return;
      }
      await deps.keys.set(vendor.id, key);
      await deps.providers.remember(vendor.id, '');
      resolve(true);
      box.hide();
      deps.onChosen();
      void sayInfo(
        verdict === 'ok'
          ? l10n.t('The API key for {0} works and was saved.', vendor.label)
          : l10n.t('API key saved. {0} couldn’t be reached to verify it.', vendor.label),
      );
    });
  });
  box.show();
  const stored = await done;
  box.dispose();
  return stored;
}

async function tryKey(
  { providers, log }: KeyInputDeps,
  vendor: Vendor,
  key: string,
): Promise<'ok' | 'wrong' | 'unreachable'> {
  try {
    const verdict = await providers.checkKey(vendor, key, AbortSignal.timeout(10_000));
    if (verdict instanceof Error) {
      throw verdict;
    }
    return verdict;
  } catch (error) {
    log.warn(`trying the key of ${vendor.id}: ${errorText(error)}`);
    return 'unreachable';
  }
}
