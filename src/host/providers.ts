import * as vscode from 'vscode';
import { errorText } from '../core/errorText';
import { createOfflineProvider } from '../core/providers/offline';
import { Providers } from '../jobs/providers';
import type { Agreements } from './agreements';
import { createEditorModelsProvider } from './editorModels';
import type { Engines } from './engines';
import type { Keys } from './keys';
import { settings } from './settings';
import type { Transports } from './transport';

interface Deps {
  readonly keys: Keys;
  readonly engines: Engines;
  readonly transports: Transports;
  readonly memory: vscode.Memento;
  readonly agreements: Agreements;
  readonly log: vscode.LogOutputChannel;
}

/** The providers, with the editor's settings, keys, and network. */
export function createProviders({ keys, engines, transports, memory, agreements, log }: Deps): Providers {
  const providers = new Providers({
    settings,
    memory,
    key: keys.get,
    transport: (vendor) => transports.forVendor(vendor),
    offline: createOfflineProvider(engines, vscode.l10n),
    editor: createEditorModelsProvider(),
    mayList: ({ destination }) => agreements.mayList(destination),
    onListFailed: (id, error) => log.warn(`models of ${id}: ${errorText(error)}`),
  });
  keys.onDidChange(() => providers.keysChanged());
  return providers;
}
