// The vendors' own SDKs send the same logical request to a recorder; ours can differ only where it says so here.
import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI, ThinkingLevel } from '@google/genai';
import Groq from 'groq-sdk';
import { Ollama } from 'ollama';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codecs } from '../../../../src/core/providers/dialects/codecs';
import { urlOf } from '../../../../src/core/providers/request';
import type { Vendor, VisionRequest } from '../../../../src/core/providers/types';
import { type LoopbackProvider, startLoopbackProvider } from '../../../servers/loopbackProvider';
import { pixel, pixelBase64, vendor } from './support';

const dataUrl = `data:image/png;base64,${pixelBase64}`;
const schema = {
  type: 'object',
  properties: { alt: { type: 'string' } },
  required: ['alt'],
  additionalProperties: false,
};
const zoom = { name: 'zoom', description: 'Shows a part larger.', parameters: schema };

/** Two turns: an image with a question, its answer, a follow-up. */
const conversation: VisionRequest['messages'] = [
  { role: 'system', parts: [{ kind: 'text', text: 'You describe images.' }] },
  {
    role: 'user',
    parts: [
      { kind: 'image', mediaType: 'image/png', bytes: pixel, detail: 'high' },
      { kind: 'text', text: 'Describe.' },
    ],
  },
  { role: 'assistant', parts: [{ kind: 'text', text: 'A dot.' }] },
  { role: 'user', parts: [{ kind: 'text', text: 'Which colour?' }] },
];

/** A round with a tool. */
const toolRound: VisionRequest['messages'] = [
  { role: 'user', parts: [{ kind: 'text', text: 'Look closer.' }] },
  { role: 'assistant', parts: [], toolCalls: [{ id: 'call_1', name: 'zoom', arguments: '{"alt":"x"}' }] },
  { role: 'tool', callId: 'call_1', name: 'zoom', parts: [{ kind: 'text', text: 'done' }] },
];

let recorder: LoopbackProvider;
beforeAll(async () => {
  recorder = await startLoopbackProvider();
});
afterAll(() => recorder.close());

interface Sent {
  readonly path: string;
  readonly body: Record<string, unknown>;
}

/** What the SDK puts on the wire. The recorder answers 404, which the SDK reports as an error. */
async function sentBy(call: () => Promise<unknown>): Promise<Sent> {
  recorder.requests.length = 0;
  await call().then(undefined, () => undefined);
  const request = recorder.requests[0];
  expect(request, 'the SDK sent nothing').toBeDefined();
  return {
    path: request!.path + (request!.query.size > 0 ? `?${request!.query}` : ''),
    body: request!.json as Record<string, unknown>,
  };
}

function ours(request: VisionRequest, of: Vendor): Sent {
  const { path, body } = codecs[of.dialect].encode(request, of);
  const url = new URL(urlOf(of, path));
  return { path: url.pathname + url.search, body: JSON.parse(JSON.stringify(body)) as Record<string, unknown> };
}

/** The paths at which two JSON values differ. */
function differences(a: unknown, b: unknown, path = ''): string[] {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return Object.is(a, b) ? [] : [path];
  }
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].flatMap((name) =>
    differences(
      (a as Record<string, unknown>)[name],
      (b as Record<string, unknown>)[name],
      path ? `${path}.${name}` : name,
    ),
  );
}

const request = (more: Partial<VisionRequest>): VisionRequest => ({
  model: 'm',
  messages: conversation,
  maxOutputTokens: 1500,
  reasoning: 'off',
  ...more,
});

const chatMessages = (system: 'system' | 'developer', order: 'imageFirst' | 'textFirst') => {
  const image = { type: 'image_url' as const, image_url: { url: dataUrl, detail: 'high' as const } };
  const text = { type: 'text' as const, text: 'Describe.' };
  return [
    { role: system, content: 'You describe images.' },
    { role: 'user' as const, content: order === 'imageFirst' ? [image, text] : [text, image] },
    { role: 'assistant' as const, content: 'A dot.' },
    { role: 'user' as const, content: 'Which colour?' },
  ];
};

