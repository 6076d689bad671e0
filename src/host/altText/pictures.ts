import * as vscode from 'vscode';
import { dataUrlBytes } from '../../core/altText/dataUrl';
import { type Resolution, resolveImage } from '../../core/altText/resolve';
import type { ImageReference } from '../../core/altText/types';
import { ImageError } from '../../core/image/types';
import type { FetchPermit } from '../mayBeFetched';
import { whyNot } from '../mayBeSent';
import { settings } from '../settings';
import { existingFile, type ImageTarget, readTarget, toTarget } from '../targets';
import { fileOf, pictureInNotebook } from './notebooks';

/** A reference's picture, found but not yet read. */
export interface Picture {
  readonly name: string;
  /** Its file; undefined for the web and for data in the document. */
  readonly target?: ImageTarget;
  /** Its URL on the web. */
  readonly url?: string;
  /** A picture from the web is read only with a permit. */
  read(signal: AbortSignal, permit?: FetchPermit): Promise<Uint8Array>;
}

/** Finds the picture that a document refers to. Throws `ImageError` if there is none that may be read. */
export async function findPicture(document: vscode.Uri, reference: ImageReference): Promise<Picture> {
  const file = fileOf(document);
  const resolution = resolve(file, reference);
  const written = reference.src.value ?? reference.src.module ?? reference.src.raw;
  // The text around the image is sent too. A person opened the document, or a search left out those outside.
  const reason = await whyNot(file, { isPicked: true });
  if (reason) {
    throw new ImageError(reason, toTarget(file).name);
  }
  switch (resolution.kind) {
    case 'file':
      return filePicture(resolution, written, file);
    case 'remote': {
      const uri = vscode.Uri.parse(resolution.url);
      return {
        name: toTarget(uri).name,
        url: resolution.url,
        read: async (signal, permit) => {
          if (!permit) {
            throw new ImageError('notFetched', resolution.url);
          }
          return permit.download(resolution.url, signal);
        },
      };
    }
    case 'data': {
      const bytes = dataUrlBytes(resolution.url);
      if (!bytes) {
        throw new ImageError('corrupt', 'data URL');
      }
      return { name: resolution.mediaType, read: async () => bytes };
    }
    case 'attachment':
    case 'output': {
      const bytes = await pictureInNotebook(document, resolution);
      if (!bytes) {
        throw new ImageError('notFound', `${resolution.kind}: ${written}`);
      }
      return {
        name: resolution.kind === 'attachment' ? resolution.name : resolution.mediaType,
        read: async () => bytes,
      };
    }
    default:
      throw new ImageError('notFound', `${resolution.kind}: ${written}`);
  }
}

const resolve = (file: vscode.Uri, reference: ImageReference): Resolution =>
  resolveImage(reference, {
    document: file.toString(),
    roots: rootsOf(file),
    baseFolders: settings.altTextBaseFolders(file),
  });

/** The URL of a picture on the web. */
export function webAddress(document: vscode.Uri, reference: ImageReference): string | undefined {
  const resolution = resolve(fileOf(document), reference);
  return resolution.kind === 'remote' ? resolution.url : undefined;
}

async function filePicture(
  found: Extract<Resolution, { kind: 'file' }>,
  written: string,
  document: vscode.Uri,
): Promise<Picture> {
  const options = { folders: ownFolderOf(document) };
  const uri = await existingFile(
    found.candidates.map((candidate) => vscode.Uri.parse(candidate, true)),
    options,
  );
  if (!uri) {
    throw new ImageError('notFound', written);
  }
  const reason = await whyNot(uri, options);
  if (reason) {
    throw new ImageError(reason, written);
  }
  const target = toTarget(uri);
  return { name: target.name, target, read: () => readTarget(uri) };
}

/** The folder of a document that isn't in any open folder. */
function ownFolderOf(document: vscode.Uri): readonly vscode.Uri[] {
  return vscode.workspace.getWorkspaceFolder(document) ? [] : [vscode.Uri.joinPath(document, '..')];
}

/** The workspace's folders, the document's own first; for a document outside them, its own folder. */
function rootsOf(document: vscode.Uri): string[] {
  const own = vscode.workspace.getWorkspaceFolder(document)?.uri;
  const all = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri);
  const roots = own ? [own, ...all.filter((uri) => uri.toString() !== own.toString())] : all;
  return [...ownFolderOf(document), ...roots].map((uri) => uri.toString());
}
