/** The few parts of EXIF that are shown or used. The format is TIFF's (TIFF 6.0, section 2; CIPA DC-008). */
import { ascii, find, u8, u16, u32 } from './reader';

export interface Exif {
  /** 1 to 8. */
  readonly orientation?: number;
  /** `2026-05-04 18:20:11`. */
  readonly date?: string;
  readonly camera?: string;
  /** There is a GPS directory with more than its version number. */
  readonly location: boolean;
  /** Pixels per inch. */
  readonly density?: number;
}

/** One directory entry: `at` is the position of its value, `count` the number of values of `type`. */
export interface TiffEntry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly at: number;
}

const maxEntries = 1000;
const sizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

/** Where a TIFF structure starts and ends in the bytes, and its byte order; undefined if there is none at `start`. */
export interface TiffFrame {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly littleEndian: boolean;
}

export function tiffFrame(bytes: Uint8Array, start: number, end: number): TiffFrame | undefined {
  const mark = ascii(bytes, start, 2);
  if ((mark !== 'II' && mark !== 'MM') || start + 8 > end) {
    return undefined;
  }
  return { bytes, start, end: Math.min(end, bytes.length), littleEndian: mark === 'II' };
}

/** The entries of the directory at `offset` (from the frame's start), and the offset of the next one (0: none). */
export function readDirectory(
  frame: TiffFrame,
  offset: number,
): { readonly entries: ReadonlyMap<number, TiffEntry>; readonly next: number; readonly complete: boolean } {
  const { bytes, start, end, littleEndian } = frame;
  const entries = new Map<number, TiffEntry>();
  const at = start + offset;
  if (offset < 8 || at + 2 > end) {
    return { entries, next: 0, complete: false };
  }
  const count = Math.min(u16(bytes, at, littleEndian), maxEntries);
  for (let i = 0; i < count; i++) {
    const entryAt = at + 2 + 12 * i;
    if (entryAt + 12 > end) {
      return { entries, next: 0, complete: false };
    }
    const type = u16(bytes, entryAt + 2, littleEndian);
    const values = u32(bytes, entryAt + 4, littleEndian);
    const size = (sizes[type] ?? 1) * values;
    const tag = u16(bytes, entryAt, littleEndian);
    if (!entries.has(tag)) {
      const valueAt = size <= 4 ? entryAt + 8 : start + u32(bytes, entryAt + 8, littleEndian);
      entries.set(tag, { tag, type, count: values, at: valueAt });
    }
  }
  const nextAt = at + 2 + 12 * count;
  return { entries, next: nextAt + 4 <= end ? u32(bytes, nextAt, littleEndian) : 0, complete: true };
}

/** The number at `index` of an entry of bytes, shorts, or longs; undefined if absent or outside the frame. */
export function tiffNumber(frame: TiffFrame, entry: TiffEntry | undefined, index = 0): number | undefined {
  if (!entry || index >= entry.count) {
    return undefined;
  }
  const size = sizes[entry.type] ?? 1;
  const at = entry.at + size * index;
  if (at + size > frame.end || at < frame.start) {
    return undefined;
  }
  switch (entry.type) {
    case 1:
      return u8(frame.bytes, at);
    case 3:
      return u16(frame.bytes, at, frame.littleEndian);
    case 4:
    case 13:
      return u32(frame.bytes, at, frame.littleEndian);
    default:
      return undefined;
  }
}

/** The first fraction of an entry; undefined if absent, divided by zero, or outside the frame. */
function tiffFraction({ bytes, littleEndian, end }: TiffFrame, entry: TiffEntry | undefined): number | undefined {
  if (entry?.type !== 5 || entry.at + 8 > end) {
    return undefined;
  }
  const divisor = u32(bytes, entry.at + 4, littleEndian);
  return divisor === 0 ? undefined : u32(bytes, entry.at, littleEndian) / divisor;
}

function tiffText(frame: TiffFrame, entry: TiffEntry | undefined): string | undefined {
  if (entry?.type !== 2 || entry.at + entry.count > frame.end) {
    return undefined;
  }
  const text = ascii(frame.bytes, entry.at, Math.min(entry.count, 200));
  const end = text.indexOf('\0');
  // Shown to people and to screen readers: printable characters only.
  const clean = (end < 0 ? text : text.slice(0, end)).replace(/[^\x20-\x7e\xa0-\xff]/g, '').trim();
  return clean === '' ? undefined : clean;
}

/** `2026:05:04 18:20:11` as `2026-05-04 18:20:11`; undefined for blanks and zeros. */
function exifDate(text: string | undefined): string | undefined {
  const match = /^(\d{4})[:-](\d\d)[:-](\d\d) (\d\d:\d\d:\d\d)/.exec(text ?? '');
  return match && match[1] !== '0000' ? `${match[1]}-${match[2]}-${match[3]} ${match[4]}` : undefined;
}

function cameraName(make: string | undefined, model: string | undefined): string | undefined {
  if (!make || !model) {
    return model ?? make;
  }
  const brand = make.split(' ')[0] ?? make;
  return model.toLowerCase().startsWith(brand.toLowerCase()) ? model : `${make} ${model}`;
}

/** Reads an EXIF block whose TIFF header is at `start`. An unreadable block reads as one without entries. */
export function readExif(bytes: Uint8Array, start: number, end: number): Exif {
  const frame = tiffFrame(bytes, start, end);
  return frame ? exifOf(frame, u32(bytes, start + 4, frame.littleEndian)) : { location: false };
}

/** The EXIF data of the directory at `offset` of a TIFF frame. */
export function exifOf(frame: TiffFrame, offset: number): Exif {
  const { entries } = readDirectory(frame, offset);
  const orientation = tiffNumber(frame, entries.get(0x112));
  const exifOffset = tiffNumber(frame, entries.get(0x8769));
  const inner = exifOffset ? readDirectory(frame, exifOffset).entries : undefined;
  const gpsOffset = tiffNumber(frame, entries.get(0x8825));
  const gps = gpsOffset === undefined ? undefined : readDirectory(frame, gpsOffset);
  const resolution = tiffFraction(frame, entries.get(0x11a));
  const perCentimetre = tiffNumber(frame, entries.get(0x128)) === 3;
  const density = resolution && resolution > 1 ? Math.round(resolution * (perCentimetre ? 2.54 : 1)) : undefined;
  const date = exifDate(tiffText(frame, inner?.get(0x9003))) ?? exifDate(tiffText(frame, entries.get(0x132)));
  const camera = cameraName(tiffText(frame, entries.get(0x10f)), tiffText(frame, entries.get(0x110)));
  return {
    // A GPS pointer that leads nowhere still counts as a location: better to warn once too often.
    location: gps !== undefined && (!gps.complete || [...gps.entries.keys()].some((tag) => tag !== 0)),
    ...(orientation && orientation <= 8 && { orientation }),
    ...(date && { date }),
    ...(camera && { camera }),
    ...(density && { density }),
  };
}

/** Whether an XMP packet between `from` and `to` contains a place. Looks at no more than 256 KiB. */
export function xmpHasLocation(bytes: Uint8Array, from: number, to: number): boolean {
  return find(bytes, 'GPSL', from, Math.min(to, from + 0x40000)) >= 0;
}
