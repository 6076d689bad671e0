/** Pictures inside a Jupyter notebook (nbformat 4): attachments of Markdown cells, and outputs. */

import * as v from 'valibot';
import { parseJsonInPortions } from '../jsonInPortions';
import { lookUp } from '../lookUp';
import { looseObject, record } from '../objectSchemas';
import { bytesOfBase64 } from '../providers/base64';
import type { Resolution } from './resolve';

/** Where a picture is in a notebook. */
export type NotebookPlace = Extract<Resolution, { readonly kind: 'attachment' | 'output' }>;

/** The same picture in one or several types; long values can be split into lines. */
const bundle = record(v.string(), v.unknown());
const data = v.union([v.string(), v.array(v.string())]);
/** Only one of all its cells is read. */
const notebook = looseObject({ cells: v.custom<readonly unknown[]>((cells) => Array.isArray(cells)) });
const cellSchema = looseObject({
  attachments: v.optional(record(v.string(), bundle)),
  outputs: v.optional(v.array(looseObject({ data: v.optional(bundle) }))),
});

/** The bytes of a picture in the text of a notebook; undefined if it doesn't exist. */
export async function notebookPicture(text: string, place: NotebookPlace): Promise<Uint8Array | undefined> {
  const found = v.safeParse(notebook, await parseJsonInPortions(text));
  const parsed = v.safeParse(cellSchema, found.success ? found.output.cells[place.cell] : undefined);
  const cell = parsed.success ? parsed.output : undefined;
  return place.kind === 'attachment'
    ? bundlePicture(lookUp(cell?.attachments, place.name))
    : bundlePicture(cell?.outputs?.[place.output]?.data, place.mediaType);
}

/** The bytes of a bundle's picture, the first one if no type is requested; undefined if there is none. */
export function bundlePicture(value: unknown, mediaType?: string): Uint8Array | undefined {
  const parsed = v.safeParse(bundle, value);
  const types = parsed.success ? parsed.output : {};
  const type = mediaType ?? Object.keys(types).find((one) => one.startsWith('image/'));
  const body = v.safeParse(data, type === undefined ? undefined : lookUp(types, type));
  if (!body.success) {
    return undefined;
  }
  const text = typeof body.output === 'string' ? body.output : body.output.join('');
  return type?.startsWith('image/svg') ? new TextEncoder().encode(text) : fromBase64(text);
}

function fromBase64(text: string): Uint8Array | undefined {
  const plain = text.replace(/\s+/g, '').replace(/={1,2}$/, '');
  return /^[A-Za-z0-9+/]+$/.test(plain) && plain.length % 4 !== 1 ? bytesOfBase64(plain) : undefined;
}
