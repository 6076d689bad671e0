import { describe, expect, it } from 'vitest';
import { codecs } from '../../../../src/core/providers/dialects/codecs';
import { ProviderError } from '../../../../src/core/providers/errors';
import type { Message, Vendor, VisionRequest } from '../../../../src/core/providers/types';
import { pixel, pixelBase64, question, vendor } from './support';

// biome-ignore lint/suspicious/noExplicitAny: bodies of five dialects, looked into field by field
const bodyOf = (request: VisionRequest, of: Vendor): any => codecs[of.dialect].encode(request, of).body;

const image = { kind: 'image', mediaType: 'image/png', bytes: pixel } as const;
const text = (words: string) => ({ kind: 'text', text: words }) as const;
const user = (...parts: Extract<Message, { role: 'user' }>['parts']): Message => ({ role: 'user', parts });
const kinds = (content: { type: string }[]) => content.map((part) => part.type);

describe('the order of text and images', () => {
  it('follows the vendor when images and text come in one block each', () => {
    const request = question({ messages: [user(image, image, text('Compare.'))] });
    expect(kinds(bodyOf(request, vendor('groq')).messages[0].content)).toEqual(['text', 'image_url', 'image_url']);
    const other = question({ messages: [user(text('Compare.'), image, image)] });
    expect(kinds(bodyOf(other, vendor('xai')).input[0].content)).toEqual(['input_image', 'input_image', 'input_text']);
    expect(kinds(bodyOf(other, vendor('anthropic')).messages[0].content)).toEqual(['image', 'image', 'text']);
  });

  it('is left alone when they are interleaved, in every dialect that can', () => {
    const request = question({ messages: [user(text('First:'), image, text('Second:'), image)] });
    expect(kinds(bodyOf(request, vendor('groq')).messages[0].content)).toEqual([
      'text',
      'image_url',
      'text',
      'image_url',
    ]);
    expect(kinds(bodyOf(request, vendor('anthropic')).messages[0].content)).toEqual(['text', 'image', 'text', 'image']);
    const { parts } = bodyOf(request, vendor('gemini')).contents[0];
    expect(parts.map((part: object) => Object.keys(part)[0])).toEqual(['text', 'inlineData', 'text', 'inlineData']);
  });
});

describe('image data', () => {
  it('is a data URL, or bare base64, as the dialect wants it', () => {
    expect(bodyOf(question(), vendor('groq')).messages[1].content[1].image_url.url).toBe(
      `data:image/png;base64,${pixelBase64}`,
    );
    expect(bodyOf(question(), vendor('anthropic')).messages[0].content[0].source).toEqual({
      type: 'base64',
      media_type: 'image/png',
      data: pixelBase64,
    });
    expect(bodyOf(question(), vendor('gemini')).contents[0].parts[0].inlineData).toEqual({
      mimeType: 'image/png',
      data: pixelBase64,
    });
    expect(bodyOf(question(), vendor('ollama')).messages[1].images).toEqual([pixelBase64]);
  });

  it('is a URL where the provider fetches, and refused where it does not', () => {
    const remote = { kind: 'image', mediaType: 'image/png', url: 'https://example.org/a.png' } as const;
    const request = question({ messages: [user(remote)] });
    expect(bodyOf(request, vendor('groq')).messages[0].content[0].image_url).toEqual({ url: remote.url });
    expect(bodyOf(request, vendor('xai')).input[0].content[0].image_url).toBe(remote.url);
    expect(bodyOf(request, vendor('anthropic')).messages[0].content[0].source).toEqual({
      type: 'url',
      url: remote.url,
    });
    for (const id of ['ollama', 'gemini', 'lmstudio']) {
      expect(() => bodyOf(request, vendor(id)), id).toThrow(ProviderError);
    }
  });

  it('of a type that Anthropic does not know is refused before it is sent', () => {
    const odd = { kind: 'image', mediaType: 'image/bmp', bytes: pixel } as const;
    expect(() => bodyOf(question({ messages: [user(odd)] }), vendor('anthropic'))).toThrow(
      expect.objectContaining({ reason: 'badImage' }),
    );
  });
});

