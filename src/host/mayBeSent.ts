/**
 * The one check before a file's content is sent to a provider: is it in an open folder, with all links resolved, and do
 * neither the settings nor its names forbid it? Every reader calls it.
 */
import * as vscode from 'vscode';
import { createGlobs } from '../core/globs';
import { ImageError } from '../core/image/types';
import { type NotSent, whyNotSent } from '../core/mayBeSent';
import { realPlace } from '../disk/realPath';
import { isBehindLink } from './ownFiles';
import { sayError } from './say';
import { settings } from './settings';

export interface SendOptions {
  /** A person picked this very file: it can be anywhere, but its names can still exclude it. */
  readonly isPicked?: boolean;
  /** More folders that count as open: the one of a document that isn't in any folder. */
  readonly folders?: readonly vscode.Uri[];
}

/** Why a file may not be sent; undefined if it may. A missing file is judged by its name only. */
export async function whyNot(
  written: vscode.Uri,
  { isPicked = false, folders = [] }: SendOptions = {},
): Promise<NotSent | undefined> {
  const uri = withoutDots(written);
  const name = vscode.workspace.asRelativePath(uri, false);
  const { isInside, real } = await placeOf(uri, folders);
  const exclude = [...settings.exclude(uri), ...(real ? settings.exclude(real.uri) : [])];
  const names = [name, ...(real ? [real.name] : [])];
  const paths = [uri.path, ...(real ? [real.uri.path] : [])];
  const reason = whyNotSent({ names, paths, isInside }, exclude, isPicked);
  if (reason === 'badGlob') {
    tellBadGlob(exclude);
  }
  return reason;
}

/**
 * Whether a file is in an open folder, with all links resolved. Documents that a search finds count only then: nobody
 * picked them, so others are neither sent nor written.
 */
export async function isInWorkspace(uri: vscode.Uri): Promise<boolean> {
  return (await placeOf(withoutDots(uri), [])).isInside;
}

/** A file's location in an open folder, with all links resolved; undefined if it isn't in one. */
export async function realNameOf(written: vscode.Uri): Promise<vscode.Uri | undefined> {
  const uri = withoutDots(written);
  for (const { uri: root } of vscode.workspace.workspaceFolders ?? []) {
    const { isInside, real } = uri.scheme === 'file' ? await onDisk(uri, [root]) : await elsewhere(uri, [root]);
    if (isInside) {
      return real ? vscode.Uri.joinPath(root, real.name) : uri;
    }
  }
  return undefined;
}

/** Throws `ImageError` with the reason for a file that may not be sent. */
export async function checkMayBeSent(uri: vscode.Uri, options?: SendOptions): Promise<void> {
  const reason = await whyNot(uri, options);
  if (reason) {
    throw new ImageError(reason, vscode.workspace.asRelativePath(uri, false));
  }
}

/** The file meant by `folder/../name`, because the names in a path are compared. */
const withoutDots = (uri: vscode.Uri): vscode.Uri => (uri.path === '' ? uri : vscode.Uri.joinPath(uri, '.'));

interface Place {
  readonly isInside: boolean;
  readonly real?: { readonly uri: vscode.Uri; readonly name: string };
}

async function placeOf(uri: vscode.Uri, folders: readonly vscode.Uri[]): Promise<Place> {
  const roots = [...(vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri), ...folders];
  return uri.scheme === 'file' ? onDisk(uri, roots) : elsewhere(uri, roots);
}

async function onDisk(uri: vscode.Uri, roots: readonly vscode.Uri[]): Promise<Place> {
  const folders = roots.filter((root) => root.scheme === 'file').map((root) => root.fsPath);
  try {
    const { path, below } = await realPlace(uri.fsPath, folders);
    return { isInside: below !== undefined, real: { uri: vscode.Uri.file(path), name: below ?? path } };
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      return { isInside: false };
    }
    throw error;
  }
}

/** Where links can't be resolved, none is followed. */
async function elsewhere(uri: vscode.Uri, roots: readonly vscode.Uri[]): Promise<Place> {
  const root = roots.find(
    ({ scheme, authority, path }) =>
      scheme === uri.scheme && authority === uri.authority && uri.path.startsWith(`${path.replace(/\/$/, '')}/`),
  );
  return { isInside: root !== undefined && !(await isBehindLink(uri, root)) };
}

const told = new Set<string>();

/** Once for each list: the invalid globs, and where to fix them. */
function tellBadGlob(exclude: readonly string[]): void {
  const bad = createGlobs(exclude).notUnderstood.map((glob) => glob.slice(0, 60) || '?');
  const key = bad.join();
  if (told.has(key)) {
    return;
  }
  told.add(key);
  const open = vscode.l10n.t('Open Setting');
  const sentence = vscode.l10n.t(
    'Nothing will be sent, because the setting “sightread.exclude” has invalid globs: {0}',
    bad.slice(0, 3).join(', '),
  );
  void sayError(sentence, open).then((answer) => {
    if (answer === open) {
      void vscode.commands.executeCommand('workbench.action.openSettings', 'sightread.exclude');
    }
  });
}
