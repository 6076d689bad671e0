import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sniff } from '../../../../src/core/image/sniff';
import { ImageError } from '../../../../src/core/image/types';
import { decodeBmp } from '../../../../src/engines/imaging/bmp';
import { decodeIco } from '../../../../src/engines/imaging/ico';

type Rgb = readonly [number, number, number];
const le32 = (value: number) => [value & 255, (value >> 8) & 255, (value >> 16) & 255, (value >>> 24) & 255];
const le16 = (value: number) => [value & 255, value >> 8];

const palette: readonly Rgb[] = Array.from({ length: 16 }, (_, i) => [i * 16, 255 - i * 16, (i * 37) % 256]);

interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Indexes into `palette`, row by row from the top. */
  readonly pixels: readonly number[];
}

const drawing: fc.Arbitrary<Drawing> = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 12 }))
  .chain(([width, height]) =>
    fc
      .array(fc.nat(15), { minLength: width * height, maxLength: width * height })
      .map((pixels) => ({ width, height, pixels })),
  );

const expected = ({ pixels }: Drawing) => pixels.flatMap((index) => [...(palette[index] ?? [0, 0, 0]), 255]);

function packRow(row: readonly number[], bits: number): number[] {
  const bytes: number[] = [];
  if (bits <= 8) {
    row.forEach((index, x) => {
      const at = Math.floor((x * bits) / 8);
      bytes[at] = (bytes[at] ?? 0) | (index << (8 - bits - ((x * bits) % 8)));
    });
  } else {
    for (const index of row) {
      const [red, green, blue] = palette[index] ?? [0, 0, 0];
      bytes.push(blue, green, red, ...(bits === 32 ? [0] : []));
    }
  }
  while (bytes.length % 4 !== 0) {
    bytes.push(0);
  }
  return bytes;
}

function rows({ width, height, pixels }: Drawing, topDown: boolean): (readonly number[])[] {
  const all = Array.from({ length: height }, (_, y) => pixels.slice(y * width, (y + 1) * width));
  return topDown ? all : all.reverse();
}

function header(picture: Drawing, bits: number, compression: number, topDown: boolean, icon = false): number[] {
  const height = icon ? picture.height * 2 : topDown ? -picture.height : picture.height;
  const size = [...le32(40), ...le32(picture.width), ...le32(height), ...le16(1), ...le16(bits)];
  const colors = bits <= 8 ? Math.min(16, 1 << bits) : 0;
  return [...size, ...le32(compression), ...le32(0), ...le32(0), ...le32(0), ...le32(colors), ...le32(0)];
}

const colorTable = (bits: number) =>
  bits <= 8 ? palette.slice(0, 1 << bits).flatMap(([red, green, blue]) => [blue, green, red, 0]) : [];

function file(head: readonly number[], table: readonly number[], pixels: readonly number[]): Uint8Array {
  const start = 14 + head.length + table.length;
  return Uint8Array.from([
    0x42,
    0x4d,
    ...le32(start + pixels.length),
    ...le32(0),
    ...le32(start),
    ...head,
    ...table,
    ...pixels,
  ]);
}

function bmp(picture: Drawing, bits: number, topDown = false): Uint8Array {
  const pixels = rows(picture, topDown).flatMap((row) => packRow(row, bits));
  return file(header(picture, bits, 0, topDown), colorTable(bits), pixels);
}

function runLength(picture: Drawing, bits: 4 | 8): Uint8Array {
  const pixels: number[] = [];
  for (const row of rows(picture, false)) {
    for (let x = 0; x < row.length; ) {
      let run = 1;
      while (row[x + run] === row[x] && run < 255) {
        run++;
      }
      const rest = row.slice(x, x + 5);
      if (run < 3 && rest.length === 5) {
        // Five pixels unchanged, padded to a whole number of words.
        pixels.push(0, 5, ...(bits === 8 ? [...rest, 0] : packRow(rest, 4)));
        x += 5;
      } else {
        const index = row[x] ?? 0;
        pixels.push(run, bits === 8 ? index : index * 17);
        x += run;
      }
    }
    pixels.push(0, 0);
  }
  return file(header(picture, bits, bits === 8 ? 1 : 2, false), colorTable(bits), [...pixels, 0, 1]);
}

const options = { seed: 20261121, numRuns: 150 };

