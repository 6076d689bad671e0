import * as vscode from 'vscode';
import { lookUp } from '../../core/lookUp';
import { retirementOf } from '../../core/providers/retirement';
import type { ModelInfo, Vendor } from '../../core/providers/types';
import { hostText } from '../consent';
import { formats } from '../format';
import { askForKey, type KeyInputDeps } from '../keyInput';
import { askFor, createPicker, pickFrom, registerCommand, sayInfo } from '../say';
import { settings, updateUserSetting } from '../settings';

export interface Pick {
  readonly providerId: string;
  readonly model: string;
}

const { l10n } = vscode;

/** Provider, model, and key: pick, set, remove. */
export function registerModelSupport(deps: KeyInputDeps): vscode.Disposable {
  return vscode.Disposable.from(
    registerCommand('sightread.selectModel', deps.log, async (id: unknown) =>
      selectModel(deps, typeof id === 'string' ? id : undefined),
    ),
    registerCommand('sightread.setApiKey', deps.log, async (id: unknown) => {
      const vendor =
        typeof id === 'string' ? deps.providers.vendor(id) : await pickVendor(deps, l10n.t('Set an API Key'));
      return vendor ? askForKey(deps, vendor) : false;
    }),
    registerCommand('sightread.removeApiKey', deps.log, async () => {
      const vendor = await pickVendor(deps, l10n.t('Remove an API Key'), 'stored');
      if (vendor) {
        await deps.keys.remove(vendor.id);
        deps.onChosen();
        void sayInfo(l10n.t('The API key for {0} was removed from this machine.', vendor.label));
      }
    }),
  );
}

interface ProviderItem extends vscode.QuickPickItem {
  readonly id: string;
}

/** Provider first, then its models. Undefined if the user canceled. */
export async function selectModel(deps: KeyInputDeps, only?: string): Promise<Pick | undefined> {
  const id = only ?? (await pickProvider(deps));
  if (!id) {
    return undefined;
  }
  const vendor = deps.providers.vendor(id);
  if (vendor && !(await deps.providers.isReady(id)) && !(await askForKey(deps, vendor))) {
    return undefined;
  }
  const model = id === 'offline' ? '' : await pickModel(deps, id);
  if (model === undefined) {
    return undefined;
  }
  await deps.providers.remember(id, model);
  if (settings.provider() !== 'auto' && settings.provider() !== id) {
    await updateUserSetting('provider', id);
  }
  if (settings.model() !== '') {
    await updateUserSetting('model', model);
  }
  deps.onChosen();
  return { providerId: id, model };
}

async function pickProvider({ providers, keys }: KeyInputDeps): Promise<string | undefined> {
  const current = (await providers.choose('ask')).provider.id;
  const items = await Promise.all(
    providers.ids().map(async (id): Promise<ProviderItem> => {
      const vendor = providers.vendor(id);
      const origin = vendor && (await keys.origin(vendor));
      const detail = {
        stored: l10n.t('API key is set'),
        environment: l10n.t('Key from {0}', vendor?.auth.env ?? ''),
      };
      return {
        id,
        label: providers.get(id).label,
        iconPath: id === current ? new vscode.ThemeIcon('check') : undefined,
        description: origin ? detail[origin] : vendor?.local ? l10n.t('On this machine') : describeKeyless(id, vendor),
      };
    }),
  );
  const picked = await pickFrom(items, {
    title: l10n.t('Select a provider'),
    placeHolder: l10n.t('Select the provider to use'),
    matchOnDescription: true,
  });
  return picked?.id;
}

function describeKeyless(id: string, vendor: Vendor | undefined): string {
  if (id === 'offline') {
    return l10n.t('Extracts text and measures images on this machine, no API key needed');
  }
  if (vendor) {
    return l10n.t('Needs an API key');
  }
  return lookUp(settings.providers(), id) === undefined
    ? l10n.t('No API key needed')
    : l10n.t('Can’t be used with your current settings');
}

interface ModelItem extends vscode.QuickPickItem {
  readonly model?: string;
  readonly other?: boolean;
}

