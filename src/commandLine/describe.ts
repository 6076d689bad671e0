import { readFile } from 'node:fs/promises';
import { ask } from '../core/ask';
import { askForData, type DataEvent, type DataResult } from '../core/askData';
import type { AskEvent, AskImage, AskRequest, AskResult } from '../core/askTypes';
import { costOf } from '../core/conversation/cost';
import type { Detail, PreparedImage } from '../core/image/types';
import { ProviderError } from '../core/providers/errors';
import type { ModelInfo, OutputFormat, Provider } from '../core/providers/types';
import { systemPrompt, tasks, withUserTasks } from '../core/tasks/tasks';
import { imageTools } from '../core/tools/imageTools';
import type { Tool } from '../core/tools/types';
import { type Arguments, choice, text, UsageError } from './args';
import type { Engine } from './engine';
import type { Terminal } from './terminal';

/** `sightread describe <image|url>…`: the answer on stdout as it comes, or one JSON object with `--json`. Returns the exit code. */
export async function describe(
  args: Arguments,
  engine: Engine,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  if (args.operands.length === 0) {
    throw new UsageError('describe needs at least one image file or URL');
  }
  const taskId = text(args, 'task') ?? (text(args, 'prompt') === undefined ? 'describe' : 'ask');
  const task = withUserTasks({}).get(taskId);
  if (!task) {
    throw new UsageError(`--task takes one of: ${Object.keys(tasks).join(', ')}`);
  }
  const detail = choice<Detail>(args, 'detail', ['auto', 'low', 'high', 'original'], 'auto');
  const output = await outputFormat(text(args, 'schema'), taskId);
  const provider = await engine.provider(text(args, 'provider') ?? 'auto', text(args, 'base-url'));
  const known = provider.vendor?.models ?? [];
  const model = text(args, 'model') ?? known[0]?.id ?? (await firstVisionModel(provider, engine, signal));
  terminal.progress(provider.host ? `Sending to ${provider.host}…` : 'Reading on this machine…');
  const images = args.operands.map(engine.image);
  const withTools = task.intent === 'ask' && !output && (await callsTools(provider, model, engine, signal));
  const request: AskRequest = {
    provider,
    model,
    system: systemPrompt(task, ''),
    turns: [
      {
        question: text(args, 'prompt') ?? task.prompt,
        images,
        contactSheet: args.options['contact-sheet'] === true,
      },
    ],
    intent: task.intent,
    detail,
    maxOutputTokens: task.maxOutputTokens,
    output,
    tools: withTools ? toolsAbout(images, provider, engine) : undefined,
  };
  const deps = { imaging: engine.imaging() };
  const events: AsyncIterable<AskEvent | DataEvent> = output
    ? askForData(request, deps, signal)
    : ask(request, deps, signal);
  const json = args.options.json === true;
  let prepared: readonly { readonly id: string; readonly prepared: PreparedImage }[] = [];
  let result: AskResult | DataResult | undefined;
  for await (const event of events) {
    if (event.type === 'prepared') {
      prepared = event.images;
    } else if (event.type === 'text' && !json && !output) {
      terminal.write(event.text);
    } else if (event.type === 'step' && event.state !== 'running') {
      terminal.step(`${event.title}${event.state === 'failed' ? ' (failed)' : ''}: ${event.detail}`);
    } else if (event.type === 'retry') {
      terminal.progress(`Asked to wait ${Math.ceil(event.waitMs / 1000)} s…`);
    } else if (event.type === 'done') {
      result = event.result;
    }
  }
  if (!result) {
    return 1;
  }
  if (json) {
    const cost = costOf(result.usage, known.find((one: ModelInfo) => one.id === model)?.price);
    terminal.write(`${JSON.stringify(toJson(result, provider, prepared, cost), null, 2)}\n`);
  } else {
    terminal.write(`${output ? result.text : ''}${!output && result.text.endsWith('\n') ? '' : '\n'}`);
  }
  if ('problems' in result && result.problems.length > 0) {
    terminal.error(`The data does not fit the schema:\n${result.problems.join('\n')}`);
    return 1;
  }
  if (result.finishReason === 'interrupted') {
    terminal.error('The connection broke off; the text so far is above.');
    return 1;
  }
  return 0;
}

/** How long a model list is waited for that says no more than whether the model calls tools. */
const listDeadlineMs = 2500;

/** Only a stated yes counts, from the built-in list or the provider's own. */
async function callsTools(provider: Provider, model: string, engine: Engine, signal: AbortSignal): Promise<boolean> {
  if (!provider.vendor?.quirks.tools) {
    return false;
  }
  const stated = provider.vendor.models.find((one) => one.id === model)?.tools;
  if (stated !== undefined) {
    return stated;
  }
  try {
    const list = await engine.models(provider, AbortSignal.any([signal, AbortSignal.timeout(listDeadlineMs)]));
    return list.find((one) => one.id === model)?.tools === true;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ProviderError || (error instanceof DOMException && error.name === 'TimeoutError')) {
      return false;
    }
    throw error;
  }
}

/** What the panel offers as well, but for the search in a workspace: there is none. */
function toolsAbout(images: readonly AskImage[], provider: Provider, engine: Engine): readonly Tool[] {
  return imageTools({
    images,
    limits: provider.limits,
    imaging: engine.imaging,
    ocr: engine.ocr,
    languages: ['eng'],
    title: (tool, what) => `${tool === 'zoom' ? 'Looked closer' : 'Read text'}: ${what}`,
  });
}

async function firstVisionModel(provider: Provider, engine: Engine, signal: AbortSignal): Promise<string> {
  if (!provider.vendor) {
    return '';
  }
  const models = await engine.models(provider, signal);
  return models.find((one) => one.vision === true)?.id ?? models.find((one) => one.vision === 'unknown')?.id ?? '';
}

/** By the schema; for `extractData` without one, JSON with the keys that the model chooses. */
async function outputFormat(schemaFile: string | undefined, taskId: string): Promise<OutputFormat | undefined> {
  if (schemaFile === undefined) {
    return taskId === 'extractData' ? { kind: 'json', name: 'data', strict: false } : undefined;
  }
  try {
    const schema: unknown = JSON.parse(await readFile(schemaFile, 'utf8'));
    if (typeof schema === 'object' && schema !== null && !Array.isArray(schema)) {
      return { kind: 'json', name: 'data', strict: false, schema: schema as Record<string, unknown> };
    }
  } catch (error) {
    throw new UsageError(
      `--schema: ${schemaFile} cannot be read as JSON (${error instanceof Error ? error.message : error})`,
    );
  }
  throw new UsageError(`--schema: ${schemaFile} must hold one JSON object`);
}

function toJson(
  result: AskResult | DataResult,
  provider: Provider,
  prepared: readonly { readonly id: string; readonly prepared: PreparedImage }[],
  cost: ReturnType<typeof costOf>,
): Record<string, unknown> {
  return {
    text: result.text,
    data: 'problems' in result ? result.data : undefined,
    problems: 'problems' in result && result.problems.length > 0 ? result.problems : undefined,
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
      return { source: id, sent: sent[0], tiles: sent.length > 1 ? sent : undefined, changes: image.changes };
    }),
    finishReason: result.finishReason,
    timings: { firstTokenS: result.firstTokenS, totalS: result.totalS },
  };
}
