// @ts-check
// What happens to a screenshot: smoothing for LCDs, another gamma, other sizes, blur, JPEG.
import sharp from 'sharp';

/** @typedef {import('./random.mjs').Random} Random */
/** @typedef {{ readonly width: number, readonly height: number, readonly data: Uint8Array }} Picture RGB */

/** @param {Buffer} bytes @returns {Promise<Picture>} */
export async function decode(bytes) {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/**
 * What ClearType makes of text: the picture is three times as large, and each of its columns is red, green, or blue.
 * @param {Picture} picture @param {boolean} isReversed blue, green, red
 * @returns {Picture}
 */
export function forLcd(picture, isReversed) {
  const width = Math.floor(picture.width / 3);
  const height = Math.floor(picture.height / 3);
  const data = new Uint8Array(width * height * 3);
  // Each color takes a part of its neighbors' light, which softens the fringes.
  const taps = [1 / 9, 2 / 9, 3 / 9, 2 / 9, 1 / 9];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < 3; channel++) {
        const center = x * 3 + (isReversed ? 2 - channel : channel);
        let sum = 0;
        for (let tap = 0; tap < 5; tap++) {
          const column = Math.min(picture.width - 1, Math.max(0, center + tap - 2));
          for (let row = 0; row < 3; row++) {
            sum += (taps[tap] ?? 0) * (picture.data[((y * 3 + row) * picture.width + column) * 3 + channel] ?? 0);
          }
        }
        data[(y * width + x) * 3 + channel] = sum / 3;
      }
    }
  }
  return { width, height, data };
}

/**
 * Another size, gamma, blur, and JPEG, each sometimes.
 * @param {Random} random @param {Picture} picture @param {number} smallest that it may be resized by
 * @returns {Promise<Picture & { factor: number }>} `factor` is the change of its size
 */
export async function degrade(random, picture, smallest) {
  let image = sharp(picture.data, { raw: { width: picture.width, height: picture.height, channels: 3 } });
  let factor = 1;
  if (random.chance(0.55)) {
    factor = random.chance(0.6) ? random.between(Math.min(1, smallest), 1) : random.between(1, 2);
    const width = Math.round(picture.width * factor);
    const kernel = random.pick(/** @type {const} */ (['linear', 'cubic', 'lanczos3', 'mitchell']));
    image = image.resize(width, Math.round((picture.height * width) / picture.width), { kernel, fit: 'fill' });
    factor = width / picture.width;
  }
  if (random.chance(0.3)) {
    image = image.gamma(random.between(1, 2.2), random.between(1, 2.2));
  }
  if (random.chance(0.25)) {
    image = image.blur(random.between(0.3, 0.3 + 0.5 * factor));
  }
  if (random.chance(0.55)) {
    const chromaSubsampling = random.pick(['4:4:4', '4:2:0']);
    return {
      ...(await decode(await image.jpeg({ quality: random.whole(40, 95), chromaSubsampling }).toBuffer())),
      factor,
    };
  }
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data, factor };
}
