import * as vscode from 'vscode';
import { type AskResult, ask } from '../core/ask';
import { sniff } from '../core/image/sniff';
import { ImageError } from '../core/image/types';
import { systemPrompt, tasks, withUserTasks } from '../core/tasks/tasks';
import type { OcrResult, TextMode } from '../core/text/types';
import type { Consent } from './consent';
import type { Engines } from './engines';
import type { Choice, Providers } from './providers';
import type { Session } from './session/session';
import { settings } from './settings';
import { type ImageTarget, isExcluded, readTarget } from './targets';

/** Text out of images, by the engine that the settings name. */
export interface TextReader {
  /** True when the next reading stays on this machine. */
  isOffline(): boolean;
  readOffline(
    bytes: Uint8Array,
    options?: { mode?: TextMode; signal?: AbortSignal; onProgress?: (done: number) => void },
  ): Promise<OcrResult>;
  /** The text of one target; throws typed errors. */
  read(target: ImageTarget, signal: AbortSignal, onProgress?: (done: number) => void): Promise<string>;
  /** Cuts a box out of the image as shown, in its pixels; PNG bytes. */
  cropShown(session: Session, imageId: string, box: readonly [number, number, number, number]): Promise<Uint8Array>;
  readCrop(bytes: Uint8Array): Promise<string>;
}

interface Deps {
  readonly engines: Engines;
  readonly providers: Providers;
  readonly consent: Consent;
}

const maxReadPixels = 9_000_000;

export function createTextReader({ engines, providers, consent }: Deps): TextReader {
  const isOffline = () => settings.ocrEngine() !== 'model';
  const readOffline: TextReader['readOffline'] = async (bytes, { mode, signal, onProgress } = {}) => {
    const facts = factsOf(bytes);
    const pixels = await engines.imaging().decode(bytes, facts, maxReadPixels, signal);
    return engines.ocr().read(pixels, { mode, languages: settings.ocrLanguages(), onProgress }, signal);
  };
  const readByModel = async (
    target: ImageTarget,
    bytes: Uint8Array,
    choice: Choice,
    signal: AbortSignal,
  ): Promise<string> => {
    const { provider, model } = choice;
    if (isExcluded(target.uri)) {
      throw new ImageError('excluded', target.name);
    }
    if (!(await consent.ask(provider.host, provider.label, [target.name]))) {
      throw new vscode.CancellationError();
    }
    const task = withUserTasks(settings.tasks()).get('ocr') ?? tasks.ocr;
    const request = {
      provider,
      model,
      system: systemPrompt(task, ''),
      turns: [
        { question: task.prompt, images: [{ id: target.uri.toString(), name: target.name, read: async () => bytes }] },
      ],
      intent: task.intent,
      detail: settings.detail(),
      maxOutputTokens: task.maxOutputTokens,
    };
    let result: AskResult | undefined;
    for await (const event of ask(
      request,
      { imaging: engines.imaging(), cache: new Map(), now: () => performance.now() },
      signal,
    )) {
      result = event.type === 'done' ? event.result : result;
    }
    return stripFence(result?.text ?? '');
  };
  return {
    isOffline,
    readOffline,
    read: async (target, signal, onProgress) => {
      const bytes = await readTarget(target.uri);
      const choice = isOffline() ? undefined : await providers.choose('ocr');
      if (!choice || choice.provider.host === undefined) {
        return (await readOffline(bytes, { signal, onProgress })).text;
      }
      return readByModel(target, bytes, choice, signal);
    },
    cropShown: async (session, imageId, [x, y, width, height]) => {
      const image = session.conversation().images.find((one) => one.id === imageId);
      const bytes = await session.readImage(imageId);
      const facts = factsOf(bytes);
      // The panel counts in pixels of the picture as shown; cut out of the source, where the text is sharper.
      const shownWidth = image?.sent?.parts.length === 1 ? (image.sent.parts[0]?.width ?? facts.width) : facts.width;
      const scale = facts.width / Math.max(1, shownWidth);
      const crop = {
        x: Math.max(0, Math.round(x * scale)),
        y: Math.max(0, Math.round(y * scale)),
        width: Math.max(1, Math.min(facts.width, Math.round(width * scale))),
        height: Math.max(1, Math.min(facts.height, Math.round(height * scale))),
      };
      const job = { accepts: ['image/png'], maxBytes: 16_000_000, content: 'text', maxTiles: 1, crop } as const;
      const { parts } = await engines.imaging().render(bytes, facts, job);
      if (!parts[0]) {
        throw new ImageError('corrupt');
      }
      return parts[0].bytes;
    },
    readCrop: async (bytes) => (await readOffline(bytes)).text,
  };
}

function factsOf(bytes: Uint8Array) {
  const found = sniff(bytes);
  if (!found.ok) {
    throw new ImageError(found.reason, found.detail);
  }
  if (found.facts.truncated) {
    throw new ImageError('truncated');
  }
  return found.facts;
}

/** A model may fence its answer against the prompt; the text inside is what was asked for. */
function stripFence(text: string): string {
  const fenced = /^\s*```[^\n]*\n([\s\S]*?)\n?```\s*$/.exec(text);
  return fenced?.[1] ?? text;
}
