/** Images that a program names by a path, rather than a user by a click: only those in the open folders are read. */
import { isAbsolute, sep } from 'node:path';
import * as vscode from 'vscode';
import { ImageError } from '../core/image/types';
import { imageSentence } from './explain';
import { whyNot } from './mayBeSent';
import { existingFile, type ImageTarget, toTarget } from './targets';

const { l10n } = vscode;

/**
 * The image behind a path in the workspace, relative or absolute, or an http(s) URL. Throws an `Error` whose message is
 * a sentence with the reason if it may not be read: outside the open folders (also through a link in the file system),
 * excluded by the user's globs, or missing.
 */
export async function findNamedImage(name: string): Promise<ImageTarget> {
  if (/^https?:\/\//i.test(name)) {
    return toTarget(vscode.Uri.parse(name, true));
  }
  const folders = vscode.workspace.workspaceFolders ?? [];
  const inside = candidates(name, folders).filter((uri) => vscode.workspace.getWorkspaceFolder(uri) !== undefined);
  if (inside.length === 0) {
    throw outside(name);
  }
  const uri = await existingFile(inside).catch((error: unknown) => {
    throw error instanceof ImageError ? new Error(imageSentence(error.reason, name, error.detail)) : error;
  });
  if (!uri) {
    throw new Error(imageSentence('notFound', name));
  }
  const reason = await whyNot(uri);
  if (reason) {
    throw reason === 'outside' ? outside(name) : new Error(imageSentence(reason, name));
  }
  return toTarget(uri);
}

const outside = (name: string) =>
  new Error(l10n.t('{0} isn’t inside the open folders. Sightread only reads images inside them, or from a URL.', name));

/** Where a path can lead, in order; `..` is resolved. */
function candidates(name: string, folders: readonly vscode.WorkspaceFolder[]): vscode.Uri[] {
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(name)) {
    return [vscode.Uri.joinPath(vscode.Uri.parse(name, true))];
  }
  if (isAbsolute(name) || name.startsWith('/')) {
    const { path } = vscode.Uri.file(name);
    return folders.map((folder) => vscode.Uri.joinPath(folder.uri.with({ path })));
  }
  const path = sep === '\\' ? name.replaceAll('\\', '/') : name;
  const [first, ...rest] = path.split('/');
  const named = folders.filter((folder) => folder.name === first && rest.length > 0);
  return [
    ...folders.map((folder) => vscode.Uri.joinPath(folder.uri, path)),
    ...named.map((folder) => vscode.Uri.joinPath(folder.uri, ...rest)),
  ];
}
