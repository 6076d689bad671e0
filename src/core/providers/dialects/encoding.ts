/** What all encoders share: the order of parts, image data, the reasoning switch, JSON without a schema field. */

import { asRecord, type JsonRecord, mergeDeep, parseJson } from '../../json';
import { ProviderError } from '../errors';
import { imageDataUrl } from '../imageText';
import type { ImagePart, Message, OutputFormat, TextPart, Vendor, VisionRequest } from '../types';

type Part = TextPart | ImagePart;

export function textOf(parts: readonly Part[]): string {
  return parts
    .filter((part) => part.kind === 'text')
    .map((part) => part.text)
    .join('\n\n');
}

export function imagesOf(parts: readonly Part[]): readonly ImagePart[] {
  return parts.filter((part) => part.kind === 'image');
}

/**
 * The vendor's preferred order, unless the user placed the images or they're interleaved, because then the order
 * carries meaning.
 */
export function ordered(
  { parts, placed }: Extract<Message, { role: 'user' }>,
  order: Vendor['quirks']['partOrder'],
): readonly Part[] {
  const changes = parts.filter((part, at) => at > 0 && part.kind !== parts[at - 1]!.kind).length;
  if (placed || order === 'asGiven' || changes !== 1) {
    return parts;
  }
  const first = order === 'imageFirst' ? 'image' : 'text';
  return [...parts.filter((part) => part.kind === first), ...parts.filter((part) => part.kind !== first)];
}

/** The parts of a user's message in the vendor's order, each image as its URL and the level that is sent. */
export function partsWithUrls(
  message: Extract<Message, { role: 'user' }>,
  request: VisionRequest,
  vendor: Vendor,
): readonly (TextPart | { readonly kind: 'image'; readonly url: string; readonly level: { detail?: SentDetail } })[] {
  return ordered(message, vendor.quirks.partOrder).map((part) => {
    if (part.kind === 'text') {
      return part;
    }
    const detail = detailOf(part, request, vendor);
    return { kind: 'image', url: imageUrl(part, vendor), level: { ...(detail && { detail }) } };
  });
}

/** The tools to offer; none if the vendor doesn't support tools. */
export function toolsOf(request: VisionRequest, { quirks }: Vendor): NonNullable<VisionRequest['tools']> {
  return quirks.tools ? (request.tools ?? []) : [];
}

/** A data URL, or the public URL if the provider fetches images itself. */
function imageUrl(part: ImagePart, vendor: Vendor): string {
  return part.bytes ? imageDataUrl(part.bytes, part.mediaType) : remoteUrl(part, vendor);
}

/** @throws ProviderError `badRequest` if there are no bytes and the vendor doesn't fetch images. */
export function remoteUrl(part: ImagePart, vendor: Vendor): string {
  if (part.url === undefined || !vendor.quirks.remoteUrl) {
    throw new ProviderError('badRequest', `${vendor.label} takes image bytes, not a URL.`);
  }
  return part.url;
}

type SentDetail = 'low' | 'high' | 'original';

/** The level to send; `auto` is every vendor's default and is left to it. */
export function detailOf(part: ImagePart, request: VisionRequest, { quirks }: Vendor): SentDetail | undefined {
  const detail = part.detail ?? request.detail ?? 'auto';
  if (!quirks.sendDetail || detail === 'auto') {
    return undefined;
  }
  return detail === 'original' && !quirks.originalDetail ? 'high' : detail;
}

/** Adds the vendor's reasoning switch to the body; the longest matching prefix of the model ID wins, then `*`. */
export function withReasoning(body: JsonRecord, request: VisionRequest, { quirks }: Vendor): JsonRecord {
  if (request.reasoning !== 'off' || !quirks.reasoningOff) {
    return body;
  }
  const model = request.model.replace(/^models\//, '');
  const prefix = Object.keys(quirks.reasoningOff)
    .filter((key) => key !== '*' && model.startsWith(key))
    .sort((a, b) => b.length - a.length)[0];
  return mergeDeep(body, quirks.reasoningOff[prefix ?? '*'] ?? {});
}

export interface JsonPlan {
  /** How the body requests JSON. */
  readonly field: 'schema' | 'object' | 'none';
  /** The messages, with the schema in words if the body doesn't carry it. */
  readonly messages: readonly Message[];
}

/** Decides how JSON is requested: with a schema field, a JSON mode, or words alone. */
export function planJson(request: VisionRequest, vendor: Vendor): JsonPlan {
  const { quirks } = vendor;
  const output = request.output;
  if (output?.kind !== 'json') {
    return { field: 'none', messages: request.messages };
  }
  const blocked = toolsOf(request, vendor).length > 0 && !quirks.jsonWithTools;
  const field = blocked ? 'none' : quirks.json === 'schema' && !output.schema ? 'object' : quirks.json;
  return { field, messages: field === 'schema' ? request.messages : withInstruction(request.messages, output) };
}

function withInstruction(messages: readonly Message[], output: Extract<OutputFormat, { kind: 'json' }>): Message[] {
  const text = output.schema
    ? `Answer with one JSON object and nothing else. It must match this JSON Schema:\n${JSON.stringify(output.schema)}`
    : 'Answer with one JSON object and nothing else.';
  const at = messages.findIndex((message) => message.role === 'system');
  const system = messages[at];
  if (system?.role !== 'system') {
    return [{ role: 'system', parts: [{ kind: 'text', text }] }, ...messages];
  }
  return messages.with(at, { role: 'system', parts: [...system.parts, { kind: 'text', text }] });
}

/**
 * Moves pictures that a tool returned into a user message after the results, for dialects whose tool messages contain
 * only text. Results of one round stay together.
 */
export function liftToolImages(messages: readonly Message[]): Message[] {
  const lifted: Message[] = [];
  let waiting: Part[] = [];
  const flush = () => {
    if (waiting.length > 0) {
      lifted.push({ role: 'user', parts: waiting });
      waiting = [];
    }
  };
  for (const message of messages) {
    if (message.role !== 'tool') {
      flush();
      lifted.push(message);
      continue;
    }
    const images = imagesOf(message.parts);
    if (images.length > 0) {
      waiting.push({ kind: 'text', text: `Image returned by ${message.name}:` }, ...images);
    }
    lifted.push({ ...message, parts: message.parts.filter((part) => part.kind === 'text') });
  }
  flush();
  return lifted;
}

/** A call's arguments as an object; malformed ones are sent back as an empty object. */
export function argumentsOf(text: string): Record<string, unknown> {
  return asRecord(parseJson(text)) ?? {};
}
