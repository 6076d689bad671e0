import { basename } from 'node:path';
import { tasks } from '../core/tasks/tasks';
import { withCodes } from '../core/text/codes';
import type { TextForm } from '../core/text/forms';
import { codeOfFile, isLanguageCode, packageOf } from '../core/text/languages/pack';
import type { Box, OcrResult, TextMode } from '../core/text/types';
import { type ModelReadRequest, readByModel, readHere } from '../jobs/readText';
import { type Arguments, choice, text, UsageError } from './args';
import { type Engine, namedFile, readImageFile } from './engine';
import { explainLine } from './explain';
import { chooseProvider } from './model';
import type { Terminal } from './terminal';

/**
 * `sightread ocr <image>…`: prints the text, or with `--json` its lines, boxes, and confidence. Returns the exit code.
 */
export async function ocr(args: Arguments, engine: Engine, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const wanted = text(args, 'get-language');
  if (wanted !== undefined) {
    await getLanguages(wanted.split(',').filter(Boolean), engine, terminal, signal);
    if (args.operands.length === 0) {
      return 0;
    }
  }
  if (args.operands.length === 0) {
    throw new UsageError('ocr needs at least one image file');
  }
  const by = choice(args, 'engine', ['offline', 'model'], 'offline');
  const mode = choice<TextMode>(args, 'mode', ['text', 'code', 'table', 'paragraph'], 'text');
  const languages = (text(args, 'lang') ?? wanted ?? 'eng').split(',').filter(Boolean);
  const model = by === 'model' ? await readingModel(args, engine, signal) : undefined;
  const results: Record<string, unknown>[] = [];
  let failed = 0;
  for (const source of args.operands) {
    terminal.progress(`Reading ${source}…`);
    try {
      const read =
        model === undefined
          ? await readOffline(source, engine, { mode, languages }, signal)
          : await askModel(source, mode, model, engine, signal);
      if (read.finishReason !== 'stop') {
        failed++;
        terminal.error(`${source}: the model stopped early, so the end is missing`);
      }
      for (const remark of remarksOn(read)) {
        terminal.error(`${source}: ${remark}`);
      }
      if (args.options.json === true) {
        results.push({ source, ...read });
      } else {
        terminal.exact(read.text.endsWith('\n') || read.text === '' ? read.text : `${read.text}\n`);
      }
    } catch (error) {
      signal.throwIfAborted();
      failed++;
      terminal.error(`${source}: ${explainLine(error)}`);
    }
  }
  if (args.options.json === true) {
    terminal.json(`${JSON.stringify(args.operands.length === 1 ? (results[0] ?? {}) : results, null, 2)}\n`);
  }
  return failed > 0 ? 1 : 0;
}

/** What the text alone doesn't say. */
function remarksOn({ text: read, leftOut = [], endMissing }: CliReading): string[] {
  const pieces =
    leftOut.length === 1
      ? '1 piece that doesn’t look like text was'
      : `${leftOut.length} pieces that don’t look like text were`;
  return [
    ...(endMissing === true ? ['the end of the file is missing, and with it perhaps the last rows'] : []),
    ...(read.trim() === '' ? ['no text was found'] : []),
    ...(leftOut.length > 0 ? [`${pieces} left out; --json has them`] : []),
  ];
}

/**
 * Saves language data: from a file, or downloaded by its code, which is the only use of the network here and only on
 * request.
 */
async function getLanguages(wanted: readonly string[], engine: Engine, terminal: Terminal, signal: AbortSignal) {
  for (const one of wanted) {
    const code = codeOfFile(basename(one));
    if (code) {
      await engine.addLanguageFile(code, one);
    } else if (isLanguageCode(one)) {
      terminal.progress(`Downloading ${packageOf(one)} from the npm registry…`);
      await engine.addLanguage(one, signal);
    } else {
      throw new UsageError(`--get-language: ${one} isn’t a language code. German is deu, for example.`);
    }
    terminal.progress(`Saved in ${engine.languageDir}`);
  }
}

async function readOffline(
  source: string,
  engine: Engine,
  options: { readonly mode: TextMode; readonly languages: readonly string[] },
  signal: AbortSignal,
): Promise<CliReading> {
  const read = await readHere(await readImageFile(await namedFile(source, engine.note)), engine, options, signal);
  // In pixels of the file, whatever size was read.
  const inFile = ([x, y, width, height]: Box): Box => {
    const scaled = (value: number) => Math.round(value * read.scale);
    return [scaled(x), scaled(y), scaled(width), scaled(height)];
  };
  return {
    text: withCodes(read.text, read.codes),
    provider: 'offline',
    confidence: read.confidence,
    lines: read.lines.map((line) => ({
      text: line.text,
      box: inFile(line.box),
      confidence: line.confidence,
    })),
    codes: (read.codes ?? []).map(({ kind, text: contained, box }) => ({ kind, text: contained, box: inFile(box) })),
    leftOut: (read.leftOut ?? []).map((piece) => ({ ...piece, box: inFile(piece.box) })),
    ...(read.endMissing && { endMissing: true }),
    finishReason: 'stop',
  };
}

/** What was read, as `--json` prints it. */
type CliReading = Pick<OcrResult, 'text' | 'leftOut'> & Record<string, unknown>;

type ReadingModel = Pick<ModelReadRequest, 'provider' | 'model'>;

async function readingModel(args: Arguments, engine: Engine, signal: AbortSignal): Promise<ReadingModel> {
  const { provider, model } = await chooseProvider(args, engine);
  return { provider, model: (await model(signal)).id };
}

async function askModel(
  source: string,
  mode: TextMode,
  by: ReadingModel,
  engine: Engine,
  signal: AbortSignal,
): Promise<CliReading> {
  const request = { ...by, image: engine.image(source), task: tasks.ocr, form: forms[mode], detail: 'auto' as const };
  const { text: read, model, usage, finishReason } = await readByModel(request, { imaging: engine.imaging() }, signal);
  return { text: read, provider: by.provider.id, model, usage, finishReason };
}

const forms: Record<TextMode, TextForm> = {
  text: 'text',
  code: 'code',
  table: 'markdownTable',
  paragraph: 'paragraphs',
};
