/** The Responses API of OpenAI and xAI. */
import type {
  EasyInputMessage,
  ResponseCreateParamsStreaming,
  ResponseInputItem,
} from 'openai/resources/responses/responses';
import { asFilled, asList, asRecord, asText, type JsonRecord } from '../../json';
import { errorFromMessage } from '../errorMapping';
import type { DialectCodec, Message, Vendor, VisionRequest } from '../types';
import { responsesUsage } from '../usage';
import { createDecoder, type Output } from './decoder';
import { liftToolImages, partsWithUrls, planJson, textOf, toolsOf, withReasoning } from './encoding';

export const responsesCodec: DialectCodec = {
  streamType: 'text/event-stream',
  encode(request, vendor) {
    const { quirks } = vendor;
    const json = planJson(request, vendor);
    const tools = toolsOf(request, vendor);
    const body = {
      model: request.model,
      input: liftToolImages(json.messages).flatMap((message) => inputItems(message, request, vendor)),
      stream: true,
      ...(quirks.noObfuscation && { stream_options: { include_obfuscation: false } }),
      max_output_tokens: request.maxOutputTokens,
      ...(request.temperature !== undefined && { temperature: request.temperature }),
      ...(request.topP !== undefined && { top_p: request.topP }),
      ...(quirks.storeFalse && { store: false }),
      ...(json.field !== 'none' && { text: { format: textFormat(request, json.field) } }),
      ...(tools.length > 0 && {
        tools: tools.map((tool) => ({ type: 'function' as const, ...tool, strict: false })),
      }),
    } satisfies ResponseCreateParamsStreaming;
    return { path: '/responses', body: withReasoning(body, request, vendor) };
  },
  decoder(vendor, kind = 'stream') {
    const state: ItemState = { streamed: new Set(), read: new Set() };
    return createDecoder({
      vendor,
      reader: kind === 'json' ? 'json' : 'sse',
      usageOf: responsesUsage,
      handle: (message, output) => handleEvent(message, output, vendor, state),
    });
  },
};

function inputItems(message: Message, request: VisionRequest, vendor: Vendor): ResponseInputItem[] {
  switch (message.role) {
    case 'system':
      return [{ role: vendor.quirks.system, content: textOf(message.parts) }];
    case 'user':
      return [{ role: 'user', content: userContent(message, request, vendor) }];
    case 'assistant': {
      const text = textOf(message.parts);
      const calls = (message.toolCalls ?? []).map(({ id, name, arguments: args }) => ({
        type: 'function_call' as const,
        call_id: id,
        name,
        arguments: args,
      }));
      return text === '' && calls.length > 0 ? calls : [{ role: 'assistant', content: text }, ...calls];
    }
    case 'tool':
      return [{ type: 'function_call_output', call_id: message.callId, output: textOf(message.parts) }];
  }
}

function userContent(
  message: Extract<Message, { role: 'user' }>,
  request: VisionRequest,
  vendor: Vendor,
): EasyInputMessage['content'] {
  return partsWithUrls(message, request, vendor).map((part) =>
    part.kind === 'text'
      ? { type: 'input_text', text: part.text }
      : // OpenAI's API description requires a level here, and `auto` is the default that xAI documents.
        { type: 'input_image', image_url: part.url, detail: part.level.detail ?? 'auto' },
  );
}

function textFormat({ output }: VisionRequest, field: 'schema' | 'object') {
  return field === 'schema' && output?.kind === 'json'
    ? { type: 'json_schema' as const, name: output.name, schema: output.schema ?? {}, strict: output.strict }
    : { type: 'json_object' as const };
}

interface ItemState {
  /** Kinds of items that arrived in deltas, so that their finished form isn't read again. */
  readonly streamed: Set<unknown>;
  /** IDs of finished items that were read: they arrive again in the closing event. */
  readonly read: Set<string>;
}

function handleEvent(event: JsonRecord, output: Output, vendor: Vendor, state: ItemState): boolean {
  const type = asText(event.type);
  switch (type) {
    case 'response.created':
    case 'response.in_progress':
    case 'response.queued':
      start(asRecord(event.response), output);
      return true;
    case 'response.output_text.delta':
    case 'response.refusal.delta':
      state.streamed.add('message');
      output.start(undefined, undefined);
      output.text(asText(event.delta));
      if (type === 'response.refusal.delta') {
        output.finish('filtered', 'refusal');
      }
      return true;
    case 'response.reasoning_summary_text.delta':
    case 'response.reasoning_text.delta':
      state.streamed.add('reasoning');
      output.start(undefined, undefined);
      output.reasoning(asText(event.delta));
      return true;
    case 'response.output_item.done':
      readItem(asRecord(event.item), output, state);
      return true;
    case 'response.completed':
    case 'response.done':
    case 'response.incomplete':
    case 'response.failed':
      conclude(asRecord(event.response) ?? {}, output, vendor, state);
      return true;
    case 'error':
      output.fail(errorFromMessage(event, vendor));
      return true;
    case 'keepalive':
    case 'ping':
      return false;
  }
  if (event.object === 'response') {
    conclude(event, output, vendor, state);
  }
  return true;
}

function start(response: JsonRecord | undefined, output: Output) {
  output.start(asFilled(response?.id), asFilled(response?.model));
}

/** A finished output item: what didn't arrive in deltas is read here, once. */
function readItem(item: JsonRecord | undefined, output: Output, state: ItemState) {
  const id = asFilled(item?.id) ?? asFilled(item?.call_id) ?? '';
  if (!item || state.streamed.has(item.type) || state.read.has(id)) {
    return;
  }
  state.read.add(id);
  switch (item.type) {
    case 'function_call':
      output.call(id, {
        id: asFilled(item.call_id) ?? id,
        name: asFilled(item.name),
        arguments: asText(item.arguments),
      });
      break;
    case 'message':
      for (const part of asList(item.content) ?? []) {
        const record = asRecord(part);
        output.text(asText(record?.text) ?? asText(record?.refusal));
      }
      break;
    case 'reasoning':
      for (const part of asList(item.summary) ?? []) {
        output.reasoning(asText(asRecord(part)?.text));
      }
      break;
  }
}

function conclude(response: JsonRecord, output: Output, vendor: Vendor, state: ItemState) {
  start(response, output);
  for (const item of asList(response.output) ?? []) {
    readItem(asRecord(item), output, state);
  }
  output.usage(asRecord(response.usage));
  const status = asFilled(response.status) ?? 'completed';
  const cut = asFilled(asRecord(response.incomplete_details)?.reason);
  if (asRecord(response.error) || status === 'failed') {
    output.fail(errorFromMessage({ error: asRecord(response.error) ?? {} }, vendor));
  } else if (status === 'incomplete') {
    output.finish(cut === 'content_filter' ? 'filtered' : 'length', cut ?? status);
  } else if (status === 'cancelled') {
    output.finish('interrupted', status);
  } else {
    output.finish('stop', status);
  }
  output.done();
}
