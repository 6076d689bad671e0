/** GIF headers and block structure (GIF89a specification) without decoding. */
import type { Sniffed } from '../types';
import { imageFacts, notImage } from './facts';
import { ascii, u8, u16 } from './reader';

/** Past the chain of sub-blocks at `at`; beyond the bytes if it's cut off. */
function skipSubBlocks(bytes: Uint8Array, at: number): number {
  let next = at;
  while (next < bytes.length) {
    const length = u8(bytes, next);
    next += length + 1;
    if (length === 0) {
      return next;
    }
  }
  return bytes.length + 1;
}

const tableSize = (packed: number) => (packed & 0x80 ? 3 << ((packed & 7) + 1) : 0);

export function sniffGif(bytes: Uint8Array): Sniffed {
  if (bytes.length < 13) {
    return notImage('truncated', 'GIF without a header');
  }
  let frames = 0;
  let alpha = false;
  let comments = false;
  let xmp = false;
  let at = 13 + tableSize(u8(bytes, 10));
  let trailer = -1;
  while (at < bytes.length && trailer < 0) {
    const kind = u8(bytes, at);
    if (kind === 0x3b) {
      trailer = at + 1;
    } else if (kind === 0x2c) {
      const after = skipSubBlocks(bytes, at + 11 + tableSize(u8(bytes, at + 9)));
      if (after <= bytes.length || frames === 0) {
        frames++;
      }
      at = after;
    } else if (kind === 0x21) {
      const label = u8(bytes, at + 1);
      if (label === 0xf9) {
        alpha ||= (u8(bytes, at + 3) & 1) === 1;
      } else if (label === 0xfe || label === 0x01) {
        comments = true;
      } else if (label === 0xff && ascii(bytes, at + 3, 8) === 'XMP Data') {
        xmp = true;
      } else if (label !== 0xff || ascii(bytes, at + 3, 11) !== 'NETSCAPE2.0') {
        // Programs store IPTC, EXIF, and their own notes in such blocks.
        comments = true;
      }
      at = skipSubBlocks(bytes, at + 2);
    } else {
      break;
    }
  }
  // Many GIFs lack the trailer; one counts as cut off only if its blocks are.
  const cut = at > bytes.length || frames === 0;
  return imageFacts({
    type: 'gif',
    width: u16(bytes, 6, true),
    height: u16(bytes, 8, true),
    alpha,
    animated: frames > 1,
    frames,
    truncated: cut,
    metadata: { comments, xmp, trailing: trailer >= 0 ? trailer < bytes.length : at < bytes.length },
  });
}
