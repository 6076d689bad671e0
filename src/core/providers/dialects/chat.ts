/** OpenAI's Chat Completions, as spoken by Groq, xAI, OpenRouter, Mistral, LM Studio, llama.cpp, and many others. */
import type {
  ChatCompletionContentPart,
  ChatCompletionCreateParamsStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import { asFilled, asList, asNumber, asRecord, asText, type JsonRecord } from '../../json';
import { lookUp } from '../../lookUp';
import { tidy } from '../errorBody';
import { ProviderError } from '../errors';
import type { DialectCodec, FinishReason, Message, Vendor, VisionRequest } from '../types';
import { chatUsage } from '../usage';
import { createDecoder, type Output } from './decoder';
import { liftToolImages, partsWithUrls, planJson, textOf, toolsOf, withReasoning } from './encoding';

export const chatCodec: DialectCodec = {
  streamType: 'text/event-stream',
  encode(request, vendor) {
    const { quirks } = vendor;
    const json = planJson(request, vendor);
    const tools = toolsOf(request, vendor);
    const body = {
      model: request.model,
      messages: liftToolImages(json.messages).map((message) => messageParam(message, request, vendor)),
      stream: true,
      ...(quirks.includeUsage && {
        stream_options: { include_usage: true, ...(quirks.noObfuscation && { include_obfuscation: false }) },
      }),
      ...(quirks.maxTokensKey === 'max_tokens'
        ? { max_tokens: request.maxOutputTokens }
        : { max_completion_tokens: request.maxOutputTokens }),
      ...(request.temperature !== undefined && { temperature: request.temperature }),
      ...(request.topP !== undefined && { top_p: request.topP }),
      ...(quirks.storeFalse && { store: false }),
      ...(json.field !== 'none' && { response_format: responseFormat(request, json.field) }),
      ...(tools.length > 0 && { tools: tools.map((tool) => ({ type: 'function' as const, function: { ...tool } })) }),
    } satisfies ChatCompletionCreateParamsStreaming;
    return { path: '/chat/completions', body: withReasoning(body, request, vendor) };
  },
  decoder(vendor, kind = 'stream') {
    return createDecoder({
      vendor,
      reader: kind === 'json' ? 'json' : 'sse',
      usageOf: (raw) => chatUsage(raw, vendor.quirks.outputExcludesReasoning),
      handle: (message, output) => handleChunk(message, output, vendor),
    });
  },
};

function messageParam(message: Message, request: VisionRequest, vendor: Vendor): ChatCompletionMessageParam {
  switch (message.role) {
    case 'system':
      return { role: vendor.quirks.system, content: textOf(message.parts) };
    case 'user':
      return { role: 'user', content: userContent(message, request, vendor) };
    case 'assistant': {
      const text = textOf(message.parts);
      const calls = (message.toolCalls ?? []).map(({ id, name, arguments: args }) => ({
        id,
        type: 'function' as const,
        function: { name, arguments: args },
      }));
      return calls.length > 0
        ? { role: 'assistant', content: text || null, tool_calls: calls }
        : { role: 'assistant', content: text };
    }
    case 'tool':
      return { role: 'tool', tool_call_id: message.callId, content: textOf(message.parts) };
  }
}

/** A plain string if there is no image: the one form that every server accepts. */
function userContent(
  message: Extract<Message, { role: 'user' }>,
  request: VisionRequest,
  vendor: Vendor,
): string | ChatCompletionContentPart[] {
  if (message.parts.every((part) => part.kind === 'text')) {
    return textOf(message.parts);
  }
  return partsWithUrls(message, request, vendor).map((part) =>
    part.kind === 'text'
      ? { type: 'text', text: part.text }
      : { type: 'image_url', image_url: { url: part.url, ...part.level } },
  );
}

function responseFormat(
  { output }: VisionRequest,
  field: 'schema' | 'object',
): ChatCompletionCreateParamsStreaming['response_format'] {
  return field === 'schema' && output?.kind === 'json'
    ? { type: 'json_schema', json_schema: { name: output.name, schema: output.schema, strict: output.strict } }
    : { type: 'json_object' };
}

const finishReasons: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  eos: 'stop',
  length: 'length',
  model_length: 'length',
  content_filter: 'filtered',
  tool_calls: 'tool',
  function_call: 'tool',
};

/** One chunk, or a whole completion: the same except for `message` in place of `delta`. */
function handleChunk(chunk: JsonRecord, output: Output, vendor: Vendor): boolean {
  const groq = asRecord(chunk.x_groq);
  output.start(asFilled(chunk.id), asFilled(chunk.model));
  output.usage(asRecord(groq?.usage));
  output.usage(asRecord(chunk.usage));
  const timings = asRecord(chunk.timings);
  output.usage(timings && { timings });

  if (asList(chunk.prompt_filter_results)?.some((one) => isFiltered(asRecord(one)))) {
    output.finish('filtered', 'prompt_filter_results');
  }
  const choice = asRecord(asList(chunk.choices)?.[0]);
  const delta = asRecord(choice?.delta) ?? asRecord(choice?.message);
  if (delta) {
    output.reasoning(asText(delta.reasoning_content) || asText(delta.reasoning));
    output.text(contentText(delta.content));
    const refusal = asFilled(delta.refusal);
    if (refusal) {
      output.text(refusal);
      output.finish('filtered', 'refusal');
    }
    for (const [at, entry] of (asList(delta.tool_calls) ?? []).entries()) {
      const call = asRecord(entry);
      const called = asRecord(call?.function);
      const written = called?.arguments;
      output.call(asNumber(call?.index) ?? at, {
        id: asFilled(call?.id),
        name: asFilled(called?.name),
        arguments: asText(written) ?? (asRecord(written) && JSON.stringify(written)),
      });
    }
  }
  const reason = asFilled(choice?.finish_reason);
  if (reason === 'error') {
    output.fail(new ProviderError('interrupted', 'The provider stopped the answer with an error.', { code: 'error' }));
  } else if (reason) {
    output.finish(lookUp(finishReasons, reason) ?? 'stop', reason);
  }
  const stopped = asFilled(groq?.error);
  if (stopped) {
    output.fail(new ProviderError('interrupted', tidy(stopped), { host: new URL(vendor.baseUrl).host }));
  }
  return true;
}

/** Azure lists what its filter looked for, nearly always without a find. */
function isFiltered(result: JsonRecord | undefined): boolean {
  const categories = asRecord(result?.content_filter_results) ?? {};
  return Object.values(categories).some((category) => asRecord(category)?.filtered === true);
}

/** Text, or Mistral's list of parts; thinking parts aren't the answer. */
function contentText(content: unknown): string | undefined {
  return (
    asText(content) ??
    asList(content)
      ?.map((part) => asText(asRecord(part)?.text) ?? '')
      .join('')
  );
}
