/** Describes the images in documents on disk, several at a time, each paid for once. */
import { sha256 } from '../core/altText/cache';
import type { ImageReference } from '../core/altText/types';
import { AnswerError } from '../core/answers/answerError';
import type { AskImage } from '../core/ask/types';
import { ProviderError } from '../core/providers/errors';
import type { Provider, Usage } from '../core/providers/types';
import type { AltTexts, GeneratedAlt } from '../jobs/altTexts';
import { askForAll } from '../jobs/batch';
import { type AltFile, foldersOf, pictureInside, pictureOf } from './altFiles';
import type { Engine } from './engine';
import { explainLine } from './explain';
import { checkMayBeSent } from './mayBeSent';
import type { Terminal } from './terminal';

export interface Tally {
  written: number;
  /** Among those: not in exactly the model's words. */
  inOtherWords: number;
  /** Skipped, because the document's language can't represent the model's words. */
  needNearest: number;
  /** Skipped, because somebody changed the document, and the image isn't there as before. */
  changed: number;
  decorative: number;
  failed: number;
  requests: number;
  /** As reported; undefined if no provider did. */
  tokens: number | undefined;
  fromCache: number;
}

export interface Run {
  readonly engine: Engine;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly provider: Provider;
  readonly model: string;
  /** Characters that alt text should have at most. */
  readonly maxLength: number;
  /** The same picture in the same place in several files is paid for once, and so is a second run. */
  readonly altTexts: AltTexts;
  readonly tally: Tally;
}

/** A document and what was found out about its images. */
export interface Page {
  readonly file: AltFile;
  readonly due: readonly ImageReference[];
  /** By image; an image without one wasn't asked about. */
  readonly outcomes: Map<ImageReference, Outcome>;
}

type Outcome = GeneratedAlt | { readonly error: unknown };

/**
 * Asks about every image that needs it, at most `atOnce` at a time, and passes each page on, in order, once all of it
 * is known. What would fail for every image (a wrong key) stops this; what is known by then is passed on too. Throws
 * the signal's reason.
 */
export async function describeAll(
  pages: readonly Page[],
  run: Run,
  atOnce: number,
  finish: (page: Page) => Promise<void>,
): Promise<void> {
  const { signal, terminal, tally } = run;
  const images = new Map<string, { readonly page: Page; readonly one: ImageReference }>(
    pages.flatMap((page, at) => page.due.map((one) => [`${at}:${one.index}`, { page, one }] as const)),
  );
  let next = 0;
  let finishing = Promise.resolve();
  const finishInOrder = (isOver: boolean) => {
    for (let page = pages[next]; page && (isOver || page.outcomes.size === page.due.length); page = pages[next]) {
      const ready = page;
      finishing = finishing.then(() => finish(ready));
      next += 1;
    }
  };
  const outcome = (id: string, value: Outcome) => {
    const { page, one } = images.get(id)!;
    page.outcomes.set(one, value);
    finishInOrder(false);
  };
  const { left, error } = await askForAll<GeneratedAlt>(
    [...images.keys()],
    {
      atOnce,
      generate: (id, ofImage) => {
        const { page, one } = images.get(id)!;
        return decide(page.file, one, run, ofImage);
      },
      onEvent: (event) => {
        if (event.type === 'done') {
          outcome(event.id, event.result);
        } else if (event.type === 'failed') {
          outcome(event.id, { error: event.error });
        } else if (event.type === 'slowed') {
          terminal.progress(`The provider has limited your rate. Continuing in ${Math.ceil(event.waitMs / 1000)} s.`);
        }
      },
    },
    signal,
  );
  if (error !== undefined) {
    tally.failed += left;
    terminal.error(`${explainLine(error)} ${left} not attempted.`);
  }
  if (!signal.aborted) {
    finishInOrder(true);
  }
  await finishing;
  signal.throwIfAborted();
}

async function decide(
  file: AltFile,
  reference: ImageReference,
  { engine, provider, model, maxLength, altTexts, tally }: Run,
  signal: AbortSignal,
): Promise<GeneratedAlt> {
  const image = await imageOf(file, reference, engine);
  const bytes = await image.read(signal);
  const picture = { name: image.name, bytes, imageHash: await sha256(bytes) };
  const options = { ending: 'sentence', maxLength } as const;
  try {
    const question = { reference, options, provider, model, detail: 'auto' } as const;
    const generated = await altTexts.generate(question, picture, signal);
    tally.fromCache += generated.origin === 'cache' ? 1 : 0;
    count(tally, generated.requests, generated.usage);
    return generated;
  } catch (error) {
    if (error instanceof AnswerError && !told.has(error)) {
      // Two places that wait for one answer get the same error.
      told.add(error);
      count(tally, error.requests, error.usage);
    } else if (error instanceof ProviderError && error.details.status !== undefined && !told.has(error)) {
      // The provider answered, so it was asked.
      told.add(error);
      count(tally, 1, undefined);
    }
    throw error;
  }
}

const told = new WeakSet<Error>();

/** An unusable answer was paid for too. */
function count(tally: Tally, requests: number, usage: Usage | undefined): void {
  tally.requests += requests;
  const tokens = usage && (usage.totalTokens ?? (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0));
  tally.tokens = tokens && requests > 0 ? (tally.tokens ?? 0) + tokens : tally.tokens;
}

async function imageOf(file: AltFile, reference: ImageReference, engine: Engine): Promise<AskImage> {
  // The text around the image is sent too.
  await checkMayBeSent(file.path);
  const picture = await pictureOf(file, reference);
  if (picture) {
    return engine.image(picture, { folders: foldersOf(file) });
  }
  const bytes = await pictureInside(file, reference);
  if (!bytes) {
    throw new Error('the image is not a file in this folder');
  }
  const name = reference.src.raw || reference.tag;
  return { id: `${file.name}#${reference.index}`, name, read: async () => bytes };
}
