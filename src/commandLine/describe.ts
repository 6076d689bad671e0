import { AnswerError } from '../core/answers/answerError';
import { type Asked, answerProblem } from '../core/answers/judge';
import { ask } from '../core/ask/ask';
import { askForData, type DataDeps, type DataEvent, type DataResult } from '../core/ask/data';
import type { AskEvent, AskImage, AskRequest, AskResult, AskTurn } from '../core/ask/types';
import { costOf } from '../core/conversation/cost';
import type { Detail } from '../core/image/types';
import { isRecord } from '../core/json';
import { hostOf, staysHere } from '../core/providers/destination';
import type { OutputFormat, Provider } from '../core/providers/types';
import { systemPrompt, type Task, tasks, withUserTasks } from '../core/tasks/tasks';
import { imageTools } from '../core/tools/imageTools';
import type { Tool } from '../core/tools/types';
import { type Arguments, choice, numberOf, text, UsageError } from './args';
import { addTurn, readConversation } from './conversationFile';
import { answerJson, type Sent, toolCallLines, usageLine } from './describeOutput';
import type { Engine } from './engine';
import { explainLine } from './explain';
import { readJsonFile } from './jsonFile';
import { chooseProvider } from './model';
import type { Terminal } from './terminal';
import { readToolFile } from './toolFile';

const answerHints = {
  cut: ' Allow more with --max-tokens.',
  thinking: ' Allow more with --max-tokens, or choose another --model.',
  filtered: ' Ask differently, or choose another --model.',
};

/**
 * `sightread describe <image|url>…`: streams the answer to stdout, or prints one JSON object with `--json`. Returns the
 * exit code.
 */
export async function describe(
  args: Arguments,
  engine: Engine,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const file = text(args, 'conversation');
  const kept = file === undefined ? [] : await readConversation(file, args.operands);
  if (args.operands.length === 0 && kept.every((turn) => turn.images.length === 0)) {
    throw new UsageError('describe needs at least one image file or URL');
  }
  if (args.operands.length === 0 && text(args, 'prompt') === undefined) {
    throw new UsageError('a follow-up question needs --prompt');
  }
  const earlier = kept.map((turn): AskTurn => ({ ...turn, images: turn.images.map((source) => engine.image(source)) }));
  const request = await requestOf(args, earlier, engine, signal);
  const { provider } = request;
  terminal.progress(
    provider.vendor
      ? `Sending to ${staysHere(provider.destination) ? `${provider.label} on this machine` : hostOf(provider.vendor.baseUrl)}…`
      : 'Reading on this machine…',
  );
  const remote = request.turns.flatMap((turn) => turn.images.flatMap(({ url }) => url ?? []));
  if (remote.length > 0) {
    await engine.fetches.ask(remote);
  }
  const deps: DataDeps = {
    imaging: engine.imaging(),
    mayLink: engine.fetches.mayLink,
    checkSchema: (...args) => engine.markup().checkSchema(...args),
  };
  const { output } = request;
  const events: AsyncIterable<AskEvent | DataEvent> = output
    ? askForData(request, deps, signal)
    : ask(request, deps, signal);
  const json = args.options.json === true;
  let sent: Sent = { images: [], links: [] };
  let result: AskResult | DataResult | undefined;
  for await (const event of events) {
    if (event.type === 'prepared') {
      sent = event;
      if (event.shrunk.length > 0) {
        terminal.step(`Resized to fit the provider’s limits: ${event.shrunk.join(', ')}`);
      }
      if (event.leftOut.length > 0) {
        terminal.step(`Not sent this time because of the provider’s limits: ${event.leftOut.join(', ')}`);
      }
    } else if (event.type === 'text' && !json && !output) {
      terminal.write(event.text);
    } else if (event.type === 'step' && event.state !== 'running') {
      terminal.step(`${event.title}${event.state === 'failed' ? ' (failed)' : ''}: ${event.detail}`);
    } else if (event.type === 'retry') {
      terminal.progress(`Rate limited. Retrying in ${Math.ceil(event.waitMs / 1000)} s…`);
    } else if (event.type === 'done') {
      result = event.result;
    }
  }
  if (!result) {
    return 1;
  }
  const cost = costOf(result.usage, provider.vendor?.models.find((one) => one.id === request.model)?.price);
  if (json) {
    terminal.json(answerJson(result, provider, sent, cost));
  } else {
    const ended = !output && (result.text.endsWith('\n') || (result.text === '' && result.toolCalls !== undefined));
    terminal.json(output ? result.text : '');
    terminal.write(`${ended ? '' : '\n'}${toolCallLines(result)}`);
    if (provider.vendor) {
      terminal.step(usageLine(result.usage, sent, cost));
    }
  }
  const problem = provider.takesOriginals ? undefined : answerProblem(result, askedOf(args, output));
  // A partial answer isn't part of the next request; nor is a call, which has no answer yet.
  if (file !== undefined && !problem && result.finishReason !== 'interrupted' && !result.toolCalls) {
    const { question, contactSheet = false } = request.turns.at(-1)!;
    const turn = { question, images: args.operands, answer: result.text, model: result.model };
    await addTurn(file, { ...turn, ...(contactSheet && { contactSheet }) });
  }
  if (problem) {
    terminal.error(explainLine(new AnswerError(problem, 1, result.usage), answerHints));
    return 1;
  }
  if ('problems' in result && result.problems.length > 0) {
    terminal.error('The data doesn’t match the schema:', ...result.problems);
    return 1;
  }
  if (result.finishReason === 'interrupted') {
    terminal.error('The connection was lost. The partial answer is above.');
    return 1;
  }
  return 0;
}

