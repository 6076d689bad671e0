import sharp from 'sharp';
import { expect, test } from 'vitest';
import { blankDecision } from '../../../../src/core/altText/blank';

const picture = async (width: number, height: number, format: 'png' | 'gif' | 'jpeg' | 'webp') =>
  new Uint8Array(
    await sharp({ create: { width, height, channels: 3, background: '#369' } })
      .toFormat(format)
      .toBuffer(),
  );

test.each([
  [1, 1, 'gif'],
  [2, 2, 'png'],
  [1000, 2, 'png'],
  [1, 400, 'jpeg'],
] as const)('%i × %i pixels of %s are decorative, and nobody is asked', async (width, height, format) => {
  expect(blankDecision(await picture(width, height, format))).toMatchObject({ role: 'decorative', alt: '' });
});

test('what may show something is asked about', async () => {
  expect(blankDecision(await picture(3, 3, 'png'))).toBeUndefined();
  expect(blankDecision(await picture(1000, 16, 'webp'))).toBeUndefined();
  expect(
    blankDecision(new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')),
  ).toBeUndefined();
  expect(blankDecision(new TextEncoder().encode('no picture'))).toBeUndefined();
});