describe('the detail level', () => {
  const detailIn = (of: Vendor, detail: VisionRequest['detail']) =>
    bodyOf(question({ detail, messages: [user(image)] }), of).messages?.[0].content[0].image_url.detail;

  it('is sent as asked, auto by leaving it out, and original only to those who know it', () => {
    expect(detailIn(vendor('groq'), 'low')).toBe('low');
    expect(detailIn(vendor('groq'), 'auto')).toBeUndefined();
    expect(detailIn(vendor('groq'), undefined)).toBeUndefined();
    expect(detailIn(vendor('groq'), 'original')).toBe('high');
    expect(detailIn(vendor('azure', { baseUrl: 'https://x.openai.azure.com/openai/v1' }), 'original')).toBe('original');
    expect(detailIn(vendor('mistral'), 'high')).toBeUndefined();
  });

  it('is always there in Responses, whose input requires it', () => {
    const levels = (id: string, detail: VisionRequest['detail'], row?: Record<string, unknown>) =>
      bodyOf(question({ detail, messages: [user(image, image)] }), vendor(id, row)).input[0].content.map(
        (part: { detail?: string }) => part.detail,
      );
    for (const id of ['openai', 'xai']) {
      expect(levels(id, undefined)).toEqual(['auto', 'auto']);
      expect(levels(id, 'auto')).toEqual(['auto', 'auto']);
      expect(levels(id, 'low')).toEqual(['low', 'low']);
    }
    const quirks = { sendDetail: false };
    const gateway = { api: 'responses', baseUrl: 'https://gateway.example/v1', quirks };
    expect(levels('mine', 'high', gateway), 'a server that knows no levels').toEqual(['auto', 'auto']);
  });

  it('of a part goes before that of the request; Gemini has its own word', () => {
    const mixed = question({ detail: 'low', messages: [user({ ...image, detail: 'high' }, image)] });
    const { content } = bodyOf(mixed, vendor('xai')).input[0];
    expect(content.map((part: { detail?: string }) => part.detail)).toEqual(['high', 'low']);
    expect(bodyOf(question({ detail: 'low' }), vendor('gemini')).generationConfig.mediaResolution).toBe(
      'MEDIA_RESOLUTION_LOW',
    );
  });
});

describe('the reasoning switch', () => {
  const off = (id: string, model: string) => bodyOf(question({ model, reasoning: 'off' }), vendor(id));

  it('is the vendor’s and the model’s own', () => {
    expect(off('groq', 'qwen/qwen3.8-27b').reasoning_effort).toBe('none');
    expect(off('groq', 'openai/gpt-oss-120b')).not.toHaveProperty('reasoning_effort');
    expect(off('xai', 'grok-4.7').reasoning).toEqual({ effort: 'low' });
    expect(off('xai', 'grok-4.3').reasoning).toEqual({ effort: 'none' });
    expect(off('xai', 'grok-4.20-reasoning')).not.toHaveProperty('reasoning');
    expect(off('openai', 'gpt-4o')).not.toHaveProperty('reasoning');
    expect(off('anthropic', 'claude-haiku-5-5').output_config).toEqual({ effort: 'low' });
    expect(off('anthropic', 'claude-haiku-4-5')).not.toHaveProperty('output_config');
    expect(off('gemini', 'models/gemini-2.5-flash').generationConfig.thinkingConfig).toEqual({ thinkingBudget: 0 });
    expect(off('gemini', 'gemini-flash-latest').generationConfig.thinkingConfig).toEqual({ thinkingLevel: 'low' });
    expect(off('ollama', 'x').think).toBe(false);
  });

  it('is not touched when reasoning is wanted', () => {
    expect(bodyOf(question({ model: 'qwen/qwen3.8-27b' }), vendor('groq'))).not.toHaveProperty('reasoning_effort');
  });

  it('keeps the other fields of the object it is laid into', () => {
    const { generationConfig } = off('gemini', 'gemini-3.8-flash');
    expect(generationConfig).toEqual({ maxOutputTokens: 1500, thinkingConfig: { thinkingLevel: 'low' } });
  });
});

