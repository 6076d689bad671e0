/**
 * Remembers which picture alt text was written for. A team can commit the file, with one line per image so that changes
 * merge; otherwise it's in the workspace's storage.
 */

import * as v from 'valibot';
import { bounds } from '../bounds';
import { asRecord, type JsonRecord } from '../json';
import { parseJsonInPortions } from '../jsonInPortions';
import { lookUp } from '../lookUp';
import { looseObject } from '../objectSchemas';
import { createPacer } from '../pause';

/** Suggested name of the committed file, at the root of the workspace. */
export const staleFileName = '.sightread-alt.json';

export interface AltRecord {
  /** The first 16 hex characters of the SHA-256 of the picture's bytes. */
  readonly image: string;
  /** `altFingerprint` of the alt text that was written. */
  readonly alt: string;
}

/** By document path, then by source as written; both with `/`. */
export type AltRecords = Readonly<Record<string, Readonly<Record<string, AltRecord>>>>;

/** `unknown` if nothing was recorded, or a person has rewritten the alt text since. */
export type Freshness = 'fresh' | 'stale' | 'unknown';

const entry = /^[0-9a-f]{16} [0-9a-f]{14}$/;
const file = looseObject({
  version: v.literal(1),
  documents: v.custom<JsonRecord>((value) => asRecord(value) !== undefined),
});

/**
 * Reads the file, yielding to others in between. Invalid entries are left out; an invalid file, or one with more than
 * `most` values, gives undefined.
 */
export async function readRecords(json: string, most: number = bounds.recordsValues): Promise<AltRecords | undefined> {
  const parsed = v.safeParse(file, await parseJsonInPortions(json, most));
  if (!parsed.success) {
    return undefined;
  }
  const documents = Object.entries(parsed.output.documents);
  if (!documents.every(([, images]) => asRecord(images))) {
    return undefined;
  }
  const pace = createPacer();
  const read: [string, Record<string, AltRecord>][] = [];
  for (const [document, images] of documents) {
    const known: [string, AltRecord][] = [];
    for (const [src, text] of Object.entries(asRecord(images) ?? {})) {
      if (typeof text === 'string' && entry.test(text)) {
        known.push([src, { image: text.slice(0, 16), alt: text.slice(17) }]);
      }
      await pace();
    }
    read.push([document, Object.fromEntries(known)]);
    await pace();
  }
  return Object.fromEntries(read);
}

/** The file's text, sorted so that two branches that add different images merge. */
export function writeRecords(records: AltRecords): string {
  const documents = Object.fromEntries(
    sorted(records).map(([document, images]) => [
      document,
      Object.fromEntries(sorted(images).map(([src, { image, alt }]) => [src, `${image} ${alt}`])),
    ]),
  );
  return `${JSON.stringify({ version: 1, documents }, null, 2)}\n`;
}

/** The records with one alt text added or replaced. `imageHash` is the SHA-256 of the picture, hex. */
export function recordAlt(
  records: AltRecords,
  document: string,
  src: string,
  imageHash: string,
  alt: string,
): AltRecords {
  const record = { image: imageHash.slice(0, 16), alt: altFingerprint(alt) };
  return { ...records, [document]: { ...lookUp(records, document), [src]: record } };
}

/** Whether the alt text is the one that was recorded for this image. */
export function isRecorded(records: AltRecords, document: string, src: string, alt: string): boolean {
  return alt !== '' && lookUp(lookUp(records, document), src)?.alt === altFingerprint(alt);
}

/** Whether the picture is still the one that the alt text was written for. */
export function freshness(
  records: AltRecords,
  document: string,
  src: string,
  imageHash: string,
  alt: string,
): Freshness {
  const images = lookUp(records, document);
  const record = lookUp(images, src);
  if (record?.alt !== altFingerprint(alt)) {
    return 'unknown';
  }
  return record.image === imageHash.slice(0, 16) ? 'fresh' : 'stale';
}

/** 53 bits of a text, 14 hex characters: enough to notice that alt text was rewritten, but not the alt text itself. */
export function altFingerprint(alt: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < alt.length; at++) {
    const unit = alt.charCodeAt(at);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(16).padStart(14, '0');
}

function sorted<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
