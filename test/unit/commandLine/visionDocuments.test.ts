// What the vision documents of Groq and xAI describe, done by the built command line: their own examples, beside what the
// SDKs send for them, and their limits, on servers that follow the documents. docs/seeds.md names these tests.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Groq from 'groq-sdk';
import OpenAI from 'openai';
import sharp from 'sharp';
import { beforeEach, describe, expect, test } from 'vitest';
import { estimateImageTokens } from '../../../src/core/image/tokens';
import type { JsonRecord } from '../../../src/core/json';
import {
  groqAsDocumented,
  groqLimits,
  imagesIn,
  llama4,
  weatherTool,
  xaiAsDocumented,
} from '../../servers/documentedVision';
import { grain } from '../engines/imaging/support';
import { runCli, useCliFolder } from './runCli';

const { server, folder, png } = await useCliFolder();
const chatPath = '/openai/v1/chat/completions';
beforeEach(() => {
  server.on('POST', chatPath, groqAsDocumented);
  server.on('POST', '/v1/responses', xaiAsDocumented());
});

/** The documents' pictures are at addresses with names; this one needs no name server. */
const onTheWeb = 'https://8.8.8.8/wikipedia/commons/f/f2/LPU-v1-die.jpg';
const jpeg = join(folder, 'sf.jpg');
writeFileSync(
  jpeg,
  await sharp(await grain(320, 240))
    .jpeg()
    .toBuffer(),
);
const jpegUrl = `data:image/jpeg;base64,${readFileSync(jpeg).toString('base64')}`;

const run = (provider: string, base: string, args: readonly string[]) => {
  const keys = { GROQ_API_KEY: 'gsk_test', XAI_API_KEY: 'xai-test' };
  const target = ['--provider', provider, '--base-url', `${server.url}${base}`, '--allow-host', '8.8.8.8'];
  return runCli(['describe', ...target, ...args], keys, folder);
};
const groq = (...args: string[]) => run('groq', '/openai/v1', args);
const xai = (...args: string[]) => run('xai', '/v1', args);
const lastBody = () => server.requests.filter(({ method }) => method === 'POST').at(-1)?.json as JsonRecord;

/** The body that an SDK sends. */
async function sentBy(call: Promise<unknown>): Promise<JsonRecord> {
  await call;
  return lastBody();
}
const groqSdk = () => new Groq({ apiKey: 'k', baseURL: server.url, maxRetries: 0 }).chat.completions;
const xaiSdk = () => new OpenAI({ apiKey: 'k', baseURL: `${server.url}/v1`, maxRetries: 0 });

type Sent = { role: string; content: unknown };
/** Our messages without the system's, which the examples don't have. */
const messagesIn = (body: JsonRecord) =>
  ((body.messages ?? body.input) as Sent[]).filter(({ role }) => role !== 'system');

/** The same with the pixels of each picture in place of its bytes, which lose what isn't pixels before they're sent. */
async function seenIn(body: JsonRecord): Promise<unknown> {
  let content = JSON.stringify(messagesIn(body));
  for (const [url, type, data = ''] of content.matchAll(/data:([^;"]+);base64,([^"]+)/g)) {
    const pixels = await sharp(Buffer.from(data, 'base64')).raw().toBuffer();
    content = content.replace(url, `${type} ${createHash('sha256').update(pixels).digest('hex')}`);
  }
  return JSON.parse(content);
}

/** The fields that differ between our body and the SDK's; the messages are compared apart. */
function otherFields(mine: JsonRecord, theirs: JsonRecord): string[] {
  const names = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
  return [...names]
    .filter((name) => !['messages', 'input'].includes(name))
    .filter((name) => JSON.stringify(mine[name]) !== JSON.stringify(theirs[name]))
    .sort();
}

const text = (words: string) => ({ type: 'text' as const, text: words });
const imageUrl = (url: string) => ({ type: 'image_url' as const, image_url: { url } });

