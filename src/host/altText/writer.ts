import * as vscode from 'vscode';
import { askAlt } from '../../core/altText/askAlt';
import { blankDecision } from '../../core/altText/blank';
import { altCacheKey, contextHash, sha256 } from '../../core/altText/cache';
import type { AltDecision } from '../../core/altText/decision';
import { type AltStore, createPayOnce } from '../../core/altText/paidOnce';
import type { AltPromptOptions } from '../../core/altText/prompt';
import type { ImageReference } from '../../core/altText/types';
import { ProviderError } from '../../core/providers/errors';
import { offlineProviderId } from '../../core/providers/offline';
import type { Usage } from '../../core/providers/types';
import type { Choice, Providers } from '../../jobs/providers';
import type { Consent } from '../consent';
import type { Engines } from '../engines';
import type { Fetches, FetchPermit } from '../mayBeFetched';
import { settings } from '../settings';
import { findPicture, webAddress } from './pictures';

export interface GeneratedAlt {
  readonly decision: AltDecision;
  /** SHA-256 of the picture, hex. */
  readonly imageHash: string;
  readonly choice: Choice;
  /** Absent when the answer came from the cache: nothing was sent, nothing is paid. */
  readonly usage?: Usage;
  readonly fromCache: boolean;
  /** Another caller's request gave it: its usage is counted there. */
  readonly shared: boolean;
}

/** What the user wants done differently. */
export type AltChangeWish = Pick<AltPromptOptions, 'role' | 'instruction' | 'longDescription'>;

/** What the user said yes to before, for several images at once. */
export interface Agreed {
  /** Who answers: this one and no other gets the images. */
  readonly choice?: Choice;
  /** From where pictures of the web may come; without one each is asked about. */
  readonly permit?: FetchPermit;
}

/** A picture that was read for its alt. */
export interface ReadPicture {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly imageHash: string;
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
  const payOnce = createPayOnce(store);
  const choose = () => providers.choose('altText');
  const keyOf = async (
    reference: ImageReference,
    imageHash: string,
    options: AltPromptOptions,
    { provider, model }: Choice,
  ) =>
    altCacheKey({
      imageHash,
      task: 'altText',
      contextHash: await contextHash(reference, options),
      model: `${provider.id}:${model}`,
    });
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
      const options = { ...altTextOptions(document), ...change };
      return store.get(await keyOf(reference, imageHash, options, choice), { reference, options });
    },
    generate: async (document, reference, change, signal, agreed = {}) => {
      const choice = agreed.choice ?? (await choose());
      const { provider } = choice;
      if (provider.id === offlineProviderId) {
        throw new ProviderError('noVision', 'alt text needs a model that sees images');
      }
      await providers.checkSight(choice);
      const permit = agreed.permit ?? (await mayBeFetched([{ document, reference }]));
      const { name, bytes, imageHash } = await read(document, reference, signal, permit);
      // A role that the user chose, or an instruction, says that there is something to be seen.
      const blank = change.role || change.instruction ? undefined : blankDecision(bytes);
      if (blank) {
        return { decision: blank, imageHash, choice, fromCache: true, shared: false };
      }
      const options: AltPromptOptions = { ...altTextOptions(document), ...change };
      const key = await keyOf(reference, imageHash, options, choice);
      const paid = await payOnce(
        key,
        { reference, options },
        async (shared) => {
          if (!agreed.choice && !(await consent.ask(choice, [name]))) {
            throw new vscode.CancellationError();
          }
          const settled = await providers.settle(choice);
          await providers.checkSight(settled);
          shared.throwIfAborted();
          const image = { id: key, name, read: async () => bytes };
          return askAlt(
            { provider, model: settled.model, reference, image, detail: settings.detail(), options },
            { imaging: engines.imaging() },
            shared,
          );
        },
        signal,
      );
      const { decision, origin, usage } = paid;
      return {
        decision,
        imageHash,
        choice,
        fromCache: origin === 'cache',
        shared: origin === 'shared',
        ...(usage && { usage }),
      };
    },
  };
}

function altTextOptions(resource: vscode.Uri): AltPromptOptions {
  const language = settings.altTextLanguage(resource);
  return {
    maxLength: settings.altTextMaxLength(resource),
    ending: settings.altTextEnding(resource),
    ...(language && language !== 'document' && { language }),
  };
}
