import { expect, test } from 'vitest';
import { codecs } from '../../../../src/core/providers/dialects/codecs';
import { question, vendor } from './support';

const images = [
  { mediaType: 'image/jpeg', bytes: Uint8Array.of(0xff, 0xd8, 0xff, 1) },
  { mediaType: 'image/png', bytes: Uint8Array.of(0x89, 0x50, 0x4e, 0x47) },
  { mediaType: 'image/webp', bytes: Uint8Array.of(0x52, 0x49, 0x46, 0x46) },
] as const;

test.each(['groq', 'xai', 'anthropic', 'gemini'])('%s is told the type of each image, not one for all', (id) => {
  const parts = images.map((one) => ({ kind: 'image', ...one }) as const);
  const of = vendor(id);
  const body = JSON.stringify(
    codecs[of.dialect].encode(
      question({ messages: [{ role: 'user', parts: [...parts, { kind: 'text', text: '?' }] }] }),
      of,
    ).body,
  );
  const types = [...body.matchAll(/image\/(?:jpeg|png|webp)/g)].map(([type]) => type);
  expect(types).toEqual(images.map(({ mediaType }) => mediaType));
  const places = images.map(({ bytes }) => body.indexOf(Buffer.from(bytes).toString('base64')));
  expect(places.every((at) => at >= 0)).toBe(true);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});
