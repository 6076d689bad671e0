import * as vscode from 'vscode';
import { asRecord } from '../core/json';
import {
  isUsersOwn,
  readExclude,
  readSetting,
  type SettingName,
  type SettingValue,
  settingTable,
  shownSetting,
} from '../core/settings';

const section = (resource?: vscode.Uri) => vscode.workspace.getConfiguration('sightread', resource);

let tell: (line: string) => void = () => undefined;
const told = new Set<string>();

/** From now on, invalid values are reported here, one line for each. */
export function tellWrongSettings(to: (line: string) => void): void {
  tell = to;
}

/** Logs a line about a wrong value, once. */
export function tellOnce(line: string): void {
  if (!told.has(line)) {
    told.add(line);
    tell(line);
  }
}

/** The value in its valid form; an invalid one is reported once and counts as not set. */
function checked<K extends SettingName>(name: K, written: unknown): SettingValue<K> {
  const { value, isWrong } = readSetting(name, written);
  if (isWrong) {
    tellOnce(`sightread.${name} is not understood, its default is used: ${shownSetting(written)}`);
  }
  return value;
}

/**
 * A setting without a scope decides where a key or an image goes: it's read only from the user's own settings, and
 * whatever a workspace or folder says is ignored, trusted or not.
 */
function read<K extends SettingName>(name: K, resource?: vscode.Uri): SettingValue<K> {
  const all = section(resource);
  const found = isUsersOwn(name) ? all.inspect<unknown>(name) : undefined;
  return checked(name, found ? (found.globalValue ?? found.defaultValue) : all.get<unknown>(name));
}

/**
 * A copy that can be posted to a thread. The objects that VS Code 1.139 returns can't, and as JSON they lose every object whose
 * name contains a dot.
 */
function plain(written: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(written).map(([name, value]) => {
      const inner = asRecord(value);
      return [name, inner ? plain(inner) : value];
    }),
  );
}

/** Typed access to every setting, read at each use. */
export const settings = {
  provider: () => read('provider') || 'auto',
  model: () => read('model'),
  taskModels: () => read('taskModels'),
  providers: () => read('providers'),
  tasks: () => {
    const tasks = read('tasks');
    for (const id of Object.keys(tasks).filter((one) => !tasks[one]?.prompt?.trim())) {
      tellOnce(`sightread.tasks: ${id.slice(0, 200)} is not understood, or has no prompt, and is left out`);
    }
    return tasks;
  },
  confirmBeforeSending: () => read('confirmBeforeSending'),
  /** USD a month; 0 for no limit. */
  monthlyLimit: () => read('usage.monthlyLimit'),
  keepDays: () => read('history.keepDays'),
  ocrEngine: () => read('ocr.engine'),
  ocrLanguages: () => read('ocr.languages'),
  detail: () => read('image.detail'),
  outputLanguage: () => read('outputLanguage'),
  altTextMaxLength: (resource?: vscode.Uri) => read('altText.maxLength', resource),
  /** `document`, or a BCP 47 tag. */
  altTextLanguage: (resource?: vscode.Uri) => read('altText.language', resource),
  altTextEnding: (resource?: vscode.Uri) => read('altText.ending', resource),
  altTextProblems: (resource?: vscode.Uri) => read('altText.problems', resource),
  altTextShareRecords: (resource?: vscode.Uri) => read('altText.shareRecords', resource),
  altTextOnPaste: () => read('altText.onPaste'),
  /** Concurrent requests during a review. */
  altTextParallel: () => read('altText.parallelRequests'),
  /** As written: the markup engine works out what they mean for a file. */
  altTextRules: (resource?: vscode.Uri) => plain(read('altText.rules', resource)),
  /** Undefined: the folders that site generators commonly use. */
  altTextBaseFolders: (resource?: vscode.Uri) => {
    const folders = read('altText.baseFolders', resource);
    return folders.length > 0 ? folders : undefined;
  },
  /** The user's globs and the workspace's: a workspace can add to them but remove none. */
  exclude: (resource?: vscode.Uri): readonly string[] => {
    const found = section(resource).inspect<unknown>('exclude');
    return [
      ...readExclude(found?.globalValue ?? found?.defaultValue ?? settingTable.exclude.fallback),
      ...readExclude(found?.workspaceValue),
      ...readExclude(found?.workspaceFolderValue),
    ];
  },
};

/** Writes a user setting. */
export async function updateUserSetting(key: SettingName, value: unknown): Promise<void> {
  await section().update(key, value, vscode.ConfigurationTarget.Global);
}
