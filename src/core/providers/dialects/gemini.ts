/** Google's generateContent, native. */
import type { Content, FunctionDeclaration, GenerationConfig, Part, ThinkingConfig } from '@google/genai';
import { asFilled, asList, asRecord, asText, type JsonRecord } from '../../json';
import { lookUp } from '../../lookUp';
import { imageBase64 } from '../imageText';
import type { DialectCodec, FinishReason, ImagePart, Message, TextPart, Vendor, VisionRequest } from '../types';
import { geminiUsage } from '../usage';
import { createDecoder, type Output } from './decoder';
import { argumentsOf, detailOf, ordered, planJson, remoteUrl, textOf, toolsOf, withReasoning } from './encoding';

export const geminiCodec: DialectCodec = {
  streamType: 'text/event-stream',
  encode(request, vendor) {
    const json = planJson(request, vendor);
    const tools = toolsOf(request, vendor);
    const system = json.messages.filter((message) => message.role === 'system').flatMap((message) => message.parts);
    const body = {
      ...(system.length > 0 && { systemInstruction: { parts: [{ text: textOf(system) }] } }),
      contents: joined(json.messages.flatMap((message) => contentOf(message, vendor))),
      generationConfig: generationConfig(request, vendor, json.field),
      ...(tools.length > 0 && {
        tools: [
          {
            functionDeclarations: tools.map(({ name, description, parameters }) => ({
              name,
              description,
              parametersJsonSchema: parameters,
            })),
          },
        ],
      }),
    } satisfies GenerateContentBody;
    const model = request.model.replace(/^models\//, '');
    return {
      path: `/models/${encodeURIComponent(model)}:streamGenerateContent?alt=sse`,
      body: withReasoning(body, request, vendor),
    };
  },
  decoder(vendor, kind = 'stream') {
    const state = { calls: 0 };
    return createDecoder({
      vendor,
      reader: kind === 'json' ? 'json' : 'sse',
      usageOf: geminiUsage,
      usageIsWhole: true,
      handle: (message, output) => handleChunk(message, output, state),
    });
  },
};

/** The REST body. The SDK types only its own input, but the pieces are the SDK's. */
interface GenerateContentBody {
  readonly systemInstruction?: Content;
  readonly contents: Content[];
  readonly generationConfig: Omit<GenerationConfig, 'thinkingConfig' | 'mediaResolution'> & {
    readonly thinkingConfig?: ThinkingConfig;
    readonly mediaResolution?: `${NonNullable<GenerationConfig['mediaResolution']>}`;
  };
  readonly tools?: { functionDeclarations: FunctionDeclaration[] }[];
}

function generationConfig(
  request: VisionRequest,
  vendor: Vendor,
  field: 'schema' | 'object' | 'none',
): GenerateContentBody['generationConfig'] {
  const image = request.messages.flatMap((message) => message.parts).find((part) => part.kind === 'image');
  const detail = image?.kind === 'image' ? detailOf(image, request, vendor) : undefined;
  const schema = request.output?.kind === 'json' ? request.output.schema : undefined;
  return {
    maxOutputTokens: request.maxOutputTokens,
    ...(request.temperature !== undefined && { temperature: request.temperature }),
    ...(request.topP !== undefined && { topP: request.topP }),
    ...(field !== 'none' && { responseMimeType: 'application/json' }),
    ...(field === 'schema' && { responseJsonSchema: schema }),
    ...(detail && { mediaResolution: detail === 'low' ? 'MEDIA_RESOLUTION_LOW' : 'MEDIA_RESOLUTION_HIGH' }),
  };
}

function contentOf(message: Message, vendor: Vendor): Content[] {
  switch (message.role) {
    case 'system':
      return [];
    case 'user':
      return [{ role: 'user', parts: partsOf(ordered(message, vendor.quirks.partOrder), vendor) }];
    case 'assistant': {
      const calls = (message.toolCalls ?? []).map(({ name, arguments: args, extra }): Part => {
        const id = asFilled(extra?.id);
        const thoughtSignature = asFilled(extra?.thoughtSignature);
        return {
          functionCall: { ...(id && { id }), name, args: argumentsOf(args) },
          ...(thoughtSignature && { thoughtSignature }),
        };
      });
      const text = textOf(message.parts);
      const parts = [...(text === '' ? [] : [{ text }]), ...calls];
      return parts.length > 0 ? [{ role: 'model', parts }] : [];
    }
    case 'tool': {
      const id = isOwnId(message.callId) ? undefined : message.callId;
      const response: Part = {
        functionResponse: { ...(id && { id }), name: message.name, response: { result: textOf(message.parts) } },
      };
      const images = message.parts.filter((part) => part.kind === 'image');
      return [{ role: 'user', parts: [response, ...partsOf(images, vendor)] }];
    }
  }
}

/** Adjacent messages with the same role become one content: the results of a round answer its calls together. */
function joined(contents: readonly Content[]): Content[] {
  const turns: Content[] = [];
  for (const content of contents) {
    const last = turns.at(-1);
    if (last?.role === content.role) {
      last!.parts = [...(last!.parts ?? []), ...(content.parts ?? [])];
    } else {
      turns.push({ ...content });
    }
  }
  return turns;
}

function partsOf(parts: readonly (TextPart | ImagePart)[], vendor: Vendor): Part[] {
  return parts.map((part) => {
    if (part.kind === 'text') {
      return { text: part.text };
    }
    return part.bytes
      ? { inlineData: { mimeType: part.mediaType, data: imageBase64(part.bytes) } }
      : { fileData: { mimeType: part.mediaType, fileUri: remoteUrl(part, vendor) } };
  });
}

/** IDs that we generated because the API gave none aren't sent back. */
const ownId = 'gemini_call_';

function isOwnId(id: string): boolean {
  return id.startsWith(ownId);
}

const finishReasons: Readonly<Record<string, FinishReason>> = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  SAFETY: 'filtered',
  RECITATION: 'filtered',
  BLOCKLIST: 'filtered',
  PROHIBITED_CONTENT: 'filtered',
  SPII: 'filtered',
  LANGUAGE: 'filtered',
  IMAGE_SAFETY: 'filtered',
  IMAGE_PROHIBITED_CONTENT: 'filtered',
  IMAGE_RECITATION: 'filtered',
  MALFORMED_FUNCTION_CALL: 'interrupted',
};

