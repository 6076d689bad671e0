import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeWords } from '../../../../src/commandLine/changeWords';
import { allocate } from '../../../../src/core/image/allocate';
import type { PlanRequest } from '../../../../src/core/image/plan';
import { prepareImage } from '../../../../src/core/image/prepare';
import { sniff } from '../../../../src/core/image/sniff';
import { ImageError, type ImageLimits, type ImagingEngine, type PreparedImage } from '../../../../src/core/image/types';
import { editorImage } from '../../../../src/core/providers/vendorBasics';
import { vendors } from '../../../../src/core/providers/vendors';
import { createImagingEngine } from '../../../../src/engines/imaging/client';
import { buildImaging, fixture, grain } from './support';

let engine: ImagingEngine;
const noEngine = createImagingEngine({ distDir: join('no', 'such', 'folder') });

beforeAll(async () => {
  engine = createImagingEngine({ distDir: await buildImaging() });
});
afterAll(() => engine.dispose());

const limitsOf = (id: string): ImageLimits => vendors.find((one) => one.id === id)?.image ?? { accepts: [] };
const request = (more: Partial<PlanRequest> = {}): PlanRequest => ({
  limits: limitsOf('groq'),
  intent: 'describe',
  detail: 'auto',
  imageCount: 1,
  otherBodyBytes: 1000,
  ...more,
});

const kindsOf = (image: PreparedImage) => image.changes.map((change) => change.kind);

/** The body as a provider would see it. */
function bodyBytes(images: readonly PreparedImage[], otherBytes: number): number {
  const content = images.flatMap((image) => [
    ...image.parts.map((part) => ({
      type: 'image_url',
      image_url: { url: `data:${part.mediaType};base64,${Buffer.from(part.bytes).toString('base64')}`, detail: 'high' },
    })),
    ...(image.sourceText ? [{ type: 'text', text: image.sourceText }] : []),
  ]);
  return JSON.stringify({ model: 'a-model', stream: true, messages: [{ role: 'user', content }] }).length + otherBytes;
}

