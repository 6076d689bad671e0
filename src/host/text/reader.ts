import * as vscode from 'vscode';
import { errorText } from '../../core/errorText';
import { cutOut } from '../../core/image/cut';
import { factsOf } from '../../core/image/sniff';
import { offlineProviderId } from '../../core/providers/offline';
import type { Usage } from '../../core/providers/types';
import { tasks, withUserTasks } from '../../core/tasks/tasks';
import { withCodes } from '../../core/text/codes';
import { modelForms, type TextForm } from '../../core/text/forms';
import { layoutMode, type Shaped, shapeAnswer, shapeOffline } from '../../core/text/shape';
import { checkSyntax } from '../../core/text/syntax';
import type { ModelSelection, Providers } from '../../jobs/providers';
import { readByModel, readHere } from '../../jobs/readText';
import type { FromPanel } from '../../protocol/fromPanel';
import type { Consent } from '../consent';
import type { Engines } from '../engines';
import { checkMayBeSent } from '../mayBeSent';
import type { Session } from '../session/session';
import { settings } from '../settings';
import { type ImageTarget, readTarget } from '../targets';

/** An image to read: a file, or bytes that were pasted. */
export interface TextSource {
  readonly name: string;
  /** Absent if it isn't a file. */
  readonly uri?: vscode.Uri;
  /** The file's bytes; can reject with `ImageError`. */
  readonly read: (signal: AbortSignal) => Promise<Uint8Array>;
}

export const toTextSource = (target: ImageTarget): TextSource => ({
  name: target.name,
  uri: target.uri,
  read: () => readTarget(target.uri),
});

export interface ReadOptions {
  readonly form?: TextForm;
  /** By default, as in the settings. */
  readonly by?: 'offline' | 'model';
  readonly signal?: AbortSignal;
  /** 0 to 1; only while reading offline. */
  readonly onProgress?: (done: number) => void;
}

export interface Reading {
  readonly shaped: Shaped;
  /** The model that read it; undefined if it was read on this machine. */
  readonly model?: string;
  /** The model stopped before the end of the image. */
  readonly cutOff?: boolean;
  /** As the provider reported it. */
  readonly usage?: Usage;
  /** What was read on this machine but doesn't look like text. */
  readonly leftOut: readonly string[];
}

/** The form needs a vision model, and none is set up. */
export class NoModelError extends Error {
  override readonly name = 'NoModelError';
}

interface Deps {
  readonly engines: Engines;
  readonly providers: Providers;
  readonly consent: Consent;
  readonly log: vscode.LogOutputChannel;
}

/** Text from images, with the engine that the settings name. */
export class TextReader {
  constructor(private readonly deps: Deps) {}

  /** The model that would read. */
  choose(): Promise<ModelSelection> {
    return this.deps.providers.choose('ocr');
  }

  /** The text in one image; throws typed errors, and `NoModelError` if only a model can do it and there is none. */
  async read(
    source: TextSource,
    { form = 'auto', by, signal = new AbortController().signal, onProgress }: ReadOptions = {},
  ): Promise<Reading> {
    const needsModel = modelForms.has(form) || by === 'model';
    const wantsModel = needsModel || (by === undefined && settings.ocrEngine() === 'model');
    const choice = wantsModel ? await this.choose() : undefined;
    if (choice && isModel(choice)) {
      return this.#askModel(source, choice, form, signal);
    }
    if (needsModel) {
      throw new NoModelError();
    }
    const options = { mode: layoutMode(form), onProgress };
    const read = await readHere(await source.read(signal), this.deps.engines, options, signal);
    const shaped = await this.#checked(shapeOffline(read, form));
    const leftOut = (read.leftOut ?? []).map((piece) => piece.text);
    // A CSV file contains only its table. Elsewhere codes follow the text, whose syntax is checked without them.
    const isTable = form === 'csv' && !shaped.noTable;
    return { shaped: isTable ? shaped : { ...shaped, text: withCodes(shaped.text, read.codes) }, leftOut };
  }

  /**
   * Cuts a box out of the image as shown, in its pixels: PNG bytes, or the file's own if the box contains all of it.
   */
  async cropShown(
    session: Session,
    {
      imageId,
      box: [x, y, width, height],
      of: [shownWidth, shownHeight],
    }: Pick<FromPanel.Region, 'imageId' | 'box' | 'of'>,
  ): Promise<Uint8Array> {
    const bytes = await session.readImage(imageId);
    const facts = factsOf(bytes);
    // The panel counts in pixels of what it shows; cut from the source, where the text is sharper.
    const across = (value: number) => Math.round((value * facts.width) / Math.max(1, shownWidth));
    const down = (value: number) => Math.round((value * facts.height) / Math.max(1, shownHeight));
    const crop = {
      x: across(x),
      y: down(y),
      width: Math.max(1, Math.min(facts.width, across(width))),
      height: Math.max(1, Math.min(facts.height, down(height))),
    };
    const isWhole = crop.x + crop.y === 0 && crop.width >= facts.width && crop.height >= facts.height;
    return isWhole ? bytes : cutOut(bytes, facts, crop, this.deps.engines.imaging());
  }

  async #askModel(source: TextSource, chosen: ModelSelection, form: TextForm, signal: AbortSignal): Promise<Reading> {
    const { providers, consent, engines } = this.deps;
    if (source.uri) {
      await checkMayBeSent(source.uri, { isPicked: true });
    }
    await providers.checkSight(chosen);
    if (!(await consent.ask(chosen, [source.name]))) {
      throw new vscode.CancellationError();
    }
    const { provider, model } = await providers.settle(chosen);
    await providers.checkSight({ provider, model });
    const task = withUserTasks(settings.tasks()).get('ocr') ?? tasks.ocr;
    const image = { id: source.name, name: source.name, read: source.read };
    const request = { provider, model, image, task, form, detail: settings.detail() };
    const read = await readByModel(request, { imaging: engines.imaging() }, signal);
    const shaped = await this.#checked(shapeAnswer(read.text, form));
    return { shaped, model: read.model, usage: read.usage, cutOff: read.finishReason !== 'stop', leftOut: [] };
  }

  /** The text doesn't depend on its check: parsers that can't answer are only logged. */
  async #checked(shaped: Shaped): Promise<Shaped> {
    try {
      return await checkSyntax(shaped, this.deps.engines.markup());
    } catch (error) {
      this.deps.log.warn(`parsing what was read: ${errorText(error)}`);
      return shaped;
    }
  }
}

/** The offline engine is a provider too, but not a model. */
export const isModel = ({ provider }: ModelSelection) => provider.id !== offlineProviderId;
