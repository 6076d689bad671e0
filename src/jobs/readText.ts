/** Text from one image: on this machine, or with a model, in one question or one per tile. */
import { AnswerError, type AnswerProblem } from '../core/answers/answerError';
import { answerProblem } from '../core/answers/judge';
import { ask } from '../core/ask/ask';
import type { AskDeps, AskImage, AskRequest, AskResult } from '../core/ask/types';
import { byteBudget } from '../core/image/budget';
import { prepareImage } from '../core/image/prepare';
import type { ImageLimits, ImagingEngine } from '../core/image/types';
import { ProviderError } from '../core/providers/errors';
import type { FinishReason, Usage } from '../core/providers/types';
import { sumUsage } from '../core/providers/usageSum';
import type { Task } from '../core/tasks/tasks';
import { decodeToRead } from '../core/text/decode';
import { readingTask, type TextForm, withoutFence } from '../core/text/forms';
import { stitch } from '../core/text/stitch';
import type { OcrEngine, OcrOptions, OcrResult } from '../core/text/types';

export interface ModelReadRequest extends Pick<AskRequest, 'provider' | 'model' | 'detail'> {
  readonly image: AskImage;
  /** The reading task, the user's own or `tasks.ocr`. */
  readonly task: Task;
  readonly form: TextForm;
}

export interface ModelReading {
  /** Without fences. */
  readonly text: string;
  /** As the provider named it. */
  readonly model: string;
  readonly usage?: Usage;
  /** Anything but `stop`: the end of the text is missing. */
  readonly finishReason: FinishReason;
}

/** What was read on this machine. */
export interface ReadHere extends OcrResult {
  /** Pixels in the file per pixel in which boxes are given. */
  readonly scale: number;
  /** The file is cut off; nearly all of the picture was read. */
  readonly endMissing: boolean;
}

/** Reads one image file on this machine. Throws `ImageError`, `OcrError`, or the signal's reason. */
export async function readHere(
  bytes: Uint8Array,
  { imaging, ocr }: { readonly imaging: () => ImagingEngine; readonly ocr: () => OcrEngine },
  options: OcrOptions,
  signal: AbortSignal,
): Promise<ReadHere> {
  const { facts, pixels } = await decodeToRead(bytes, imaging(), signal);
  const read = await ocr().read(pixels, options, signal);
  return { ...read, scale: facts.width > 0 ? facts.width / pixels.width : 1, endMissing: facts.truncated };
}

/** Forms that are read line by line: their tiles are read one by one and joined here. */
const byLines: ReadonlySet<TextForm> = new Set(['auto', 'text', 'code']);
/** Tiles are sent in separate requests, so only patience limits their number. */
const maxTiles = 12;
/** The most that a request's prompt and frame need, in bytes; the user's own prompt included. */
const textBytes = 16_384;

/** How much of a refused answer goes into its error. */
const maxDetail = 400;

/** Why an answer isn't a reading. One that was cut off is, as far as it goes. */
function readingProblem(answer: Answer): AnswerProblem | undefined {
  const problem = answerProblem(answer, 'transcript');
  return problem === 'cut' && answer.text.trim() !== '' ? undefined : problem;
}

/**
 * Reads one image. Throws `ImageError`, `ProviderError`, `AnswerError` for an answer that isn't a reading, or the
 * signal's reason; text that had arrived is returned instead, as `interrupted`.
 */
