import * as vscode from 'vscode';
import { type AltRecords, isRecorded, readRecords, staleFileName } from '../../core/altText/staleRecords';
import type { ImageReference } from '../../core/altText/types';
import { bounds } from '../../core/bounds';
import { isBehindLink, statIfThere } from '../ownFiles';
import { readTextUpTo } from '../readUpTo';
import { settings } from '../settings';
import { fileOf } from './notebooks';

/** The records file for a document, and its contents. */
export interface RecordPlace {
  readonly file: vscode.Uri;
  /** The file is never written through a link below this folder. */
  readonly root: vscode.Uri;
  readonly records: AltRecords;
  /** The document's name in it. */
  readonly name: string;
  /** The workspace has a file with this name that isn't Sightread's. */
  readonly refused: boolean;
}

/** The contents of a records file; `notOurs`: it's something else, a link, or too large, and is left alone. */
type Held = AltRecords | 'missing' | 'notOurs';

const isRecords = (held: Held): held is AltRecords => typeof held === 'object';

/** The files that store which picture each alt text was written for, read again when they have changed. */
export interface RecordFiles {
  placeOf(document: vscode.Uri): Promise<RecordPlace>;
  /** The images that still have their recorded alt text. Reads no pictures. */
  recorded(document: vscode.Uri, references: readonly ImageReference[]): Promise<readonly ImageReference[]>;
}

/** Records in the workspace's `.sightread-alt.json` if it exists or the setting says so, otherwise in `folder`. */
export function createRecordFiles(folder: vscode.Uri): RecordFiles {
  const read = new Map<string, { readonly stamp: string; readonly held: Held }>();

  const load = async (file: vscode.Uri, root: vscode.Uri, isOwn = false): Promise<Held> => {
    const stat = await statIfThere(file);
    if (!stat) {
      return 'missing';
    }
    const most = isOwn ? bounds.ownRecordsBytes : bounds.recordsBytes;
    if (await isBehindLink(file, root)) {
      return 'notOurs';
    }
    const stamp = `${stat.mtime} ${stat.size}`;
    const before = read.get(file.toString());
    if (before?.stamp === stamp) {
      return before.held;
    }
    const text = await readTextUpTo(file, most);
    const held = (text && (await readRecords(text, isOwn ? bounds.jsonValues : undefined))) || 'notOurs';
    read.set(file.toString(), { stamp, held });
    return held;
  };
  const placeOf = async (shown: vscode.Uri): Promise<RecordPlace> => {
    const document = fileOf(shown);
    const root = vscode.workspace.getWorkspaceFolder(document)?.uri;
    const committed = root && vscode.Uri.joinPath(root, staleFileName);
    const shared = committed ? await load(committed, root) : 'missing';
    if (root && committed && (isRecords(shared) || (shared === 'missing' && settings.altTextShareRecords(document)))) {
      const prefix = root.path.endsWith('/') ? root.path : `${root.path}/`;
      const name = document.path.slice(prefix.length);
      return { file: committed, root, records: isRecords(shared) ? shared : {}, name, refused: false };
    }
    const file = vscode.Uri.joinPath(folder, 'altRecords.json');
    const own = await load(file, folder, true);
    const records = isRecords(own) ? own : {};
    return { file, root: folder, records, name: document.toString(), refused: shared === 'notOurs' };
  };
  return {
    placeOf,
    recorded: async (document, references) => {
      const { records, name } = await placeOf(document);
      return references.filter(({ src, alt }) => isRecorded(records, name, src.raw, alt.value ?? ''));
    },
  };
}
