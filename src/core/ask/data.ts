/** A question whose answer is data: JSON is taken out of the answer, checked against the schema, and asked for once more. */
import { type OutputUnit, Validator } from '@cfworker/json-schema';
import { parseJson } from '../json';
import { sumUsage } from '../providers/usageSum';
import { ask } from './ask';
import type { AskDeps, AskEvent, AskRequest, AskResult } from './types';

/** The checked answer. */
export interface DataResult extends AskResult {
  /** The parsed answer; undefined when it is no JSON at all. */
  readonly data?: unknown;
  /** What still does not fit after the answer was asked for again; empty when all is well. */
  readonly problems: readonly string[];
}

export type DataEvent =
  | Exclude<AskEvent, { type: 'done' }>
  /** The text so far did not fit and is replaced by what follows. */
  | { readonly type: 'discard'; readonly problems: readonly string[] }
  | { readonly type: 'done'; readonly result: DataResult };

const mostProblems = 8;

/**
 * Like `ask`, for a request with a JSON output. An answer that is no JSON, or does not fit the schema, is sent back once
 * with what is wrong; what does not fit then is told in `problems`. Errors as `ask`.
 */
export async function* askForData(request: AskRequest, deps: AskDeps, signal: AbortSignal): AsyncGenerator<DataEvent> {
  const schema = request.output?.kind === 'json' ? request.output.schema : undefined;
  let first: AskResult | undefined;
  for await (const event of ask(request, deps, signal)) {
    if (event.type === 'done') {
      first = event.result;
    } else {
      yield event;
    }
  }
  if (!first) {
    return;
  }
  const checked = checkData(first.text, schema);
  if (checked.problems.length === 0 || first.finishReason !== 'stop') {
    yield { type: 'done', result: { ...first, text: checked.text, data: checked.data, problems: checked.problems } };
    return;
  }
  yield { type: 'discard', problems: checked.problems };
  for await (const event of ask(withCorrection(request, first.text, checked.problems), deps, signal)) {
    if (event.type !== 'done') {
      yield event;
      continue;
    }
    const { result } = event;
    const again = checkData(result.text, schema);
    const usage = first.usage && result.usage ? sumUsage(first.usage, result.usage) : (result.usage ?? first.usage);
    const totalS = first.totalS + result.totalS;
    yield {
      type: 'done',
      result: { ...result, usage, totalS, text: again.text, data: again.data, problems: again.problems },
    };
  }
}

function withCorrection(request: AskRequest, answer: string, problems: readonly string[]): AskRequest {
  const turns = request.turns.slice(0, -1);
  const question = request.turns.at(-1);
  const correction =
    `Your answer does not fit what was asked for:\n${problems.map((problem) => `- ${problem}`).join('\n')}\n` +
    'Answer again with the corrected JSON only. Use null for what cannot be read.';
  return {
    ...request,
    turns: [...turns, ...(question ? [{ ...question, answer }] : []), { question: correction, images: [] }],
  };
}

/** The JSON in an answer, pretty-printed, and how it differs from the schema. */
export function checkData(
  answer: string,
  schema: Readonly<Record<string, unknown>> | undefined,
): { readonly text: string; readonly data?: unknown; readonly problems: readonly string[] } {
  const found = findJson(answer);
  if (found === undefined) {
    return { text: answer, problems: ['The answer is not JSON.'] };
  }
  const text = JSON.stringify(found, null, 2);
  return { text, data: found, problems: schema ? mismatches(found, schema) : [] };
}

function mismatches(value: unknown, schema: Readonly<Record<string, unknown>>): string[] {
  let errors: OutputUnit[];
  try {
    errors = new Validator(schema as object, '2020-12', false).validate(value).errors;
  } catch (error) {
    // A schema with a reference that leads nowhere cannot judge anything.
    return [`The schema cannot be used: ${error instanceof Error ? error.message : String(error)}`];
  }
  const leaves = errors.filter((unit) => !/^(properties|items|allOf|anyOf|oneOf|\$ref)$/.test(unit.keyword));
  return (leaves.length > 0 ? leaves : errors)
    .slice(0, mostProblems)
    .map((unit) => `${unit.instanceLocation}: ${unit.error}`);
}

/** The whole answer, the fenced part of it, or its outermost braces. */
function findJson(answer: string): unknown {
  const fenced = /```(?:json)?\s*\n([\s\S]*?)\n?\s*```/i.exec(answer)?.[1];
  const braced = /[{[][\s\S]*[}\]]/.exec(answer)?.[0];
  for (const candidate of [answer, fenced, braced]) {
    const parsed = candidate === undefined ? undefined : parseJson(candidate);
    if (parsed !== undefined) {
      return parsed;
    }
  }
  return undefined;
}
