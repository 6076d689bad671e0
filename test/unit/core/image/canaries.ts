// Every place in a picture file that can contain words that the picture doesn't show, with words in it.
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import sharp from 'sharp';
import { bytes, fixture, pngSignature, u16, u32 } from './build';

export const canary = 'Wharf 51.5054N Canary';

export interface Planted {
  readonly place: string;
  readonly data: Uint8Array;
  /** Decoded unchanged, to compare the pixels. */
  readonly clean: Uint8Array;
  /** It can't be rebuilt and has to be rendered. */
  readonly rendered?: boolean;
}

type Part = string | readonly number[] | Uint8Array;

/** A PNG chunk with its checksum. */
export function pngChunk(type: string, ...content: readonly Part[]): Uint8Array {
  const body = bytes(type, ...content);
  return bytes(u32(body.length - 4), body, u32(crc32(body)));
}

/** The chunks of a PNG, by name. */
function chunksOf(png: Uint8Array): { type: string; body: Uint8Array }[] {
  const found = [];
  for (let at = 8; at < png.length; ) {
    const length = new DataView(png.buffer, png.byteOffset).getUint32(at);
    found.push({
      type: String.fromCharCode(...png.subarray(at + 4, at + 8)),
      body: png.slice(at + 8, at + 8 + length),
    });
    at += 12 + length;
  }
  return found;
}

const pngOf = (...chunks: readonly Uint8Array[]) => bytes(pngSignature, ...chunks);

/** A version 2 profile with primaries other than sRGB's, and with words in every corner. */
export function profileWithWords(standard = false): Uint8Array {
  const s15 = (value: number) => u32(Math.round(value * 65536) >>> 0);
  const xyz = (...values: readonly number[]) => bytes('XYZ ', u32(0), ...values.map(s15));
  const gamma = bytes('curv', u32(0), u32(1), u16(standard ? 0 : 461));
  const curve = standard
    ? bytes(
        'para',
        [0x43, 0x41, 0x4e, 0x41],
        u16(3),
        u16(0),
        ...[2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045].map(s15),
      )
    : gamma;
  const [red, green, blue] = standard
    ? [xyz(0.43607, 0.22249, 0.01392), xyz(0.38515, 0.71687, 0.09708), xyz(0.14307, 0.06061, 0.7141)]
    : [xyz(0.60974, 0.31111, 0.01947), xyz(0.20528, 0.62567, 0.06087), xyz(0.14919, 0.06322, 0.74457)];
  const tags: [string, Uint8Array][] = [
    ['desc', bytes('desc', u32(0), u32(canary.length + 1), canary, Array(90).fill(0))],
    ['cprt', bytes('text', u32(0), `Copyright ${canary}`, [0])],
    ['mmod', bytes('mmod', u32(0), canary)],
    ['dmnd', bytes('desc', u32(0), u32(canary.length + 1), canary, Array(90).fill(0))],
    ['wtpt', xyz(0.9642, 1, 0.8249)],
    ['rXYZ', red],
    ['gXYZ', green],
    ['bXYZ', blue],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
    ['priv', bytes(canary)],
  ];
  let end = 132 + 12 * tags.length;
  const table: number[] = [];
  const parts: Uint8Array[] = [];
  for (const [name, tag] of tags) {
    const whole = bytes(tag, canary, Array((4 - ((tag.length + canary.length) % 4)) % 4).fill(0));
    table.push(...bytes(name, u32(end), u32(tag.length)));
    parts.push(whole);
    end += whole.length;
  }
  const head = bytes(
    [...u32(end), ...bytes('lcms'), ...u32(0x02100000), ...bytes('mntrRGB XYZ '), ...Array(12).fill(7)],
    'acspAPPL',
    u32(0),
    canary.slice(0, 8),
    u32(0),
    u32(0),
    u32(0),
    [...s15(0.9642), ...s15(1), ...s15(0.8249)],
    canary.slice(0, 20),
    Array(28).fill(9),
  );
  return bytes(head.subarray(0, 128), u32(tags.length), table, ...parts);
}

