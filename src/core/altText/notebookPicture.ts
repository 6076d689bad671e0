/** Pictures that lie inside a Jupyter notebook (nbformat 4): attachments of Markdown cells, and outputs. */
import * as v from 'valibot';
import { parseJson } from '../json';
import type { Resolution } from './resolve';

/** Where in a notebook a picture is. */
export type NotebookPlace = Extract<Resolution, { readonly kind: 'attachment' | 'output' }>;

/** The same picture in one or several types; long values may be split into lines. */
const bundle = v.record(v.string(), v.unknown());
const data = v.union([v.string(), v.array(v.string())]);
const notebook = v.looseObject({
  cells: v.array(
    v.looseObject({
      attachments: v.optional(v.record(v.string(), bundle)),
      outputs: v.optional(v.array(v.looseObject({ data: v.optional(bundle) }))),
    }),
  ),
});

/** The bytes of a picture in the text of a notebook; undefined when it is not there. */
export function notebookPicture(text: string, place: NotebookPlace): Uint8Array | undefined {
  const parsed = v.safeParse(notebook, parseJson(text));
  const cell = parsed.success ? parsed.output.cells[place.cell] : undefined;
  return place.kind === 'attachment'
    ? bundlePicture(cell?.attachments?.[place.name])
    : bundlePicture(cell?.outputs?.[place.output]?.data, place.mediaType);
}

/** The bytes of a bundle's picture, the first one when no type is asked for; undefined when it holds none. */
export function bundlePicture(value: unknown, mediaType?: string): Uint8Array | undefined {
  const parsed = v.safeParse(bundle, value);
  const types = parsed.success ? parsed.output : {};
  const type = mediaType ?? Object.keys(types).find((one) => one.startsWith('image/'));
  const body = v.safeParse(data, type === undefined ? undefined : types[type]);
  if (!body.success) {
    return undefined;
  }
  const text = typeof body.output === 'string' ? body.output : body.output.join('');
  return type?.startsWith('image/svg') ? new TextEncoder().encode(text) : fromBase64(text);
}

function fromBase64(text: string): Uint8Array | undefined {
  const plain = text.replace(/\s+/g, '');
  return /^[A-Za-z0-9+/]+={0,2}$/.test(plain) && plain.replace(/={1,2}$/, '').length % 4 !== 1
    ? Uint8Array.from(atob(plain.replace(/={1,2}$/, '')), (character) => character.charCodeAt(0))
    : undefined;
}
