// Files that claim to be images and are malicious, or aren't images. Each must end in a named reason.

import { Buffer } from 'node:buffer';
import { crc32, deflateSync } from 'node:zlib';

export interface HostileImage {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** `whole`: a valid PNG, which is cut and corrupted. */
export function hostileImages(whole: Uint8Array): HostileImage[] {
  const half = whole.subarray(0, Math.floor(whole.length / 2));
  const bent = Uint8Array.from(whole, (byte, i) => (i > 60 && i < whole.length - 16 ? byte ^ 0xa5 : byte));
  const lines = (count: number) =>
    Array.from({ length: count }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
  return [
    { name: 'empty.png', bytes: new Uint8Array() },
    { name: 'text.png', bytes: Buffer.from('const words = "this is no image";\n'.repeat(20)) },
    { name: 'page.jpg', bytes: Buffer.from('<!doctype html><html><body>Not found</body></html>') },
    { name: 'lfs.png', bytes: Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345\n') },
    { name: 'archive.png', bytes: Buffer.from('PK\x03\x04\x14\0\0\0\x08\0'.padEnd(200, '\0'), 'latin1') },
    { name: 'document.png', bytes: Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n') },
    { name: 'half.png', bytes: half },
    { name: 'head.png', bytes: whole.subarray(0, 40) },
    { name: 'bent.png', bytes: bent },
    { name: 'bomb.png', bytes: png(60_000, 60_000, deflateSync(Buffer.alloc(1000))) },
    { name: 'most.png', bytes: png(2 ** 31 - 1, 2 ** 31 - 1, deflateSync(Buffer.alloc(10))) },
    { name: 'none.png', bytes: png(0, 0, deflateSync(Buffer.alloc(1))) },
    { name: 'lie.png', bytes: png(4000, 4000, deflateSync(Buffer.alloc(10))) },
    {
      name: 'bomb.gif',
      bytes: Buffer.from('GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x02\0\x3b', 'latin1'),
    },
    { name: 'bomb.bmp', bytes: bmp(50_000, 50_000) },
    { name: 'bomb.jpg', bytes: Buffer.from('ffd8ffc0001108fffffffff03012200021101031101ffd9'.padEnd(46, '0'), 'hex') },
    { name: 'laughs.svg', bytes: svg(`<!DOCTYPE svg [<!ENTITY l0 "lol">${lines(10)}]>`, '<text y="20">&l10;</text>') },
    { name: 'deep.svg', bytes: svg('', '<g>'.repeat(200_000)) },
  ];
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A PNG with these compressed rows of RGBA; nothing else in it matters. */
export function png(width: number, height: number, data: Uint8Array): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

function bmp(width: number, height: number): Buffer {
  const file = Buffer.alloc(54);
  file.write('BM');
  file.writeUInt32LE(54, 2);
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  return file;
}

const svg = (before: string, inside: string, size = '100') =>
  Buffer.from(
    `<?xml version="1.0"?>${before}<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">${inside}</svg>`,
  );
