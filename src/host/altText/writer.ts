import * as vscode from 'vscode';
import { sha256 } from '../../core/altText/cache';
import type { AltDecision } from '../../core/altText/decision';
import type { AltStore } from '../../core/altText/paidOnce';
import type { AltPromptOptions } from '../../core/altText/prompt';
import type { ImageReference } from '../../core/altText/types';
import { ProviderError } from '../../core/providers/errors';
import { offlineProviderId } from '../../core/providers/offline';
import { AltTexts, type GeneratedAlt, type ReadPicture } from '../../jobs/altTexts';
import type { ModelSelection, Providers } from '../../jobs/providers';
import type { Consent } from '../consent';
import type { Engines } from '../engines';
import type { Fetches, FetchPermit } from '../mayBeFetched';
import { settings } from '../settings';
import { findPicture, webAddress } from './pictures';

/** What the user wants done differently. */
export type AltChangeWish = Pick<AltPromptOptions, 'role' | 'instruction' | 'longDescription'>;

/** What the user agreed to before, for several images at once. */
export interface Agreed {
  /** The only provider that gets the images. */
  readonly choice?: ModelSelection;
  /** Where pictures may be fetched from; without a permit, each host is asked about. */
  readonly permit?: FetchPermit;
}

interface Deps {
  readonly engines: Engines;
  readonly providers: Providers;
  readonly fetches: Fetches;
  readonly consent: Consent;
  readonly store: AltStore;
}

/** Writes alt text with the model that the settings name. */
export class AltTextWriter {
  readonly #texts;

  constructor(private readonly deps: Deps) {
    this.#texts = new AltTexts(deps.store, deps.engines.imaging);
  }

  choose(): Promise<ModelSelection> {
    return this.deps.providers.choose('altText');
  }

  /** Asks once about the hosts of all these pictures. */
  mayBeFetched(
    images: readonly { readonly document: vscode.Uri; readonly reference: ImageReference }[],
  ): Promise<FetchPermit> {
    const addresses = images.flatMap(({ document, reference }) => webAddress(document, reference) ?? []);
    return this.deps.fetches.mayBeFetched(addresses);
  }

  /** True for a picture that is read without a question: not from the web, or from a host that the user agreed to. */
  isHere(document: vscode.Uri, reference: ImageReference): boolean {
    const url = webAddress(document, reference);
    return url === undefined || this.deps.fetches.agreed().allows(url);
  }

  /**
   * The picture of a reference; one from the web with the permit, or without one by earlier agreements. Throws
   * `ImageError` if there is none that may be read.
   */
  async read(
    document: vscode.Uri,
    reference: ImageReference,
    signal: AbortSignal,
    permit = this.deps.fetches.agreed(),
  ): Promise<ReadPicture> {
    const picture = await findPicture(document, reference);
    const bytes = await picture.read(signal, permit);
    return { name: picture.name, bytes, imageHash: await sha256(bytes) };
  }

  /** What is already known, without asking. */
  known(
    document: vscode.Uri,
    reference: ImageReference,
    imageHash: string,
    change: AltChangeWish,
    choice: ModelSelection,
  ): Promise<AltDecision | undefined> {
    return this.#texts.known({ reference, options: altTextOptions(document, change), ...choice }, imageHash);
  }

  /**
   * The decision for one image in its place. Throws typed errors, `CancellationError` if the user doesn't want the
   * image sent, and the signal's reason.
   */
  async generate(
    document: vscode.Uri,
    reference: ImageReference,
    change: AltChangeWish,
    signal: AbortSignal,
    agreed: Agreed = {},
  ): Promise<GeneratedAlt> {
    const { providers, consent } = this.deps;
    const choice = agreed.choice ?? (await this.choose());
    if (choice.provider.id === offlineProviderId) {
      throw new ProviderError('noVision', 'alt text needs a model that sees images');
    }
    await providers.checkSight(choice);
    const permit = agreed.permit ?? (await this.mayBeFetched([{ document, reference }]));
    const picture = await this.read(document, reference, signal, permit);
    const options = altTextOptions(document, change);
    const question = { reference, options, ...choice, detail: settings.detail() };
    return this.#texts.generate(question, picture, signal, async () => {
      if (!agreed.choice && !(await consent.ask(choice, [picture.name]))) {
        throw new vscode.CancellationError();
      }
      const settled = await providers.settle(choice);
      await providers.checkSight(settled);
      return settled.model;
    });
  }
}

function altTextOptions(resource: vscode.Uri, change: AltChangeWish): AltPromptOptions {
  const language = settings.altTextLanguage(resource);
  return {
    maxLength: settings.altTextMaxLength(resource),
    ending: settings.altTextEnding(resource),
    ...(language && language !== 'document' && { language }),
    ...change,
  };
}
