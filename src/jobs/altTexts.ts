/** Alt text in documents: which images lack it, and one decision for each, paid for once. */
import { askAlt } from '../core/altText/askAlt';
import { blankDecision } from '../core/altText/blank';
import { altCacheKey, contextHash } from '../core/altText/cache';
import type { AltDecision } from '../core/altText/decision';
import type { MarkupEngine } from '../core/altText/engine';
import { type FindingOptions, rulesOfMissingAlts } from '../core/altText/findings';
import { type AltStore, createPayOnce, type PaidAlt } from '../core/altText/paidOnce';
import type { AltPromptOptions } from '../core/altText/prompt';
import type { ImageReference } from '../core/altText/types';
import type { Detail, ImagingEngine } from '../core/image/types';
import type { Provider } from '../core/providers/types';

export interface AltQuestion {
  readonly reference: ImageReference;
  readonly options: AltPromptOptions;
  readonly provider: Provider;
  /** The decision is stored under this key. */
  readonly model: string;
}

/** A picture that was read to get its alt text. */
export interface ReadPicture {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, hex. */
  readonly imageHash: string;
}

export interface GeneratedAlt extends Omit<PaidAlt, 'origin'> {
  /** `blank`: there is nothing to see, so no model was asked. Only `asked` and `shared` cost tokens. */
  readonly origin: PaidAlt['origin'] | 'blank';
  readonly imageHash: string;
}

/** The decisions of one store; the same picture in the same place is paid for once. */
export class AltTexts {
  readonly #payOnce;

  constructor(
    private readonly store: AltStore,
    private readonly imaging: () => ImagingEngine,
  ) {
    this.#payOnce = createPayOnce(store);
  }

  /** What is already known, without asking. */
  async known(question: AltQuestion, imageHash: string): Promise<AltDecision | undefined> {
    return this.store.get(await keyOf(question, imageHash), question);
  }

  /**
   * The decision for one image in its place. `settle` returns the model to ask, if one is needed. Throws what `askAlt`
   * and `settle` throw, and the signal's reason.
   */
  async generate(
    question: AltQuestion & { readonly detail: Detail },
    { name, bytes, imageHash }: ReadPicture,
    signal: AbortSignal,
    settle: () => Promise<string> = async () => question.model,
  ): Promise<GeneratedAlt> {
    const { role, instruction } = question.options;
    // A role that the user chose, or an instruction, says that there is something to see.
    const blank = role || instruction ? undefined : blankDecision(bytes);
    if (blank) {
      return { decision: blank, imageHash, origin: 'blank', requests: 0 };
    }
    const key = await keyOf(question, imageHash);
    const ask = async (shared: AbortSignal) => {
      const model = await settle();
      shared.throwIfAborted();
      const image = { id: key, name, read: async () => bytes };
      return askAlt({ ...question, model, image }, { imaging: this.imaging() }, shared);
    };
    return { ...(await this.#payOnce(key, question, ask, signal)), imageHash };
  }
}

async function keyOf({ reference, options, provider, model }: AltQuestion, imageHash: string): Promise<string> {
  return altCacheKey({
    imageHash,
    task: 'altText',
    contextHash: await contextHash(reference, options),
    model: `${provider.id}:${model}`,
  });
}

/** The images in a document that need alt text, and how many were and weren't examined. */
export async function findMissingAlts(
  text: string,
  languageId: string,
  options: FindingOptions,
  markup: MarkupEngine,
  signal?: AbortSignal,
): Promise<{ readonly missing: readonly ImageReference[]; readonly checked: number; readonly leftOut?: number }> {
  const [{ references, leftOut }, { findings }] = await Promise.all([
    markup.find(text, languageId, signal),
    markup.check(text, languageId, options, signal),
  ]);
  const images = new Set(findings.filter((one) => rulesOfMissingAlts.has(one.rule)).map((one) => one.image));
  return { missing: references.filter((one) => images.has(one.index)), checked: references.length, leftOut };
}