function handleChunk(chunk: JsonRecord, output: Output, state: { calls: number }): boolean {
  output.start(asFilled(chunk.responseId), asFilled(chunk.modelVersion));
  output.usage(asRecord(chunk.usageMetadata));
  const candidate = asRecord(asList(chunk.candidates)?.[0]);
  for (const entry of asList(asRecord(candidate?.content)?.parts) ?? []) {
    const part = asRecord(entry) ?? {};
    const call = asRecord(part.functionCall);
    if (call) {
      const id = asFilled(call.id);
      const thoughtSignature = asFilled(part.thoughtSignature);
      output.call(state.calls, {
        id: id ?? `${ownId}${state.calls}`,
        name: asFilled(call.name),
        arguments: JSON.stringify(asRecord(call.args) ?? {}),
        extra:
          id || thoughtSignature ? { ...(id && { id }), ...(thoughtSignature && { thoughtSignature }) } : undefined,
      });
      state.calls++;
    } else if (part.thought === true) {
      output.reasoning(asText(part.text));
    } else {
      output.text(asText(part.text));
    }
  }
  const blocked = asFilled(asRecord(chunk.promptFeedback)?.blockReason);
  const reason = asFilled(candidate?.finishReason) ?? blocked;
  if (reason && reason !== 'FINISH_REASON_UNSPECIFIED') {
    output.finish(blocked ? 'filtered' : (lookUp(finishReasons, reason) ?? 'stop'), reason);
  }
  return true;
}
