import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64Of, dataUrlOf, encodeBase64 } from '../../../../src/core/providers/base64';

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
    expect(dataUrlOf(view, 'image/png')).toBe('data:image/png;base64,AQID');
  });

  it('remembers the text of an image, so that follow-ups do not encode it again', () => {
    const bytes = new Uint8Array([1, 2, 3]);
    expect(base64Of(bytes)).toBe('AQID');
    bytes[0] = 255;
    expect(base64Of(bytes)).toBe('AQID');
  });
});
