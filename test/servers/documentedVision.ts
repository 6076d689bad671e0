// Groq and xAI as their vision documents describe them: the limits, the answers, and the requests of the examples.
//   https://console.groq.com/docs/vision · https://docs.x.ai/docs/guides/image-understanding
// What has changed since is said where it matters. Used with `startLoopbackProvider`.
import sharp from 'sharp';
import { asList, asRecord, type JsonRecord } from '../../src/core/json';
import { type RecordedRequest, type Reply, sse } from './loopbackProvider';
import { errorReply, groqStream, type StreamOptions, xaiStream } from './vendorReplies';

/** The function of Groq's example. */
export const weatherTool = {
  type: 'function',
  function: {
    name: 'get_current_weather',
    description: 'Get the current weather in a given location',
    parameters: {
      type: 'object',
      properties: {
        location: { type: 'string', description: 'The city and state, e.g. San Francisco, CA' },
        unit: { type: 'string', enum: ['celsius', 'fahrenheit'] },
      },
      required: ['location'],
    },
  },
} as const;

/** The call that the model makes in that example. */
const weatherCall = {
  id: 'call_q0wg',
  function: { arguments: '{"location": "New York, NY","unit": "fahrenheit"}', name: weatherTool.function.name },
  type: 'function',
};

/** The models of Groq's document. Both are gone. */
export const llama4 = ['meta-llama/llama-4-scout-17b-16e-instruct', 'meta-llama/llama-4-maverick-17b-128e-instruct'];

/** Groq's limits: bytes of a request with a base64 image, pixels of an image, images of a request (5 until 2026-08). */
export const groqLimits = { bodyBytes: 4_000_000, pixels: 33_177_600, images: 3 };

/** Groq's `POST /chat/completions`. */
export async function groqAsDocumented({ text, json }: RecordedRequest): Promise<Reply> {
  const body = asRecord(json) ?? {};
  const inline = imagesIn(body).flatMap(({ url }) => (url.startsWith('data:') ? [dataOf(url).bytes] : []));
  if (inline.length > 0 && text.length > groqLimits.bodyBytes) {
    return { status: 413, headers: { 'content-type': 'text/html' }, body: '<h1>413 Payload Too Large</h1>' };
  }
  if (imagesIn(body).length > groqLimits.images) {
    return refusal(`Too many images provided. This model supports up to ${groqLimits.images} images`);
  }
  for (const bytes of inline) {
    const { width, height } = await sharp(bytes).metadata();
    if (width * height > groqLimits.pixels) {
      return refusal(`The image has ${width * height} pixels, which exceeds the limit of ${groqLimits.pixels}.`);
    }
  }
  const wantsJson = asRecord(body.response_format)?.type === 'json_object';
  if (wantsJson && !/json/i.test(JSON.stringify(body.messages))) {
    return refusal("'messages' must contain the word 'json' to use 'response_format' of type 'json_object'.");
  }
  if (JSON.stringify(body.tools ?? '').includes(weatherCall.function.name)) {
    return toolCallStream(String(body.model));
  }
  return groqStream(wantsJson ? ['{"city":', '"San Francisco"}'] : ['A bridge ', 'at dusk.'], modelOf(body));
}

function toolCallStream(model: string): Reply {
  const chunk = (delta: object, finish_reason: string | null) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1793000000,
    model,
    choices: [{ index: 0, delta, finish_reason }],
  });
  const calls = chunk({ role: 'assistant', tool_calls: [{ index: 0, ...weatherCall }] }, null);
  return {
    headers: { 'content-type': 'text/event-stream' },
    chunks: sse([calls, chunk({}, 'tool_calls'), '[DONE]']),
  };
}

/** xAI's limit for an image. */
const xaiImageBytes = 20 * 1024 * 1024;

/** Tokens of an image at xAI: 256 for each of at most six tiles of 448 × 448, and for one more. */
const xaiTokens = (width: number, height: number) =>
  256 * (Math.min(6, Math.ceil(width / 448) * Math.ceil(height / 448)) + 1);

/** xAI's `POST /responses`, or `POST /chat/completions` with `chat`. The tokens of the images are under the SDK's name. */
export const xaiAsDocumented =
  ({ chat = false } = {}) =>
  async ({ json }: RecordedRequest): Promise<Reply> => {
    const body = asRecord(json) ?? {};
    let imageTokens = 0;
    for (const message of asList(body.input) ?? asList(body.messages) ?? []) {
      const role = String(asRecord(message)?.role);
      if (!['system', 'user', 'assistant'].includes(role)) {
        return { status: 422, body: { error: `messages.role: unknown variant ${role}` } };
      }
    }
    for (const { url, detail } of imagesIn(body)) {
      if (detail !== undefined && !['auto', 'low', 'high'].includes(detail)) {
        return { status: 422, body: { error: `image_url.detail: unknown variant ${detail}` } };
      }
      if (!url.startsWith('data:')) {
        continue;
      }
      const { type, bytes } = dataOf(url);
      if (!['image/jpeg', 'image/jpg', 'image/png'].includes(type)) {
        return { status: 400, body: { code: 'invalid-argument', error: `Unsupported image type ${type}` } };
      }
      if (bytes.length > xaiImageBytes) {
        return { status: 400, body: { code: 'invalid-argument', error: 'The image exceeds the limit of 20 MiB.' } };
      }
      const { width, height } = await sharp(bytes).metadata();
      imageTokens += xaiTokens(width, height);
    }
    const usage = { prompt_image_tokens: imageTokens };
    const texts = ['Two ', 'galaxies.'];
    return chat
      ? withUsage(groqStream(texts, modelOf(body)), 'prompt_tokens_details', usage)
      : withUsage(xaiStream(texts, modelOf(body)), 'input_tokens_details', usage);
  };

/** The reply with more figures in each of its usage objects. */
function withUsage(reply: Reply, before: string, usage: object): Reply {
  const more = JSON.stringify(usage).slice(1, -1);
  return { ...reply, chunks: reply.chunks?.map((one) => String(one).replace(`"${before}"`, `${more},$&`)) };
}

const modelOf = ({ model }: JsonRecord): StreamOptions => ({ model: String(model) });
const refusal = (message: string) => errorReply(400, message, 'invalid_request_error');

function dataOf(url: string): { readonly type: string; readonly bytes: Buffer } {
  const [, type = '', data = ''] = /^data:([^;]+);base64,(.+)$/.exec(url) ?? [];
  return { type, bytes: Buffer.from(data, 'base64') };
}

/** Every image of a chat or Responses body, in order. */
export function imagesIn(body: JsonRecord): { readonly url: string; readonly detail?: string }[] {
  return (asList(body.messages) ?? asList(body.input) ?? [])
    .flatMap((message) => asList(asRecord(message)?.content) ?? [])
    .flatMap((part) => {
      const value = asRecord(part);
      const image = asRecord(value?.image_url) ?? value;
      const url = image?.url ?? image?.image_url;
      return typeof url === 'string' ? [{ url, detail: image?.detail as string | undefined }] : [];
    });
}
