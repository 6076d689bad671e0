/** The images of documents on disk, described some at a time, each paid for once. */
import { askAlt } from '../core/altText/askAlt';
import { createBatch } from '../core/altText/batch';
import { blankDecision } from '../core/altText/blank';
import { altCacheKey, contextHash, sha256 } from '../core/altText/cache';
import type { AltDecision } from '../core/altText/decision';
import type { PayOnce } from '../core/altText/paidOnce';
import type { RuleSettings } from '../core/altText/rules';
import type { ImageReference } from '../core/altText/types';
import { AnswerError } from '../core/answers/answerError';
import type { AskImage } from '../core/ask/types';
import type { Provider, Usage } from '../core/providers/types';
import { type AltFile, foldersOf, pictureInside, pictureOf } from './altFiles';
import type { Engine } from './engine';
import { explainLine } from './explain';
import { checkMayBeSent } from './mayBeSent';
import type { Terminal } from './terminal';

export interface Tally {
  written: number;
  /** Of those: not in exactly the words that the model gave. */
  inOtherWords: number;
  /** Left, because the language of the document holds them in other words only. */
  needNearest: number;
  /** Left, because somebody changed the document, and the image is not there as it was. */
  changed: number;
  decorative: number;
  failed: number;
  requests: number;
  /** As reported; undefined while no provider did. */
  tokens: number | undefined;
  fromCache: number;
}

export interface Run {
  readonly engine: Engine;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly provider: Provider;
  readonly model: string;
  /** A finding that is switched off for a file is none: no alt is written for it. */
  readonly rules: RuleSettings;
  /** Characters that an alt should have at most. */
  readonly maxLength: number;
  /** The same picture in the same place of several files is paid for once, and so is a second run. */
  readonly payOnce: PayOnce;
  readonly tally: Tally;
}

/** A document and what was learnt of its images. */
export interface Page {
  readonly file: AltFile;
  readonly due: readonly ImageReference[];
  /** By image; an image without one was not asked for. */
  readonly outcomes: Map<ImageReference, Outcome>;
}

type Outcome = Described | { readonly error: unknown };

export interface Described {
  readonly decision: AltDecision;
  readonly hash: string;
}

/**
 * Asks for every image that is due, `atOnce` at a time at most, and hands each page over, in order, once all of it is
 * known. What would fail for every image (a wrong key) ends the asking; what is known by then is handed over too.
 * Throws the signal's reason.
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
  await new Promise<void>((ended) => {
    const outcome = (id: string, value: Outcome) => {
      const image = images.get(id)!;
      image.page.outcomes.set(image.one, value);
      finishInOrder(false);
    };
    const batch = createBatch<Described>({
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
          terminal.progress(`The provider asks to wait ${Math.ceil(event.waitMs / 1000)} s.`);
        } else if (event.type === 'ended') {
          if (event.error !== undefined) {
            tally.failed += event.left;
            terminal.error(`${explainLine(event.error)} ${event.left} not asked for.`);
          }
          ended();
        }
      },
    });
    signal.addEventListener('abort', () => batch.cancel(), { once: true });
    batch.add([...images.keys()]);
    batch.start();
  });
  if (!signal.aborted) {
    finishInOrder(true);
  }
  await finishing;
  signal.throwIfAborted();
}

async function decide(
  file: AltFile,
  reference: ImageReference,
  { engine, provider, model, maxLength, payOnce, tally }: Run,
  signal: AbortSignal,
): Promise<Described> {
  const image = await imageOf(file, reference, engine);
  const bytes = await image.read();
  const hash = await sha256(bytes);
  const blank = blankDecision(bytes);
  if (blank) {
    return { decision: blank, hash };
  }
  const options = { ending: 'sentence', maxLength } as const;
  const key = await altCacheKey({
    imageHash: hash,
    task: 'altText',
    contextHash: await contextHash(reference, options),
    model: `${provider.id}:${model}`,
  });
  try {
    const { decision, origin, usage, requests } = await payOnce(
      key,
      { reference, options },
      (shared) =>
        askAlt({ provider, model, reference, image, detail: 'auto', options }, { imaging: engine.imaging() }, shared),
      signal,
    );
    if (origin === 'cache') {
      tally.fromCache += 1;
    } else {
      count(tally, requests, usage);
    }
    return { decision, hash };
  } catch (error) {
    if (error instanceof AnswerError && !told.has(error)) {
      // Two places that wait for one answer are given one error.
      told.add(error);
      count(tally, error.requests, error.usage);
    }
    throw error;
  }
}

const told = new WeakSet<AnswerError>();

/** An answer that is none was paid for as well. */
function count(tally: Tally, requests: number, usage: Usage | undefined): void {
  tally.requests += requests;
  const tokens = usage && (usage.totalTokens ?? (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0));
  tally.tokens = tokens && requests > 0 ? (tally.tokens ?? 0) + tokens : tally.tokens;
}

async function imageOf(file: AltFile, reference: ImageReference, engine: Engine): Promise<AskImage> {
  // Its text goes along: what stands around the image.
  await checkMayBeSent(file.path);
  const picture = await pictureOf(file, reference);
  if (picture) {
    return engine.image(picture, { folders: foldersOf(file) });
  }
  const bytes = await pictureInside(file, reference);
  if (!bytes) {
    throw new Error('the image is not a file of this folder');
  }
  const name = reference.src.raw || reference.tag;
  return { id: `${file.name}#${reference.index}`, name, read: async () => bytes };
}
