/** AVIF and HEIC headers (ISO/IEC 14496-12, 23008-12) without decoding. Other files of that family are named. */
import type { ImageType, Sniffed } from '../types';
import { type Exif, readExif, xmpHasLocation } from './exif';
import { imageFacts, notImage } from './facts';
import { ascii, find, u8, u16, u32, u64 } from './reader';

interface Box {
  readonly type: string;
  readonly at: number;
  readonly end: number;
  /** The box claims more bytes than exist. */
  readonly cut: boolean;
}

const maxBoxes = 4096;
const maxItems = 20_000;

function boxes(bytes: Uint8Array, from: number, to: number): Box[] {
  const found: Box[] = [];
  let at = from;
  while (at + 8 <= to && found.length < maxBoxes) {
    let size = u32(bytes, at);
    let header = 8;
    if (size === 1) {
      size = u64(bytes, at + 8);
      header = 16;
    } else if (size === 0) {
      size = to - at;
    }
    if (size < header) {
      break;
    }
    found.push({
      type: ascii(bytes, at + 4, 4),
      at: at + header,
      end: Math.min(at + size, to),
      cut: at + size > to,
    });
    at += size;
  }
  return found;
}

/** Item ID → numbers (from 1) of its properties in `ipco`. */
function associations(bytes: Uint8Array, box: Box): Map<number, number[]> {
  const result = new Map<number, number[]>();
  const version = u8(bytes, box.at);
  const wide = (u8(bytes, box.at + 3) & 1) === 1;
  const count = Math.min(u32(bytes, box.at + 4), maxItems);
  let at = box.at + 8;
  for (let i = 0; i < count && at + 3 <= box.end; i++) {
    const item = version < 1 ? u16(bytes, at) : u32(bytes, at);
    at += version < 1 ? 2 : 4;
    const properties: number[] = [];
    const listed = u8(bytes, at++);
    for (let k = 0; k < listed && at < box.end; k++) {
      properties.push(wide ? u16(bytes, at) & 0x7fff : u8(bytes, at) & 0x7f);
      at += wide ? 2 : 1;
    }
    result.set(item, properties);
  }
  return result;
}

/** Item ID → its four-letter type. */
function itemTypes(bytes: Uint8Array, box: Box): Map<number, string> {
  const result = new Map<number, string>();
  const start = box.at + (u8(bytes, box.at) === 0 ? 6 : 8);
  for (const entry of boxes(bytes, start, box.end)) {
    const version = u8(bytes, entry.at);
    if (entry.type === 'infe' && version >= 2) {
      const id = version === 2 ? u16(bytes, entry.at + 4) : u32(bytes, entry.at + 4);
      result.set(id, ascii(bytes, entry.at + (version === 2 ? 8 : 10), 4));
    }
  }
  return result;
}

/** Item ID → where its first extent is in the file (construction method 0 only). */
function itemPlaces(bytes: Uint8Array, box: Box): Map<number, { at: number; end: number }> {
  const result = new Map<number, { at: number; end: number }>();
  const version = u8(bytes, box.at);
  const sizes = u16(bytes, box.at + 4);
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexSize = version > 0 ? sizes & 15 : 0;
  const number = (at: number, size: number) => (size === 8 ? u64(bytes, at) : size === 4 ? u32(bytes, at) : 0);
  const count = Math.min(version < 2 ? u16(bytes, box.at + 6) : u32(bytes, box.at + 6), maxItems);
  let at = box.at + (version < 2 ? 8 : 10);
  let extentsLeft = maxItems;
  for (let i = 0; i < count && at + 6 <= box.end; i++) {
    const id = version < 2 ? u16(bytes, at) : u32(bytes, at);
    at += version < 2 ? 2 : 4;
    const method = version > 0 ? u16(bytes, at) & 15 : 0;
    at += version > 0 ? 4 : 2;
    const base = number(at, baseSize);
    at += baseSize;
    const extents = u16(bytes, at);
    at += 2;
    for (let k = 0; k < extents && at < box.end && extentsLeft-- > 0; k++) {
      const offset = base + number(at + indexSize, offsetSize);
      const length = number(at + indexSize + offsetSize, lengthSize);
      if (k === 0 && method === 0) {
        result.set(id, { at: offset, end: offset + length });
      }
      at += indexSize + offsetSize + lengthSize;
    }
  }
  return result;
}

/** EXIF numbers for a counterclockwise rotation by `quarter` × 90°, followed by mirroring. */
function orientationOf(quarter: number, mirror: 'none' | 'upDown' | 'leftRight'): number {
  const plain = [1, 8, 3, 6];
  const leftRight = [2, 7, 4, 5];
  const upDown = [4, 5, 2, 7];
  return (mirror === 'none' ? plain : mirror === 'leftRight' ? leftRight : upDown)[quarter] ?? 1;
}

