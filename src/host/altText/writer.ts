import * as vscode from 'vscode';
import { sha256 } from '../../core/altText/cache';
import type { AltDecision } from '../../core/altText/decision';
import type { AltStore } from '../../core/altText/paidOnce';
import type { AltPromptOptions } from '../../core/altText/prompt';
import type { ImageReference } from '../../core/altText/types';
import { ProviderError } from '../../core/providers/errors';
import { offlineProviderId } from '../../core/providers/offline';
import { AltTexts, type GeneratedAlt, type ReadPicture } from '../../jobs/altTexts';
import type { Choice, Providers } from '../../jobs/providers';
import type { Consent } from '../consent';
import type { Engines } from '../engines';
import type { Fetches, FetchPermit } from '../mayBeFetched';
import { settings } from '../settings';
import { findPicture, webAddress } from './pictures';

/** What the user wants done differently. */
export type AltChangeWish = Pick<AltPromptOptions, 'role' | 'instruction' | 'longDescription'>;

/** What the user said yes to before, for several images at once. */
export interface Agreed {
  /** Who answers: this one and no other gets the images. */
  readonly choice?: Choice;
  /** From where pictures of the web may come; without one each is asked about. */
  readonly permit?: FetchPermit;
}

/** Alts by the model that the settings name. */
export interface AltTextWriter {
  choose(): Promise<Choice>;
  /** Asks once for the hosts of all these pictures. */
  mayBeFetched(
    images: readonly { readonly document: vscode.Uri; readonly reference: ImageReference }[],
  ): Promise<FetchPermit>;
  /** True for a picture that is read without a question: no picture of the web, or one of a host that was agreed to. */
  isHere(document: vscode.Uri, reference: ImageReference): boolean;
  /**
   * The picture of a reference; one of the web by the permit, without one by those of before. Throws `ImageError` when
   * there is none that may be read.
   */
  read(
    document: vscode.Uri,
    reference: ImageReference,
    signal: AbortSignal,
    permit?: FetchPermit,
  ): Promise<ReadPicture>;
  /** What is known already, without asking anybody. */
  known(
    document: vscode.Uri,
    reference: ImageReference,
    imageHash: string,
    change: AltChangeWish,
    choice: Choice,
  ): Promise<AltDecision | undefined>;
  /**
   * The decision for one image in its place. Throws typed errors, `CancellationError` when the user does not want the
   * image sent, and the signal's reason.
   */
  generate(
    document: vscode.Uri,
    reference: ImageReference,
    change: AltChangeWish,
    signal: AbortSignal,
    agreed?: Agreed,
  ): Promise<GeneratedAlt>;
}

interface Deps {
  readonly engines: Engines;
  readonly providers: Providers;
  readonly fetches: Fetches;
  readonly consent: Consent;
  readonly store: AltStore;
}

export function createAltTextWriter({ engines, providers, fetches, consent, store }: Deps): AltTextWriter {
  const texts = new AltTexts(store, engines.imaging);
  const choose = () => providers.choose('altText');
  const mayBeFetched: AltTextWriter['mayBeFetched'] = (images) =>
    fetches.mayBeFetched(images.flatMap(({ document, reference }) => webAddress(document, reference) ?? []));
  const read: AltTextWriter['read'] = async (document, reference, signal, permit = fetches.agreed()) => {
    const picture = await findPicture(document, reference);
    const bytes = await picture.read(signal, permit);
    return { name: picture.name, bytes, imageHash: await sha256(bytes) };
  };
  return {
    choose,
    mayBeFetched,
    isHere: (document, reference) => {
      const url = webAddress(document, reference);
      return url === undefined || fetches.agreed().allows(url);
    },
    read,
    known: async (document, reference, imageHash, change, choice) => {
      return texts.known({ reference, options: altTextOptions(document, change), ...choice }, imageHash);
    },
    generate: async (document, reference, change, signal, agreed = {}) => {
      const choice = agreed.choice ?? (await choose());
      const { provider } = choice;
      if (provider.id === offlineProviderId) {
        throw new ProviderError('noVision', 'alt text needs a model that sees images');
      }
      await providers.checkSight(choice);
      const permit = agreed.permit ?? (await mayBeFetched([{ document, reference }]));
      const picture = await read(document, reference, signal, permit);
      const options = altTextOptions(document, change);
      return texts.generate({ reference, options, ...choice, detail: settings.detail() }, picture, signal, async () => {
        if (!agreed.choice && !(await consent.ask(choice, [picture.name]))) {
          throw new vscode.CancellationError();
        }
        const settled = await providers.settle(choice);
        await providers.checkSight(settled);
        return settled.model;
      });
    },
  };
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
