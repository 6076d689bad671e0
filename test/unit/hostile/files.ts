// Image files that are made to take long.
import { deflateSync } from 'node:zlib';

export const MB = 1024 * 1024;
export const mostFile = 64 * MB;

export const file = (head: string, part: string, length = mostFile) => {
  const bytes = Buffer.alloc(length, Buffer.from(part, 'latin1'));
  bytes.write(head, 'latin1');
  return new Uint8Array(bytes);
};

export const heads: readonly (readonly [name: string, head: string, parts: readonly string[]])[] = [
  [
    'JPEG',
    '\xff\xd8',
    ['\xff', '\xff\xe0\0\x02', '\xff\xd8', '\xff\xe1\0\x08Exif\0\0', '\xff\xda\0\x02', '\xff\xc0\0\x02'],
  ],
  [
    'PNG',
    '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x09\0\0\0\x09\x08\x06\0\0\0\0\0\0\0',
    ['\0\0\0\0tEXt\0\0\0\0', '\0\0\0\0IDAT\0\0\0\0', '\0\0\0\0iCCP\0\0\0\0'],
  ],
  ['GIF', 'GIF89a\x09\0\x09\0\0\0\0', ['!\xff\0', '!\xf9\0', ',\0\0\0\0\x01\0\x01\0\0\x02\0', '\x01\x01']],
  [
    'WebP',
    'RIFF\xff\xff\xff\x03WEBPVP8X\x0a\0\0\0\x3f\0\0\0\x09\0\0\x09\0\0',
    ['ANMF\0\0\0\0', 'EXIF\0\0\0\0', 'VP8 \0\0\0\0'],
  ],
  [
    'HEIC',
    '\0\0\0\x18ftypheic\0\0\0\0heicmif1',
    ['\0\0\0\x08free', '\0\0\0\x08meta', '\0\0\0\x0cmeta\0\0\0\0\0\0\0\x08iprp'],
  ],
  ['TIFF', 'II*\0\x08\0\0\0\xff\xff', ['\0\x01\x04\0\xff\xff\xff\xff\x08\0\0\0', '\x08\0\0\0']],
  ['ICO', '\0\0\x01\0\xff\xff', ['\0\0\0\0\x01\0 \0\x08\0\0\0\x16\0\0\0']],
  ['SVG', '<svg', [' a="', '<!---->', ' ', '\r', '<g>', '<?a?>', '&#32;', '<!ENTITY a "b">']],
];

/** Zlib data that isn't compressed: it's as long as its content. */
function stored(content: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x78, 1)];
  for (let at = 0; at < content.length; at += 65_535) {
    const piece = content.subarray(at, at + 65_535);
    const size = [piece.length & 255, piece.length >> 8];
    parts.push(Uint8Array.of(at + 65_535 < content.length ? 0 : 1, ...size, ...size.map((one) => one ^ 255)), piece);
  }
  return Buffer.concat([...parts, new Uint8Array(4)]);
}

function png(width: number, height: number, colorType: number, data: Uint8Array, palette?: Uint8Array): Uint8Array {
  const chunk = (name: string, content: Uint8Array) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(content.length);
    head.write(name, 4, 'latin1');
    return [head, content, Buffer.alloc(4)];
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, colorType, 0, 0, 0], 8);
  return new Uint8Array(
    Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      ...chunk('IHDR', header),
      ...(palette ? chunk('PLTE', palette) : []),
      ...chunk('IDAT', data),
      ...chunk('IEND', new Uint8Array()),
    ]),
  );
}

/** A JPEG whose scan continues to the end; one code for everything. */
function jpeg(edge: number, length: number, filler: number): Uint8Array {
  const table = (kind: number) => [0xff, 0xc4, 0, 20, kind, 1, ...Array<number>(15).fill(0), 0];
  const head = [
    ...[0xff, 0xd8, 0xff, 0xdb, 0, 67, 0, ...Array<number>(64).fill(1)],
    ...[0xff, 0xc0, 0, 11, 8, edge >> 8, edge & 255, edge >> 8, edge & 255, 1, 1, 0x11, 0],
    ...table(0),
    ...table(0x10),
    ...[0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0],
  ];
  const bytes = new Uint8Array(length).fill(filler);
  bytes.set(head);
  bytes.set([0xff, 0xd9], length - 2);
  return bytes;
}

function gif(edge: number, length: number): Uint8Array {
  const head = [
    ...Buffer.from('GIF89a', 'latin1'),
    ...[edge & 255, edge >> 8, edge & 255, edge >> 8, 0x80, 0, 0, 0, 0, 0, 255, 255, 255],
    ...[0x2c, 0, 0, 0, 0, edge & 255, edge >> 8, edge & 255, edge >> 8, 0, 2],
  ];
  const bytes = new Uint8Array(length).fill(255);
  bytes.set(head);
  for (let at = head.length; at < length - 300; at += 256) {
    bytes[at] = 255;
    bytes[at + 1] = 4;
  }
  bytes.set([0, 0x3b], head.length + Math.floor((length - 300 - head.length) / 256) * 256);
  return bytes;
}

/** Valid files, as large as files may be. */
export const wholeFiles: Readonly<Record<string, () => Uint8Array>> = {
  'a gray PNG': () => png(8000, 8000, 0, stored(new Uint8Array(8000 * 8001))),
  'a PNG of few bytes and very many pixels': () => png(20_000, 20_000, 0, deflateSync(new Uint8Array(20_000 * 20_001))),
  'a PNG with a palette': () => png(8000, 8000, 3, stored(new Uint8Array(8000 * 8001)), new Uint8Array(768).fill(7)),
  'a JPEG': () => jpeg(65_000, mostFile, 0),
  'a JPEG with stuffing': () => jpeg(65_000, mostFile, 0x55),
  'a GIF': () => gif(60_000, mostFile),
};
