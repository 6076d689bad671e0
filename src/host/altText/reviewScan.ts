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

/** An image that a finding speaks of. */
export interface ScannedImage {
  /** The same over restarts: document, source, and which of several with this source it is. */
  readonly id: string;
  readonly uri: vscode.Uri;
  /** A person chose this very document: it may lie anywhere. */
  readonly isPicked: boolean;
  /** Of the image, from 1. */
  readonly line: number;
  readonly reference: ImageReference;
  readonly findings: readonly Finding[];
}

export interface ScanProgress {
  readonly read: number;
  readonly files: number;
  /** Of those, left out: a link leads out of the workspace. */
  readonly outside: number;
  /** Documents that are left for the next review: this one is full. */
  readonly unread: number;
}

export interface Scan {
  readonly images: readonly ScannedImage[];
  /** Documents with more images than are looked at, and how many images or findings of each were left out. */
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
 * The images below `scope` (a file, a folder, or the workspace when undefined) that have a finding; of very many the first.
 * Nothing is sent.
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
  const options = checkOptions(uri);
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

/** The open document as it stands, unsaved changes included, else the file. Undefined when it is no text of ours. */
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
