import * as vscode from 'vscode';
import { bounds } from '../core/bounds';
import type { ImageSource } from '../core/conversation/conversation';
import { decodeUrl } from '../core/decodeUrl';
import { endsLikeImage, imageExtensions } from '../core/image/extensions';
import { factsOf } from '../core/image/sniff';
import { ImageError } from '../core/image/types';
import { imageLinkAt } from '../core/imageLink';
import { meantNames, shownName } from '../core/meantName';
import { imageSentence } from './explain';
import { type SendOptions, whyNot } from './mayBeSent';
import { isPlainFile, readUpTo } from './readUpTo';
import { pickFrom, sayError } from './say';

/** An image to work on: a URI with any scheme, or a web URL. */
export interface ImageTarget {
  readonly uri: vscode.Uri;
  readonly name: string;
}

/** Cameras write extensions in capitals, and file systems distinguish them. */
const endings = imageExtensions.flatMap((one) => [one, one.toUpperCase()]);

export const isWebUrl = (uri: vscode.Uri) => uri.scheme === 'http' || uri.scheme === 'https';

export const toTarget = (uri: vscode.Uri): ImageTarget => ({
  uri,
  name: uri.path.split('/').at(-1) || uri.authority,
});

/** The source as a conversation stores it: it's parsed here. */
export const toSource = (uri: vscode.Uri): ImageSource =>
  isWebUrl(uri) ? { kind: 'web', url: uri.toString(true) } : { kind: 'file', uri: uri.toString() };

/** Its name, or how many they are. */
export const titleOf = (targets: readonly ImageTarget[]): string =>
  targets.length === 1 ? (targets[0]?.name ?? '') : vscode.l10n.t('{0} images', targets.length);

/**
 * The target of a command: the explorer's selection, the active image preview, the image link under the cursor, or a
 * pick. Empty if the user picked nothing.
 */
export async function findTargets(first: unknown, selection: unknown): Promise<ImageTarget[]> {
  const clicked = first instanceof vscode.Uri ? first : undefined;
  const selected = Array.isArray(selection) ? selection.filter((item) => item instanceof vscode.Uri) : [];
  // The menu depends on the item under the mouse; the selection may contain other files too.
  const uris = selected.length > 1 ? selected.filter((uri) => endsLikeImage(uri.path)) : clicked ? [clicked] : [];
  if (uris.length > 0 && !(uris.length === 1 && uris[0] && isOpenDocument(uris[0]))) {
    return uris.map(toTarget);
  }
  const active = activeImage();
  let linked: ImageTarget | undefined;
  try {
    linked = active ? undefined : await imageAtCursor();
  } catch (error) {
    if (error instanceof ImageError) {
      void sayError(imageSentence(error.reason, vscode.l10n.t('The image'), error.detail));
      return [];
    }
    throw error;
  }
  // A document names this one, not a person, so it isn't followed out of the open folders.
  if (linked && !isWebUrl(linked.uri) && (await leadsOutside(linked.uri))) {
    void sayError(imageSentence('outside', linked.name));
    return [];
  }
  const found = active ?? linked;
  return found ? [found] : pickImages();
}

async function leadsOutside(uri: vscode.Uri): Promise<boolean> {
  const document = vscode.window.activeTextEditor?.document.uri;
  const isAlone = document && !vscode.workspace.getWorkspaceFolder(document);
  const folders = isAlone ? [vscode.Uri.joinPath(document, '..')] : [];
  return (await isFile(uri)) && (await whyNot(uri, { folders })) === 'outside';
}

/** The editor's context menu passes the document: the image is then the one at the cursor. */
function isOpenDocument(uri: vscode.Uri): boolean {
  return !endsLikeImage(uri.path) && uri.toString() === vscode.window.activeTextEditor?.document.uri.toString();
}

function activeImage(): ImageTarget | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const uri = input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText ? input.uri : undefined;
  return uri && endsLikeImage(uri.path) ? toTarget(uri) : undefined;
}

async function imageAtCursor(): Promise<ImageTarget | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    return undefined;
  }
  const { document, selection } = editor;
  const { line, character } = selection.active;
  const link = imageLinkAt(document.lineAt(line).text, character);
  const uri = link === undefined ? undefined : resolveLink(link, document.uri);
  return uri && toTarget(isWebUrl(uri) ? uri : ((await existingFile([uri])) ?? uri));
}