describe('JSON answers', () => {
  const schema = { type: 'object', properties: { alt: { type: 'string' } } };
  const output = { kind: 'json', name: 'alt', schema, strict: true } as const;
  const tools = [{ name: 'zoom', description: 'd', parameters: { type: 'object' } }];

  it('carry the schema where it is supported', () => {
    expect(bodyOf(question({ output }), vendor('mistral')).response_format.json_schema.schema).toBe(schema);
    expect(bodyOf(question({ output }), vendor('ollama')).format).toBe(schema);
    expect(bodyOf(question({ output }), vendor('anthropic')).output_config.format.schema).toBe(schema);
  });

  it('use JSON mode with the schema in words where it is not', () => {
    const body = bodyOf(question({ output }), vendor('groq'));
    expect(body.response_format).toEqual({ type: 'json_object' });
    expect(body.messages[0].content).toContain('You describe images.');
    expect(body.messages[0].content).toContain(JSON.stringify(schema));
  });

  it('use words alone where JSON and tools exclude each other', () => {
    const body = bodyOf(question({ output, tools }), vendor('groq'));
    expect(body).not.toHaveProperty('response_format');
    expect(body.messages[0].content).toContain(JSON.stringify(schema));
    expect(bodyOf(question({ output, tools }), vendor('gemini')).generationConfig).not.toHaveProperty(
      'responseMimeType',
    );
  });

  it('get a system message of their own where there is none', () => {
    const messages = [user(text('Data?'))];
    const body = bodyOf(
      question({ messages, output: { kind: 'json', name: 'x', strict: false } }),
      vendor('anthropic'),
    );
    expect(body.system).toContain('JSON');
    expect(body).not.toHaveProperty('output_config');
  });
});

describe('tools', () => {
  const calls = [
    { id: 'a', name: 'zoom', arguments: '{"x":1}', extra: { thoughtSignature: 's', id: 'a' } },
    { id: 'gemini_call_1', name: 'zoom', arguments: 'broken' },
  ];
  const messages: Message[] = [
    user(text('Look.')),
    { role: 'assistant', parts: [text('Wait.')], toolCalls: calls },
    { role: 'tool', callId: 'a', name: 'zoom', parts: [text('left'), image] },
    { role: 'tool', callId: 'gemini_call_1', name: 'zoom', parts: [text('right')] },
    user(text('And?')),
  ];
  const round = question({ messages });

  it('chat: pictures follow the results of the whole round in a user message', () => {
    const sent = bodyOf(round, vendor('groq')).messages;
    expect(sent.map((message: { role: string }) => message.role)).toEqual([
      'user',
      'assistant',
      'tool',
      'tool',
      'user',
      'user',
    ]);
    expect(sent[2].content).toBe('left');
    expect(kinds(sent[4].content)).toEqual(['text', 'image_url']);
  });

  it('Anthropic: results of a round stand in one user message, pictures in them', () => {
    const sent = bodyOf(round, vendor('anthropic')).messages;
    expect(sent.map((message: { role: string }) => message.role)).toEqual(['user', 'assistant', 'user']);
    expect(kinds(sent[1].content)).toEqual(['text', 'tool_use', 'tool_use']);
    expect(sent[1].content[2].input).toEqual({});
    expect(kinds(sent[2].content)).toEqual(['tool_result', 'tool_result', 'text']);
    expect(kinds(sent[2].content[0].content)).toEqual(['text', 'image']);
  });

  it('Anthropic: signed thoughts go back in front of the call', () => {
    const thinking = [{ type: 'thinking', thinking: 't', signature: 's' }];
    const assistant: Message = {
      role: 'assistant',
      parts: [text('Hm.')],
      toolCalls: [{ id: 'a', name: 'zoom', arguments: '{}', extra: { thinking } }],
    };
    expect(kinds(bodyOf(question({ messages: [assistant] }), vendor('anthropic')).messages[0].content)).toEqual([
      'thinking',
      'text',
      'tool_use',
    ]);
  });

  it('Gemini: signatures and its own ids go back, ours do not', () => {
    const sent = bodyOf(round, vendor('gemini')).contents;
    expect(sent[1].parts[1]).toEqual({
      functionCall: { id: 'a', name: 'zoom', args: { x: 1 } },
      thoughtSignature: 's',
    });
    expect(sent[1].parts[2]).toEqual({ functionCall: { name: 'zoom', args: {} } });
    expect(sent[2].parts[0].functionResponse).toEqual({ id: 'a', name: 'zoom', response: { result: 'left' } });
    expect(sent[2].parts[2].functionResponse).toEqual({ name: 'zoom', response: { result: 'right' } });
  });

  it('are left out for vendors without', () => {
    const tools = [{ name: 'zoom', description: 'd', parameters: { type: 'object' } }];
    expect(bodyOf(question({ tools }), vendor('groq', { quirks: { tools: false } }))).not.toHaveProperty('tools');
    expect(bodyOf(question({ tools }), vendor('groq')).tools).toHaveLength(1);
  });
});

