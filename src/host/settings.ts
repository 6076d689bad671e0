import * as vscode from 'vscode';
import { readRules, rulesFor } from '../core/altText/rules';
import type { Detail } from '../core/image/types';
import type { Task } from '../core/tasks/tasks';

/**
 * Settings that decide where a key or an image goes. Read from the user's own settings only: whatever a workspace or
 * folder says is not looked at, trusted or not.
 */
function userSetting<T>(key: string): T | undefined {
  const found = vscode.workspace.getConfiguration('sightread').inspect<T>(key);
  return found?.globalValue ?? found?.defaultValue;
}

function resourceSetting<T>(key: string, resource?: vscode.Uri): T | undefined {
  return vscode.workspace.getConfiguration('sightread', resource).get<T>(key);
}

/** Typed access to every setting, read at each use. */
export const settings = {
  provider: () => userSetting<string>('provider') || 'auto',
  model: () => userSetting<string>('model') ?? '',
  taskModels: () => record<string>(userSetting('taskModels')),
  providers: () => record<unknown>(userSetting('providers')),
  tasks: () => record<Partial<Task>>(userSetting('tasks')),
  confirmBeforeSending: () => userSetting<'firstTime' | 'always' | 'never'>('confirmBeforeSending') ?? 'firstTime',
  /** USD a month; 0 for no limit. */
  monthlyLimit: () => userSetting<number>('usage.monthlyLimit') ?? 0,
  keepDays: () => userSetting<number>('history.keepDays') ?? 30,
  ocrEngine: () => userSetting<'auto' | 'offline' | 'model'>('ocr.engine') ?? 'auto',
  ocrLanguages: () => resourceSetting<string[]>('ocr.languages') ?? ['eng'],
  detail: () => resourceSetting<Detail>('image.detail') ?? 'auto',
  outputLanguage: () => resourceSetting<string>('outputLanguage') ?? '',
  altTextMaxLength: (resource?: vscode.Uri) => resourceSetting<number>('altText.maxLength', resource) ?? 125,
  /** `document`, or a BCP 47 tag. */
  altTextLanguage: (resource?: vscode.Uri) => resourceSetting<string>('altText.language', resource) ?? 'document',
  altTextEnding: (resource?: vscode.Uri) =>
    resourceSetting<'sentence' | 'phrase' | 'asIs'>('altText.ending', resource) ?? 'sentence',
  altTextProblems: (resource?: vscode.Uri) => resourceSetting<boolean>('altText.problems', resource) ?? true,
  altTextShareRecords: (resource?: vscode.Uri) => resourceSetting<boolean>('altText.shareRecords', resource) ?? false,
  altTextOnPaste: () => userSetting<boolean>('altText.onPaste') ?? false,
  /** Questions under way at once during a review. */
  altTextParallel: () => Math.min(16, Math.max(1, Math.round(userSetting<number>('altText.parallelRequests') ?? 4))),
  /** Severities for a document; what is not understood is left to the editor, which underlines it. */
  altTextRules: (document: vscode.Uri) =>
    rulesFor(readRules(resourceSetting('altText.rules', document)), vscode.workspace.asRelativePath(document, false)),
  /** Undefined: the folders that site generators commonly use. */
  altTextBaseFolders: (resource?: vscode.Uri) => {
    const folders = resourceSetting<string[]>('altText.baseFolders', resource);
    return folders && folders.length > 0 ? folders : undefined;
  },
  /** The user's globs and the workspace's: a workspace can add to them and take none away. */
  exclude: (resource?: vscode.Uri): string[] => {
    const found = vscode.workspace.getConfiguration('sightread', resource).inspect<string[]>('exclude');
    return [
      ...(found?.globalValue ?? found?.defaultValue ?? []),
      ...(found?.workspaceValue ?? []),
      ...(found?.workspaceFolderValue ?? []),
    ];
  },
};

function record<T>(value: unknown): Readonly<Record<string, T>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, T>) : {};
}

/** Writes a user setting. */
export async function updateUserSetting(key: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('sightread').update(key, value, vscode.ConfigurationTarget.Global);
}