/** A link in a document as a URI: web, absolute below its workspace folder, or relative to the document. */
function resolveLink(link: string, document: vscode.Uri): vscode.Uri | undefined {
  if (/^https?:\/\//i.test(link)) {
    return vscode.Uri.parse(link);
  }
  if (/^[a-z][a-z+.-]+:/i.test(link)) {
    return undefined;
  }
  const path = decodeUrl(link.split(/[?#]/, 1)[0] ?? '');
  const folder = vscode.workspace.getWorkspaceFolder(document)?.uri;
  if (path.startsWith('/')) {
    return folder && vscode.Uri.joinPath(folder, path);
  }
  return vscode.Uri.joinPath(document, '..', path);
}

/** The folder relative to the workspace; empty for its root. */
const folderOf = (uri: vscode.Uri) => vscode.workspace.asRelativePath(uri).split('/').slice(0, -1).join('/');

interface ImageItem extends vscode.QuickPickItem {
  readonly uri?: vscode.Uri;
}

/** A picker of the workspace's images, with the picture itself as the icon. */
export async function pickImages(title = vscode.l10n.t('Choose an image')): Promise<ImageTarget[]> {
  const found = await vscode.workspace.findFiles(`**/*.{${endings}}`, undefined, 2000);
  const browse: ImageItem = {
    label: vscode.l10n.t('Browse…'),
    iconPath: new vscode.ThemeIcon('folder-opened'),
    alwaysShow: true,
  };
  const items: ImageItem[] = found
    .sort((a, b) => a.path.localeCompare(b.path))
    .map((uri) => ({
      label: uri.path.split('/').at(-1) ?? uri.path,
      description: folderOf(uri),
      iconPath: uri,
      uri,
    }));
  const picked = await pickFrom([...items, browse], {
    title,
    placeHolder: items.length > 0 ? vscode.l10n.t('Type to filter') : vscode.l10n.t('No image in this workspace'),
    matchOnDescription: true,
  });
  if (!picked) {
    return [];
  }
  if (picked.uri) {
    return [toTarget(picked.uri)];
  }
  const chosen = await vscode.window.showOpenDialog({
    canSelectMany: true,
    filters: { [vscode.l10n.t('Images')]: endings },
  });
  return (chosen ?? []).map(toTarget);
}

/**
 * The file's bytes through the workspace's file system. Throws `ImageError`, with the honest name of what isn't an
 * image.
 */
export async function readTarget(uri: vscode.Uri): Promise<Uint8Array> {
  const bytes = await readUpTo(uri, bounds.imageFileBytes);
  if (typeof bytes === 'string') {
    throw new ImageError(bytes === 'tooLarge' ? bytes : 'notFound', bytes);
  }
  factsOf(bytes);
  return bytes;
}

/**
 * The first file that exists, or a link to one; if none does, the only one whose name differs just in kinds of spaces,
 * accents, capitals, or percent escapes. Throws `ImageError` if there are several that may be sent. It isn't opened.
 */
export async function existingFile(
  uris: readonly vscode.Uri[],
  options?: SendOptions,
): Promise<vscode.Uri | undefined> {
  for (const uri of uris) {
    if (await isFile(uri)) {
      return uri;
    }
  }
  for (const uri of uris) {
    const folder = vscode.Uri.joinPath(uri, '..');
    const names = meantNames(uri.path.slice(uri.path.lastIndexOf('/') + 1), await filesIn(folder));
    const similar = names.map((name) => vscode.Uri.joinPath(folder, name));
    const whys = await Promise.all(similar.map((one) => whyNot(one, options)));
    const allowed = similar.filter((_, i) => whys[i] === undefined);
    if (allowed.length > 1) {
      throw new ImageError('severalFiles', allowed.map((one) => shownName(toTarget(one).name)).join(', '));
    }
    const found = allowed[0] ?? similar[0];
    if (found) {
      return found;
    }
  }
  return undefined;
}

async function filesIn(folder: vscode.Uri): Promise<readonly string[]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    return entries.filter(([, type]) => isPlainFile({ type })).map(([name]) => name);
  } catch (error) {
    if (error instanceof vscode.FileSystemError) {
      return [];
    }
    throw error;
  }
}

/** True for an existing file, or a link to one. */
async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return isPlainFile(await vscode.workspace.fs.stat(uri));
  } catch (error) {
    if (error instanceof vscode.FileSystemError) {
      return false;
    }
    throw error;
  }
}
