import * as vscode from 'vscode';
import { languageName } from '../../core/text/languages/names';
import { bundledLanguage } from '../../core/text/languages/pack';
import { languagePins } from '../../core/text/languages/pins';
import { pickFrom, registerCommand, sayInfo } from '../say';
import { settings, updateUserSetting } from '../settings';
import type { Languages } from '../text/languages';

interface LanguageItem extends vscode.QuickPickItem {
  readonly code?: string;
  readonly isHere?: boolean;
}

const { l10n } = vscode;

/**
 * Manage Text Recognition Languages: installed ones can be removed, pinned ones downloaded, and any added from a file.
 */
export function registerLanguageSupport(languages: Languages, log: vscode.LogOutputChannel): vscode.Disposable {
  return registerCommand('sightread.manageLanguages', log, async () => {
    const picked = await pickFrom(itemsFor(await languages.added()), {
      title: l10n.t('Text recognition languages'),
      placeHolder: l10n.t('Select a language to add or remove'),
      matchOnDescription: true,
    });
    if (picked?.isHere && picked.code) {
      await remove(languages, picked.code);
    } else if (picked) {
      const { code } = picked;
      const added = code ? (await languages.add(code)) && code : await languages.addFile();
      if (added) {
        await use(added);
      }
    }
  });
}

function itemsFor(added: readonly string[]): LanguageItem[] {
  const item = (code: string): LanguageItem => ({
    label: languageName(code, vscode.env.language),
    description: code,
    code,
  });
  const collator = new Intl.Collator(vscode.env.language);
  const rest = Object.keys(languagePins)
    .filter((code) => !added.includes(code))
    .map(item)
    .sort((a, b) => collator.compare(a.label, b.label));
  const here = added.map((code) => ({
    ...item(code),
    detail: l10n.t('On this machine. Select to remove.'),
    isHere: true,
  }));
  return [
    ...here,
    { label: l10n.t('Download from the npm registry'), kind: vscode.QuickPickItemKind.Separator },
    ...rest,
    { label: l10n.t('From a file'), kind: vscode.QuickPickItemKind.Separator },
    { label: l10n.t('Another Language…'), description: l10n.t('Tesseract data: a .traineddata file') },
  ];
}

async function remove(languages: Languages, code: string): Promise<void> {
  await languages.remove(code);
  const used = settings.ocrLanguages();
  if (used.includes(code)) {
    const left = used.filter((one) => one !== code);
    await updateUserSetting('ocr.languages', left.length > 0 ? left : [bundledLanguage]);
  }
  void sayInfo(
    l10n.t('The language data for {0} was removed from this machine.', languageName(code, vscode.env.language)),
  );
}

/**
 * From now on, it's used, before all others: OCR trusts its first language most. Measured 2026-11-22 on a German and a
 * French page: with English first, capitals and accents in headings are lost; with it last, none are.
 */
async function use(code: string): Promise<void> {
  const used = settings.ocrLanguages();
  if (!used.includes(code)) {
    const others = used.filter((one) => one !== bundledLanguage);
    const last = used.includes(bundledLanguage) ? [bundledLanguage] : [];
    await updateUserSetting('ocr.languages', [code, ...others, ...last]);
  }
  void sayInfo(l10n.t('Text in {0} can now be read offline.', languageName(code, vscode.env.language)));
}
