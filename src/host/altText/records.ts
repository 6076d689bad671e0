import * as vscode from 'vscode';
import { sha256 } from '../../core/altText/cache';
import {
  type AltRecords,
  freshness,
  readRecords,
  recordAlt,
  staleFileName,
  writeRecords,
} from '../../core/altText/staleRecords';
import type { ImageReference } from '../../core/altText/types';
import { bounds } from '../../core/bounds';
import { ImageError } from '../../core/image/types';
import { lookUp } from '../../core/lookUp';
import { errorText } from '../log';
import { isBehindLink, statIfThere, writeOwnFile } from '../ownFiles';
import { readTextUpTo } from '../readUpTo';
import { sayWarning } from '../say';
import { settings } from '../settings';
import { fileOf } from './notebooks';
import { findPicture } from './pictures';

/** Alt text that is now in its document. */
export interface WrittenRecord {
  readonly document: vscode.Uri;
  /** As written in the document. */
  readonly src: string;
  /** SHA-256 of the picture, hex. */
  readonly imageHash: string;
  readonly alt: string;
}

/** Which picture each alt text was written for. */
export interface AltTextRecords {
  remember(written: readonly WrittenRecord[]): Promise<void>;
  /** Indexes of the images whose picture has changed since. Reads only pictures with a record. */
  staleOf(document: vscode.Uri, references: readonly ImageReference[]): Promise<ReadonlySet<number>>;
}

interface Deps {
  /** Where records are stored if the team commits none. */
  readonly folder: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
}

/** The contents of a records file; `notOurs`: it's something else, a link, or too large, and is left alone. */
type Held = AltRecords | 'missing' | 'notOurs';

const isRecords = (held: Held): held is AltRecords => typeof held === 'object';

/** Records in the workspace's `.sightread-alt.json` if it exists or the setting says so, otherwise in `folder`. */
export function createAltTextRecords({ folder, log }: Deps): AltTextRecords {
  const { fs } = vscode.workspace;
  const hashes = new Map<string, { readonly stamp: string; readonly hash: string }>();
  let writing: Promise<unknown> = Promise.resolve();

  const read = new Map<string, { readonly stamp: string; readonly held: Held }>();
  let told = false;

  /** A file's contents, read again when it has changed. */
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
  /** The records file for a document, its contents, and the document's name in it. */
  const placeOf = async (shown: vscode.Uri) => {
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
  const hashOf = async (document: vscode.Uri, reference: ImageReference): Promise<string | undefined> => {
    try {
      const picture = await findPicture(document, reference);
      if (!picture.target) {
        return undefined;
      }
      const { uri } = picture.target;
      const stat = await fs.stat(uri);
      const stamp = `${stat.mtime} ${stat.size}`;
      const known = hashes.get(uri.toString());
      if (known?.stamp === stamp) {
        return known.hash;
      }
      const hash = await sha256(await picture.read(AbortSignal.timeout(10_000)));
      hashes.set(uri.toString(), { stamp, hash });
      return hash;
    } catch (error) {
      if (error instanceof ImageError || error instanceof vscode.FileSystemError) {
        return undefined;
      }
      throw error;
    }
  };
  const write = async (written: readonly WrittenRecord[]) => {
    const files = new Map<string, { readonly file: vscode.Uri; readonly root: vscode.Uri; records: AltRecords }>();
    const places = new Map<string, Awaited<ReturnType<typeof placeOf>>>();
    for (const { document, src, imageHash, alt } of written) {
      const place = places.get(document.toString()) ?? (await placeOf(document));
      places.set(document.toString(), place);
      const { file, root, name } = place;
      if (place.refused && !told) {
        told = true;
        void sayWarning(
          vscode.l10n.t(
            '{0} is a link, too large, or not a Sightread file, so it wasn’t changed. What was written is stored on this machine instead.',
            staleFileName,
          ),
        );
      }
      const open = files.get(file.toString()) ?? { file, root, records: place.records };
      open.records = recordAlt(open.records, name, src, imageHash, alt);
      files.set(file.toString(), open);
    }
    for (const { file, root, records } of files.values()) {
      await writeOwnFile(file, new TextEncoder().encode(writeRecords(records)), root);
    }
  };
  return {
    remember: (written) => {
      const next = writing.then(() => write(written));
      writing = next.catch((error: unknown) => log.warn(`alt text records: ${errorText(error)}`));
      return writing.then(() => undefined);
    },
    staleOf: async (document, references) => {
      const stale = new Set<number>();
      const { records, name } = await placeOf(document);
      const known = lookUp(records, name);
      for (const reference of known ? references : []) {
        const alt = reference.alt.value ?? '';
        if (!known || !alt || !Object.hasOwn(known, reference.src.raw)) {
          continue;
        }
        const hash = await hashOf(document, reference);
        if (hash && freshness(records, name, reference.src.raw, hash, alt) === 'stale') {
          stale.add(reference.index);
        }
      }
      return stale;
    },
  };
}
