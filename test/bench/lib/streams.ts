import type { Dialect } from '../../../src/core/providers/types';
import { seeded } from './measure';

/** A recorded answer's form, one token per event, of any length. */
export interface StreamSample {
  readonly body: Uint8Array;
  readonly tokens: number;
  readonly contentType: string;
}

const words =
  'The lake lies still below the north face and the first light warms its upper snow while mist drifts over'.split(' ');

const dialects: Readonly<Record<Dialect, (tokens: readonly string[]) => string>> = {
  chat: (tokens) => {
    const chunk = (delta: object, rest: object = {}) =>
      sse({
        id: 'chatcmpl-6f2d0c1a9b',
        object: 'chat.completion.chunk',
        created: 1_790_000_000,
        model: 'bench-vision',
        system_fingerprint: 'fp_79b1d53c2f',
        choices: [{ index: 0, delta, logprobs: null, finish_reason: null, ...rest }],
      });
    return [
      chunk({ role: 'assistant', content: '' }),
      ...tokens.map((content) => chunk({ content })),
      chunk({}, { finish_reason: 'stop' }),
      'data: [DONE]\n\n',
    ].join('');
  },
  responses: (tokens) => {
    const common = { item_id: 'msg_6f2d0c1a9b', output_index: 0, content_index: 0 };
    const response = { id: 'resp_6f2d0c1a9b', object: 'response', model: 'bench-vision', output: [] };
    let sequence = 0;
    const event = (type: string, fields: object) =>
      `event: ${type}\n${sse({ type, sequence_number: sequence++, ...fields })}`;
    return [
      event('response.created', { response: { ...response, status: 'in_progress' } }),
      ...tokens.map((delta) => event('response.output_text.delta', { ...common, delta, logprobs: [] })),
      event('response.completed', {
        response: { ...response, status: 'completed', usage: { input_tokens: 9, output_tokens: 9, total_tokens: 18 } },
      }),
    ].join('');
  },
  anthropic: (tokens) => {
    const event = (type: string, fields: object) => `event: ${type}\n${sse({ type, ...fields })}`;
    const message = { id: 'msg_6f2d', type: 'message', role: 'assistant', model: 'bench-vision', content: [] };
    return [
      event('message_start', { message: { ...message, usage: { input_tokens: 9, output_tokens: 1 } } }),
      event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
      ...tokens.map((text) => event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } })),
      event('content_block_stop', { index: 0 }),
      event('message_delta', { delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 9 } }),
      event('message_stop', {}),
    ].join('');
  },
  gemini: (tokens) =>
    tokens
      .map((text, index) =>
        sse({
          candidates: [
            {
              content: { parts: [{ text }], role: 'model' },
              index: 0,
              ...(index === tokens.length - 1 ? { finishReason: 'STOP' } : {}),
            },
          ],
          usageMetadata: { promptTokenCount: 9, candidatesTokenCount: index + 1, totalTokenCount: index + 10 },
          modelVersion: 'bench-vision',
          responseId: '6f2d0c1a9b',
        }),
      )
      .join(''),
  ollama: (tokens) => {
    const line = (fields: object) =>
      `${JSON.stringify({ model: 'bench-vision', created_at: '2026-11-21T10:00:00.000000Z', ...fields })}\n`;
    return [
      ...tokens.map((content) => line({ message: { role: 'assistant', content }, done: false })),
      line({ message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop', eval_count: tokens.length }),
    ].join('');
  },
};

const sse = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;

/** An answer of `count` tokens in a dialect's wire format. */
export function streamSample(dialect: Dialect, count: number): StreamSample {
  const tokens = Array.from({ length: count }, (_, n) => ` ${words[(n * 7) % words.length]}`);
  return {
    body: new TextEncoder().encode(dialects[dialect](tokens)),
    tokens: count,
    contentType: dialect === 'ollama' ? 'application/x-ndjson' : 'text/event-stream',
  };
}

/** Cuts at random positions, inside characters, lines, and JSON alike. Sizes in bytes. */
export function cut(body: Uint8Array, smallest: number, largest: number, seed: number): Uint8Array[] {
  const random = seeded(seed);
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < body.length; ) {
    const size = smallest + Math.floor(random() * (largest - smallest + 1));
    chunks.push(body.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

/** The chunks as the body of a response, delivered one by one. */
export function responseOf(chunks: readonly Uint8Array[], contentType: string): Response {
  let next = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = chunks[next++];
      if (chunk) {
        controller.enqueue(chunk);
      } else {
        controller.close();
      }
    },
  });
  return new Response(body, { status: 200, headers: { 'content-type': contentType } });
}
