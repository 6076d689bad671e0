/** Anthropic's Messages API, version 2026-10-21, which no longer has `temperature` and `top_p` and refuses them. */
import type {
  ContentBlockParam,
  ImageBlockParam,
  MessageCreateParamsStreaming,
  MessageParam,
  TextBlockParam,
  ToolResultBlockParam,
} from '@anthropic-ai/sdk/resources/messages';
import { asFilled, asList, asNumber, asRecord, asText, type JsonRecord } from '../../json';
import { lookUp } from '../../lookUp';
import { errorFromMessage } from '../errorMapping';
import { ProviderError } from '../errors';
import { imageBase64 } from '../imageText';
import type { DialectCodec, FinishReason, ImagePart, Message, TextPart, ToolCall, Vendor } from '../types';
import { anthropicUsage } from '../usage';
import { createDecoder, type Output } from './decoder';
import { argumentsOf, ordered, planJson, remoteUrl, textOf, toolsOf, withReasoning } from './encoding';
import type { QuickForm } from './quickText';

export const anthropicCodec: DialectCodec = {
  streamType: 'text/event-stream',
  encode(request, vendor) {
    if (request.temperature !== undefined || request.topP !== undefined) {
      throw new ProviderError('badRequest', 'Anthropic takes no temperature and no top_p.');
    }
    const json = planJson(request, vendor);
    const tools = toolsOf(request, vendor);
    const system = json.messages.filter((message) => message.role === 'system').flatMap((message) => message.parts);
    const schema = json.field === 'schema' && request.output?.kind === 'json' ? request.output.schema : undefined;
    const body = {
      model: request.model,
      max_tokens: request.maxOutputTokens,
      stream: true,
      ...(system.length > 0 && { system: textOf(system) }),
      messages: joined(json.messages.flatMap((message) => messageParam(message, vendor))),
      ...(schema && { output_config: { format: { type: 'json_schema' as const, schema } } }),
      ...(tools.length > 0 && {
        tools: tools.map(({ name, description, parameters }) => ({
          name,
          description,
          input_schema: { ...parameters, type: 'object' as const },
        })),
      }),
    } satisfies MessageCreateParamsStreaming;
    return { path: '/v1/messages', body: withReasoning(body, request, vendor) };
  },
  decoder(vendor, kind = 'stream') {
    const state: BlockState = { thinking: [], open: new Map() };
    return createDecoder({
      vendor,
      reader: kind === 'json' ? 'json' : 'sse',
      usageOf: anthropicUsage,
      handle: (message, output) => handleEvent(message, output, vendor, state),
      quick: textDelta,
    });
  },
};

const textDelta = {
  start: '{"type":"content_block_delta","index":',
  before: '"delta":{"type":"text_delta","text":"',
  // The API pads its messages with whitespace before the last brace.
  after: '}}',
} satisfies QuickForm;

type Turn = { role: 'user' | 'assistant'; content: ContentBlockParam[] };

function messageParam(message: Message, vendor: Vendor): Turn[] {
  switch (message.role) {
    case 'system':
      return [];
    case 'user':
      return [{ role: 'user', content: blocks(ordered(message, vendor.quirks.partOrder), vendor) }];
    case 'assistant': {
      const text = textOf(message.parts);
      const calls = message.toolCalls ?? [];
      const content: ContentBlockParam[] = [
        ...calls.flatMap(thinkingOf),
        // An empty text block is refused.
        ...(text.trim() === '' ? [] : [{ type: 'text' as const, text }]),
        ...calls.map(({ id, name, arguments: args }) => ({
          type: 'tool_use' as const,
          id,
          name,
          input: argumentsOf(args),
        })),
      ];
      return content.length > 0 ? [{ role: 'assistant', content }] : [];
    }
    case 'tool': {
      const result: ToolResultBlockParam = {
        type: 'tool_result',
        tool_use_id: message.callId,
        content: blocks(message.parts, vendor),
      };
      return [{ role: 'user', content: [result] }];
    }
  }
}

/** Adjacent messages with the same role become one: the tool results of a round must be together. */
function joined(turns: readonly Turn[]): MessageParam[] {
  const messages: Turn[] = [];
  for (const turn of turns) {
    const last = messages.at(-1);
    if (last?.role === turn.role) {
      last.content.push(...turn.content);
    } else {
      messages.push({ ...turn, content: [...turn.content] });
    }
  }
  return messages;
}

function blocks(parts: readonly (TextPart | ImagePart)[], vendor: Vendor): (TextBlockParam | ImageBlockParam)[] {
  return parts
    .filter((part) => part.kind === 'image' || part.text.trim() !== '')
    .map((part) => (part.kind === 'text' ? { type: 'text', text: part.text } : imageBlock(part, vendor)));
}