export async function plantedPngs(): Promise<Planted[]> {
  const clean = fixture('still.png');
  const all = chunksOf(clean);
  const [header, data] = ['IHDR', 'IDAT'].map(
    (name) => all.find(({ type }) => type === name)?.body ?? new Uint8Array(),
  );
  const [ihdr, idat, iend] = [pngChunk('IHDR', header!), pngChunk('IDAT', data!), pngChunk('IEND')];
  const rows = inflateSync(data!);
  const before = (...chunks: readonly Uint8Array[]) => pngOf(ihdr, ...chunks, idat, iend);
  const icc = (profile: Uint8Array, name = 'icc') => pngChunk('iCCP', name, [0, 0], deflateSync(profile));
  const standard = profileWithWords(true);
  const plain = await sharp(clean).withIccProfile('p3').png().toBuffer();
  const paletted = new Uint8Array(await sharp(clean).png({ palette: true, colours: 8 }).toBuffer());
  const [paletteHeader, paletteData, palette] = ['IHDR', 'IDAT', 'PLTE'].map(
    (name) => chunksOf(paletted).find(({ type }) => type === name)?.body ?? new Uint8Array(),
  );
  const deeper = (colors: Uint8Array) => bytes(colors, canary);
  const one = (place: string, file: Uint8Array, rendered = false, like: Uint8Array = clean): Planted => ({
    place: `PNG, ${place}`,
    data: file,
    clean: like,
    ...(rendered && { rendered }),
  });
  return [
    one('text', before(pngChunk('tEXt', 'Author\0', canary))),
    one('compressed text', before(pngChunk('zTXt', 'Comment\0\0', deflateSync(canary)))),
    one('international text', before(pngChunk('iTXt', 'Title\0\0\0en\0\0', canary))),
    one('XMP', before(pngChunk('iTXt', 'XML:com.adobe.xmp\0\0\0\0\0', canary))),
    one('EXIF', before(pngChunk('eXIf', 'MM\0*\0\0\0\x08\0\x01\x01\x0e\0\x02\0\0\0\x15\0\0\0\x1a\0\0\0\0', canary))),
    one('raw profile', before(pngChunk('tEXt', 'Raw profile type exif\0', canary))),
    one('private chunk', before(pngChunk('prVt', canary))),
    one('private chunk after the pixels', pngOf(ihdr, idat, pngChunk('prVt', canary), iend)),
    one('suggested palette', before(pngChunk('sPLT', `${canary}\0\x08`))),
    one('physical size, too long', before(pngChunk('pHYs', [0, 0, 0, 1, 0, 0, 0, 1, 1], canary))),
    one('significant bits, too long', before(pngChunk('sBIT', [8, 8, 8], canary))),
    one('palette of a picture without', before(pngChunk('PLTE', canary))),
    one('animation', before(pngChunk('acTL', [0, 0, 0, 2, 0, 0, 0, 0]), pngChunk('fcTL', canary.padEnd(26)))),
    one('frame of an animation', pngOf(ihdr, idat, pngChunk('fdAT', [0, 0, 0, 1], deflateSync(canary)), iend)),
    one('end of the picture', pngOf(ihdr, idat, pngChunk('IEND', canary))),
    one('after the end', bytes(pngOf(ihdr, idat, iend), canary)),
    one('behind the compressed pixels', pngOf(ihdr, pngChunk('IDAT', data!, canary), iend)),
    one('behind them, in a chunk of its own', pngOf(ihdr, idat, pngChunk('IDAT', canary), iend)),
    one('behind them, compressed again', pngOf(ihdr, idat, pngChunk('IDAT', deflateSync(canary)), iend)),
    one(
      'rows that the picture does not have',
      pngOf(ihdr, pngChunk('IDAT', deflateSync(bytes(rows, canary))), iend),
      true,
    ),
    one('gamma, too long', before(pngChunk('gAMA', u32(45455), canary)), true),
    one('white point made of letters', before(pngChunk('cHRM', `${canary}                `.slice(0, 32))), true),
    one(
      'colours by numbers that there are not',
      before(pngChunk('cICP', canary.slice(0, 4)), pngChunk('tEXt', canary)),
      true,
    ),
    one('transparency, too long', before(pngChunk('tRNS', [1, 2, 3, 4, 5, 6], canary)), true),
    one('name of a profile', before(icc(standard, canary))),
    one('profile of sRGB', before(icc(standard)), false, clean),
    one('behind a compressed profile', before(pngChunk('iCCP', 'icc\0\0', deflateSync(standard), canary))),
    one(
      'profile of a screen',
      before(icc(profileWithWords())),
      false,
      pngOf(ihdr, icc(profileWithWords()), idat, iend),
    ),
    one('profile that is none', before(icc(bytes(canary))), true),
    one(
      'palette entries that no pixel uses',
      pngOf(pngChunk('IHDR', paletteHeader!), pngChunk('PLTE', deeper(palette!)), pngChunk('IDAT', paletteData!), iend),
      false,
      paletted,
    ),
    one(
      'behind the pixels of a palette',
      pngOf(pngChunk('IHDR', paletteHeader!), pngChunk('PLTE', palette!), pngChunk('IDAT', paletteData!, canary), iend),
      false,
      paletted,
    ),
    one(
      'text of a picture with another profile',
      bytes(plain.subarray(0, 33), pngChunk('tEXt', 'A\0', canary), plain.subarray(33)),
      false,
      plain,
    ),
  ];
}

