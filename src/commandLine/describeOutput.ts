/** What `describe` prints besides the answer's own text. */
import type { DataResult } from '../core/ask/data';
import type { AskResult } from '../core/ask/types';
import type { Cost } from '../core/conversation/cost';
import type { PreparedImage } from '../core/image/types';
import { parseJson } from '../core/json';
import { printableLine } from '../core/printable';
import type { Provider, ToolCall } from '../core/providers/types';
import { changeWords } from './changeWords';

/** The images of a request, by their source. */
export type PreparedList = readonly { readonly id: string; readonly prepared: PreparedImage }[];

/** `--json`: one object with everything that is known, and a line break. */
export function answerJson(
  result: AskResult | DataResult,
  provider: Provider,
  prepared: PreparedList,
  cost: Cost | undefined,
): string {
  const answer = {
    text: result.text,
    data: 'problems' in result ? result.data : undefined,
    problems: 'problems' in result && result.problems.length > 0 ? result.problems : undefined,
    toolCalls: result.toolCalls?.map((call) => ({ id: call.id, name: call.name, arguments: argumentsOf(call) })),
    usage: result.usage,
    cost,
    provider: provider.id,
    model: result.model,
    images: prepared.map(({ id, prepared: image }) => {
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
    }),
    finishReason: result.finishReason,
    timings: { firstTokenS: result.firstTokenS, totalS: result.totalS },
  };
  return `${JSON.stringify(answer, null, 2)}\n`;
}

/** A line for each call: the function's name and its arguments as JSON. */
export function toolCallLines({ toolCalls = [] }: AskResult): string {
  return toolCalls.map((call) => `Call: ${printableLine(call.name)} ${JSON.stringify(argumentsOf(call))}\n`).join('');
}

/** As the model wrote them; a call without any gets an empty object. */
const argumentsOf = (call: ToolCall): unknown => parseJson(call.arguments) ?? {};