describe('prepareImage', () => {
  it('sends an allowed image as it is, without what is private, pixels untouched', async () => {
    const bytes = fixture('private.jpg');
    const image = await prepareImage(bytes, request(), noEngine);
    expect(image.changes).toEqual([{ kind: 'metadataRemoved', location: true }]);
    expect(image.sourceBytes).toBe(bytes.length);
    const raw = (data?: Uint8Array) => sharp(data).raw().toBuffer();
    expect((await raw(image.parts[0]?.bytes)).equals(await raw(bytes))).toBe(true);
    expect(Buffer.from(image.parts[0]?.bytes ?? []).includes('secret')).toBe(false);
  });

  it.each([
    ['turned6.jpg', ['turnedUpright', 'metadataRemoved', 'converted']],
    ['animated.gif', ['firstFrame', 'converted']],
    ['pages.tif', ['firstFrame', 'converted']],
    ['still.heic', ['converted']],
    ['transparent.png', ['flattened']],
    ['opaqueAlpha.png', []],
    ['text.svg', ['metadataRemoved', 'converted', 'sourceTextAdded']],
  ])('tells in order what became of %s', async (name, expected) => {
    const image = await prepareImage(fixture(name), request(), engine);
    expect(kindsOf(image)).toEqual(expected);
    for (const part of image.parts) {
      const sniffed = sniff(part.bytes);
      expect(sniffed).toMatchObject({
        ok: true,
        facts: { mediaType: part.mediaType, width: part.width, height: part.height, orientation: 1, animated: false },
      });
      expect(sniffed.ok && Object.values(sniffed.facts.metadata).some(Boolean)).toBe(false);
    }
  });

  it('sends an SVG as a picture and as text, without comments', async () => {
    const { sourceText } = await prepareImage(fixture('text.svg'), request(), engine);
    expect(sourceText).toContain('>Sales up</text>');
    expect(sourceText).not.toContain('secret');
  });

  it('tells how many words of an SVG stayed here', async () => {
    const hidden =
      '<text y="20" fill="none">a hidden word</text><foreignObject><p xmlns="http://www.w3.org/1999/xhtml">one</p></foreignObject>';
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="99"><text y="50">Seen</text>${hidden}</svg>`;
    const image = await prepareImage(new TextEncoder().encode(svg), request(), engine);
    expect(image.sourceText).toContain('>Seen</text>');
    expect(image.changes).toContainEqual({ kind: 'wordsHidden', count: 4 });
    expect(image.changes.map(changeWords)).toContain(
      '4 words in the SVG not sent, because they aren’t visible in the image',
    );
  });

  it('tells how many pictures an SVG refers to and nobody fetched', async () => {
    const svg = (content: string) =>
      new TextEncoder().encode(
        `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="99" height="99"><circle r="40"/>${content}</svg>`,
      );
    const outside =
      '<image href="photo.png" width="9" height="9"/><image xlink:href="https://example.com/a.png" width="9" height="9"/>';
    const image = await prepareImage(svg(outside), request(), engine);
    expect(image.changes).toContainEqual({ kind: 'picturesElsewhere', count: 2 });
    const inside = `<image href="data:image/png;base64,${Buffer.from(fixture('still.png')).toString('base64')}" width="9" height="9"/>`;
    expect(kindsOf(await prepareImage(svg(inside), request(), engine))).not.toContain('picturesElsewhere');
  });

  it('sends the picture of an SVG whose words cannot be read', async () => {
    const failing = { ...engine, drawnText: () => Promise.reject(new ImageError('deadline')) };
    const image = await prepareImage(fixture('text.svg'), request(), failing);
    expect([image.parts.length, image.sourceText]).toEqual([1, undefined]);
  });

  it.each(vendors.map(({ id }) => id))('keeps the limits of %s at every detail', async (id) => {
    const bytes = await grain(2000, 1500);
    for (const detail of ['low', 'high', 'original'] as const) {
      const asked = request({ limits: limitsOf(id), detail, otherBodyBytes: 50_000 });
      const image = await prepareImage(bytes, asked, engine);
      const { accepts, maxBodyBytes = 1e9, maxImageBytes = 1e9, maxPixels = 1e9, maxEdge = 1e9 } = asked.limits;
      expect(bodyBytes([image], 50_000)).toBeLessThanOrEqual(maxBodyBytes);
      for (const part of image.parts) {
        expect(accepts).toContain(part.mediaType);
        expect(part.bytes.length).toBeLessThanOrEqual(maxImageBytes);
        expect(part.width * part.height).toBeLessThanOrEqual(maxPixels);
        expect(Math.max(part.width, part.height)).toBeLessThanOrEqual(detail === 'low' ? 768 : maxEdge);
      }
    }
  });

  it.each([
    ...vendors.map(({ id, image }) => [id, image] as const),
    ['vscode', editorImage] as const,
  ])('makes of every kind of file what %s takes: still, upright, without metadata', async (_, limits) => {
    for (const name of readdirSync(join('test', 'fixtures', 'images')).filter((one) => !one.endsWith('.mjs'))) {
      const { parts } = await prepareImage(fixture(name), request({ limits }), engine);
      expect(parts, name).toHaveLength(1);
      for (const { bytes, mediaType, width, height } of parts) {
        expect(limits.accepts, name).toContain(mediaType);
        expect(Math.max(width, height), name).toBeLessThanOrEqual(1568);
        expect(Math.min(width, height), name).toBeLessThanOrEqual(limits.maxShortEdge ?? 1568);
        const { facts } = sniff(bytes) as Extract<ReturnType<typeof sniff>, { ok: true }>;
        expect(facts, name).toMatchObject({ mediaType, width, height, orientation: 1, animated: false, cmyk: false });
        expect(facts.bitDepth, name).toBeLessThanOrEqual(8);
        expect((await sharp(bytes).stats()).isOpaque, name).toBe(true);
        expect(Object.values(facts.metadata).some(Boolean), name).toBe(false);
      }
    }
  });

  it('renders what cannot be stripped', async () => {
    const bytes = fixture('still.jpg');
    // Decoders skip what is between two segments; the strippers don't guess.
    const after = 4 + ((bytes[4] ?? 0) << 8) + (bytes[5] ?? 0);
    const junk = Buffer.concat([bytes.subarray(0, after), Buffer.from('junk'), bytes.subarray(after)]);
    const image = await prepareImage(junk, request(), engine);
    expect(Buffer.from(image.parts[0]?.bytes ?? []).includes('junk')).toBe(false);
  });

  it('sends what is allowed even when the engine cannot start, and says so for the rest', async () => {
    const wide = await sharp(await grain(2000, 300)).toBuffer();
    expect((await prepareImage(wide, request(), noEngine)).parts[0]).toMatchObject({ width: 2000 });
    expect(kindsOf(await prepareImage(fixture('transparent.png'), request(), noEngine))).toEqual([]);
    for (const name of ['turned6.jpg', 'still.heic', 'text.svg']) {
      await expect(prepareImage(fixture(name), request(), noEngine)).rejects.toMatchObject({
        name: 'ImageError',
        reason: 'engineUnavailable',
      });
    }
  });

  it.each([
    [new Uint8Array(), 'empty'],
    [new TextEncoder().encode('%PDF-1.4'), 'pdf'],
    [fixture('still.png').subarray(0, 100), 'partial'],
    [fixture('still.avif').subarray(0, 300), 'truncated'],
  ])('refuses %#', async (bytes, reason) => {
    await expect(prepareImage(bytes, request(), engine)).rejects.toMatchObject({ name: 'ImageError', reason });
  });

  it('stops when aborted', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(prepareImage(fixture('still.gif'), request(), engine, signal)).rejects.toThrow('enough');
  });
});

describe('allocate', () => {
  it('shares the body: what small images do not need, large ones get', async () => {
    const large = await grain(1500, 1100);
    const limits = { accepts: ['image/jpeg', 'image/png'], maxBodyBytes: 1_000_000 };
    const files = [large, fixture('still.png'), large];
    const candidates = files.map((bytes, at) => ({
      id: `${at}`,
      turn: 0,
      isNew: true,
      isLink: false,
      sourceBytes: bytes.length,
      made: {},
    }));
    const { intent } = request();
    const allocating = allocate(candidates, {
      limits,
      usualLimits: limits,
      intent,
      detail: 'original',
      wordBytes: 1000,
    });
    let step = allocating.next();
    while (!step.done) {
      const { id, place } = step.value;
      step = allocating.next(await prepareImage(files[Number(id)] ?? new Uint8Array(), place, engine));
    }
    const { going } = step.value;
    const images = candidates.flatMap(({ id }) => going.get(id) ?? []);
    expect(images.map(({ facts }) => facts.type)).toEqual(['jpeg', 'png', 'jpeg']);
    const body = bodyBytes(images, 1000);
    expect(body).toBeLessThanOrEqual(1_000_000);
    expect(body).toBeGreaterThan(900_000);
  });
});
