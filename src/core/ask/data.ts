/**
 * A question whose answer is data: the JSON is extracted from the answer, checked against the schema, and requested
 * once more.
 */
import { isMarkupError } from '../altText/types';
import { fitsJson } from '../json';
import { parseJsonInPortions } from '../jsonInPortions';
import { sumUsage } from '../providers/usageSum';
import { ask } from './ask';
import type { AskDeps, AskEvent, AskRequest, AskResult } from './types';

/** The validated answer. */
export interface DataResult extends AskResult {
  /** The parsed answer; undefined if it isn't JSON at all. */
  readonly data?: unknown;
  /** What still doesn't match after the second request; empty if everything does. */
  readonly problems: readonly string[];
}

export type DataEvent =
  | Exclude<AskEvent, { type: 'done' }>
  /** The text so far didn't match and is replaced by what follows. */
  | { readonly type: 'discard'; readonly problems: readonly string[] }
  | { readonly type: 'done'; readonly result: DataResult };

/** A value that is larger, or nested deeper, is written without line breaks: indentation would multiply its size. */
const prettyDepth = 64;
const prettyValues = 50_000;

/** Checks a value against a schema. The schema is untrusted, so this runs on a thread that can be terminated. */
export type SchemaCheck = (
  value: unknown,
  schema: Readonly<Record<string, unknown>>,
  signal?: AbortSignal,
) => Promise<readonly string[]>;

export interface DataDeps extends AskDeps {
  readonly checkSchema: SchemaCheck;
}

/**
 * Like `ask`, for a request with a JSON output. An answer that isn't JSON, or doesn't match the schema, is sent back
 * once with what is wrong. Whatever doesn't match then is listed in `problems`. Throws what `ask` throws.
 */
export async function* askForData(request: AskRequest, deps: DataDeps, signal: AbortSignal): AsyncGenerator<DataEvent> {
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
  const checked = await checkData(first.text, schema, deps.checkSchema, signal);
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
    const again = await checkData(result.text, schema, deps.checkSchema, signal);
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
export async function checkData(
  answer: string,
  schema: Readonly<Record<string, unknown>> | undefined,
  checkSchema: SchemaCheck,
  signal?: AbortSignal,
): Promise<{ readonly text: string; readonly data?: unknown; readonly problems: readonly string[] }> {
  const found = await findJson(answer);
  if (found === undefined) {
    return { text: answer, problems: ['The answer is not JSON.'] };
  }
  const plain = JSON.stringify(found);
  const text = fitsJson(plain, prettyDepth, prettyValues) ? JSON.stringify(found, null, 2) : plain;
  return { text, data: found, problems: schema ? await problemsOf(found, schema, checkSchema, signal) : [] };
}

async function problemsOf(
  value: unknown,
  schema: Readonly<Record<string, unknown>>,
  checkSchema: SchemaCheck,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  try {
    return await checkSchema(value, schema, signal);
  } catch (error) {
    if (isMarkupError(error)) {
      return [
        error.reason === 'deadline'
          ? 'The schema could not be checked in time.'
          : `The schema cannot be used: ${error.detail}`,
      ];
    }
    throw error;
  }
}

/** The whole answer, its fenced part, or its outermost braces. */
async function findJson(answer: string): Promise<unknown> {
  const fenced = answer.split('```').find((part, at) => at % 2 === 1 && /^(?:json)?\s*\n/i.test(part));
  const inFence = fenced?.replace(/^json/i, '');
  const from = answer.search(/[{[]/);
  const to = Math.max(answer.lastIndexOf('}'), answer.lastIndexOf(']')) + 1;
  const braced = from >= 0 && from < to ? answer.slice(from, to) : undefined;
  for (const candidate of [answer, inFence, braced]) {
    const parsed = candidate === undefined ? undefined : await parseJsonInPortions(candidate);
    if (parsed !== undefined) {
      return parsed;
    }
  }
  return undefined;
}
