/** Ollama's native chat: NDJSON, raw base64 images, durations in nanoseconds. */
import type { ChatRequest, Message as OllamaMessage } from 'ollama';
import { asFilled, asList, asRecord, asText, type JsonRecord } from '../../json';
import { lookUp } from '../../lookUp';
import { imageBase64 } from '../imageText';
import type { DialectCodec, FinishReason, ImagePart, Message, TextPart, Vendor, VisionRequest } from '../types';
import { ollamaUsage } from '../usage';
import { createDecoder, type Output } from './decoder';
import { argumentsOf, imagesOf, liftToolImages, planJson, remoteUrl, textOf, toolsOf, withReasoning } from './encoding';
import type { QuickForm } from './quickText';

export const ollamaCodec: DialectCodec = {
  streamType: 'application/x-ndjson',
  encode(request, vendor) {
    const json = planJson(request, vendor);
    const tools = toolsOf(request, vendor);
    const schema = request.output?.kind === 'json' ? request.output.schema : undefined;
    const format = json.field === 'schema' ? schema : json.field === 'object' ? 'json' : undefined;
    const body = {
      model: request.model,
      stream: true,
      messages: liftToolImages(json.messages)
        .flatMap(inRuns)
        .map((message) => messageOf(message, vendor)),
      options: {
        num_predict: request.maxOutputTokens,
        num_ctx: contextFor(request),
        ...(request.temperature !== undefined && { temperature: request.temperature }),
        ...(request.topP !== undefined && { top_p: request.topP }),
      },
      ...(format !== undefined && { format }),
      ...(tools.length > 0 && { tools: tools.map((tool) => ({ type: 'function', function: { ...tool } })) }),
    } satisfies ChatRequest;
    return { path: '/api/chat', body: withReasoning(body, request, vendor) };
  },
  decoder(vendor, kind = 'stream') {
    const state = { calls: 0 };
    return createDecoder({
      vendor,
      reader: kind === 'json' ? 'json' : 'ndjson',
      usageOf: ollamaUsage,
      handle: (message, output) => handleLine(message, output, state),
      quick: textLine,
    });
  },
};

const textLine = {
  start: '{"model":"',
  before: '"message":{"role":"assistant","content":"',
  after: '},"done":false}',
} satisfies QuickForm;

/**
 * Ollama puts the images of a message before its text, whatever the model (Ollama's server/prompt.go, 2026-10). If the
 * user has placed them, each image therefore begins a message of its own; consecutive messages with the same role are
 * read as one.
 */
function inRuns(message: Message): Message[] {
  if (message.role !== 'user' || !message.placed) {
    return [message];
  }
  const runs: (TextPart | ImagePart)[][] = [];
  for (const [at, part] of message.parts.entries()) {
    const begins = part.kind === 'image' && message.parts[at - 1]?.kind !== 'image';
    const run = begins ? undefined : runs.at(-1);
    if (run) {
      run.push(part);
    } else {
      runs.push([part]);
    }
  }
  return runs.map((parts) => ({ role: 'user', parts }));
}

function messageOf(message: Message, vendor: Vendor): OllamaMessage {
  const content = textOf(message.parts);
  switch (message.role) {
    case 'system':
      return { role: 'system', content };
    case 'user': {
      const images = imagesOf(message.parts).map((part) => imageData(part, vendor));
      return { role: 'user', content, ...(images.length > 0 && { images }) };
    }
    case 'assistant': {
      const calls = (message.toolCalls ?? []).map(({ name, arguments: args }) => ({
        function: { name, arguments: argumentsOf(args) },
      }));
      return { role: 'assistant', content, ...(calls.length > 0 && { tool_calls: calls }) };
    }
    case 'tool':
      return { role: 'tool', content, tool_name: message.name };
  }
}

function imageData(part: ImagePart, vendor: Vendor): string {
  return part.bytes ? imageBase64(part.bytes) : remoteUrl(part, vendor);
}

const minContext = 8192;
const maxContext = 65_536;
/** A generous guess at what one image needs; models differ and publish no formula. */
const tokensPerImage = 2048;

/** Ollama silently cuts whatever doesn't fit its context, images first, so the window is made large enough. */
function contextFor(request: VisionRequest): number {
  let tokens = request.maxOutputTokens;
  for (const message of request.messages) {
    tokens += textOf(message.parts).length / 3 + imagesOf(message.parts).length * tokensPerImage;
  }
  let context = minContext;
  while (context < tokens && context < maxContext) {
    context *= 2;
  }
  return context;
}

const finishReasons: Readonly<Record<string, FinishReason>> = { stop: 'stop', length: 'length' };

/** The usage fields of the last line. */
const usageFields = [
  'prompt_eval_count',
  'eval_count',
  'total_duration',
  'load_duration',
  'prompt_eval_duration',
  'eval_duration',
];

function handleLine(line: JsonRecord, output: Output, state: { calls: number }): boolean {
  output.start(undefined, asFilled(line.model));
  const message = asRecord(line.message);
  output.reasoning(asText(message?.thinking));
  output.text(asText(message?.content));
  for (const entry of asList(message?.tool_calls) ?? []) {
    const called = asRecord(asRecord(entry)?.function);
    output.call(state.calls, {
      id: asFilled(asRecord(entry)?.id),
      name: asFilled(called?.name),
      arguments: JSON.stringify(asRecord(called?.arguments) ?? {}),
    });
    state.calls++;
  }
  if (line.done === true) {
    const reported = usageFields.filter((name) => line[name] !== undefined);
    if (reported.length > 0) {
      output.usage(Object.fromEntries(reported.map((name) => [name, line[name]])));
    }
    const reason = asFilled(line.done_reason) ?? 'stop';
    output.finish(lookUp(finishReasons, reason) ?? 'stop', reason);
    output.done();
  }
  return true;
}