export function segment(marker: number, ...content: readonly Part[]): Uint8Array {
  const body = bytes(...content);
  return bytes([0xff, marker], u16(body.length + 2), body);
}

/** Where the segment with `marker` begins. */
function find(jpeg: Uint8Array, marker: number): number {
  let at = 2;
  while (jpeg[at + 1] !== marker) {
    at += 2 + ((jpeg[at + 2] ?? 0) << 8) + (jpeg[at + 3] ?? 0);
  }
  return at;
}

/** As symbols, they're all different, like the symbols of a table. */
const letters = [...Buffer.from(canary.slice(0, 8))];

/** The same picture with letters after the symbols of its first code table. */
function withMoreCodes(jpeg: Uint8Array): Uint8Array {
  const from = find(jpeg, 0xc4);
  const end = from + 2 + (jpeg[from + 3] ?? 0);
  const counts = Uint8Array.from(jpeg.subarray(from + 5, from + 21));
  counts[15] = (counts[15] ?? 0) + letters.length;
  const more = segment(0xc4, [jpeg[from + 4] ?? 0], counts, jpeg.subarray(from + 21, end), letters);
  return bytes(jpeg.subarray(0, from), more, jpeg.subarray(end));
}

export function plantedJpegs(): Planted[] {
  const clean = fixture('still.jpg');
  const progressive = fixture('progressive.jpg');
  const at = (place: number, file: Uint8Array, ...parts: readonly Part[]) =>
    bytes(file.subarray(0, place), ...parts, file.subarray(place));
  const first = (...parts: readonly Part[]) => at(2, clean, ...parts);
  const icc = (profile: Uint8Array) => {
    const half = profile.length >> 1;
    return bytes(
      segment(0xe2, 'ICC_PROFILE\0', [1, 2], profile.subarray(0, half)),
      segment(0xe2, 'ICC_PROFILE\0', [2, 2], profile.subarray(half)),
    );
  };
  const scan = find(progressive, 0xda);
  const secondScan = progressive.findIndex(
    (byte, i) => i > scan + 20 && byte === 0xff && [0xc4, 0xda].includes(progressive[i + 1] ?? 0),
  );
  const unusedQuant = segment(0xdb, [3], canary.padEnd(64).slice(0, 64));
  const unusedCodes = segment(0xc4, [0x13], [0, 0, 0, 0, 8, ...Array(11).fill(0)], canary.slice(0, 8));
  const words: readonly (readonly [string, Uint8Array, boolean?, Uint8Array?])[] = [
    ['comment', first(segment(0xfe, canary))],
    ['EXIF', first(segment(0xe1, 'Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0', canary))],
    ['XMP', first(segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', canary))],
    ['extended XMP', first(segment(0xe1, 'http://ns.adobe.com/xmp/extension/\0', canary))],
    ['IPTC', first(segment(0xed, 'Photoshop 3.0\x008BIM\x04\x04', canary))],
    ['several pictures', first(segment(0xe2, 'MPF\0', canary))],
    ['extension of JFIF', first(segment(0xe0, 'JFXX\0\x10', canary))],
    ['thumbnail of JFIF', first(segment(0xe0, 'JFIF\0', [1, 2, 0, 0, 1, 0, 1, 7, 1], canary))],
    ['Adobe, too long', first(segment(0xee, 'Adobe', [0, 100, 0, 0, 0, 0, 1], canary))],
    ['Adobe, before it says anything', first(segment(0xee, 'Adobe', [0, 100], `${canary}`.slice(0, 4), [1], canary))],
    ['profile of sRGB', first(icc(profileWithWords(true)))],
    ['profile of a screen', first(icc(profileWithWords())), false, first(icc(profileWithWords()))],
    ['profile that is none', first(segment(0xe2, 'ICC_PROFILE\0', [1, 1], canary)), true],
    ['profile after the scan has begun', at(secondScan, progressive, icc(profileWithWords())), false, progressive],
    ...[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15].map(
      (number) => [`application ${number}`, first(segment(0xe0 + number, canary))] as const,
    ),
    ...[0x02, 0x40, 0xbf, 0xc8, 0xde, 0xdf, 0xf0, 0xfd].map(
      (marker) => [`marker ${marker.toString(16)}`, first(segment(marker, canary)), false, clean] as const,
    ),
    ['table of a number that is not used', first(unusedQuant)],
    ['codes of a number that is not used', at(find(clean, 0xda), clean, unusedCodes)],
    ['codes that no block has', withMoreCodes(clean)],
    ['codes that no scan has', withMoreCodes(progressive), false, progressive],
    [
      'more codes than fit, of a kind that the scan does not have',
      at(
        secondScan,
        progressive,
        segment(
          0xc4,
          [0],
          Array(16).fill(9),
          letters,
          [...Array(256).keys()].filter((one) => !letters.includes(one)).slice(0, 136),
        ),
      ),
      false,
      progressive,
    ],
    ['table that is replaced', first(segment(0xdb, [0], canary.padEnd(64).slice(0, 64)))],
    ['table, too long', first(segment(0xdb, [0], Array(64).fill(1), canary)), true],
    ['interval, too long', first(segment(0xdd, [0, 0], canary)), true],
    ['comment between scans', at(secondScan, progressive, segment(0xfe, canary)), false, progressive],
    ['EXIF between scans', at(secondScan, progressive, segment(0xe1, 'Exif\0\0', canary)), false, progressive],
    ['after the end', bytes(clean, canary)],
    ['second picture after the end', bytes(clean, first(segment(0xfe, canary)))],
    [
      'after fill bytes',
      bytes(clean.subarray(0, -2), Array(9).fill(0xff), [0xff, 0xfe], u16(canary.length + 2), canary, [0xff, 0xd9]),
    ],
  ];
  return words.map(([place, data, rendered, like]) => ({
    place: `JPEG, ${place}`,
    data,
    clean: like ?? clean,
    ...(rendered && { rendered }),
  }));
}

const subBlock = (...content: readonly Part[]) => {
  const body = bytes(...content);
  return bytes([body.length], body);
};

export function plantedGifs(): Planted[] {
  const clean = fixture('still.gif');
  const colors = 13 + (3 << (((clean[10] ?? 0) & 7) + 1));
  const image = clean.findIndex((byte, i) => i >= colors && byte === 0x2c && clean[i + 1] === 0 && clean[i + 2] === 0);
  const end = clean.length - 1;
  const before = (...parts: readonly Part[]) => bytes(clean.subarray(0, image), ...parts, clean.subarray(image));
  const extension = (label: number, ...parts: readonly Part[]) => bytes([0x21, label], ...parts, [0]);
  const application = (name: string) => extension(0xff, subBlock(name), subBlock(canary));
  const words: readonly (readonly [string, Uint8Array])[] = [
    ['comment', before(extension(0xfe, subBlock(canary)))],
    ['comment after the picture', bytes(clean.subarray(0, end), extension(0xfe, subBlock(canary)), [0x3b])],
    ['plain text', before(extension(0x01, subBlock(Array(12).fill(0)), subBlock(canary)))],
    ...['MGKIPTC0000', 'MGK8BIM0000', 'XMP DataXMP', 'ICCRGBG1012', 'NETSCAPE2.0', 'MYCOMPANY12'].map(
      (name) => [`application ${name}`, before(application(name))] as const,
    ),
    ['extension that nobody knows', before(extension(0xee, subBlock(canary)))],
    ['graphic control, too long', before(extension(0xf9, subBlock([0, 0, 0, 0], canary)))],
    ['graphic control, more blocks', before(extension(0xf9, subBlock([0, 0, 0, 0]), subBlock(canary)))],
    ['after the end', bytes(clean, canary)],
    ['behind the last code', bytes(clean.subarray(0, end - 1), subBlock(canary), [0, 0x3b])],
    ['colours that no pixel uses', withMoreColors(clean)],
  ];
  return words.map(([place, data]) => ({ place: `GIF, ${place}`, data, clean }));
}

/** The same picture with a palette of 256 colors, most of them letters. */
function withMoreColors(gif: Uint8Array): Uint8Array {
  const packed = gif[10] ?? 0;
  const length = 3 << ((packed & 7) + 1);
  const palette = bytes(gif.subarray(13, 13 + length), canary.repeat(40)).subarray(0, 768);
  return bytes(gif.subarray(0, 10), [packed | 7], gif.subarray(11, 13), palette, gif.subarray(13 + length));
}

/** Whether the words are in there: unchanged, with two bytes per letter, as digits, or compressed, in any place. */
export function holdsCanary(data: Uint8Array): boolean {
  const file = Buffer.from(data);
  const wide = Buffer.from(canary, 'utf16le');
  const forms = [
    Buffer.from(canary),
    wide,
    Buffer.from(wide).swap16(),
    Buffer.from(Buffer.from(canary).toString('hex')),
  ];
  if (forms.some((form) => file.includes(form)) || file.includes(canary.slice(0, 8))) {
    return true;
  }
  for (let at = 0; at + 6 < file.length; at++) {
    if ((file[at]! & 15) === 8 && file.readUInt16BE(at) % 31 === 0) {
      const inflated = inflatedAt(file.subarray(at));
      if (inflated && forms.some((form) => inflated.includes(form))) {
        return true;
      }
    }
  }
  return false;
}

function inflatedAt(bytesFrom: Buffer): Buffer | undefined {
  try {
    return inflateSync(bytesFrom, { maxOutputLength: 10_000_000 });
  } catch {
    return undefined;
  }
}
