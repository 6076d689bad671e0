/** What the bytes are if they aren't a readable image: an honest name for each. */
import type { NotImageReason, Sniffed } from '../types';
import { notImage } from './facts';
import { ascii, u8, u16, u32 } from './reader';

type Row = readonly [signature: string, at: number, reason: NotImageReason, detail: string];

const signatures: readonly Row[] = [
  ['%PDF-', 0, 'pdf', 'PDF'],
  ['\xff\x0a', 0, 'unsupportedImage', 'JPEG XL'],
  ['\0\0\0\x0cJXL ', 0, 'unsupportedImage', 'JPEG XL'],
  ['\0\0\0\x0cjP  ', 0, 'unsupportedImage', 'JPEG 2000'],
  ['\xffO\xffQ', 0, 'unsupportedImage', 'JPEG 2000'],
  ['8BPS', 0, 'unsupportedImage', 'Photoshop'],
  ['8BPB', 0, 'unsupportedImage', 'Photoshop'],
  ['gimp xcf', 0, 'unsupportedImage', 'GIMP'],
  ['v/1\x01', 0, 'unsupportedImage', 'OpenEXR'],
  ['#?RADIANCE', 0, 'unsupportedImage', 'Radiance HDR'],
  ['DDS ', 0, 'unsupportedImage', 'DirectDraw Surface'],
  ['qoif', 0, 'unsupportedImage', 'QOI'],
  ['icns', 0, 'unsupportedImage', 'Apple icon'],
  ['II\xbc', 0, 'unsupportedImage', 'JPEG XR'],
  ['FUJIFILMCCD-RAW', 0, 'unsupportedImage', 'camera raw (RAF)'],
  ['IIRO', 0, 'unsupportedImage', 'camera raw (ORF)'],
  ['IIU\0', 0, 'unsupportedImage', 'camera raw (RW2)'],
  ['\x8aMNG', 0, 'unsupportedImage', 'MNG'],
  ['\x8bJNG', 0, 'unsupportedImage', 'JNG'],
  ['AT&TFORM', 0, 'unsupportedImage', 'DjVu'],
  ['BPG\xfb', 0, 'unsupportedImage', 'BPG'],
  ['FLIF', 0, 'unsupportedImage', 'FLIF'],
  ['farbfeld', 0, 'unsupportedImage', 'farbfeld'],
  ['SIMPLE  =', 0, 'unsupportedImage', 'FITS'],
  ['\xc5\xd0\xd3\xc6', 0, 'unsupportedImage', 'PostScript'],
  ['%!PS', 0, 'unsupportedImage', 'PostScript'],
  ['\xd7\xcd\xc6\x9a', 0, 'unsupportedImage', 'Windows metafile'],
  [' EMF', 40, 'unsupportedImage', 'Windows metafile'],
  ['\x1aE\xdf\xa3', 0, 'video', 'Matroska or WebM'],
  ['FLV\x01', 0, 'video', 'Flash video'],
  ['\0\0\x01\xba', 0, 'video', 'MPEG'],
  ['\0\0\x01\xb3', 0, 'video', 'MPEG'],
  ['AVI ', 8, 'video', 'AVI'],
  ['moov', 4, 'video', 'QuickTime'],
  ['mdat', 4, 'video', 'QuickTime'],
  ['wide', 4, 'video', 'QuickTime'],
  ['WAVE', 8, 'audio', 'WAV'],
  ['AIFF', 8, 'audio', 'AIFF'],
  ['ID3', 0, 'audio', 'MP3'],
  ['\xff\xfb', 0, 'audio', 'MP3'],
  ['\xff\xf3', 0, 'audio', 'MP3'],
  ['fLaC', 0, 'audio', 'FLAC'],
  ['OggS', 0, 'audio', 'Ogg'],
  ['MThd', 0, 'audio', 'MIDI'],
  ['PK\x03\x04', 0, 'archive', 'ZIP or an office document'],
  ['PK\x05\x06', 0, 'archive', 'ZIP'],
  ['\x1f\x8b', 0, 'archive', 'gzip'],
  ['7z\xbc\xaf', 0, 'archive', '7-Zip'],
  ['Rar!', 0, 'archive', 'RAR'],
  ['\xfd7zXZ', 0, 'archive', 'xz'],
  ['BZh', 0, 'archive', 'bzip2'],
  ['(\xb5/\xfd', 0, 'archive', 'Zstandard'],
  ['ustar', 257, 'archive', 'tar'],
];

