import * as vscode from 'vscode';
import { type Finding, placer } from '../../core/altText/findings';
import { altTextExtensions, languageIdOfFile } from '../../core/altText/languages';
import type { ImageReference } from '../../core/altText/types';
import type { Engines } from '../engines';
import { isInWorkspace } from '../mayBeSent';
import { readUpTo } from '../readUpTo';
import { checkOptions, languageOf, lengthOf, maxDocumentLength } from './documents';
import type { AltTextRecords } from './records';
import { createReviewRoom } from './reviewRoom';

/** An image with a finding. */
export interface ScannedImage {
  /** Stable across restarts: document, source, and the index among images with this source. */
  readonly id: string;
  readonly uri: vscode.Uri;
  /** A person chose this very document, so it can be anywhere. */
  readonly isPicked: boolean;
  /** The image's line, from 1. */
  readonly line: number;
  readonly reference: ImageReference;
  readonly findings: readonly Finding[];
}

export interface ScanProgress {
  readonly read: number;
  readonly files: number;
  /** How many of them were left out because a link leads out of the workspace. */
  readonly outside: number;
  /** Documents that are left for the next review: this one is full. */
  readonly unread: number;
}

export interface Scan {
  readonly images: readonly ScannedImage[];
  /** Documents with more images than are examined, and how many images or findings were left out in each. */
  readonly notAll: readonly { readonly uri: vscode.Uri; readonly leftOut: number }[];
}

interface Deps {
  readonly engines: Engines;
  readonly records: AltTextRecords;
}

const maxFiles = 10_000;
const skipped = '**/{node_modules,bower_components,vendor,dist,build,out,coverage,.git}/**';
const filesAtOnce = 4;

/**
 * The images below `scope` (a file, a folder, or the workspace if undefined) that have a finding; only the first of
 * very many. Nothing is sent.
 */
export async function scanForReview(
  scope: vscode.Uri | undefined,
  { engines, records }: Deps,
  onProgress: (progress: ScanProgress) => void,
  signal: AbortSignal,
): Promise<Scan> {
  const { files, isPicked } = await filesOf(scope);
  const found = new Map<string, readonly ScannedImage[]>();
  const notAll: { uri: vscode.Uri; leftOut: number }[] = [];
  const room = createReviewRoom();
  let next = 0;
  let read = 0;
  let outside = 0;
  const tell = (unread = 0) => onProgress({ read, files: files.length, outside, unread });
  const worker = async () => {
    while (next < files.length && !room.isFull()) {
      signal.throwIfAborted();
      const uri = files[next++]!;
      if (isPicked || (await isInWorkspace(uri))) {
        const { images, leftOut } = await scanFile(uri, isPicked, engines, records, signal);
        const taken = room.take(images);
        found.set(uri.toString(), taken);
        const missing = leftOut + images.length - taken.length;
        if (missing > 0) {
          notAll.push({ uri, leftOut: missing });
        }
      } else {
        outside += 1;
      }
      read += 1;
      tell();
    }
  };
  await Promise.all(Array.from({ length: filesAtOnce }, worker));
  tell(files.length - next);
  return { images: files.flatMap((uri) => found.get(uri.toString()) ?? []), notAll };
}

async function filesOf(scope: vscode.Uri | undefined): Promise<{ files: vscode.Uri[]; isPicked: boolean }> {
  if (scope && !(await isFolder(scope))) {
    return { files: [scope], isPicked: true };
  }
  const glob = `**/*.{${altTextExtensions.join(',')}}`;
  const pattern = scope ? new vscode.RelativePattern(scope, glob) : glob;
  const files = await vscode.workspace.findFiles(pattern, skipped, maxFiles);
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), isPicked: false };
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  const { type } = await vscode.workspace.fs.stat(uri);
  return (type & vscode.FileType.Directory) !== 0;
}

async function scanFile(
  uri: vscode.Uri,
  isPicked: boolean,
  engines: Engines,
  records: AltTextRecords,
  signal: AbortSignal,
): Promise<{ images: readonly ScannedImage[]; leftOut: number }> {
  const source = await textOf(uri);
  if (!source || !/img|image|!\[|::|figure|\.(?:png|jpe?g|svg|gif|webp|avif)/i.test(source.text)) {
    return { images: [], leftOut: 0 };
  }
  const { text, languageId } = source;
  const markup = engines.markup();
  const options = await checkOptions(uri, markup);
  const { references, leftOut = 0 } = await markup.find(text, languageId, signal);
  const stale = await records.staleOf(uri, references);
  const checked = await markup.check(text, languageId, { ...options, stale }, signal);
  const findings = Map.groupBy(checked.findings, ({ image }) => image);
  const nth = new Map<string, number>();
  const place = placer(text);
  const images = references.flatMap((reference) => {
    const count = nth.get(reference.src.raw) ?? 0;
    nth.set(reference.src.raw, count + 1);
    const mine = findings.get(reference.index);
    const id = `${uri.toString()}#${reference.src.raw.slice(0, 500)}#${count}`;
    const [line] = place(reference.start);
    return mine ? [{ id, uri, isPicked, line, reference, findings: mine }] : [];
  });
  return { images, leftOut: leftOut + (checked.leftOut?.findings ?? 0) };
}

/** The open document with its unsaved changes, otherwise the file. Undefined if it isn't supported text. */
async function textOf(uri: vscode.Uri): Promise<{ text: string; languageId: string } | undefined> {
  const open = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  if (open) {
    return lengthOf(open) > maxDocumentLength ? undefined : { text: open.getText(), languageId: languageOf(open) };
  }
  const languageId = languageIdOfFile(uri.path);
  if (!languageId) {
    return undefined;
  }
  const bytes = await readUpTo(uri, maxDocumentLength * 2);
  if (typeof bytes === 'string') {
    return undefined;
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), languageId };
  } catch (error) {
    // Not UTF-8.
    if (error instanceof TypeError) {
      return undefined;
    }
    throw error;
  }
}