describe('bodies beside those of the official SDKs', () => {
  it('Groq: the same but for stream_options, which its type leaves out and its server takes', async () => {
    const sdk = new Groq({ apiKey: 'k', baseURL: recorder.url, maxRetries: 0 });
    const theirs = await sentBy(() =>
      sdk.chat.completions.create({
        model: 'qwen/qwen3.8-27b',
        messages: chatMessages('system', 'textFirst') as Groq.Chat.ChatCompletionMessageParam[],
        stream: true,
        max_completion_tokens: 1500,
        reasoning_effort: 'none',
        response_format: { type: 'json_object' },
      }),
    );
    const mine = ours(
      request({ model: 'qwen/qwen3.8-27b', output: { kind: 'json', name: 'alt', strict: false } }),
      vendor('groq'),
    );
    expect(mine.path).toBe(theirs.path);
    expect(differences(mine.body, theirs.body)).toEqual([
      // Groq's server requires the word JSON in the messages for its JSON mode.
      'messages.0.content',
      'stream_options',
    ]);
    expect(mine.body.stream_options).toEqual({ include_usage: true });
  });

  it('OpenAI chat: no difference', async () => {
    const sdk = new OpenAI({ apiKey: 'k', baseURL: `${recorder.url}/v1`, maxRetries: 0 });
    const theirs = await sentBy(() =>
      sdk.chat.completions.create({
        model: 'gpt-6-luna',
        messages: chatMessages('developer', 'textFirst') as OpenAI.ChatCompletionMessageParam[],
        stream: true,
        stream_options: { include_usage: true, include_obfuscation: false },
        max_completion_tokens: 1500,
        store: false,
        reasoning_effort: 'none',
        temperature: 0.2,
        top_p: 0.9,
        response_format: { type: 'json_schema', json_schema: { name: 'alt', schema, strict: true } },
        tools: [{ type: 'function', function: zoom }],
      }),
    );
    const mine = ours(
      request({
        model: 'gpt-6-luna',
        temperature: 0.2,
        topP: 0.9,
        output: { kind: 'json', name: 'alt', schema, strict: true },
        tools: [zoom],
      }),
      vendor('openai', { api: 'chat' }),
    );
    expect(mine.path).toBe(theirs.path);
    expect(differences(mine.body, theirs.body)).toEqual([]);
  });

  it('OpenAI responses: no difference', async () => {
    const sdk = new OpenAI({ apiKey: 'k', baseURL: `${recorder.url}/v1`, maxRetries: 0 });
    const theirs = await sentBy(() =>
      sdk.responses.create({
        model: 'gpt-6-luna',
        input: [
          { role: 'developer', content: 'You describe images.' },
          {
            role: 'user',
            content: [
              { type: 'input_text', text: 'Describe.' },
              { type: 'input_image', image_url: dataUrl, detail: 'high' },
            ],
          },
          { role: 'assistant', content: 'A dot.' },
          { role: 'user', content: [{ type: 'input_text', text: 'Which colour?' }] },
        ],
        stream: true,
        stream_options: { include_obfuscation: false },
        max_output_tokens: 1500,
        store: false,
        reasoning: { effort: 'none' },
        text: { format: { type: 'json_schema', name: 'alt', schema, strict: true } },
        tools: [{ type: 'function', ...zoom, strict: false }],
      }),
    );
    const mine = ours(
      request({ model: 'gpt-6-luna', output: { kind: 'json', name: 'alt', schema, strict: true }, tools: [zoom] }),
      vendor('openai'),
    );
    expect(mine.path).toBe(theirs.path);
    expect(differences(mine.body, theirs.body)).toEqual([]);
  });

  it('OpenAI: a tool round is the same in chat and in responses', async () => {
    const sdk = new OpenAI({ apiKey: 'k', baseURL: `${recorder.url}/v1`, maxRetries: 0 });
    const chat = await sentBy(() =>
      sdk.chat.completions.create({
        model: 'm',
        messages: [
          { role: 'user', content: 'Look closer.' },
          {
            role: 'assistant',
            content: null,
            tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'zoom', arguments: '{"alt":"x"}' } }],
          },
          { role: 'tool', tool_call_id: 'call_1', content: 'done' },
        ],
        stream: true,
      }),
    );
    expect(ours(request({ messages: toolRound }), vendor('openai', { api: 'chat' })).body.messages).toEqual(
      chat.body.messages,
    );
    const responses = await sentBy(() =>
      sdk.responses.create({
        model: 'm',
        input: [
          { role: 'user', content: [{ type: 'input_text', text: 'Look closer.' }] },
          { type: 'function_call', call_id: 'call_1', name: 'zoom', arguments: '{"alt":"x"}' },
          { type: 'function_call_output', call_id: 'call_1', output: 'done' },
        ],
        stream: true,
      }),
    );
    expect(ours(request({ messages: toolRound }), vendor('openai')).body.input).toEqual(responses.body.input);
  });

  it('xAI responses, by OpenAI’s SDK: no difference', async () => {
    const sdk = new OpenAI({ apiKey: 'k', baseURL: `${recorder.url}/v1`, maxRetries: 0 });
    const theirs = await sentBy(() =>
      sdk.responses.create({
        model: 'grok-4.7',
        input: [
          { role: 'system', content: 'You describe images.' },
          {
            role: 'user',
            content: [
              { type: 'input_image', image_url: dataUrl, detail: 'high' },
              { type: 'input_text', text: 'Describe.' },
            ],
          },
          { role: 'assistant', content: 'A dot.' },
          { role: 'user', content: [{ type: 'input_text', text: 'Which colour?' }] },
        ],
        stream: true,
        store: false,
        max_output_tokens: 1500,
        reasoning: { effort: 'low' },
      }),
    );
    const mine = ours(request({ model: 'grok-4.7' }), vendor('xai'));
    expect(mine.path).toBe(theirs.path);
    expect(differences(mine.body, theirs.body)).toEqual([]);
  });

  it('Anthropic: no difference but in writing a single text as a list of blocks', async () => {
    const sdk = new Anthropic({ apiKey: 'k', baseURL: recorder.url, maxRetries: 0 });
    const theirs = await sentBy(() =>
      sdk.messages.create({
        model: 'claude-haiku-5-5',
        max_tokens: 1500,
        stream: true,
        system: 'You describe images.',
        output_config: { effort: 'low', format: { type: 'json_schema', schema } },
        messages: [
          {
            role: 'user',
            content: [
              { type: 'image', source: { type: 'base64', media_type: 'image/png', data: pixelBase64 } },
              { type: 'text', text: 'Describe.' },
            ],
          },
          { role: 'assistant', content: [{ type: 'text', text: 'A dot.' }] },
          { role: 'user', content: [{ type: 'text', text: 'Which colour?' }] },
        ],
        tools: [{ name: 'zoom', description: zoom.description, input_schema: { ...schema, type: 'object' } }],
      }),
    );
    const mine = ours(
      request({
        model: 'claude-haiku-5-5',
        output: { kind: 'json', name: 'alt', schema, strict: true },
        tools: [zoom],
      }),
      vendor('anthropic'),
    );
    expect(mine.path).toBe(theirs.path);
    expect(differences(mine.body, theirs.body)).toEqual([]);
    expect(recorder.requests[0]?.headers['anthropic-version']).toBe(vendor('anthropic').headers?.['anthropic-version']);
  });

  it('Gemini: the same but for the role that the SDK gives the system instruction', async () => {
    const sdk = new GoogleGenAI({ apiKey: 'k', httpOptions: { baseUrl: recorder.url } });
    const theirs = await sentBy(() =>
      sdk.models.generateContentStream({
        model: 'gemini-3.8-flash',
        contents: [
          {
            role: 'user',
            parts: [{ inlineData: { mimeType: 'image/png', data: pixelBase64 } }, { text: 'Describe.' }],
          },
          { role: 'model', parts: [{ text: 'A dot.' }] },
          { role: 'user', parts: [{ text: 'Which colour?' }] },
        ],
        config: {
          systemInstruction: 'You describe images.',
          maxOutputTokens: 1500,
          thinkingConfig: { thinkingLevel: ThinkingLevel.LOW },
          responseMimeType: 'application/json',
          responseJsonSchema: schema,
        },
      }),
    );
    const mine = ours(
      request({
        model: 'gemini-3.8-flash',
        messages: conversation.map((message) =>
          message.role === 'user'
            ? {
                ...message,
                parts: message.parts.map((part) => (part.kind === 'image' ? { ...part, detail: 'auto' } : part)),
              }
            : message,
        ) as VisionRequest['messages'],
        output: { kind: 'json', name: 'alt', schema, strict: true },
      }),
      vendor('gemini'),
    );
    // SDK 3.1.0 uses version v1 by default; we stay with v1beta, which Google's own REST pages use for these fields.
    expect(mine.path).toBe(theirs.path.replace('/v1/', '/v1beta/'));
    expect(differences(mine.body, theirs.body)).toEqual([
      'systemInstruction.role',
      // The SDK writes the level in capitals; the API accepts both.
      'generationConfig.thinkingConfig.thinkingLevel',
    ]);
  });

  it('Ollama: no difference', async () => {
    const sdk = new Ollama({ host: recorder.url });
    const theirs = await sentBy(() =>
      sdk.chat({
        model: 'qwen3-vl:8b',
        stream: true,
        think: false,
        messages: [
          { role: 'system', content: 'You describe images.' },
          { role: 'user', content: 'Describe.', images: [pixel] },
          { role: 'assistant', content: 'A dot.' },
          { role: 'user', content: 'Which colour?' },
        ],
        options: { num_predict: 1500, num_ctx: 8192 },
        format: schema,
        tools: [{ type: 'function', function: { ...zoom, parameters: { ...schema, type: 'object' } } }],
      } as Parameters<Ollama['chat']>[0] & { stream: true }),
    );
    const mine = ours(
      request({ model: 'qwen3-vl:8b', output: { kind: 'json', name: 'alt', schema, strict: true }, tools: [zoom] }),
      vendor('ollama'),
    );
    expect(mine.path).toBe(theirs.path);
    expect(differences(mine.body, theirs.body)).toEqual([]);
  });
});
