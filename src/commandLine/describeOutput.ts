/** What `describe` prints besides the answer's own text. */
import type { DataResult } from '../core/ask/data';
import type { AskEvent, AskResult } from '../core/ask/types';
import type { Cost } from '../core/conversation/cost';
import { parseJson } from '../core/json';
import { printableLine } from '../core/printable';
import type { Provider, ToolCall, Usage } from '../core/providers/types';
import { changeWords } from './changeWords';

/** What was sent, as `ask` says before the first byte. */
export type Sent = Pick<
  Extract<AskEvent, { type: 'prepared' }>,
  'images' | 'links' | 'estimatedInputTokens' | 'estimatedImageTokens'
>;

/** `--json`: one object with everything that is known, and a line break. */
export function answerJson(
  result: AskResult | DataResult,
  provider: Provider,
  { images, links, estimatedInputTokens, estimatedImageTokens }: Sent,
  cost: Cost | undefined,
): string {
  const answer = {
    text: result.text,
    data: 'problems' in result ? result.data : undefined,
    problems: 'problems' in result && result.problems.length > 0 ? result.problems : undefined,
    toolCalls: result.toolCalls?.map((call) => ({ id: call.id, name: call.name, arguments: argumentsOf(call) })),
    usage: result.usage,
    estimated: estimatedInputTokens && { inputTokens: estimatedInputTokens, imageTokens: estimatedImageTokens },
    cost,
    provider: provider.id,
    model: result.model,
    images: [...images.map(imageJson), ...links.map((url) => ({ source: url, sent: { url } }))],
    finishReason: result.finishReason,
    timings: { firstTokenS: result.firstTokenS, totalS: result.totalS },
  };
  return `${JSON.stringify(answer, null, 2)}\n`;
}

function imageJson({ id, prepared: image }: Sent['images'][number]) {
  const sent = image.parts.map(({ mediaType, width, height, bytes }) => ({
    mediaType,
    width,
    height,
    bytes: bytes.length,
  }));
  const { mediaType, width, height } = image.facts;
  return {
    source: id,
    file: { mediaType, width, height, bytes: image.sourceBytes },
    sent: sent[0],
    tiles: sent.length > 1 ? sent : undefined,
    changes: image.changes,
    inWords: image.changes.map(changeWords),
  };
}

/**
 * What the answer took, in one line: `Tokens: 812 in (about 768 for images), 96 out, $0.0022`. “About” is our estimate
 * by the provider's formula, where the provider reports nothing.
 */
export function usageLine(usage: Usage | undefined, estimate: Sent, cost: Cost | undefined): string {
  const number = new Intl.NumberFormat('en');
  const words = (reported: number | undefined, estimated?: number) => {
    const about = estimated === undefined ? undefined : `about ${number.format(estimated)}`;
    return reported === undefined ? about : number.format(reported);
  };
  const { estimatedInputTokens, estimatedImageTokens = 0 } = estimate;
  const input = words(usage?.inputTokens, estimatedInputTokens);
  const isPlausible = estimatedImageTokens > 0 && estimatedImageTokens < (usage?.inputTokens ?? Number.MAX_VALUE);
  const images = words(usage?.imageInputTokens, isPlausible ? estimatedImageTokens : undefined);
  const output = words(usage?.outputTokens);
  const parts = [
    input && `${input} in${images ? ` (${images} for images)` : ''}`,
    output && `${output} out`,
    cost && `$${cost.usd.toFixed(cost.usd < 0.01 ? 6 : 4)}`,
  ].filter(Boolean);
  return `Tokens: ${parts.length > 0 ? parts.join(', ') : 'not reported'}`;
}

/** A line for each call: the function's name and its arguments as JSON. */
export function toolCallLines({ toolCalls = [] }: AskResult): string {
  return toolCalls.map((call) => `Call: ${printableLine(call.name)} ${JSON.stringify(argumentsOf(call))}\n`).join('');
}

/** As the model wrote them; a call without any gets an empty object. */
const argumentsOf = (call: ToolCall): unknown => parseJson(call.arguments) ?? {};
