/** Runs the model's tool calls: steps for the user; results and pictures for the turn's next request. */

import { bounds } from '../bounds';
import { base64Length, bodyOverhead, jsonBytes, partOverhead } from '../image/budget';
import type { ImageLimits } from '../image/types';
import { parseJson } from '../json';
import type { ImagePart, Message, TextPart, ToolCall } from '../providers/types';
import { type Tool, toolFailure } from '../tools/types';
import type { AskEvent } from './types';

/**
 * Runs the calls in order, but only the first of very many. The model then sees their results, followed by their images
 * in one user message. The request stays within the limits: a new image replaces regions that were shown before, or
 * isn't shown.
 */
export async function* carryOut(
  calls: readonly ToolCall[],
  tools: readonly Tool[],
  messages: Message[],
  limits: ImageLimits,
  signal: AbortSignal,
): AsyncGenerator<AskEvent> {
  const images: ImagePart[] = [];
  for (const [at, call] of calls.entries()) {
    if (at >= bounds.toolCallsInRound) {
      messages.push({ role: 'tool', callId: call.id, name: call.name, parts: [text(tooManyCalls)] });
      continue;
    }
    const tool = tools.find((one) => one.definition.name === call.name);
    // Undefined for anything but JSON; the tool then says what it needs.
    const input = parseJson(call.arguments || '{}');
    const step = { type: 'step', id: call.id, title: tool?.title(input) ?? call.name } as const;
    yield { ...step, detail: '', state: 'running' };
    const run = tool ? await tool.run(input, signal) : toolFailure(`There is no tool ${call.name}.`);
    signal.throwIfAborted();
    const shown = run.images ?? [];
    const result = makeRoom([...images, ...shown], messages, limits) ? run : noRoom;
    yield { ...step, detail: result.detail, state: result.failed ? 'failed' : 'done' };
    messages.push({ role: 'tool', callId: call.id, name: call.name, parts: [text(result.text)] });
    images.push(...(result.images ?? []));
  }
  if (images.length > 0) {
    messages.push({ role: 'user', parts: [...images, text(regionsFollow)] });
  }
}

const regionsFollow = 'These are the regions that you asked for.';
const regionsGone = text('The regions that you asked for were shown here and are no longer attached.');
const tooManyCalls = `Not carried out: at most ${bounds.toolCallsInRound} calls at once.`;
const noRoom = toolFailure('No further image fits into this request. Answer from what you have seen.');

/**
 * Removes regions of earlier rounds from the messages, oldest first, until these images fit. Returns false if they
 * don't.
 */
function makeRoom(images: readonly ImagePart[], messages: Message[], limits: ImageLimits): boolean {
  const { maxImages = Number.POSITIVE_INFINITY, maxBodyBytes = Number.POSITIVE_INFINITY } = limits;
  for (;;) {
    const all = [...images, ...messages.flatMap((message) => [...message.parts])];
    const bytes = all.reduce((sum, part) => sum + bytesOf(part), bodyOverhead);
    if (all.filter((part) => part.kind === 'image').length <= maxImages && bytes <= maxBodyBytes) {
      return true;
    }
    const oldest = messages.findIndex(isRegions);
    if (images.length === 0 || oldest < 0) {
      return images.length === 0;
    }
    messages[oldest] = { role: 'user', parts: [regionsGone] };
  }
}

function isRegions({ role, parts }: Message): boolean {
  const last = parts.at(-1);
  return role === 'user' && parts.length > 1 && last?.kind === 'text' && last.text === regionsFollow;
}

const bytesOf = (part: TextPart | ImagePart) =>
  part.kind === 'text' ? jsonBytes(part.text) : base64Length(part.bytes?.length ?? 0) + partOverhead;

function text(value: string): TextPart {
  return { kind: 'text', text: value };
}
