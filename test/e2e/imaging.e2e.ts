import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { groqStream } from '../servers/vendorReplies';
import { groqChat, useGroqWorkbench } from './driver';

const { workbench, server, questions } = await useGroqWorkbench();
server.on('POST', groqChat, groqStream(['Seen.']));

const lastAnswer = () => workbench().lastAnswer();

/** The images of the newest request, decoded from their data URLs. */
function received() {
  const body = questions().at(-1)?.text ?? '';
  const images = [...body.matchAll(/data:(image\/[a-z]+);base64,([A-Za-z0-9+/=]+)/g)].map(([, type, data]) => ({
    type,
    bytes: Buffer.from(data ?? '', 'base64'),
  }));
  return { body, images };
}

/** Both pictures at 64 × 48, gray; the root of the mean squared difference, 0 to 255. */
async function difference(a: Buffer, b: Buffer): Promise<number> {
  const small = (bytes: Buffer) =>
    sharp(bytes).autoOrient().resize(64, 48, { fit: 'fill' }).grayscale().raw().toBuffer();
  const [left, right] = [await small(a), await small(b)];
  return Math.sqrt(left.reduce((sum, value, index) => sum + (value - (right[index] ?? 0)) ** 2, 0) / left.length);
}

test('a sideways 12-megapixel photo with GPS arrives upright, within the limits and without a tag', async () => {
  const source = readFileSync(join(workbench().folder, 'photo-sideways.jpg'));
  const before = await sharp(source).metadata();
  expect(before).toMatchObject({ orientation: 6 });
  expect(before.exif).toBeDefined();

  await workbench().chooseFromMenu('photo-sideways.jpg', 'Describe Image');
  await lastAnswer().getByText('Seen.').waitFor();
  const { body, images } = received();
  expect(Buffer.byteLength(body)).toBeLessThan(4_000_000);
  expect(images).toHaveLength(1);
  const [image] = images;
  const after = await sharp(image?.bytes).metadata();
  expect(image?.type).toBe('image/jpeg');
  expect(after.orientation ?? 1).toBe(1);
  expect(after.exif).toBeUndefined();
  expect(after.xmp).toBeUndefined();
  expect(after.iptc).toBeUndefined();
  expect(Math.max(after.width, after.height)).toBeLessThanOrEqual(1568 * 1.25);
  expect(await difference(source, image?.bytes ?? Buffer.alloc(0))).toBeLessThan(6);

  const panel = workbench().panel();
  await panel.getByText('What was sent').first().click();
  await panel.getByText('Rotated upright').first().waitFor();
  await panel
    .getByText(/Location/)
    .first()
    .waitFor();
  await panel
    .getByText(/Resized from/)
    .first()
    .waitFor();
});

test('an SVG is drawn, and its source goes along as text', async () => {
  await workbench().closeAllEditors();
  await workbench().chooseFromMenu('diagram.svg', 'Describe Image');
  await lastAnswer().getByText('Seen.').waitFor();
  const { body, images } = received();
  expect(images).toHaveLength(1);
  expect(images[0]?.type).toBe('image/png');
  expect((await sharp(images[0]?.bytes).metadata()).width).toBeGreaterThan(400);
  expect(body).toContain('What the SVG file diagram.svg draws, as text.');
});

test('several images go in the order chosen, numbered', async () => {
  await workbench().closeAllEditors();
  await workbench().select('logo.png', 'chart.png');
  await workbench().chooseFromMenu('chart.png', 'Describe Image');
  await lastAnswer().getByText('Seen.').waitFor();
  const { body, images } = received();
  expect(images).toHaveLength(2);
  expect(body).toMatch(/Image 1: (logo|chart)\.png[\s\S]*Image 2: (logo|chart)\.png/);
});
