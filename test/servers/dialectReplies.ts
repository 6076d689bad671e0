// One answer in each of the five wire formats, with the requested ending.
import { type Reply, sse } from './loopbackProvider';
import { groqStream, xaiStream } from './vendorReplies';

export type Ending = 'stop' | 'length' | 'filtered';

export interface DialectRoute {
  /** The vendor in the table that speaks it, and one of its vision models. */
  readonly provider: string;
  readonly model: string;
  readonly path: string;
  readonly key: string;
  /** Appended to the server's URL. */
  readonly base: string;
  readonly reply: (text: string, ending?: Ending) => Reply;
}

const eventStream = { 'content-type': 'text/event-stream' };

function anthropicReply(text: string, ending: Ending = 'stop'): Reply {
  const reason = { stop: 'end_turn', length: 'max_tokens', filtered: 'refusal' }[ending];
  const usage = { input_tokens: 900, output_tokens: 1 };
  const message = { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-haiku-5-5', content: [], usage };
  const events = [
    { type: 'message_start', message },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: reason, stop_sequence: null }, usage: { output_tokens: 20 } },
    { type: 'message_stop' },
  ];
  return { headers: eventStream, chunks: sse(events, { named: true }) };
}

function geminiReply(text: string, ending: Ending = 'stop'): Reply {
  const finishReason = { stop: 'STOP', length: 'MAX_TOKENS', filtered: 'SAFETY' }[ending];
  const candidate = { content: { role: 'model', parts: [{ text }] }, index: 0, finishReason };
  const usageMetadata = { promptTokenCount: 900, candidatesTokenCount: 20, totalTokenCount: 920 };
  const event = { candidates: [candidate], usageMetadata, modelVersion: 'gemini-3.8-flash', responseId: 'r1' };
  return { headers: eventStream, chunks: sse([event]) };
}

function ollamaReply(text: string, ending: Ending = 'stop'): Reply {
  const line = (content: string, more: object) =>
    `${JSON.stringify({ model: 'qwen3-vl:8b', created_at: '2026-11-21T10:00:00Z', message: { role: 'assistant', content }, ...more })}\n`;
  const end = {
    done: true,
    done_reason: ending === 'length' ? 'length' : 'stop',
    prompt_eval_count: 900,
    eval_count: 20,
  };
  return {
    headers: { 'content-type': 'application/x-ndjson' },
    // A server that filters sends nothing at all.
    chunks: [line(ending === 'filtered' ? '' : text, { done: false }), line('', end)],
  };
}

const chatEndings = { stop: 'stop', length: 'length', filtered: 'content_filter' } as const;

export const dialectRoutes: Readonly<Record<string, DialectRoute>> = {
  chat: {
    provider: 'groq',
    model: 'qwen/qwen3.8-27b',
    path: '/chat/completions',
    key: 'GROQ_API_KEY',
    base: '',
    reply: (text, ending = 'stop') => groqStream([text], { finishReason: chatEndings[ending] }),
  },
  responses: {
    provider: 'xai',
    model: 'grok-4.7',
    path: '/responses',
    key: 'XAI_API_KEY',
    base: '',
    reply: (text, ending = 'stop') => xaiStream([ending === 'filtered' ? '' : text], { finishReason: ending }),
  },
  anthropic: {
    provider: 'anthropic',
    model: 'claude-haiku-5-5',
    path: '/v1/messages',
    key: 'ANTHROPIC_API_KEY',
    base: '',
    reply: anthropicReply,
  },
  gemini: {
    provider: 'gemini',
    model: 'gemini-3.8-flash',
    path: '/models/gemini-3.8-flash:streamGenerateContent',
    key: 'GEMINI_API_KEY',
    base: '',
    reply: geminiReply,
  },
  ollama: { provider: 'ollama', model: 'qwen3-vl:8b', path: '/api/chat', key: '', base: '', reply: ollamaReply },
};