function typeOf(brands: string, codec: string | undefined): ImageType | undefined {
  if (codec === 'hvc1' || /hei[cxms]|hev[cxms]/.test(brands)) {
    return codec === 'av01' ? 'avif' : 'heic';
  }
  return codec === 'av01' || /avi[fs]/.test(brands) ? 'avif' : undefined;
}

function otherFamily(brands: string): Sniffed {
  if (brands.startsWith('crx ')) {
    return notImage('unsupportedImage', 'Canon raw (CR3)');
  }
  if (brands.startsWith('jxl ')) {
    return notImage('unsupportedImage', 'JPEG XL');
  }
  return notImage(/^(M4A |M4B |F4A )/.test(brands) ? 'audio' : 'video', brands.slice(0, 4).trim());
}

export function sniffIsobmff(bytes: Uint8Array): Sniffed {
  const top = boxes(bytes, 0, bytes.length);
  const ftyp = top[0];
  let brands = '';
  for (let at = 8; ftyp && at + 4 <= Math.min(ftyp.end, 72); at += 4) {
    brands += at === 12 ? '' : `${ascii(bytes, at, 4)} `;
  }
  const still = /hei[cxms]|hev[cxms]|avi[fs]|mif1|msf1/.test(brands);
  const meta = top.find((box) => box.type === 'meta');
  if (!still) {
    return otherFamily(brands);
  }
  if (!meta) {
    const sequence = top.some((box) => box.type === 'moov');
    return sequence ? notImage('video', 'image sequence') : notImage('truncated', 'no directory of pictures');
  }

  let primary = 0;
  const properties: Box[] = [];
  let linked = new Map<number, number[]>();
  let types = new Map<number, string>();
  let places = new Map<number, { at: number; end: number }>();
  for (const box of boxes(bytes, meta.at + 4, meta.end)) {
    if (box.type === 'pitm') {
      primary = u8(bytes, box.at) === 0 ? u16(bytes, box.at + 4) : u32(bytes, box.at + 4);
    } else if (box.type === 'iinf') {
      types = itemTypes(bytes, box);
    } else if (box.type === 'iloc') {
      places = itemPlaces(bytes, box);
    } else if (box.type === 'iprp') {
      for (const inner of boxes(bytes, box.at, box.end)) {
        if (inner.type === 'ipco') {
          properties.push(...boxes(bytes, inner.at, inner.end));
        } else if (inner.type === 'ipma') {
          linked = associations(bytes, inner);
        }
      }
    }
  }

  let width = 0;
  let height = 0;
  let quarter = 0;
  let mirror: 'none' | 'upDown' | 'leftRight' = 'none';
  let bitDepth = 8;
  let iccBytes = 0;
  for (const number of linked.get(primary) ?? []) {
    const property = properties[number - 1];
    if (property?.type === 'ispe') {
      width = u32(bytes, property.at + 4);
      height = u32(bytes, property.at + 8);
    } else if (property?.type === 'irot') {
      quarter = u8(bytes, property.at) & 3;
    } else if (property?.type === 'imir') {
      mirror = (u8(bytes, property.at) & 1) === 0 ? 'upDown' : 'leftRight';
    } else if (property?.type === 'pixi') {
      bitDepth = u8(bytes, property.at + 5) || 8;
    } else if (property?.type === 'colr' && ascii(bytes, property.at, 4) !== 'nclx') {
      iccBytes = property.end - property.at - 4;
    }
  }

  let exif: Exif | undefined;
  let xmp = false;
  let location = false;
  for (const [id, type] of types) {
    const place = places.get(id);
    if (type === 'Exif') {
      // The item begins with the distance to the TIFF header.
      const start = place ? place.at + 4 + u32(bytes, place.at) : bytes.length;
      exif ??= readExif(bytes, start, Math.min(place?.end ?? 0, bytes.length));
    } else if (type === 'mime') {
      xmp = true;
      location ||= place !== undefined && xmpHasLocation(bytes, place.at, place.end);
    }
  }

  const codec = [...types.values()].find((type) => type === 'hvc1' || type === 'av01');
  const type = typeOf(brands, codec);
  if (!type) {
    return notImage('unsupportedImage', `HEIF (${brands.trim()})`);
  }
  if (width === 0 && meta.cut) {
    return notImage('truncated', 'directory of pictures cut off');
  }
  const cut = top.some((box) => box.cut) || [...places.values()].some((place) => place.end > bytes.length);
  return imageFacts({
    type,
    width,
    height,
    orientation: orientationOf(quarter, mirror),
    bitDepth,
    alpha: find(bytes, ':alpha', meta.at, meta.end) >= 0 || find(bytes, ':aux:auxid:1', meta.at, meta.end) >= 0,
    animated: /^(avis|msf1|hev[cxms]) /.test(brands),
    truncated: cut || !top.some((box) => box.type === 'mdat' || box.type === 'idat'),
    iccBytes,
    density: exif?.density,
    exif,
    metadata: { xmp, location: location || (exif?.location ?? false) },
  });
}