export async function readByModel(
  request: ModelReadRequest,
  deps: AskDeps,
  signal: AbortSignal,
): Promise<ModelReading> {
  const { provider, model } = request;
  const task = readingTask(request.task, request.form);
  const tiles = await tilesOf(request, task, deps, signal);
  const parts: { text: string; top: number; height: number }[] = [];
  let problem: AnswerProblem | undefined;
  let usage: Usage | undefined;
  let last: Answer = { text: '', finishReason: 'stop' };
  for (const { image: part, note, top, height } of tiles) {
    const question = `${task.prompt}${note}`;
    last = await answer({ ...request, image: part }, task, question, parts.length > 0, deps, signal);
    usage = usage && last.usage ? sumUsage(usage, last.usage) : (last.usage ?? usage);
    parts.push({ text: withoutFence(last.text), top, height });
    problem ??= readingProblem(last);
    if (last.finishReason !== 'stop') {
      break;
    }
  }
  const text = tiles.length > 1 ? stitch(parts) : (parts[0]?.text ?? '');
  if (problem) {
    throw new AnswerError(problem, parts.length, usage, text.slice(0, maxDetail));
  }
  return { text, model: last.model || model || provider.label, usage, finishReason: last.finishReason };
}

interface Answer extends Pick<AskResult, 'text' | 'finishReason' | 'usage'>, Partial<Pick<AskResult, 'reasoning'>> {
  readonly model?: string;
}

/** One request. An error is thrown only if there is nothing to lose: no text from it, and none `before`. */
async function answer(
  { provider, model, detail, image }: ModelReadRequest,
  task: Task,
  question: string,
  before: boolean,
  deps: AskDeps,
  signal: AbortSignal,
): Promise<Answer> {
  const request: AskRequest = {
    provider,
    model,
    system: task.system,
    turns: [{ question, images: [image] }],
    intent: task.intent,
    detail,
    maxOutputTokens: task.maxOutputTokens,
  };
  let text = '';
  try {
    for await (const event of ask(request, deps, signal)) {
      if (event.type === 'done') {
        return event.result;
      }
      text += event.type === 'text' ? event.text : '';
    }
  } catch (error) {
    if (signal.aborted || !(error instanceof ProviderError) || (!text && !before)) {
      throw error;
    }
  }
  return { text, finishReason: 'interrupted' };
}

interface Tile {
  readonly image: AskImage;
  readonly note: string;
  readonly top: number;
  readonly height: number;
}

/**
 * The image as one part, or, if the page is too tall to stay legible in one picture and the form can be joined from
 * them, its tiles from top to bottom. Throws `ImageError`.
 */
async function tilesOf(
  { provider, image, detail, form }: ModelReadRequest,
  task: Task,
  deps: AskDeps,
  signal: AbortSignal,
): Promise<readonly Tile[]> {
  const asItIs = [{ image, note: '', top: 0, height: 0 }];
  const linked = image.url !== undefined && provider.vendor?.quirks.remoteUrl;
  if (!byLines.has(form) || provider.takesOriginals || linked) {
    return asItIs;
  }
  const asked = { limits: eachTile(provider.limits), intent: task.intent, detail, imageCount: 1, maxTiles: maxTiles };
  const bytes = await image.read(signal);
  const whole = await prepareImage(bytes, { ...asked, otherBodyBytes: textBytes }, deps.imaging, signal);
  const { parts } = whole;
  if (parts.length === 1) {
    return [{ ...asItIs[0]!, image: { ...image, prepared: whole } }];
  }
  if (parts.some(({ region }) => region?.x !== parts[0]?.region?.x)) {
    return asItIs;
  }
  return parts.map((part, i) => ({
    image: { ...image, id: `${image.id}:${i + 1}`, prepared: { ...whole, parts: [part] } },
    note: tileNote(i + 1, parts.length),
    top: part.region?.y ?? 0,
    height: part.region?.height ?? 0,
  }));
}

/** The limits of a request with one tile, expressed for all tiles together. */
function eachTile(limits: ImageLimits): ImageLimits {
  const { maxBodyBytes } = limits;
  return {
    ...limits,
    maxImages: undefined,
    maxImageBytes: byteBudget(limits, 1, textBytes, 1).each,
    maxBodyBytes: maxBodyBytes && maxBodyBytes * maxTiles,
  };
}

const tileNote = (part: number, count: number) =>
  ` This is part ${part} of ${count} of one tall picture that was cut across; neighbouring parts overlap. ` +
  'Transcribe this part alone. Leave out a line that the edge of the picture cuts through.';