describe('Groq', () => {
  test.each(llama4)('%s: a picture at an address goes as the SDK sends it, with the same sampling', async (model) => {
    const question = 'What’s in this image?';
    const theirs = await sentBy(
      groqSdk().create({
        model,
        messages: [{ role: 'user', content: [text(question), imageUrl(onTheWeb)] }],
        temperature: 1,
        max_completion_tokens: 1024,
        top_p: 1,
        stream: true,
        stop: null,
      }),
    );
    const sampling = ['--temperature', '1', '--max-tokens', '1024', '--top-p', '1'];
    const { code, out } = await groq('--model', model, '--prompt', question, ...sampling, onTheWeb);
    expect({ code, out }).toEqual({ code: 0, out: 'A bridge at dusk.\n' });
    const mine = lastBody();
    expect(await seenIn(mine)).toEqual(await seenIn(theirs));
    expect(otherFields(mine, theirs)).toEqual(['stop', 'stream_options']);
  });

  test('a saved picture goes in base64 as the SDK sends it', async () => {
    const question = 'What’s in this image?';
    const [model = ''] = llama4;
    const theirs = await sentBy(
      groqSdk().create({
        model,
        messages: [{ role: 'user', content: [text(question), imageUrl(jpegUrl)] }],
        stream: true,
      }),
    );
    expect((await groq('--model', model, '--prompt', question, jpeg)).code).toBe(0);
    const mine = lastBody();
    expect(await seenIn(mine)).toEqual(await seenIn(theirs));
    expect(otherFields(mine, theirs)).toEqual(['max_completion_tokens', 'stream_options']);
  });

  test('the function for the weather is offered as the SDK offers it, and its call is printed', async () => {
    const question = 'Whats the weather like in this state?';
    const [model = ''] = llama4;
    const theirs = await sentBy(
      groqSdk().create({
        model,
        messages: [{ role: 'user', content: [text(question), imageUrl(onTheWeb)] }],
        tools: [
          { ...weatherTool, function: { ...weatherTool.function, parameters: { ...weatherTool.function.parameters } } },
        ],
        tool_choice: 'auto',
        stream: true,
      }),
    );
    const tools = join(folder, 'weather.json');
    writeFileSync(tools, JSON.stringify([weatherTool]));
    const args = ['--model', model, '--prompt', question, '--tools', tools, onTheWeb];
    expect(await groq(...args)).toMatchObject({
      code: 0,
      out: 'Call: get_current_weather {"location":"New York, NY","unit":"fahrenheit"}\n',
    });
    const mine = lastBody();
    expect(await seenIn(mine)).toEqual(await seenIn(theirs));
    // `auto` is what applies without the field.
    expect(otherFields(mine, theirs)).toEqual(['max_completion_tokens', 'stream_options', 'tool_choice']);
    expect(JSON.parse((await groq('--json', ...args)).out)).toMatchObject({
      toolCalls: [
        { id: 'call_q0wg', name: 'get_current_weather', arguments: { location: 'New York, NY', unit: 'fahrenheit' } },
      ],
      finishReason: 'tool',
    });
  });

  test('JSON mode is asked for as the SDK asks for it, and the answer is data', async () => {
    const question = 'List what you observe in this photo in JSON format.';
    const [model = ''] = llama4;
    const theirs = await sentBy(
      groqSdk().create({
        model,
        messages: [{ role: 'user', content: [text(question), imageUrl(onTheWeb)] }],
        response_format: { type: 'json_object' },
        stream: true,
      }),
    );
    const args = ['--model', model, '--task', 'extractData', '--prompt', question, onTheWeb];
    expect(JSON.parse((await groq(...args)).out)).toEqual({ city: 'San Francisco' });
    const mine = lastBody();
    expect(await seenIn(mine)).toEqual(await seenIn(theirs));
    expect(otherFields(mine, theirs)).toEqual(['max_completion_tokens', 'stream_options']);
  });

  test('a further question goes with the picture and the answer before it', async () => {
    const [model = ''] = llama4;
    const talk = join(folder, 'groq-talk.json');
    await groq('--model', model, '--conversation', talk, '--prompt', 'What is in this image?', onTheWeb);
    const more = 'Tell me more about the area.';
    expect((await groq('--model', model, '--conversation', talk, '--prompt', more)).code).toBe(0);
    expect(messagesIn(lastBody())).toEqual([
      { role: 'user', content: [text('What is in this image?'), imageUrl(onTheWeb)] },
      // The document has two questions in a row; the answer between them is what the second refers to.
      { role: 'assistant', content: 'A bridge at dusk.' },
      { role: 'user', content: more },
    ]);
  });

  test.each([
    ['a photo of 40 megapixels', 7600, 5300, 'jpeg'],
    ['a photo of 54 MB', 4250, 4250, 'png'],
  ] as const)('%s stays below 33 megapixels and 4 MB, whatever detail was asked for', async (_, width, height, type) => {
    const file = join(folder, 'large');
    const noise = await sharp(await grain(4250, 4250))
      .resize(width, height)
      .toFormat(type, type === 'png' ? { compressionLevel: 1 } : { quality: 60 })
      .toBuffer();
    writeFileSync(file, noise);
    expect((await groq('--detail', 'original', file)).code).toBe(0);
    expect(server.requests.at(-1)?.text.length).toBeLessThanOrEqual(groqLimits.bodyBytes);
    expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  test('five pictures, as many as the document allows, are two more than now: they go on one sheet', async () => {
    const five = [png, jpeg, png, jpeg, png];
    expect(await groq(...five)).toMatchObject({ code: 1, err: expect.stringContaining('at most 3 images') });
    expect((await groq('--contact-sheet', ...five)).code).toBe(0);
    expect(imagesIn(lastBody())).toHaveLength(1);
    expect((await groq(...five.slice(0, 3))).code).toBe(0);
    expect(imagesIn(lastBody())).toHaveLength(3);
  });
});

const high = (url: string) => ({ type: 'image_url' as const, image_url: { url, detail: 'high' as const } });
const inputImage = (url: string, detail: 'high' | 'low' | 'auto') => ({
  type: 'input_image' as const,
  image_url: url,
  detail,
});
const inputText = (words: string) => ({ type: 'input_text' as const, text: words });

describe('xAI', () => {
  const question = 'What’s in this image?';

  test.each([
    ['at an address', onTheWeb, onTheWeb],
    ['in base64', jpegUrl, jpeg],
  ])('a picture %s goes to Responses as the SDK sends it', async (_, url, file) => {
    const theirs = await sentBy(
      xaiSdk().responses.create({
        model: 'grok-4',
        input: [{ role: 'user', content: [inputImage(url, 'high'), inputText(question)] }],
        stream: true,
      }),
    );
    const { code, out } = await xai('--model', 'grok-4', '--detail', 'high', '--prompt', question, file);
    expect({ code, out }).toEqual({ code: 0, out: 'Two galaxies.\n' });
    const mine = lastBody();
    expect(await seenIn(mine)).toEqual(await seenIn(theirs));
    expect(otherFields(mine, theirs)).toEqual(['max_output_tokens', 'reasoning', 'store']);
  });

  test.each([
    ['at an address', onTheWeb, onTheWeb],
    ['in base64', jpegUrl, jpeg],
  ])('where only the API of the document is served, a picture %s goes there as in its example', async (_, url, file) => {
    server.on('POST', '/v1/responses', { status: 404, body: { error: 'Not found' } });
    server.on('POST', '/v1/chat/completions', xaiAsDocumented({ chat: true }));
    const theirs = await sentBy(
      xaiSdk().chat.completions.create({
        model: 'grok-4',
        messages: [{ role: 'user', content: [high(url), text(question)] }],
        stream: true,
      }),
    );
    const { code, out } = await xai('--model', 'grok-4', '--detail', 'high', '--prompt', question, file);
    expect({ code, out }).toEqual({ code: 0, out: 'Two galaxies.\n' });
    const mine = lastBody();
    expect(await seenIn(mine)).toEqual(await seenIn(theirs));
    expect(otherFields(mine, theirs)).toEqual(['max_completion_tokens', 'reasoning_effort', 'stream_options']);
  });

  test('the key comes from XAI_API_KEY', async () => {
    await xai(png);
    expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer xai-test');
  });

  test('two pictures go in their order as the SDK sends them, each after its number and name', async () => {
    const words = 'What are in these images?';
    const urls = [`data:image/png;base64,${readFileSync(png).toString('base64')}`, jpegUrl];
    const theirs = await sentBy(
      xaiSdk().responses.create({
        model: 'grok-4',
        input: [{ role: 'user', content: [...urls.map((url) => inputImage(url, 'high')), inputText(words)] }],
        stream: true,
      }),
    );
    expect((await xai('--model', 'grok-4', '--detail', 'high', '--prompt', words, png, jpeg)).code).toBe(0);
    const [ours, sdks] = (await Promise.all([seenIn(lastBody()), seenIn(theirs)])) as { content: unknown[] }[][];
    const names = ['Image 1: blue.png', 'Image 2: sf.jpg'].map(inputText);
    const [first, second, ...rest] = sdks?.[0]?.content ?? [];
    expect(ours?.[0]?.content).toEqual([names[0], first, names[1], second, ...rest]);
  });

  test('several pictures go in one request, before, between, and after the words', async () => {
    const many = Array.from({ length: 50 }, () => png);
    expect((await xai('--prompt', 'What are in these images?', ...many)).code).toBe(0);
    expect(imagesIn(lastBody())).toHaveLength(50);
    const order = async (prompt: string) => {
      expect((await xai('--prompt', prompt, png, jpeg)).code).toBe(0);
      const content = messagesIn(lastBody())[0]?.content as { text?: string; image_url?: string }[];
      return content.map((part) => part.text ?? part.image_url?.slice(0, 15));
    };
    const [first, second] = ['data:image/png;', 'data:image/jpeg'];
    expect(await order('What are these?')).toEqual([
      'Image 1: blue.png',
      first,
      'Image 2: sf.jpg',
      second,
      'What are these?',
    ]);
    expect(await order('[image 2] or [image 1]?')).toEqual([
      'Image 2: sf.jpg',
      second,
      ' or ',
      'Image 1: blue.png',
      first,
      '?',
    ]);
    expect(await order('This [image 1] and [image 2]')).toEqual([
      'This ',
      'Image 1: blue.png',
      first,
      ' and ',
      'Image 2: sf.jpg',
      second,
    ]);
  });

  test.each(['auto', 'low', 'high'])('detail %s is sent as it is', async (level) => {
    expect((await xai('--detail', level, png)).code).toBe(0);
    expect(imagesIn(lastBody()).map(({ detail }) => detail)).toEqual([level]);
    expect((await xai('--detail', level, onTheWeb)).code).toBe(0);
    expect(imagesIn(lastBody())).toEqual([{ url: onTheWeb, detail: level }]);
  });

  test('detail is auto unless another is asked for', async () => {
    await xai(png);
    expect(imagesIn(lastBody()).map(({ detail }) => detail)).toEqual(['auto']);
  });

  test.each(['webp', 'gif', 'tiff', 'avif'] as const)('a picture as %s becomes JPEG or PNG', async (format) => {
    const file = join(folder, `other.${format}`);
    await sharp(png).toFormat(format).toFile(file);
    expect((await xai(file)).code).toBe(0);
    expect(imagesIn(lastBody())[0]?.url).toMatch(/^data:image\/(jpeg|png);base64,/);
  });

  test('a picture of more than 20 MiB goes smaller', async () => {
    const file = join(folder, 'huge.png');
    writeFileSync(
      file,
      await sharp(await grain(3000, 3000))
        .png({ compressionLevel: 0 })
        .toBuffer(),
    );
    expect(readFileSync(file).length).toBeGreaterThan(20 * 1024 * 1024);
    expect((await xai('--detail', 'original', file)).code).toBe(0);
  });

  test('the messages are of the system, the user, and the assistant, in one API', async () => {
    const talk = join(folder, 'xai-talk.json');
    await xai('--conversation', talk, png);
    expect((await xai('--conversation', talk, '--prompt', 'Which is larger?')).code).toBe(0);
    const { input } = lastBody() as { input: { role: string; content: unknown }[] };
    expect(input.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    expect(input[2]?.content).toBe('Two galaxies.');
  });

  test.each([
    [100, 80, 512],
    [448, 448, 512],
    [800, 448, 768],
    [900, 700, 1792],
    [1500, 1500, 1792],
  ])('a picture of %d × %d: tokens by tiles, estimated as they are reported', async (width, height, tokens) => {
    const file = join(folder, 'tiles.png');
    await sharp({ create: { width, height, channels: 3, background: '#369' } })
      .png()
      .toFile(file);
    const { usage, estimated, images } = JSON.parse((await xai('--json', '--model', 'grok-4', file)).out);
    const { sent } = images[0];
    expect([sent.width, sent.height]).toEqual([width, height]);
    expect(usage.imageInputTokens).toBe(tokens);
    expect(estimated.imageTokens).toBe(tokens);
    expect(estimateImageTokens('xai', width, height, 'grok-4', 'auto')?.exact, 'only an estimate').toBe(false);
  });
});
