/** ICO and CUR directories: which picture is the best, and how large it is. */
import type { Sniffed } from '../types';
import { imageFacts, notImage } from './facts';
import { i32, u8, u16, u32 } from './reader';

export interface IconEntry {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly at: number;
  readonly size: number;
  readonly png: boolean;
}

export function looksLikeIco(bytes: Uint8Array): boolean {
  const kind = u32(bytes, 0);
  const count = u16(bytes, 4, true);
  return (kind === 0x100 || kind === 0x200) && count > 0 && count <= 1024 && u8(bytes, 9) === 0;
}

/**
 * The pictures whose bytes are complete, with the size their own header states. If the directory is wrong about the
 * length of all of them, as some programs write it, those that begin in the file.
 */
export function iconEntries(bytes: Uint8Array): IconEntry[] {
  const complete = entriesIn(bytes, (at, size) => size >= 16 && at + size <= bytes.length);
  return complete.length > 0 ? complete : entriesIn(bytes, (at) => at + 40 < bytes.length);
}

function entriesIn(bytes: Uint8Array, isThere: (at: number, size: number) => boolean): IconEntry[] {
  const cursor = u8(bytes, 2) === 2;
  const count = Math.min(u16(bytes, 4, true), 1024);
  const entries: IconEntry[] = [];
  for (let i = 0; i < count; i++) {
    const entry = 6 + 16 * i;
    const size = u32(bytes, entry + 8, true);
    const at = u32(bytes, entry + 12, true);
    if (entry + 16 > bytes.length || at < 6 + 16 * count || !isThere(at, size)) {
      continue;
    }
    const png = u32(bytes, at) === 0x89504e47;
    const width = png ? u32(bytes, at + 16) : i32(bytes, at + 4, true);
    // A bitmap in an icon has twice the height: the picture, then its mask.
    const height = png ? u32(bytes, at + 20) : Math.floor(Math.abs(i32(bytes, at + 8, true)) / 2);
    if (width > 0 && height > 0) {
      const bits = cursor ? 32 : u16(bytes, entry + 6, true);
      entries.push({ width, height, bits: png ? 32 : u16(bytes, at + 14, true) || bits, at, size, png });
    }
  }
  return entries;
}

/** The largest picture; among those of the same size, the one with the most colors. */
export function bestIcon(entries: readonly IconEntry[]): IconEntry | undefined {
  let best: IconEntry | undefined;
  for (const entry of entries) {
    const area = entry.width * entry.height;
    const bestArea = best ? best.width * best.height : 0;
    if (area > bestArea || (area === bestArea && best && entry.bits > best.bits)) {
      best = entry;
    }
  }
  return best;
}

export function sniffIco(bytes: Uint8Array): Sniffed {
  const entries = iconEntries(bytes);
  const best = bestIcon(entries);
  if (!best) {
    return notImage('truncated', 'icon whose pictures are cut off');
  }
  return imageFacts({
    type: 'ico',
    width: best.width,
    height: best.height,
    alpha: true,
    frames: entries.length,
  });
}