function imageBlock(part: ImagePart, vendor: Vendor): ImageBlockParam {
  return part.bytes
    ? { type: 'image', source: { type: 'base64', media_type: mediaType(part), data: imageBase64(part.bytes) } }
    : { type: 'image', source: { type: 'url', url: remoteUrl(part, vendor) } };
}

const mediaTypes = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'] as const;

function mediaType(part: ImagePart): (typeof mediaTypes)[number] {
  const known = mediaTypes.find((type) => type === part.mediaType);
  if (!known) {
    throw new ProviderError('badImage', `Anthropic takes no ${part.mediaType}.`);
  }
  return known;
}

/** A thinking model requires its signed thoughts before the call that followed from them. */
function thinkingOf(call: ToolCall): ContentBlockParam[] {
  return (asList(call.extra?.thinking) ?? []) as ContentBlockParam[];
}

interface BlockState {
  /** Thinking blocks so far, as they must be returned. */
  readonly thinking: JsonRecord[];
  readonly open: Map<number, JsonRecord>;
}

const finishReasons: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool',
  pause_turn: 'interrupted',
  refusal: 'filtered',
};

function handleEvent(event: JsonRecord, output: Output, vendor: Vendor, state: BlockState): boolean {
  const index = asNumber(event.index) ?? 0;
  switch (event.type) {
    case 'message_start': {
      const message = asRecord(event.message);
      output.start(asFilled(message?.id), asFilled(message?.model));
      output.usage(asRecord(message?.usage));
      return true;
    }
    case 'content_block_start':
      openBlock(index, asRecord(event.content_block) ?? {}, output, state);
      return true;
    case 'content_block_delta':
      readDelta(index, asRecord(event.delta) ?? {}, output, state);
      return true;
    case 'message_delta': {
      const reason = asFilled(asRecord(event.delta)?.stop_reason);
      output.usage(asRecord(event.usage));
      if (reason) {
        output.finish(lookUp(finishReasons, reason) ?? 'stop', reason);
      }
      return true;
    }
    case 'message_stop':
      output.done();
      return true;
    case 'error':
      output.fail(errorFromMessage(event, vendor));
      return true;
    case 'ping':
      return false;
    case 'message':
      readWhole(event, output, state);
      return true;
    default:
      return true;
  }
}

function openBlock(index: number, block: JsonRecord, output: Output, state: BlockState) {
  state.open.set(index, block);
  switch (block.type) {
    case 'text':
      output.text(asText(block.text));
      break;
    case 'thinking':
      state.thinking.push({ type: 'thinking', thinking: asText(block.thinking) ?? '', signature: '' });
      output.reasoning(asText(block.thinking));
      break;
    case 'redacted_thinking':
      state.thinking.push({ type: 'redacted_thinking', data: block.data });
      break;
    case 'tool_use':
      // The thoughts so far belong to this call; a second call in the round doesn't repeat them.
      output.call(index, {
        id: asFilled(block.id),
        name: asFilled(block.name),
        extra: state.thinking.length > 0 ? { thinking: state.thinking.splice(0) } : undefined,
      });
      break;
  }
}

function readDelta(index: number, delta: JsonRecord, output: Output, state: BlockState) {
  switch (delta.type) {
    case 'text_delta':
      output.text(asText(delta.text));
      break;
    case 'thinking_delta': {
      const thinking = asText(delta.thinking) ?? '';
      const block = state.thinking.at(-1);
      if (block) {
        block.thinking = `${asText(block.thinking) ?? ''}${thinking}`;
      }
      output.reasoning(thinking);
      break;
    }
    case 'signature_delta': {
      const block = state.thinking.at(-1);
      if (block) {
        block.signature = asText(delta.signature) ?? '';
      }
      break;
    }
    case 'input_json_delta':
      // Only our own tools: the server's tools stream their input in the same way.
      if (state.open.get(index)?.type === 'tool_use') {
        output.call(index, { arguments: asText(delta.partial_json) });
      }
      break;
  }
}

/** A whole message, if the server didn't stream. */
function readWhole(message: JsonRecord, output: Output, state: BlockState) {
  output.start(asFilled(message.id), asFilled(message.model));
  for (const [index, entry] of (asList(message.content) ?? []).entries()) {
    const block = asRecord(entry) ?? {};
    openBlock(index, block, output, state);
    if (block.type === 'tool_use') {
      output.call(index, { arguments: JSON.stringify(block.input ?? {}) });
    }
  }
  output.usage(asRecord(message.usage));
  const reason = asFilled(message.stop_reason) ?? 'end_turn';
  output.finish(lookUp(finishReasons, reason) ?? 'stop', reason);
  output.done();
}
