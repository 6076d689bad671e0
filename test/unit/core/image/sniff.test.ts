import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { sniff } from '../../../../src/core/image/sniff';
import type { ImageFacts } from '../../../../src/core/image/types';
import { box, bytes, chunk, fixture, ihdr, pngSignature, u16, u32 } from './build';

const images = readdirSync('test/fixtures/images').filter((name) => !name.endsWith('.mjs'));

function facts(data: Uint8Array): ImageFacts {
  const sniffed = sniff(data);
  if (!sniffed.ok) {
    throw new Error(`${sniffed.reason}: ${sniffed.detail}`);
  }
  return sniffed.facts;
}

describe('sniff on well-formed images', () => {
  it.each([
    ['still.png', { type: 'png', bitDepth: 8, alpha: false }],
    ['still.jpg', { type: 'jpeg', cmyk: false }],
    ['progressive.jpg', { type: 'jpeg' }],
    ['still.webp', { type: 'webp', alpha: false }],
    ['still.avif', { type: 'avif', mediaType: 'image/avif' }],
    ['still.heic', { type: 'heic', mediaType: 'image/heic' }],
    ['still.gif', { type: 'gif', animated: false, frames: 1 }],
    ['still.tif', { type: 'tiff', frames: 1 }],
    ['cmyk.jpg', { cmyk: true }],
    ['deep.png', { bitDepth: 16 }],
    ['transparent.png', { alpha: true }],
    ['alpha.webp', { alpha: true }],
    ['animated.gif', { animated: true, frames: 3 }],
    ['animated.webp', { animated: true, frames: 3 }],
    ['turned6.png', { orientation: 6, metadata: { exif: true } }],
    ['profile.png', { iccBytes: 319 }],
    ['profile.jpg', { iccBytes: 480 }],
  ] as const)('%s', (name, expected) => {
    const found = facts(fixture(name));
    expect(found).toMatchObject(expected);
    expect(found).toMatchObject({ width: 60, height: 40, truncated: false });
  });

  it('agrees with sharp on size and orientation of every fixture that sharp reads', async () => {
    for (const name of images.filter((one) => !/heic|svg|avif/.test(one))) {
      const { width, height, orientation = 1, pages = 1 } = await sharp(fixture(name)).metadata();
      const found = facts(fixture(name));
      const sideways = orientation >= 5;
      expect([name, found.width, found.height, found.orientation]).toEqual([
        name,
        sideways ? height : width,
        sideways ? width : height,
        orientation,
      ]);
      expect(pages === 1 || found.animated || found.type === 'tiff').toBe(true);
    }
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('reads orientation %d, the camera and the date, but no place', (orientation) => {
    const found = facts(fixture(`turned${orientation}.jpg`));
    expect(found).toMatchObject({
      orientation,
      width: 60,
      height: 40,
      captured: { date: '2026-05-04 18:20:11', camera: 'Testmaker One' },
      metadata: { exif: true, location: true },
    });
    expect(JSON.stringify(found)).not.toContain('47');
  });

  it('takes a fraction for no orientation', () => {
    const data = fixture('turned6.jpg').slice();
    const entry = Buffer.from(data.buffer, data.byteOffset, data.length).indexOf(bytes([0x12, 1, 3, 0, 1, 0, 0, 0]));
    expect(entry).toBeGreaterThan(0);
    // Now it says: the fraction at 4, which is next to nothing.
    data.set([5, 0, 1, 0, 0, 0, 4], entry + 2);
    expect(facts(data)).toMatchObject({ orientation: 1, width: 40, height: 60 });
  });

  it.each(['private.jpg', 'private.png', 'private.webp'])('finds everything private in %s', (name) => {
    const { metadata } = facts(fixture(name));
    expect(metadata).toMatchObject({ exif: true, location: true, xmp: true });
    expect(metadata.trailing).toBe(name !== 'private.webp');
    expect(metadata.comments).toBe(name === 'private.jpg');
  });

  it('reads the size of an SVG from its attributes, its viewBox, or not at all', () => {
    const size = (svg: string) => {
      const { width, height, type } = facts(bytes(svg));
      return [type, width, height];
    };
    expect(size('<svg width="120" height="80px"/>')).toEqual(['svg', 120, 80]);
    expect(size('<?xml version="1.0"?><!-- > --><svg:svg viewBox="0 0 30 20" width="60">')).toEqual(['svg', 60, 40]);
    expect(size('<!DOCTYPE svg [<!ENTITY a "<b>">]>\n<svg width="1in" height="2.54cm">')).toEqual(['svg', 96, 96]);
    expect(size('\ufeff<svg width="100%" viewBox="0,0,7,9">'.replace('\ufeff', '\xef\xbb\xbf'))).toEqual(['svg', 7, 9]);
    expect(size('<svg data-x="a>b">')).toEqual(['svg', 0, 0]);
    expect(sniff(bytes('<svgfoo>')).ok).toBe(false);
  });

  it('reads AVIF and HEIC rotation and mirroring as an EXIF orientation', () => {
    const file = (...transforms: Uint8Array[]) => {
      const properties = [box('ispe', u32(0), u32(60), u32(40)), ...transforms];
      const ipma = box(
        'ipma',
        u32(0),
        u32(1),
        u16(1),
        [properties.length],
        properties.map((_, i) => i + 1),
      );
      const meta = box('meta', u32(0), box('pitm', u32(0), u16(1)), box('iprp', box('ipco', ...properties), ipma));
      return bytes(box('ftyp', 'avif', u32(0), 'mif1'), meta, box('mdat', [0]));
    };
    expect(facts(file())).toMatchObject({ type: 'avif', orientation: 1, width: 60, height: 40, truncated: false });
    expect(facts(file(box('irot', [1])))).toMatchObject({ orientation: 8, width: 40, height: 60 });
    expect(facts(file(box('irot', [2])))).toMatchObject({ orientation: 3, width: 60 });
    expect(facts(file(box('irot', [3])))).toMatchObject({ orientation: 6, width: 40 });
    expect(facts(file(box('imir', [1])))).toMatchObject({ orientation: 2 });
    expect(facts(file(box('imir', [0])))).toMatchObject({ orientation: 4 });
    expect(facts(file(box('irot', [1]), box('imir', [1])))).toMatchObject({ orientation: 7 });
  });

  it('tells an animated PNG from a still one', () => {
    const png = (frames: number) =>
      bytes(pngSignature, ihdr(3, 2), chunk('acTL', [...u32(frames), ...u32(0)]), chunk('IDAT', [1]), chunk('IEND'));
    expect(facts(png(5))).toMatchObject({ animated: true, frames: 5 });
    expect(facts(png(1))).toMatchObject({ animated: false });
  });

  it('names a JPEG whose coding few decoders know', () => {
    const jpeg = (marker: number, bits = 8) =>
      bytes([0xff, 0xd8, 0xff, marker], u16(11), [bits], u16(40), u16(60), [1, 1, 0x11, 0], [0xff, 0xd9]);
    expect(facts(jpeg(0xc0)).unusualCoding).toBeUndefined();
    expect(facts(jpeg(0xc2)).unusualCoding).toBeUndefined();
    expect(facts(jpeg(0xc3)).unusualCoding).toBe(true);
    expect(facts(jpeg(0xc9)).unusualCoding).toBe(true);
    expect(sniff(jpeg(0xc1, 12))).toMatchObject({ ok: false, reason: 'unsupportedImage' });
  });

  it('tells a camera raw file from the TIFF it looks like', () => {
    const entry = (tag: number, value: number) => [...u16(tag), ...u16(4), ...u32(1), ...u32(value)];
    const tiff = (...entries: number[][]) =>
      sniff(bytes('MM', [0, 42], u32(8), u16(entries.length), entries.flat(), u32(0), new Uint8Array(20)));
    const size = [entry(256, 3), entry(257, 2)];
    const strip = [entry(273, 8), entry(279, 4)];
    expect(tiff(...size, ...strip)).toMatchObject({ ok: true, facts: { type: 'tiff', width: 3, truncated: false } });
    expect(tiff(...size, ...strip, entry(0xc612, 1))).toMatchObject({ ok: false, reason: 'unsupportedImage' });
    const nested = [entry(0x10f, 8), entry(0x14a, 8)];
    expect(tiff(...size, ...nested, ...strip)).toMatchObject({ ok: true });
    expect(tiff(entry(254, 1), ...size, ...nested, ...strip)).toMatchObject({ ok: false, detail: 'camera raw' });
  });

  it('takes the largest picture of an icon', () => {
    const dib = (side: number) => bytes([40, 0, 0, 0], le32(side), le32(side * 2), [1, 0, 32, 0], new Uint8Array(24));
    const le32 = (value: number) => [...u32(value)].reverse();
    const entry = (size: number, at: number) => bytes([0, 0, 0, 0, 1, 0, 32, 0], le32(size), le32(at));
    const icon = bytes([0, 0, 1, 0, 2, 0], entry(40, 38), entry(40, 78), dib(16), dib(48));
    expect(facts(icon)).toMatchObject({ type: 'ico', width: 48, height: 48, frames: 2 });
    expect(sniff(icon.subarray(0, 40))).toMatchObject({ ok: false, reason: 'truncated' });
  });
});

describe('sniff on what is cut off', () => {
  it.each(
    images.filter((name) => !name.endsWith('.svg')),
  )('%s, cut anywhere, is never taken for a whole image', (name) => {
    const whole = fixture(name);
    // A TIFF is complete if its first page is; the resolution and later pages follow.
    const extra = facts(whole).metadata.trailing ? 40 : name === 'pages.tif' ? 750 : name === 'still.tif' ? 40 : 2;
    const end = whole.length - extra;
    for (let length = 1; length < end; length += 3) {
      const sniffed = sniff(whole.subarray(0, length));
      const complete = sniffed.ok && !sniffed.facts.truncated;
      // A GIF can lack its trailer and nothing else; in an animated one, a whole frame can be missing unnoticed.
      const gif = name.endsWith('.gif') && length > 100;
      expect([length, complete && !gif]).toEqual([length, false]);
    }
  });
});

describe('sniff on what is no image', () => {
  it.each([
    ['', 'empty'],
    ['version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n', 'lfsPointer'],
    ['%PDF-1.7\n', 'pdf'],
    ['\0\0\0\x18ftypmp42\0\0\0\0', 'video'],
    ['\x1aE\xdf\xa3\x01', 'video'],
    ['RIFF\0\0\0\0AVI LIST', 'video'],
    ['\0\0\0\x18ftypM4A \0\0\0\0', 'audio'],
    ['RIFF\0\0\0\0WAVEfmt ', 'audio'],
    ['ID3\x04', 'audio'],
    ['PK\x03\x04', 'archive'],
    ['\x1f\x8b\x08', 'archive'],
    ['hello world\n', 'text'],
    ['<!DOCTYPE html><html><body>404</body></html>', 'text'],
    ['\xef\xbb\xbfhello', 'text'],
    ['\xff\x0a\xfa\x1f', 'unsupportedImage'],
    ['8BPS\0\x01', 'unsupportedImage'],
    ['\0\0\0\x0cjP  \r\n', 'unsupportedImage'],
    ['P6\n3 2\n255\n', 'unsupportedImage'],
    ['II\x2a\0\x10\0\0\0CR\x02\0', 'truncated'],
    ['\xff\xd8\xff', 'truncated'],
    ['\x89PNG\r\n\x1a\n', 'truncated'],
    ['GIF89a', 'truncated'],
    ['\x01\x02\x03\x04\x05', 'unknown'],
    ['RIFF', 'text'],
  ])('%j is %s', (content, reason) => {
    expect(sniff(bytes(content))).toMatchObject({ ok: false, reason });
  });

  it('names the format in the detail', () => {
    const detail = (content: string) => {
      const sniffed = sniff(bytes(content));
      return sniffed.ok ? undefined : sniffed.detail;
    };
    expect(detail('\xff\x0a\xfa\x1f')).toBe('JPEG XL');
    expect(detail('8BPS\0\x01')).toBe('Photoshop');
    expect(detail('<html>')).toBe('HTML');
    expect(detail(`${'\0'.repeat(2)}\x02${'\0'.repeat(9)}\x03\0\x03\0\x18\0${'\0'.repeat(27)}`)).toBe('Targa');
    expect(detail(`${'\0'.repeat(2)}\x02${'\0'.repeat(9)}\x03\0\x03\0\x11\0${'\0'.repeat(27)}`)).not.toBe('Targa');
  });

  it.each([
    [259, 50_001, 'TIFF with WebP compression'],
    [259, 6, 'TIFF with old-style JPEG compression'],
    [259, 34_925, 'TIFF with LZMA compression'],
    [259, 60_000, 'TIFF with unusual compression'],
    [258, 12, 'TIFF of 12 bits'],
    [262, 8, 'TIFF with CIELAB colors'],
  ])('names a valid TIFF that is not supported, and calls it neither damaged nor black: tag %d is %d', (tag, value, detail) => {
    const entry = (key: number, number: number) => [...u16(key), ...u16(3), ...u32(1), ...u16(number), 0, 0];
    const entries = [
      [256, 8],
      [257, 8],
      [tag, value],
    ].map(([key = 0, number = 0]) => entry(key, number));
    const file = bytes('MM\0\x2a', u32(8), u16(entries.length), ...entries, u32(0));
    expect(sniff(file)).toEqual({ ok: false, reason: 'unsupportedImage', detail });
  });
});

describe('sniff on hostile bytes', () => {
  it('never throws, whatever a few changed bytes make of an image', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...images),
        fc.array(fc.tuple(fc.nat(4000), fc.nat(255)), { minLength: 1, maxLength: 12 }),
        fc.nat(4000),
        (name, changes, cut) => {
          const data = fixture(name).slice();
          for (const [at, value] of changes) {
            data[at % data.length] = value;
          }
          const sniffed = sniff(cut % 3 === 0 ? data.subarray(0, cut % data.length) : data);
          if (sniffed.ok) {
            const { width, height, orientation, type } = sniffed.facts;
            expect(Number.isSafeInteger(width) && Number.isSafeInteger(height)).toBe(true);
            expect(type === 'svg' || (width > 0 && height > 0)).toBe(true);
            expect(orientation >= 1 && orientation <= 8).toBe(true);
          }
        },
      ),
      { seed: 20261121, numRuns: 4000 },
    );
  });

  it('never throws on random bytes behind each signature', () => {
    const starts = images.map((name) => fixture(name).subarray(0, 16));
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 300 }), (start, rest) => {
        expect(typeof sniff(bytes(start, rest)).ok).toBe('boolean');
      }),
      { seed: 20261121, numRuns: 2000 },
    );
  });

  it.each([
    ['boxes of no length', bytes(box('ftyp', 'heic', u32(0)), box('meta', new Uint8Array(400_000)))],
    ['boxes of eight bytes', bytes(box('ftyp', 'avif', u32(0)), ...Array(20_000).fill(box('free')))],
    ['endless markers', bytes([0xff, 0xd8], new Uint8Array(2_000_000).fill(0xff))],
    ['endless scans', bytes([0xff, 0xd8, 0xff], ...Array(60_000).fill(bytes([0xda, 0, 4, 1, 1, 0xff])))],
    ['endless GIF blocks', bytes('GIF89a', u16(1), u16(1), [0, 0, 0], new Uint8Array(500_000).fill(0x21))],
    ['a tree of nothing but spaces', bytes(' '.repeat(500_000))],
    ['an unclosed comment', bytes('<!--', '-'.repeat(500_000))],
    ['an SVG tag that does not end', bytes('<svg ', 'a="b" '.repeat(80_000))],
    ['an SVG attribute full of spaces', bytes('<svg width', ' '.repeat(60_000), '>')],
    ['a PNG of empty chunks', bytes(pngSignature, ihdr(1, 1), ...Array(40_000).fill(chunk('aaAa')))],
  ])('ends on %s', (_name, data) => {
    expect(typeof sniff(data).ok).toBe('boolean');
  });
});