describe('decodeBmp', () => {
  it.each([4, 8, 24, 32])('reads back any drawing of %d bits, from below and from above', (bits) => {
    fc.assert(
      fc.property(drawing, fc.boolean(), (picture, topDown) => {
        const { width, height, data } = decodeBmp(bmp(picture, bits, topDown), 1e6);
        expect([width, height, [...data]]).toEqual([picture.width, picture.height, expected(picture)]);
      }),
      options,
    );
  });

  it('reads one bit a pixel', () => {
    const picture = { width: 11, height: 2, pixels: Array.from({ length: 22 }, (_, i) => (i * 7) % 2) };
    expect([...decodeBmp(bmp(picture, 1), 1e6).data]).toEqual(expected(picture));
  });

  it.each([4, 8] as const)('reads back any run-length coded drawing of %d bits', (bits) => {
    fc.assert(
      fc.property(drawing, (picture) => {
        expect([...decodeBmp(runLength(picture, bits), 1e6).data]).toEqual(expected(picture));
      }),
      options,
    );
  });

  it('reads 16 bits with the usual masks and with its own', () => {
    const plain = file(
      header({ width: 2, height: 1, pixels: [] }, 16, 0, false),
      [],
      [...le16(0x7c00), ...le16(0x03e0)],
    );
    expect([...decodeBmp(plain, 1e6).data]).toEqual([255, 0, 0, 255, 0, 255, 0, 255]);
    const masks = [...le32(0xf800), ...le32(0x07e0), ...le32(0x001f)];
    const own = file(header({ width: 2, height: 1, pixels: [] }, 16, 3, false), masks, [
      ...le16(0xf800),
      ...le16(0x07e0),
    ]);
    expect([...decodeBmp(own, 1e6).data]).toEqual([255, 0, 0, 255, 0, 255, 0, 255]);
  });

  it('keeps an alpha that is used', () => {
    const head = header({ width: 2, height: 1, pixels: [] }, 32, 0, false);
    const clear = file(head, [], [1, 2, 3, 0, 4, 5, 6, 128]);
    expect([...decodeBmp(clear, 1e6).data]).toEqual([3, 2, 1, 0, 6, 5, 4, 128]);
  });

  it('says what is wrong', () => {
    const whole = bmp({ width: 9, height: 9, pixels: Array(81).fill(3) }, 24);
    const reason = (bytes: Uint8Array, maxPixels = 1e6) => {
      try {
        decodeBmp(bytes, maxPixels);
        return 'none';
      } catch (error) {
        return error instanceof ImageError ? error.reason : String(error);
      }
    };
    expect(reason(whole)).toBe('none');
    expect(reason(whole.subarray(0, 100))).toBe('partial');
    expect(reason(whole, 80)).toBe('tooManyPixels');
    expect(reason(whole.with(28, 7))).toBe('corrupt');
    expect(reason(whole.with(30, 4))).toBe('corrupt');
  });
});

describe('decodeIco', () => {
  const icon = (image: readonly number[]) =>
    Uint8Array.from([0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 32, 0, ...le32(image.length), ...le32(22), ...image]);

  it('makes what its mask leaves out transparent', () => {
    const picture = { width: 8, height: 2, pixels: Array.from({ length: 16 }, (_, i) => i) };
    const pixels = rows(picture, false).flatMap((row) => packRow(row, 24));
    const mask = [0b10000000, 0, 0, 0, 0b00000001, 0, 0, 0];
    const decoded = decodeIco(icon([...header(picture, 24, 0, false, true), ...pixels, ...mask]), 1e6);
    const clear = 'data' in decoded ? [...decoded.data].filter((_, i) => i % 4 === 3) : [];
    // The mask's rows also start at the bottom.
    expect(clear).toEqual([255, 255, 255, 255, 255, 255, 255, 0, 0, 255, 255, 255, 255, 255, 255, 255]);
  });

  it.each([
    ['too short', 8],
    ['too long', 10_000],
  ])('reads a bitmap whose length in the directory is %s', (_, length) => {
    const picture = { width: 8, height: 2, pixels: Array.from({ length: 16 }, (_pixel, i) => i) };
    const pixels = rows(picture, false).flatMap((row) => packRow(row, 24));
    const right = icon([...header(picture, 24, 0, false, true), ...pixels, 0, 0, 0, 0, 0, 0, 0, 0]);
    const wrong = right.with(14, length & 255).with(15, length >> 8);
    expect(sniff(wrong)).toMatchObject({ ok: true, facts: { width: 8, height: 2 } });
    expect(decodeIco(wrong, 1e6)).toEqual(decodeIco(right, 1e6));
  });

  it('hands on a PNG', () => {
    const png = [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 3, 0, 0, 0, 2];
    expect(decodeIco(icon(png), 1e6)).toEqual({ png: Uint8Array.from(png) });
  });
});

describe('the own decoders on damaged files', () => {
  const picture = { width: 30, height: 10, pixels: Array.from({ length: 300 }, (_, i) => (i * 5) % 16) };
  const dib = [
    ...header(picture, 4, 0, false, true),
    ...colorTable(4),
    ...rows(picture, false).flatMap((row) => packRow(row, 4)),
  ];
  const files = [
    bmp(picture, 4),
    bmp(picture, 24),
    bmp(picture, 32),
    runLength(picture, 4),
    runLength(picture, 8),
    Uint8Array.from([0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 4, 0, ...le32(dib.length), ...le32(22), ...dib]),
  ];

  it('either decode them or throw an ImageError, and never more pixels than allowed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(100), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        fc.nat(600),
        (whole, changes, cut) => {
          const bytes = whole.slice(0, cut > 300 ? undefined : 40 + cut);
          for (const [at, value] of changes) {
            bytes[at % bytes.length] = value;
          }
          sniff(bytes);
          try {
            const decoded = bytes[0] === 0x42 ? decodeBmp(bytes, 100_000) : decodeIco(bytes, 100_000);
            if ('data' in decoded) {
              expect(decoded.data.length).toBe(decoded.width * decoded.height * 4);
              expect(decoded.width * decoded.height).toBeLessThanOrEqual(100_000);
            }
          } catch (error) {
            expect(error).toBeInstanceOf(ImageError);
          }
        },
      ),
      { seed: 20261121, numRuns: 4000 },
    );
  });
});
