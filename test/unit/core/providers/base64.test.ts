import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64Of, encodeBase64 } from '../../../../src/core/providers/base64';
import { imageBase64, imageDataUrl, jsonBytes, notingImages } from '../../../../src/core/providers/imageText';

describe('base64', () => {
  it('agrees with Node for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const expected = Buffer.from(bytes).toString('base64');
        expect(encodeBase64(bytes)).toBe(expected);
        expect(base64Of(bytes)).toBe(expected);
      }),
      { seed: 42 },
    );
  });

  it('encodes a view into a larger buffer, not the buffer', () => {
    const view = new Uint8Array([9, 9, 1, 2, 3, 9]).subarray(2, 5);
    expect(imageDataUrl(view, 'image/png')).toBe('data:image/png;base64,AQID');
  });
});

describe('a body with images', () => {
  it('is the very JSON that JSON.stringify writes, whatever stands around the images', async () => {
    const image = fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.constantFrom('image/png', 'a"b', ''));
    await fc.assert(
      fc.asyncProperty(fc.array(image, { maxLength: 4 }), fc.jsonValue(), async (given, around) => {
        const make = () => ({
          around,
          data: given.map(([bytes]) => imageBase64(bytes)),
          'url "ü"': given.map(([bytes, mediaType]) => ({ url: imageDataUrl(bytes, mediaType) })),
          again: given.map(([bytes]) => base64Of(bytes)),
        });
        const { result, images } = notingImages(make);
        expect(new TextDecoder().decode(await jsonBytes(result, images))).toBe(JSON.stringify(make()));
      }),
      { seed: 42, numRuns: 300 },
    );
  });

  it.each([4_000_000, 4_000_001, 4_055_040])('joins the pieces of an image of %i bytes', async (size) => {
    const bytes = Uint8Array.from({ length: size }, (_, at) => (at * 31) & 255);
    const { result, images } = notingImages(() => [imageDataUrl(bytes, 'image/png')]);
    const expected = JSON.stringify([`data:image/png;base64,${Buffer.from(bytes).toString('base64')}`]);
    expect(Buffer.from(await jsonBytes(result, images)).equals(Buffer.from(expected))).toBe(true);
  });
});