describe('each vendor’s own fields', () => {
  it('name the output limit as the vendor does', () => {
    expect(bodyOf(question(), vendor('groq')).max_completion_tokens).toBe(1500);
    expect(bodyOf(question(), vendor('mistral')).max_tokens).toBe(1500);
    expect(bodyOf(question(), vendor('xai')).max_output_tokens).toBe(1500);
    expect(bodyOf(question(), vendor('anthropic')).max_tokens).toBe(1500);
    expect(bodyOf(question(), vendor('gemini')).generationConfig.maxOutputTokens).toBe(1500);
    expect(bodyOf(question(), vendor('ollama')).options.num_predict).toBe(1500);
  });

  it('ask for usage where it must be asked for, and never for storage', () => {
    expect(bodyOf(question(), vendor('mistral'))).not.toHaveProperty('stream_options');
    expect(bodyOf(question(), vendor('openrouter')).stream_options).toEqual({ include_usage: true });
    expect(bodyOf(question(), vendor('xai')).store).toBe(false);
    expect(bodyOf(question(), vendor('openai')).store).toBe(false);
    expect(bodyOf(question(), vendor('groq'))).not.toHaveProperty('store');
  });

  it('send no temperature unless asked, and say that Anthropic has none', () => {
    expect(bodyOf(question(), vendor('groq'))).not.toHaveProperty('temperature');
    expect(bodyOf(question({ temperature: 0, topP: 0 }), vendor('groq'))).toMatchObject({ temperature: 0, top_p: 0 });
    for (const sampling of [{ temperature: 0 }, { topP: 1 }]) {
      expect(() => bodyOf(question(sampling), vendor('anthropic'))).toThrow(ProviderError);
    }
  });

  it('give Ollama a context that holds the conversation', () => {
    const long = question({ messages: [user(...Array.from({ length: 10 }, () => image), text('x'.repeat(30_000)))] });
    expect(bodyOf(question(), vendor('ollama')).options.num_ctx).toBe(8192);
    expect(bodyOf(long, vendor('ollama')).options.num_ctx).toBe(32_768);
  });

  it('keep a Gemini model name from leaving its place in the path', () => {
    const { path } = codecs.gemini.encode(question({ model: 'a/../b?x' }), vendor('gemini'));
    expect(path).toBe('/models/a%2F..%2Fb%3Fx:streamGenerateContent?alt=sse');
  });
});
