/** Rebuilds a still GIF: its header, its palette, one picture. */

import { joinBytes } from '../../bytes';
import { u8, u16, u32 } from '../sniff/reader';
import { onlyUsed } from './palette';

/** A larger picture, in pixels, isn't searched here in one go. */
const maxPixels = 4_000_000;
/** This many pixels need at most 12 bits each. */
const maxBytes = 1.5 * maxPixels;

/**
 * Of the extensions, only the one that says which color is transparent is written. Whatever else is between, inside,
 * and after the blocks is left out, and colors that no pixel uses become black. Undefined if the file is malformed or
 * has more than one picture, or a large one.
 */
export function stripGif(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.length > maxBytes) {
    return undefined;
  }
  const packed = u8(bytes, 10);
  const globalColors = colorsAt(bytes, 13, packed);
  let at = 13 + globalColors.length;
  let control: Uint8Array | undefined;
  let picture: Uint8Array | undefined;
  let plainColors = globalColors;
  while (at < bytes.length && u8(bytes, at) !== 0x3b) {
    const kind = u8(bytes, at);
    if (kind === 0x21) {
      const block = subBlocks(bytes, at + 2);
      if (u8(bytes, at + 1) === 0xf9 && !picture && block?.data.length === 4) {
        control = Uint8Array.of(0x21, 0xf9, 4, u8(block.data, 0) & 1, 0, 0, u8(block.data, 3), 0);
      }
      at = block?.end ?? bytes.length;
    } else if (kind === 0x2c && !picture) {
      const drawn = pictureAt(bytes, at, globalColors);
      const whole = u32(bytes, at + 1) === 0 && u32(bytes, at + 5) === u32(bytes, 6);
      // Programs draw the area around a smaller picture in different ways.
      if (!drawn || !whole) {
        return undefined;
      }
      ({ picture, at } = drawn);
      plainColors = drawn.globalColors;
    } else {
      return undefined;
    }
  }
  if (!picture) {
    return undefined;
  }
  const head = new Uint8Array(bytes.subarray(0, 13));
  head[4] = 0x39;
  head[10] = (packed & 0x87) | 0x70;
  // The color behind the picture, which nobody draws, and the shape of a pixel.
  head.fill(0, 11);
  return joinBytes([head, plainColors, control ?? new Uint8Array(), picture, Uint8Array.of(0x3b)]);
}

function colorsAt(bytes: Uint8Array, at: number, packed: number): Uint8Array {
  return packed & 0x80 ? bytes.subarray(at, at + (3 << ((packed & 7) + 1))) : new Uint8Array();
}

/** The contents of sub-blocks, concatenated; undefined if they're cut off. */
function subBlocks(bytes: Uint8Array, from: number): { readonly data: Uint8Array; readonly end: number } | undefined {
  const parts: Uint8Array[] = [];
  let at = from;
  for (;;) {
    const length = u8(bytes, at);
    if (at + length >= bytes.length) {
      return undefined;
    }
    if (length === 0) {
      return { data: joinBytes(parts), end: at + 1 };
    }
    parts.push(bytes.subarray(at + 1, at + 1 + length));
    at += length + 1;
  }
}

interface Drawn {
  readonly picture: Uint8Array;
  readonly globalColors: Uint8Array;
  readonly at: number;
}

function pictureAt(bytes: Uint8Array, at: number, globalColors: Uint8Array): Drawn | undefined {
  const packed = u8(bytes, at + 9);
  const own = colorsAt(bytes, at + 10, packed);
  const start = at + 10 + own.length;
  const codeSize = u8(bytes, start);
  const pixels = u16(bytes, at + 5, true) * u16(bytes, at + 7, true);
  const block = subBlocks(bytes, start + 1);
  const read = block && pixels <= maxPixels ? readCodes(block.data, codeSize, pixels) : undefined;
  if (!block || !read) {
    return undefined;
  }
  const blacked = (colors: Uint8Array) => {
    const kept = new Uint8Array(colors.length);
    kept.set(onlyUsed(colors, read.used, 3).subarray(0, colors.length));
    return kept;
  };
  const parts: Uint8Array[] = [
    bytes.subarray(at, at + 9),
    Uint8Array.of(packed & 0xc7),
    blacked(own),
    Uint8Array.of(codeSize),
  ];
  const data = block.data.subarray(0, read.end);
  for (let from = 0; from < data.length; from += 255) {
    const piece = data.subarray(from, from + 255);
    parts.push(Uint8Array.of(piece.length), piece);
  }
  parts.push(Uint8Array.of(0));
  const unused = own.length > 0;
  return {
    picture: joinBytes(parts),
    globalColors: unused ? new Uint8Array(globalColors.length) : blacked(globalColors),
    at: block.end,
  };
}

/** Where the picture's codes end, and which colors occur; undefined if they're broken or incomplete. */
function readCodes(
  data: Uint8Array,
  codeSize: number,
  pixels: number,
): { readonly end: number; readonly used: ReadonlySet<number> } | undefined {
  if (codeSize < 2 || codeSize > 8) {
    return undefined;
  }
  const clear = 1 << codeSize;
  // For each code: how many pixels it stands for, its first one, and its last.
  const lengths = new Uint32Array(4096).fill(1, 0, clear);
  const firsts = Uint8Array.from({ length: 4096 }, (_, code) => code);
  const used = new Set<number>();
  let [size, next, previous, drawn, hold, bits, at] = [codeSize + 1, clear + 2, -1, 0, 0, 0, 0];
  while (at < data.length || bits >= size) {
    while (bits < size && at < data.length) {
      hold |= data[at++]! << bits;
      bits += 8;
    }
    if (bits < size) {
      break;
    }
    const code = hold & ((1 << size) - 1);
    hold >>>= size;
    bits -= size;
    if (code === clear) {
      [size, next, previous] = [codeSize + 1, clear + 2, -1];
      continue;
    }
    if (drawn === pixels && code !== clear + 1) {
      // Codes that draw nothing.
      return undefined;
    }
    if (code === clear + 1 || code > next || (previous < 0 && code >= clear) || (code === next && next === 4096)) {
      return code === clear + 1 && drawn === pixels ? { end: at - (bits >> 3), used } : undefined;
    }
    if (previous >= 0 && next < 4096) {
      lengths[next] = lengths[previous]! + 1;
      firsts[next] = firsts[previous]!;
      // A code's last pixel is the first one of the code that follows it.
      used.add(code === next ? firsts[previous]! : firsts[code]!);
      next += 1;
    }
    if (code < clear) {
      used.add(code);
    }
    if (next === 1 << size && size < 12) {
      size += 1;
    }
    drawn += lengths[code]!;
    previous = code;
  }
  return drawn === pixels ? { end: data.length, used } : undefined;
}