/** A Git LFS pointer (Git LFS specification): a small text that stands in for the file. */
function isLfsPointer(bytes: Uint8Array): boolean {
  return bytes.length < 1024 && ascii(bytes, 0, 43) === 'version https://git-lfs.github.com/spec/v1\n';
}

/** By the footer, which older files lack, or by a header in which everything agrees. */
function isTarga(bytes: Uint8Array): boolean {
  if (bytes.length > 44 && ascii(bytes, bytes.length - 18, 16) === 'TRUEVISION-XFILE') {
    return true;
  }
  const [colorMap, kind, entryBits, bits] = [1, 2, 7, 16].map((at) => u8(bytes, at));
  const isMapped = kind === 1 || kind === 9;
  const isPlain = kind === 2 || kind === 3 || kind === 10 || kind === 11;
  const hasSize = u16(bytes, 12, true) > 0 && u16(bytes, 14, true) > 0;
  const depths = kind === 3 || kind === 11 || isMapped ? [8, 16] : [15, 16, 24, 32];
  const isMapRight = colorMap === 1 ? [15, 16, 24, 32].includes(entryBits ?? 0) : colorMap === 0 && isPlain;
  return (isMapped || isPlain) && hasSize && isMapRight && depths.includes(bits ?? 0) && (u8(bytes, 17) & 0xc0) === 0;
}

/** UTF-8 or UTF-16 without control characters, judged by the first 4 KiB. */
function textDetail(bytes: Uint8Array): string | undefined {
  const mark = u16(bytes, 0);
  const wide = mark === 0xfffe || mark === 0xfeff;
  // A character may be cut off at the end of the piece, so its last three bytes are ignored if there is more.
  const piece = bytes.subarray(0, bytes.length > 4096 ? 4093 : bytes.length);
  let whole = piece.length;
  while (!wide && bytes.length > 4096 && whole > 0 && (u8(bytes, whole) & 0xc0) === 0x80) {
    whole--;
  }
  try {
    const encoding = mark === 0xfffe ? 'utf-16le' : wide ? 'utf-16be' : 'utf-8';
    const even = wide ? whole & ~1 : whole;
    const text = new TextDecoder(encoding, { fatal: true }).decode(piece.subarray(0, even));
    if (/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text)) {
      return undefined;
    }
    return /^\s*<(!doctype html|html|head|body)/i.test(text) ? 'HTML' : 'text';
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
}

export function sniffOther(bytes: Uint8Array): Sniffed {
  if (bytes.length === 0) {
    return notImage('empty');
  }
  if (isLfsPointer(bytes)) {
    return notImage('lfsPointer');
  }
  for (const [signature, at, reason, detail] of signatures) {
    if (ascii(bytes, at, signature.length) === signature) {
      return notImage(reason, detail);
    }
  }
  if (/^P[1-7][\s#]/.test(ascii(bytes, 0, 3))) {
    return notImage('unsupportedImage', 'Netpbm');
  }
  if (u8(bytes, 0) === 0x47 && u8(bytes, 188) === 0x47 && u8(bytes, 376) === 0x47) {
    return notImage('video', 'MPEG transport stream');
  }
  if (isTarga(bytes)) {
    return notImage('unsupportedImage', 'Targa');
  }
  const text = textDetail(bytes);
  return text
    ? notImage('text', text)
    : notImage('unknown', `starts with ${u32(bytes, 0).toString(16).padStart(8, '0')}`);
}