function askedOf(args: Arguments, output: OutputFormat | undefined): Asked {
  const task = text(args, 'task');
  return output ? 'data' : task === 'ocr' ? 'transcript' : text(args, 'prompt') === undefined ? 'description' : 'reply';
}

/** All options as a request. Throws `UsageError`, and `noVision` for a model that is known not to support images. */
async function requestOf(
  args: Arguments,
  earlier: readonly AskTurn[],
  engine: Engine,
  signal: AbortSignal,
): Promise<AskRequest> {
  const task = taskOf(args);
  const detail = choice<Detail>(args, 'detail', ['auto', 'low', 'high', 'original'], 'auto');
  const output = await outputFormat(text(args, 'schema'), task.id);
  const sampling = { temperature: numberOf(args, 'temperature', 0, 2), topP: numberOf(args, 'top-p', 0, 1) };
  const maxOutputTokens = numberOf(args, 'max-tokens', 1, 1_000_000);
  const toolFile = text(args, 'tools');
  const declaredTools = toolFile === undefined ? undefined : await readToolFile(toolFile);
  const answering = await chooseProvider(args, engine);
  const { provider } = answering;
  if (!provider.vendor && [...Object.values(sampling), maxOutputTokens].some((value) => value !== undefined)) {
    throw new UsageError('--temperature, --top-p, and --max-tokens don’t apply to the offline engine');
  }
  if (declaredTools && !provider.vendor?.quirks.tools) {
    throw new UsageError(`--tools: ${provider.label} doesn’t support functions`);
  }
  if (declaredTools && output) {
    throw new UsageError('--tools and --schema can’t be used together');
  }
  const { id: model, stated } = await answering.model(signal);
  const turn: AskTurn = {
    question: text(args, 'prompt') ?? task.prompt,
    images: args.operands.map((source) => engine.image(source)),
    contactSheet: args.options['contact-sheet'] === true,
  };
  const turns = [...earlier, turn];
  // Only if the list explicitly says so.
  const withTools = task.intent === 'ask' && !output && provider.vendor?.quirks.tools && stated?.tools === true;
  const tools = withTools ? toolsAbout(turns, provider, engine) : undefined;
  return {
    provider,
    model,
    system: systemPrompt(task, ''),
    turns,
    intent: task.intent,
    detail,
    maxOutputTokens: maxOutputTokens ?? task.maxOutputTokens,
    output,
    sampling,
    declaredTools,
    tools: tools?.filter(({ definition }) => !declaredTools?.some((one) => one.name === definition.name)),
  };
}

function taskOf(args: Arguments): Task {
  const id = text(args, 'task') ?? (text(args, 'prompt') === undefined ? 'describe' : 'ask');
  const task = withUserTasks({}).get(id);
  if (!task) {
    throw new UsageError(`--task must be one of: ${Object.keys(tasks).join(', ')}`);
  }
  return task;
}

/** The panel's tools, except for workspace search: there is no workspace. */
function toolsAbout(turns: readonly AskTurn[], provider: Provider, engine: Engine): readonly Tool[] {
  const images: readonly AskImage[] = turns.flatMap((turn) => turn.images);
  return imageTools({
    images,
    limits: provider.limits,
    imaging: engine.imaging,
    ocr: engine.ocr,
    title: (tool, what) => `${tool === 'zoom' ? 'Looked closer' : 'Read text'}: ${what}`,
  });
}

/** From the schema; for `extractData` without one, JSON with keys that the model chooses. */
async function outputFormat(schemaFile: string | undefined, taskId: string): Promise<OutputFormat | undefined> {
  if (schemaFile === undefined) {
    return taskId === 'extractData' ? { kind: 'json', name: 'data', strict: false } : undefined;
  }
  const schema = await readJsonFile('schema', schemaFile);
  if (isRecord(schema)) {
    return { kind: 'json', name: 'data', strict: false, schema };
  }
  throw new UsageError(`--schema: ${schemaFile} must contain a single JSON object`);
}
