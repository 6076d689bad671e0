import * as vscode from 'vscode';
import { sha256 } from '../../core/altText/cache';
import {
  type AltRecords,
  freshness,
  isRecorded,
  recordAlt,
  staleFileName,
  writeRecords,
} from '../../core/altText/staleRecords';
import type { ImageReference } from '../../core/altText/types';
import { errorText } from '../../core/errorText';
import { ImageError } from '../../core/image/types';
import { writeOwnFile } from '../ownFiles';
import { sayWarning } from '../say';
import { findPicture } from './pictures';
import type { RecordFiles, RecordPlace } from './recordFiles';

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
  readonly files: RecordFiles;
  readonly log: vscode.LogOutputChannel;
}

export function createAltTextRecords({ files, log }: Deps): AltTextRecords {
  const { fs } = vscode.workspace;
  const hashes = new Map<string, { readonly stamp: string; readonly hash: string }>();
  let writing: Promise<unknown> = Promise.resolve();
  let told = false;

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
    const changed = new Map<string, { readonly file: vscode.Uri; readonly root: vscode.Uri; records: AltRecords }>();
    const places = new Map<string, RecordPlace>();
    for (const { document, src, imageHash, alt } of written) {
      const place = places.get(document.toString()) ?? (await files.placeOf(document));
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
      const open = changed.get(file.toString()) ?? { file, root, records: place.records };
      open.records = recordAlt(open.records, name, src, imageHash, alt);
      changed.set(file.toString(), open);
    }
    for (const { file, root, records } of changed.values()) {
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
      const { records, name } = await files.placeOf(document);
      for (const reference of references) {
        const alt = reference.alt.value ?? '';
        const hash = isRecorded(records, name, reference.src.raw, alt) ? await hashOf(document, reference) : undefined;
        if (hash && freshness(records, name, reference.src.raw, hash, alt) === 'stale') {
          stale.add(reference.index);
        }
      }
      return stale;
    },
  };
}
