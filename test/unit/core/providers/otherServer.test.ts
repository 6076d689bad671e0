// Every dialect through a mock server that others made (@copilotkit/aimock): real HTTP, and shapes that aren't ours.
import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ToolDefinition, VisionRequest } from '../../../../src/core/providers/types';
import { collect, pixel, providerOf, question, summary } from './support';

const mock = new LLMock({ port: 0, logLevel: 'silent' });

const weather: ToolDefinition = {
  name: 'get_current_weather',
  description: 'Get the current weather in a given location',
  parameters: { type: 'object', properties: { location: { type: 'string' } }, required: ['location'] },
};
const calls = [{ name: weather.name, arguments: '{"location":"New York, NY","unit":"fahrenheit"}' }];

beforeAll(async () => {
  mock.onMessage('Whats the weather like in this state?', { toolCalls: calls });
  mock.onMessage('List what you observe', { content: '{"place":"San Francisco"}' });
  // The mock takes each API's own names.
  const chat = { prompt_tokens: 812, completion_tokens: 35 };
  const responses = { input_tokens: 812, output_tokens: 35 };
  const gemini = { promptTokenCount: 812, candidatesTokenCount: 35 };
  mock.onMessage('What is in this image?', {
    content: 'A bridge – 橋 🌉.',
    usage: { ...chat, ...responses, ...gemini },
  });
  mock.onMessage('Tell me more about the area.', { content: 'Marin is to the north.' });
  await mock.start();
});
afterAll(() => mock.stop());

/** The vendor, where the server has its API, and the input tokens that it reports. */
const vendors: readonly (readonly [id: string, path: string, inputTokens: number | undefined])[] = [
  ['groq', '/v1', 812],
  ['xai', '/v1', 812],
  ['openai', '/v1', 812],
  ['anthropic', '', 812],
  ['gemini', '/v1beta', 812],
  // The mock always reports none.
  ['ollama', '', 0],
  ['openrouter', '/v1', 812],
  // Mistral reports tokens unasked; the mock answers as OpenAI does, only when asked.
  ['mistral', '/v1', undefined],
  ['lmstudio', '/v1', 812],
  ['llamacpp', '/v1', 812],
  ['azure', '/v1', 812],
];

const user = (words: string, withImage = true): VisionRequest['messages'][number] => ({
  role: 'user',
  parts: [
    ...(withImage ? [{ kind: 'image', mediaType: 'image/png', bytes: pixel } as const] : []),
    { kind: 'text', text: words },
  ],
});

async function ask(id: string, path: string, request: Partial<VisionRequest>) {
  const provider = providerOf(id, { baseUrl: `${mock.url}${path}` });
  const { events, error } = await collect(provider.stream(question(request), new AbortController().signal));
  expect(error).toBeUndefined();
  return summary(events);
}

describe.each(vendors)('%s', (id, path, inputTokens) => {
  test('a description comes whole, with its tokens', async () => {
    const { text, usage, finish } = await ask(id, path, { messages: [user('What is in this image?')] });
    expect({ text, finish }).toEqual({ text: 'A bridge – 橋 🌉.', finish: 'stop' });
    expect(usage?.inputTokens).toBe(inputTokens);
  });

  test('a function is called with its arguments', async () => {
    const messages = [user('Whats the weather like in this state?')];
    const { calls: made, finish } = await ask(id, path, { messages, tools: [weather] });
    expect(made).toMatchObject([{ name: weather.name, arguments: { location: 'New York, NY', unit: 'fahrenheit' } }]);
    expect(finish).toBe('tool');
  });

  test('JSON is JSON', async () => {
    const output = { kind: 'json', name: 'data', strict: false } as const;
    const { text } = await ask(id, path, {
      messages: [user('List what you observe in this photo in JSON format.')],
      output,
    });
    expect(JSON.parse(text)).toEqual({ place: 'San Francisco' });
  });

  test('a second question follows the first answer', async () => {
    const first = user('What is in this image?');
    const answer = { role: 'assistant', parts: [{ kind: 'text', text: 'A bridge.' }] } as const;
    const { text } = await ask(id, path, { messages: [first, answer, user('Tell me more about the area.', false)] });
    expect(text).toBe('Marin is to the north.');
  });
});
