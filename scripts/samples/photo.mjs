// The photograph: a landscape rendered by a fragment shader in Chromium, then given grain, softness, and camera
// metadata.
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { seeded } from './seeded.mjs';

const shader = readFileSync(new URL('landscape.frag', import.meta.url), 'utf8');

/** @typedef {{ width: number, height: number, eye: number[], aim: number[], focal: number, sun: number[] }} View */

/**
 * Renders one view of the landscape, `samples` rays a pixel.
 * @param {import('playwright-core').Browser} browser
 * @param {View} view
 * @returns {Promise<Buffer>} RGB, 8 bit, `width * height * 3` bytes
 */
async function renderLandscape(browser, view, samples) {
  const page = await browser.newPage();
  const png = await page.evaluate(drawTiles, { shader, view, samples });
  await page.close();
  return sharp(Buffer.from(png, 'base64')).removeAlpha().raw().toBuffer();
}

/** Runs in the page: draws tile by tile, so that no single draw call blocks the renderer for long. */
async function drawTiles({ shader, view, samples }) {
  const tile = 128;
  const canvas = new OffscreenCanvas(tile, tile);
  const gl = canvas.getContext('webgl2', { preserveDrawingBuffer: true });
  const program = gl.createProgram();
  const vertex = '#version 300 es\nvoid main(){gl_Position=vec4(vec2(gl_VertexID%2,gl_VertexID/2)*4.-1.,0,1);}';
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, shader],
  ]) {
    const part = gl.createShader(type);
    gl.shaderSource(part, source);
    gl.compileShader(part);
    if (!gl.getShaderParameter(part, gl.COMPILE_STATUS)) {
      throw new Error(gl.getShaderInfoLog(part));
    }
    gl.attachShader(program, part);
  }
  gl.linkProgram(program);
  gl.useProgram(program);
  const at = (name) => gl.getUniformLocation(program, name);
  const length = Math.hypot(...view.sun);
  gl.uniform2f(at('size'), view.width, view.height);
  gl.uniform3f(at('eye'), ...view.eye);
  gl.uniform2f(at('aim'), ...view.aim);
  gl.uniform1f(at('focal'), view.focal);
  gl.uniform3f(at('sunDirection'), ...view.sun.map((n) => n / length));

  const pixels = new Uint8ClampedArray(view.width * view.height * 4);
  const sum = new Uint16Array(tile * tile * 4);
  const part = new Uint8Array(tile * tile * 4);
  for (let top = 0; top < view.height; top += tile) {
    for (let left = 0; left < view.width; left += tile) {
      sum.fill(0);
      for (let n = 0; n < samples; n++) {
        gl.uniform2f(at('offset'), left, view.height - top - tile);
        gl.uniform2f(at('jitter'), ((n + 0.5) / samples - 0.5) * 0.9, (((n * 0.618) % 1) - 0.5) * 0.9);
        gl.drawArrays(gl.TRIANGLES, 0, 3);
        gl.readPixels(0, 0, tile, tile, gl.RGBA, gl.UNSIGNED_BYTE, part);
        for (let i = 0; i < part.length; i++) {
          sum[i] += part[i];
        }
      }
      for (let y = 0; y < tile && top + y < view.height; y++) {
        for (let x = 0; x < tile && left + x < view.width; x++) {
          const to = ((top + y) * view.width + left + x) * 4;
          const from = ((tile - 1 - y) * tile + x) * 4;
          for (let k = 0; k < 4; k++) {
            pixels[to + k] = sum[from + k] / samples;
          }
        }
      }
      await new Promise((done) => setTimeout(done));
    }
  }
  const sheet = new OffscreenCanvas(view.width, view.height);
  sheet.getContext('2d').putImageData(new ImageData(pixels, view.width, view.height), 0, 0);
  const bytes = new Uint8Array(await (await sheet.convertToBlob({ type: 'image/png' })).arrayBuffer());
  let text = '';
  for (let i = 0; i < bytes.length; i += 32768) {
    text += String.fromCharCode(...bytes.subarray(i, i + 32768));
  }
  return btoa(text);
}

/**
 * Adds the luminance grain of a small sensor.
 * @param {Buffer} rgb
 * @param {number} strength standard deviation, in levels
 */
function addGrain(rgb, strength, seed) {
  const random = seeded(seed);
  for (let i = 0; i < rgb.length; i += 3) {
    const grain = (random() + random() + random() - 1.5) * 2 * strength;
    for (let k = 0; k < 3; k++) {
      rgb[i + k] = Math.max(0, Math.min(255, Math.round(rgb[i + k] + grain)));
    }
  }
  return rgb;
}

const dawn = [-0.75, 0.24, 0.42];

/** Where and when the picture claims to have been taken, to show that this is removed. */
const camera = {
  IFD0: {
    Make: 'Sightread',
    Model: 'Sample Camera 1',
    Software: 'scripts/drawSamples.mjs',
    ImageDescription: 'A rendered landscape, not a photograph',
    DateTime: '2026:09:13 06:41:07',
  },
  IFD2: {
    DateTimeOriginal: '2026:09:13 06:41:07',
    OffsetTimeOriginal: '+02:00',
    ExposureTime: '1/125',
    FNumber: '8/1',
    ISOSpeedRatings: '100',
    FocalLength: '35/1',
  },
  IFD3: {
    GPSLatitudeRef: 'N',
    GPSLatitude: '46/1 34/1 3012/100',
    GPSLongitudeRef: 'E',
    GPSLongitude: '7/1 58/1 1840/100',
    GPSAltitude: '1842/1',
  },
};

/** Two rays per pixel, upright, 1800 × 1200. */
export async function drawPhoto(browser) {
  const view = { width: 1800, height: 1200, eye: [-0.4, 0.25, 0], aim: [0.02, 0.03], focal: 2, sun: dawn };
  const rgb = addGrain(await renderLandscape(browser, view, 2), 2.4, 1);
  return sharp(rgb, { raw: { width: view.width, height: view.height, channels: 3 } })
    .withExif(camera)
    .jpeg({ quality: 90, mozjpeg: true, chromaSubsampling: '4:2:0' })
    .toBuffer();
}

/** 4032 × 3024 as stored, sideways, as phones store an upright picture: EXIF orientation 6. */
export async function drawSidewaysPhoto(browser) {
  const view = { width: 1512, height: 2016, eye: [0.6, 0.3, 2], aim: [0.12, 0.03], focal: 1.7, sun: dawn };
  const rgb = await renderLandscape(browser, view, 1);
  const { data, info } = await sharp(rgb, { raw: { width: view.width, height: view.height, channels: 3 } })
    .resize(3024, 4032, { kernel: 'lanczos3' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  return sharp(addGrain(data, 2.2, 2), { raw })
    .rotate(-90)
    .withExif({ ...camera, IFD0: { ...camera.IFD0, Orientation: '6' } })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 78, mozjpeg: true, chromaSubsampling: '4:2:0' })
    .toBuffer();
}
