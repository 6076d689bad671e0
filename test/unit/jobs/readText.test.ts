import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ImagingEngine } from '../../../src/core/image/types';
import { tasks } from '../../../src/core/tasks/tasks';
import type { TextForm } from '../../../src/core/text/forms';
import type { OcrEngine } from '../../../src/core/text/types';
import { createImagingEngine } from '../../../src/engines/imaging/client';
import { readByModel, readHere } from '../../../src/jobs/readText';
import { type LoopbackProvider, startLoopbackProvider } from '../../servers/loopbackProvider';
import { errorReply, groqStream } from '../../servers/vendorReplies';
import { providerOf } from '../core/providers/support';
import { buildImaging } from '../engines/imaging/support';

let server: LoopbackProvider;
let imaging: ImagingEngine;
const path = '/chat/completions';

beforeAll(async () => {
  server = await startLoopbackProvider();
  imaging = createImagingEngine({ distDir: await buildImaging() });
});
afterAll(async () => {
  imaging.dispose();
  await server.close();
});
beforeEach(() => server.reset());

/** A page with lines of text, white on dark; `height` decides whether it has to be cut. */
async function page(width: number, height: number): Promise<Uint8Array> {
  const rows = Array.from({ length: Math.floor(height / 20) }, (_, i) => `<text y="${i * 20 + 15}">row ${i}</text>`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="monospace"
    font-size="13" fill="#ddd"><rect width="100%" height="100%" fill="#222"/>${rows.join('')}</svg>`;
  return new Uint8Array(await sharp(Buffer.from(svg)).png().toBuffer());
}

function read(bytes: Uint8Array, form: TextForm, signal = new AbortController().signal) {
  const provider = providerOf('groq', { baseUrl: server.url });
  const image = { id: 'a', name: 'a.png', read: async () => bytes };
  const request = { provider, model: 'qwen/qwen3.8-27b', image, task: tasks.ocr, form, detail: 'auto' as const };
  return readByModel(request, { imaging }, signal);
}

const imagesOf = (text: string) => text.match(/data:image\/[a-z]+;base64/g) ?? [];
const questions = () => server.requests.filter((one) => one.method === 'POST');

it('reads an ordinary picture in one request, by a prompt that forbids to repair', async () => {
  server.on('POST', path, groqStream(['```ts\nconst a = 1;\n', '```']));
  const { text, finishReason, model, usage } = await read(await page(600, 400), 'auto');
  expect(text).toBe('const a = 1;');
  expect({ finishReason, model }).toEqual({ finishReason: 'stop', model: 'qwen/qwen3.8-27b' });
  expect(usage?.inputTokens).toBe(1312);
  expect(questions()).toHaveLength(1);
  expect(questions()[0]?.text).toContain('Do not correct, translate, complete or explain');
  expect(imagesOf(questions()[0]?.text ?? '')).toHaveLength(1);
});

it.each([
  ['I cannot see any image.', 'stop', 'declined'],
  ["I'm sorry, but I can't transcribe text from images.", 'stop', 'declined'],
  ['Ich kann das Bild leider nicht sehen.', 'stop', 'declined'],
  ['画像を表示できません。', 'stop', 'declined'],
  ['![Example diagram](image.png)', 'stop', 'placeholder'],
  ['[Image]', 'stop', 'placeholder'],
  ['', 'length', 'thinking'],
  ['', 'content_filter', 'filtered'],
])('%j is no reading: %s', async (answer, finishReason, reason) => {
  server.on('POST', path, groqStream([answer], { finishReason }));
  await expect(read(await page(600, 400), 'auto')).rejects.toMatchObject({ name: 'AnswerError', reason, requests: 1 });
});

it.each([
  ['', 'stop'],
  ['Sorry, we are closed.', 'stop'],
  ['[x] done\n[ ] to do', 'stop'],
  ['README: ![logo](logo.png) and more', 'stop'],
  [`I cannot see the image in this chat.\n${'The rest of a long page. '.repeat(20)}`, 'stop'],
  ['const half =', 'length'],
])('%j is a reading', async (answer, finishReason) => {
  server.on('POST', path, groqStream([answer], { finishReason }));
  expect((await read(await page(600, 400), 'auto')).text.trimEnd()).toBe(answer.trimEnd());
});

it('reads a tall page tile by tile and puts the tiles together', async () => {
  const rows = Array.from({ length: 300 }, (_, i) => `row ${i}`);
  const sent: string[] = [];
  server.on('POST', path, (request) => {
    const [, part, count] = /part (\d+) of (\d+)/.exec(request.text) ?? [];
    sent.push(`${part}/${count}`);
    const each = 300 / Number(count);
    // The overlap of 48 pixels: two whole lines of 20 pixels.
    const from = Math.max(0, Math.round((Number(part) - 1) * each) - 2);
    return groqStream([rows.slice(from, Math.round(Number(part) * each)).join('\n')]);
  });
  const { text, usage } = await read(await page(1200, 6000), 'text');
  expect(text).toBe(rows.join('\n'));
  expect(sent.length).toBeGreaterThan(1);
  expect(sent).toEqual(sent.map((_, i) => `${i + 1}/${sent.length}`));
  for (const request of questions()) {
    expect(imagesOf(request.text)).toHaveLength(1);
    expect(request.text.length).toBeLessThan(4_000_000);
  }
  expect(usage?.inputTokens).toBe(1312 * sent.length);
});

it('sends what needs the whole page in one request', async () => {
  server.on('POST', path, groqStream(['graph TD\n  a --> b']));
  const { text } = await read(await page(1200, 6000), 'mermaid');
  expect(text).toBe('graph TD\n  a --> b');
  expect(questions()).toHaveLength(1);
  expect(imagesOf(questions()[0]?.text ?? '').length).toBeGreaterThan(1);
  expect(questions()[0]?.text).toContain('overlapping tiles');
});

it('keeps what had arrived when the connection breaks off or a later tile fails', async () => {
  server.on('POST', path, groqStream(['one\n', 'two\n', 'three'], { reply: { cutAfter: 700 } }));
  const broken = await read(await page(600, 400), 'text');
  expect(broken.finishReason).toBe('interrupted');
  expect(broken.text).toMatch(/^one\n/);
  server.on('POST', path, groqStream(['the first tile']), errorReply(400, 'no more', 'bad_request'));
  const tiled = await read(await page(1200, 6000), 'text');
  expect(tiled).toMatchObject({ finishReason: 'interrupted', text: 'the first tile' });
});

it('says when the answer reached its limit, and throws when there is nothing to keep', async () => {
  server.on('POST', path, groqStream(['one'], { finishReason: 'length' }));
  expect(await read(await page(600, 400), 'text')).toMatchObject({ finishReason: 'length', text: 'one' });
  server.on('POST', path, errorReply(401, 'bad key', 'invalid_api_key'));
  await expect(read(await page(600, 400), 'text')).rejects.toMatchObject({ reason: 'auth' });
});

it('takes one trip to the pixels and one to the recognizer on this machine', async () => {
  const trips: string[] = [];
  const watched = new Proxy(imaging, {
    get: (target, name: keyof ImagingEngine) => {
      trips.push(name);
      return target[name];
    },
  });
  const result = { text: 'row 0', lines: [], words: [] };
  const recognize = async () => {
    trips.push('read');
    return result;
  };
  const ocr = { read: recognize } as unknown as OcrEngine;
  const read = await readHere(
    await page(300, 100),
    { imaging: () => watched, ocr: () => ocr },
    {},
    new AbortController().signal,
  );
  expect(read).toMatchObject({ text: 'row 0', scale: 1 });
  expect(trips).toEqual(['decode', 'read']);
});
