// What Groq, xAI, and OpenAI-compatible servers answer, in the form that was recorded from them (November 2026).
import { type Reply, sse } from './loopbackProvider';

export interface StreamOptions {
  readonly model?: string;
  readonly finishReason?: string;
  /** Sent before the answer, in the vendor's own field for it. */
  readonly reasoning?: readonly string[];
  /** Milliseconds between the pieces of the answer. */
  readonly pause?: number;
  /** Everything else a reply can have: `splitSeed`, `cutAfter`, `hang`, `headers`, … */
  readonly reply?: Reply;
}

const eventStream = { 'content-type': 'text/event-stream; charset=utf-8' };

/** Groq's usage at the end of its stream: times in seconds. */
const groqUsage = {
  queue_time: 0.021,
  prompt_tokens: 1312,
  prompt_time: 0.094,
  completion_tokens: 48,
  completion_time: 0.096,
  total_tokens: 1360,
  total_time: 0.19,
  prompt_tokens_details: { cached_tokens: 256 },
  completion_tokens_details: { reasoning_tokens: 0 },
};

/** Groq's chat stream: usage arrives twice, complete in `x_groq` and bare in a last chunk without choices. */
export function groqStream(texts: readonly string[], options: StreamOptions = {}): Reply {
  const chunk = chatChunk('chatcmpl-groq1', options.model ?? 'qwen/qwen3.8-27b');
  const events = [
    chunk({ role: 'assistant', content: '' }, null, { x_groq: { id: 'req_01x' } }),
    ...(options.reasoning ?? []).map((reasoning) => chunk({ reasoning }, null)),
    ...texts.map((content) => chunk({ content }, null)),
    chunk({}, options.finishReason ?? 'stop', { x_groq: { id: 'req_01x', usage: groqUsage } }),
    { ...chunk({}, null), choices: [], usage: { prompt_tokens: 1312, completion_tokens: 48, total_tokens: 1360 } },
    '[DONE]',
  ];
  return stream(sse(events), options);
}

/** Groq's `GET /openai/v1/models`: one vision model and one text-only model. */
export function groqModels(): Reply {
  const model = (id: string, input: string[], prompt: string, completion: string) => ({
    id,
    object: 'model',
    created: 1787000000,
    owned_by: 'Alibaba Cloud',
    active: true,
    context_window: 131072,
    max_completion_tokens: 16384,
    public_apps: null,
    input_modalities: input,
    output_modalities: ['text'],
    pricing: { prompt, completion, input_cache_read: '0.0000004' },
    supported_features: ['tools', 'json_mode', 'reasoning'],
  });
  return {
    body: {
      object: 'list',
      data: [
        model('qwen/qwen3.8-27b', ['text', 'image'], '0.0000008', '0.000004'),
        model('openai/gpt-oss-120b', ['text'], '0.00000015', '0.0000006'),
      ],
    },
  };
}

/** xAI's usage in `response.completed`; the ticks are 10⁻¹⁰ USD. */
const xaiUsage = {
  input_tokens: 812,
  input_tokens_details: { cached_tokens: 128 },
  output_tokens: 96,
  output_tokens_details: { reasoning_tokens: 61 },
  total_tokens: 908,
  num_sources_used: 0,
  num_server_side_tools_used: 0,
  cost_in_usd_ticks: 22000000,
};

/** The event stream of xAI's `POST /v1/responses`. */
export function xaiStream(texts: readonly string[], options: StreamOptions = {}): Reply {
  const model = options.model ?? 'grok-4.7';
  const response = { id: 'resp_1', object: 'response', created_at: 1790000000, model, store: false };
  const message = { id: 'msg_1', type: 'message', role: 'assistant', status: 'completed' };
  const place = { item_id: 'msg_1', output_index: 1, content_index: 0 };
  const text = texts.join('');
  const status = options.finishReason === 'length' ? 'incomplete' : 'completed';
  const events = [
    { type: 'response.created', response: { ...response, status: 'in_progress', output: [] } },
    { type: 'response.output_item.added', output_index: 0, item: { id: 'rs_1', type: 'reasoning', summary: [] } },
    ...(options.reasoning ?? []).map((delta) => ({
      type: 'response.reasoning_summary_text.delta',
      item_id: 'rs_1',
      output_index: 0,
      summary_index: 0,
      delta,
    })),
    { type: 'response.output_item.added', output_index: 1, item: { ...message, status: 'in_progress', content: [] } },
    ...texts.map((delta) => ({ type: 'response.output_text.delta', ...place, delta })),
    { type: 'response.output_text.done', ...place, text },
    {
      type: `response.${status}`,
      response: {
        ...response,
        status,
        incomplete_details: status === 'incomplete' ? { reason: 'max_output_tokens' } : null,
        output: [{ ...message, content: [{ type: 'output_text', text, annotations: [] }] }],
        usage: xaiUsage,
      },
    },
  ];
  return stream(
    sse(
      events.map((event, index) => ({ sequence_number: index, ...event })),
      { named: true },
    ),
    options,
  );
}

/** xAI's `GET /v1/language-models`: prices in USD cents per 100 million tokens. */
export function xaiModels(): Reply {
  return {
    body: {
      models: [
        {
          id: 'grok-4.7',
          fingerprint: 'fp_x',
          created: 1790000000,
          object: 'model',
          owned_by: 'xai',
          version: '1.0',
          input_modalities: ['text', 'image'],
          output_modalities: ['text'],
          prompt_text_token_price: 20000,
          cached_prompt_text_token_price: 5000,
          prompt_image_token_price: 20000,
          completion_text_token_price: 60000,
          aliases: ['grok-latest'],
        },
      ],
    },
  };
}

/** A chat stream from any OpenAI-compatible server, with usage in a last chunk without choices. */
export function chatStream(texts: readonly string[], options: StreamOptions = {}): Reply {
  const chunk = chatChunk('chatcmpl-1', options.model ?? 'local-vision');
  const events = [
    chunk({ role: 'assistant', content: '' }, null),
    ...(options.reasoning ?? []).map((reasoning_content) => chunk({ reasoning_content }, null)),
    ...texts.map((content) => chunk({ content }, null)),
    chunk({}, options.finishReason ?? 'stop'),
    { ...chunk({}, null), choices: [], usage: { prompt_tokens: 800, completion_tokens: 20, total_tokens: 820 } },
    '[DONE]',
  ];
  return stream(sse(events), options);
}

/** An error in the form of OpenAI and Groq. */
export function errorReply(status: number, message: string, code: string, headers: Record<string, string> = {}): Reply {
  return { status, headers, body: { error: { message, type: 'invalid_request_error', code } } };
}

function chatChunk(id: string, model: string) {
  return (delta: object, finishReason: string | null, more: object = {}) => ({
    id,
    object: 'chat.completion.chunk',
    created: 1793000000,
    model,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
    ...more,
  });
}

function stream(events: readonly string[], { pause, reply }: StreamOptions): Reply {
  const chunks = pause === undefined ? events : events.flatMap((event) => [event, pause]);
  return { ...reply, headers: { ...eventStream, ...reply?.headers }, chunks };
}
