// Pictures inside drawings, rendered for real: anything too large is refused before it takes memory.
import { crc32, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ImagingEngine } from '../../../../src/core/image/types';
import { createImagingEngine } from '../../../../src/engines/imaging/client';
import { buildImaging, factsOf } from './support';

let imaging: ImagingEngine;
beforeAll(async () => {
  imaging = createImagingEngine({ distDir: await buildImaging() });
});
afterAll(() => imaging.dispose());

function chunk(type: string, data: Uint8Array): Buffer {
  const whole = Buffer.alloc(12 + data.length);
  whole.writeUInt32BE(data.length, 0);
  whole.write(type, 4, 'latin1');
  whole.set(data, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, 8 + data.length)), 8 + data.length);
  return whole;
}

/** A black square with one bit per pixel: a few kilobytes, whatever its edge. */
function square(edge: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(edge, 0);
  header.writeUInt32BE(edge, 4);
  header[8] = 1;
  const pixels = deflateSync(Buffer.alloc((Math.ceil(edge / 8) + 1) * edge));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

const drawing = (inner: string, before = '') =>
  Buffer.from(
    `${before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100" height="100">${inner}</svg>`,
  );
const address = (bytes: Uint8Array, type = 'image/png') =>
  `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
const picture = (href: string, attribute = 'href') => `<image width="100" height="100" ${attribute}="${href}"/>`;
const large = address(square(12_000));
const small = address(square(1000));

const job = { accepts: ['image/png'], maxEdge: 512, maxBytes: 4_000_000, content: 'auto', maxTiles: 1 } as const;

/** How it ended, and the maximum additional memory, MB. */
async function render(svg: Uint8Array): Promise<{ ended: string; mb: number }> {
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 10);
  try {
    const { parts } = await imaging.render(svg, factsOf(svg), job);
    return { ended: `${parts[0]?.width}`, mb: (most - before) / 1e6 };
  } catch (error) {
    return { ended: (error as { reason: string }).reason, mb: (most - before) / 1e6 };
  } finally {
    clearInterval(timer);
  }
}

it('draws pictures that have no more than 50 megapixels together', async () => {
  const { ended, mb } = await render(
    drawing(picture(address(square(6000))) + picture(small) + picture(small, 'xlink:href')),
  );
  expect(ended).toBe('512');
  expect(mb).toBeLessThan(700);
});

it.each([
  ['six that are too large together', drawing(picture(large).repeat(6))],
  ['one of 900 megapixels', drawing(picture(address(square(30_000))))],
  ['the older attribute', drawing(picture(large, 'xlink:href'))],
  [
    'a filter',
    drawing(`<filter id="f"><feImage href="${large}"/></filter><rect width="9" height="9" filter="url(#f)"/>`),
  ],
  ['an address in capital letters and references', drawing(picture(`&#68;ATA:${large.slice(5)}`))],
  ['an entity, used again and again', drawing(picture('&p;').repeat(60), `<!DOCTYPE svg [<!ENTITY p "${small}">]>`)],
  ['half an address in an entity', drawing(picture(`&d;ta:${large.slice(5)}`), '<!DOCTYPE svg [<!ENTITY d "da">]>')],
  ['more than there may be', drawing(picture(address(square(1))).repeat(600))],
])('refuses pictures with too many pixels: %s', async (_, svg) => {
  const { ended, mb } = await render(svg);
  expect(ended).toBe('tooManyPixels');
  expect(mb).toBeLessThan(150);
});

it.each([
  ['packed in itself', drawing(picture(address(gzipSync(drawing('<rect width="9" height="9"/>')), 'image/svg+xml')))],
  ['damaged', drawing(picture(address(Buffer.from('no picture at all'))))],
  ['in entities made of entities', drawing(picture('&b;'), `<!DOCTYPE svg [<!ENTITY a "${small}"><!ENTITY b "&a;">]>`)],
])('refuses a picture that cannot be measured: %s', async (_, svg) => {
  expect(await render(svg)).toMatchObject({ ended: 'corrupt' });
});

it('draws a drawing inside a drawing, and no picture inside of that', async () => {
  const inner = address(drawing(picture(address(square(20_000)))), 'image/svg+xml');
  const { ended, mb } = await render(drawing(picture(inner)));
  expect(ended).toBe('512');
  expect(mb).toBeLessThan(150);
});

it('draws what comes after', async () => {
  expect((await render(drawing('<rect width="50" height="50"/>'))).ended).toBe('512');
});