async function pickModel({ providers }: KeyInputDeps, id: string): Promise<string | undefined> {
  const pick = createPicker<ModelItem>();
  const refresh: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('refresh'),
    tooltip: l10n.t('Refresh the List'),
  };
  const { label, destination } = providers.get(id);
  const title =
    destination.kind === 'origin'
      ? l10n.t('Models from {0}, listed by {1}', label, hostText(destination))
      : l10n.t('Models from {0}', label);
  pick.title = title;
  pick.placeholder = l10n.t('Vision models are listed first');
  pick.buttons = [refresh];
  pick.matchOnDescription = true;
  pick.show();
  const load = async (again: boolean) => {
    pick.busy = true;
    const { models, ageMs, error } = await providers.models(id, { byUser: true, refresh: again });
    pick.items = [...modelItems(models), { label: l10n.t('Another model…'), other: true, alwaysShow: true }];
    const age = Math.round(ageMs / 60_000);
    pick.title = title;
    pick.placeholder = error
      ? l10n.t('Couldn’t load the current list; showing known models')
      : age > 0
        ? l10n.t('Vision models are listed first (updated {0} min ago)', age)
        : l10n.t('Vision models are listed first');
    pick.busy = false;
  };
  const chosen = new Promise<ModelItem | undefined>((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]);
      pick.hide();
    });
    pick.onDidHide(() => resolve(undefined));
    pick.onDidTriggerButton(() => void load(true));
  });
  await load(false);
  const item = await chosen;
  pick.dispose();
  if (item?.other) {
    const typed = await askFor({ title: l10n.t('Model ID'), ignoreFocusOut: true });
    return typed?.trim() || undefined;
  }
  return item?.model;
}

/** Vision models first, then those that might be, then text-only models; price and context if known. */
function modelItems(models: readonly ModelInfo[]): ModelItem[] {
  const groups: readonly [string, ModelInfo['vision']][] = [
    [l10n.t('Vision models'), true],
    [l10n.t('Models that might not support images'), 'unknown'],
    [l10n.t('Text-only models'), false],
  ];
  return groups.flatMap(([title, vision]) => {
    const group = models.filter((model) => model.vision === vision);
    return group.length === 0
      ? []
      : [{ label: title, kind: vscode.QuickPickItemKind.Separator }, ...group.map(modelItem)];
  });
}

function modelItem(model: ModelInfo): ModelItem {
  const format = formats();
  const facts = [
    model.contextTokens === undefined ? undefined : l10n.t('{0}-token context', format.number(model.contextTokens)),
    model.price
      ? l10n.t(
          '{0} in, {1} out per million tokens{2}',
          format.usd(model.price.input),
          format.usd(model.price.output),
          model.price.asOf === 'live' ? '' : ` (${model.price.asOf})`,
        )
      : l10n.t('price unknown'),
    retirementText(model),
  ];
  return {
    model: model.id,
    label: model.id,
    description: model.label && model.label !== model.id ? model.label : undefined,
    detail: facts.filter((fact) => fact !== undefined).join(' · '),
  };
}

function retirementText(model: ModelInfo): string | undefined {
  const retirement = retirementOf(model, Date.now());
  if (!retirement) {
    return undefined;
  }
  const { day, past } = retirement;
  if (day === undefined) {
    return l10n.t('being retired');
  }
  return past ? l10n.t('retired on {0}', day) : l10n.t('retires on {0}', day);
}

async function pickVendor(
  { providers, keys }: KeyInputDeps,
  title: string,
  only?: 'stored',
): Promise<Vendor | undefined> {
  const vendors = providers.ids().flatMap((id) => providers.vendor(id) ?? []);
  const rows = await Promise.all(
    vendors
      .filter((vendor) => vendor.auth.header !== 'none')
      .map(async (vendor) => ({ vendor, origin: await keys.origin(vendor) })),
  );
  const items = rows
    .filter((row) => only === undefined || row.origin === only)
    .map(({ vendor, origin }) => ({
      label: vendor.label,
      description:
        origin === 'stored' ? l10n.t('API key is set') : origin ? l10n.t('Key from {0}', vendor.auth.env ?? '') : '',
      vendor,
    }));
  if (items.length === 0) {
    void sayInfo(l10n.t('No API keys are stored on this machine.'));
    return undefined;
  }
  return (await pickFrom(items, { title }))?.vendor;
}
