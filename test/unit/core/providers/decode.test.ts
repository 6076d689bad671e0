import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codecs } from '../../../../src/core/providers/dialects/codecs';
import type { Dialect } from '../../../../src/core/providers/types';
import { chatUsage, responsesUsage } from '../../../../src/core/providers/usage';
import { decode, fixture, summary, vendor } from './support';

const read = (name: string, id: string, dialect?: Dialect) => decode(fixture(name), vendor(id), dialect);

describe('chat completions', () => {
  it('lays Groq’s two usage reports over each other and keeps its seconds', () => {
    const { text, usage, finish, events } = read('groq.sse', 'groq');
    expect(text).toBe('A login form 🦊 with two fields – “Name” and “Password”.');
    expect(finish).toBe('stop');
    expect(events[0]).toEqual({ type: 'start', id: 'chatcmpl-1', model: 'qwen/qwen3.8-27b' });
    expect(events.slice(-2).map((event) => event.type)).toEqual(['usage', 'finish']);
    expect(usage).toMatchObject({
      inputTokens: 1312,
      outputTokens: 48,
      totalTokens: 1360,
      cachedInputTokens: 0,
      reasoningTokens: 0,
      timings: { queueS: 0.021, promptS: 0.094, completionS: 0.096, totalS: 0.19 },
      raw: { queue_time: 0.021, total_tokens: 1360 },
    });
    expect(usage).not.toHaveProperty('imageInputTokens');
    expect(usage).not.toHaveProperty('costUsd');
  });

  it('keeps a split <think> block out of the answer, and a later mention of the tag in it', () => {
    const { text, reasoning } = read('groq-think.sse', 'groq');
    expect(text).toBe('Red and blue; the tag <think> is shown.');
    expect(reasoning).toBe('The user wants colours.');
  });

  it('keeps the text when Groq stops early', () => {
    const { text, error, finish } = read('groq-stopped.sse', 'groq');
    expect(text).toBe('A harbour at dusk');
    expect(error).toMatchObject({ reason: 'interrupted', message: 'over capacity, try later' });
    expect(finish).toBeUndefined();
  });

  it('reads an error event inside the stream', () => {
    const { text, error } = read('groq-tool-error.sse', 'groq');
    expect(text).toBe('Let me look');
    expect(error?.details.code).toBe('tool_use_failed');
  });

  it('adds xAI’s reasoning to its output in chat, reads image tokens and ticks', () => {
    const { usage, reasoning } = read('xai-chat.sse', 'xai', 'chat');
    expect(reasoning).toBe('Hm.');
    expect(usage).toMatchObject({
      inputTokens: 812,
      outputTokens: 96,
      totalTokens: 908,
      imageInputTokens: 768,
      reasoningTokens: 61,
      costUsd: 0.0022,
    });
  });

  it('does not add reasoning where the output already has it', () => {
    const openai = read('openai-chat.sse', 'openai', 'chat');
    expect(openai, 'the padding of `obfuscation` is no text').toMatchObject({ text: 'Two bars.', finish: 'stop' });
    expect(openai.usage).toMatchObject({
      outputTokens: 57,
      reasoningTokens: 12,
      imageInputTokens: 2448,
    });
    expect(read('openrouter.sse', 'openrouter').usage).toMatchObject({ outputTokens: 187, costUsd: 0.00333825 });
  });

  it('reads a refusal as a filtered answer with its words', () => {
    const { text, finish } = read('openai-refusal.sse', 'openai', 'chat');
    expect(text).toBe('I can’t name people in pictures.');
    expect(finish).toBe('filtered');
  });

  it('reads Azure’s first chunk without choices and its filter', () => {
    expect(read('azure-filter.sse', 'azure')).toMatchObject({ text: 'The', finish: 'filtered', error: undefined });
  });

  it('joins streamed tool calls, one event each, and finishes for the tool', () => {
    const { calls, finish } = read('chat-tools.sse', 'openai', 'chat');
    expect(calls).toMatchObject([
      { id: 'call_1', name: 'zoom', arguments: { x: 4, why: 'klein – ü' } },
      { id: 'call_2', name: 'read_text', arguments: {} },
    ]);
    expect(finish).toBe('tool');
  });

  it('drops OpenRouter’s comments and keeps reasoning apart', () => {
    const { text, reasoning, finish } = read('openrouter.sse', 'openrouter');
    expect({ text, reasoning, finish }).toEqual({ text: 'A chart', reasoning: 'Quiet.', finish: 'stop' });
  });

  it('reads OpenRouter’s rate limit in the middle of a stream', () => {
    const { text, error } = read('openrouter-error.sse', 'openrouter');
    expect(text).toBe('A ch');
    expect(error).toMatchObject({ reason: 'rateLimit', message: 'Rate limited upstream' });
  });

  it('turns llama.cpp’s milliseconds into seconds', () => {
    expect(read('llamacpp.sse', 'llamacpp').usage).toMatchObject({
      inputTokens: 300,
      cachedInputTokens: 20,
      timings: { promptS: 0.9001, completionS: 0.661 },
    });
  });

  it('reads Mistral’s list of parts without its thoughts', () => {
    expect(read('mistral.sse', 'mistral')).toMatchObject({
      text: 'A boat on a lake.',
      finish: 'stop',
      usage: { totalTokens: 13 },
    });
  });

  it('calls a stream that just ends interrupted', () => {
    expect(read('no-finish.sse', 'groq')).toMatchObject({ text: 'Half', finish: 'interrupted', error: undefined });
  });

  it('calls a stream cut inside a message interrupted, not malformed', () => {
    const bytes = fixture('groq.sse');
    expect(decode(bytes.subarray(0, bytes.indexOf(0xf0)), vendor('groq'))).toMatchObject({
      text: '',
      finish: 'interrupted',
      error: undefined,
    });
  });

  it('names malformed JSON, after the text before it', () => {
    const bytes = new TextEncoder().encode('data: {"choices":[{"delta":{"content":"A"}}]}\n\ndata: {oops\n\n');
    expect(decode(bytes, vendor('groq'))).toMatchObject({ text: 'A', error: { reason: 'badAnswer' } });
  });

  it('reads a whole completion from a server that does not stream', () => {
    const decoder = codecs.chat.decoder(vendor('groq'), 'json');
    const body = {
      id: 'x',
      model: 'm',
      choices: [{ message: { role: 'assistant', content: 'A fox' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
    };
    const events = [...decoder.push(new TextEncoder().encode(JSON.stringify(body))), ...decoder.end()];
    expect(summary(events, decoder.error)).toMatchObject({ text: 'A fox', finish: 'stop', usage: { totalTokens: 3 } });
  });

  it.each([
    ['{"code":"The service is currently unavailable","error":"The model is at capacity. Try again."}', 'overloaded'],
    ['{"error":"The service is currently unavailable"}', 'overloaded'],
    ['{"error":{"message":"Incorrect API key provided: xai-abcdefgh123","code":"invalid"}}', 'auth'],
    ['{"id":"nothing"}', 'badAnswer'],
    ['not json', 'badAnswer'],
  ])('reads the error in a 200 with JSON: %s', (body, reason) => {
    const decoder = codecs.responses.decoder(vendor('xai'), 'json');
    decoder.push(new TextEncoder().encode(body));
    decoder.end();
    expect(decoder.error?.message).not.toContain('abcdefgh123');
    expect(decoder.error?.reason).toBe(reason);
  });
});

describe('responses', () => {
  it('reads text once, reasoning apart, usage with its cost', () => {
    const { text, reasoning, usage, finish } = read('xai-responses.sse', 'xai');
    expect(text).toBe('A fox in the snow ❄️.');
    expect(reasoning).toBe('Looking closely. ');
    expect(finish).toBe('stop');
    expect(usage).toMatchObject({
      inputTokens: 812,
      outputTokens: 96,
      cachedInputTokens: 64,
      reasoningTokens: 61,
      costUsd: 0.0022,
    });
  });

  it('yields each tool call once, though it comes three times', () => {
    const { calls, finish } = read('responses-tool.sse', 'openai');
    expect(calls).toMatchObject([{ id: 'call_9', name: 'zoom', arguments: { x: 10 } }]);
    expect(finish).toBe('tool');
  });

  it('reads failure, cut-off and a stream without its end', () => {
    expect(read('responses-failed.sse', 'openai')).toMatchObject({ text: 'A half', error: { reason: 'overloaded' } });
    expect(read('responses-incomplete.sse', 'openai')).toMatchObject({ text: 'One two', finish: 'length' });
    const bytes = fixture('responses-incomplete.sse');
    const cut = new TextDecoder().decode(bytes).indexOf('event: response.incomplete');
    expect(decode(bytes.subarray(0, cut), vendor('openai'))).toMatchObject({ text: 'One two', finish: 'interrupted' });
  });
});

describe('tokens under the names of xAI’s SDK', () => {
  const flat = {
    prompt_tokens: 812,
    completion_tokens: 35,
    reasoning_tokens: 61,
    total_tokens: 908,
    prompt_text_tokens: 44,
    cached_prompt_text_tokens: 20,
    prompt_image_tokens: 768,
  };

  it('are read where a gateway passes them on', () => {
    expect(chatUsage(flat, true)).toMatchObject({
      inputTokens: 812,
      cachedInputTokens: 20,
      imageInputTokens: 768,
      outputTokens: 96,
      reasoningTokens: 61,
    });
    expect(responsesUsage({ input_tokens: 812, output_tokens: 96, prompt_image_tokens: 768 })).toMatchObject({
      imageInputTokens: 768,
    });
  });

  it('yield to the nested ones', () => {
    const details = { image_tokens: 512, cached_tokens: 0 };
    expect(chatUsage({ ...flat, prompt_tokens_details: details })).toMatchObject({
      imageInputTokens: 512,
      cachedInputTokens: 0,
    });
  });
});

describe('Anthropic', () => {
  it('sums the three parts of the input and lays the cumulative usage over', () => {
    const { text, reasoning, usage, finish } = read('anthropic.sse', 'anthropic');
    expect({ text, reasoning, finish }).toEqual({ text: 'A login form – blue.', reasoning: 'A form.', finish: 'stop' });
    expect(usage).toMatchObject({ inputTokens: 3112, outputTokens: 41, cachedInputTokens: 300, reasoningTokens: 7 });
    expect(usage).not.toHaveProperty('totalTokens');
  });

  it('does not count a ping as a sign of progress', () => {
    const decoder = codecs.anthropic.decoder(vendor('anthropic'));
    decoder.push(new TextEncoder().encode('event: ping\ndata: {"type":"ping"}\n\n'));
    expect(decoder.said).toBe(0);
  });

  it('keeps text and usage when the stream turns into an error', () => {
    const { text, usage, error } = read('anthropic-overloaded.sse', 'anthropic');
    expect(text).toBe('A log');
    expect(usage?.inputTokens).toBe(3112);
    expect(error).toMatchObject({ reason: 'overloaded', details: { code: 'overloaded_error' } });
  });

  it('hands the signed thoughts over with the call that needs them back', () => {
    const { calls, text, finish } = read('anthropic-tool.sse', 'anthropic');
    expect(text).toBe('I will zoom in.');
    expect(finish).toBe('tool');
    expect(calls).toEqual([
      {
        id: 'toolu_1',
        name: 'zoom',
        arguments: { x: 12 },
        extra: { thinking: [{ type: 'thinking', thinking: 'Too small.', signature: 'c2ln' }] },
      },
    ]);
  });
});

describe('Gemini', () => {
  it('takes each usage as a whole, so that no figure of an earlier one is left over', () => {
    const chunk = (text: string, usageMetadata: object) =>
      `data: ${JSON.stringify({ candidates: [{ content: { parts: [{ text }] } }], usageMetadata })}\n\n`;
    const stream =
      chunk('A fox', { promptTokenCount: 87, candidatesTokenCount: 21, totalTokenCount: 108 }) +
      chunk('.', { promptTokenCount: 87, thoughtsTokenCount: 78, totalTokenCount: 165 });
    const { usage } = decode(new TextEncoder().encode(stream), vendor('gemini'));
    expect(usage).toMatchObject({ inputTokens: 87, outputTokens: 78, totalTokens: 165 });
  });

  it('reads CRLF, keeps thoughts apart and takes the last usage', () => {
    const { text, reasoning, usage, finish } = read('gemini-crlf.sse', 'gemini');
    expect(text).toBe('Ein Fährschiff ⛴️.');
    expect(reasoning).toBe('Thinking about it');
    expect(finish).toBe('stop');
    expect(usage).toMatchObject({
      inputTokens: 1132,
      outputTokens: 129,
      reasoningTokens: 88,
      imageInputTokens: 1120,
      cachedInputTokens: 0,
    });
  });

  it('reads a blocked prompt as filtered', () => {
    expect(read('gemini-blocked.sse', 'gemini')).toMatchObject({ text: '', finish: 'filtered' });
  });

  it('keeps thought signatures and ids of its calls', () => {
    const { calls, finish } = read('gemini-tool.sse', 'gemini');
    expect(finish).toBe('tool');
    expect(calls).toMatchObject([
      { name: 'zoom', arguments: { x: 3 }, extra: { thoughtSignature: 'c2lnbmVk' } },
      { id: 'g7', name: 'read_text', arguments: {}, extra: { id: 'g7' } },
    ]);
    expect(calls[0]?.id).not.toBe(calls[1]?.id);
  });

  it('reads an error in a list', () => {
    const body = '[{"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}]';
    const decoder = codecs.gemini.decoder(vendor('gemini'), 'json');
    decoder.push(new TextEncoder().encode(body));
    decoder.end();
    expect(decoder.error).toMatchObject({ reason: 'overloaded', message: 'The model is overloaded.' });
  });
});

describe('Ollama', () => {
  it('reads lines, thoughts and nanoseconds; what is left out stays unknown', () => {
    const { text, reasoning, usage, finish } = read('ollama.ndjson', 'ollama');
    expect({ text, reasoning, finish }).toEqual({ text: 'Ein Schloß 🏰', reasoning: 'Let me see.', finish: 'stop' });
    expect(usage?.timings).toEqual({ promptS: 0.6, completionS: 0.7, totalS: 2.2 });
    expect(usage).toMatchObject({ inputTokens: 412, outputTokens: 38 });
    expect(usage).not.toHaveProperty('totalTokens');
  });

  it('reads an error line after text', () => {
    expect(read('ollama-error.ndjson', 'ollama')).toMatchObject({
      text: 'Half an',
      error: { message: expect.stringContaining('CUDA') },
    });
  });

  it('reads a tool call as the reason to stop', () => {
    expect(read('ollama-tool.ndjson', 'ollama')).toMatchObject({
      finish: 'tool',
      calls: [{ name: 'zoom', arguments: { x: 5 } }],
    });
  });
});

describe('a stream that ends before its end', () => {
  it.each<[Dialect, string, string, string, string]>([
    ['chat', 'groq', 'groq.sse', '"finish_reason":"stop"', 'A login form 🦊 with two fields – “Name” and “Password”.'],
    ['responses', 'xai', 'xai-responses.sse', 'event: response.completed', 'A fox in the snow ❄️.'],
    ['anthropic', 'anthropic', 'anthropic.sse', 'event: message_delta', 'A login form – blue.'],
    ['gemini', 'gemini', 'gemini-crlf.sse', '"finishReason":"STOP"', 'Ein Fähr'],
    ['ollama', 'ollama', 'ollama.ndjson', '"done":true', 'Ein Schloß 🏰'],
  ])('%s: is interrupted, and its text is kept', (_dialect, id, name, end, text) => {
    const whole = new TextDecoder().decode(fixture(name));
    const before = whole.slice(0, whole.indexOf(end));
    // The message that marks the end is left out as a whole.
    const cut = before.slice(0, before.lastIndexOf('\n') + 1);
    expect(decode(new TextEncoder().encode(cut), vendor(id))).toMatchObject({
      text,
      finish: 'interrupted',
      error: undefined,
    });
  });
});

describe('any split of a stream', () => {
  it.each<[string, string, Dialect | undefined]>([
    ['groq.sse', 'groq', undefined],
    ['groq-think.sse', 'groq', undefined],
    ['groq-tool-error.sse', 'groq', undefined],
    ['chat-tools.sse', 'openai', 'chat'],
    ['openrouter-error.sse', 'openrouter', undefined],
    ['xai-responses.sse', 'xai', undefined],
    ['responses-tool.sse', 'openai', undefined],
    ['anthropic.sse', 'anthropic', undefined],
    ['anthropic-tool.sse', 'anthropic', undefined],
    ['gemini-crlf.sse', 'gemini', undefined],
    ['ollama.ndjson', 'ollama', undefined],
    ['ollama-error.ndjson', 'ollama', undefined],
  ])('gives the same events: %s', (name, id, dialect) => {
    const bytes = fixture(name);
    const whole = decode(bytes, vendor(id), dialect);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 40 }), (cuts) => {
        expect(decode(bytes, vendor(id), dialect, cuts)).toEqual(whole);
      }),
      { seed: 42, numRuns: 60 },
    );
    const everyByte = Array.from(bytes, (_, at) => at);
    expect(decode(bytes, vendor(id), dialect, everyByte)).toEqual(whole);
  });
});
