import * as vscode from 'vscode';
import { askAlt } from '../../core/altText/askAlt';
import { altCacheKey, contextHash, sha256 } from '../../core/altText/cache';
import type { AltDecision } from '../../core/altText/decision';
import { type AltStore, createPayOnce } from '../../core/altText/paidOnce';
import type { AltPromptOptions } from '../../core/altText/prompt';
import type { ImageReference } from '../../core/altText/types';
import { ProviderError } from '../../core/providers/errors';
import { offlineProviderId } from '../../core/providers/offline';
import type { Usage } from '../../core/providers/types';
import type { Consent } from '../consent';
import type { Engines } from '../engines';
import type { Choice, Providers } from '../providers';
import { settings } from '../settings';
import type { Transports } from '../transport';
import { findPicture } from './pictures';

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

/** A picture that was read for its alt. */
export interface ReadPicture {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly imageHash: string;
}

/** Alts by the model that the settings name. */
export interface AltTextWriter {
  choose(): Promise<Choice>;
  /** The picture of a reference; throws `ImageError` when there is none that may be read. */
  read(document: vscode.Uri, reference: ImageReference, signal: AbortSignal): Promise<ReadPicture>;
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
   * image sent, and the signal's reason. `agreed`: the user was asked for all images of a review at once.
   */
  generate(
    document: vscode.Uri,
    reference: ImageReference,
    change: AltChangeWish,
    signal: AbortSignal,
    agreed?: boolean,
  ): Promise<GeneratedAlt>;
}

interface Deps {
  readonly engines: Engines;
  readonly providers: Providers;
  readonly transports: Transports;
  readonly consent: Consent;
  readonly store: AltStore;
}

export function createAltTextWriter({ engines, providers, transports, consent, store }: Deps): AltTextWriter {
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
  const read: AltTextWriter['read'] = async (document, reference, signal) => {
    const picture = await findPicture(document, reference, transports);
    const bytes = await picture.read(signal);
    return { name: picture.name, bytes, imageHash: await sha256(bytes) };
  };
  return {
    choose,
    read,
    known: async (document, reference, imageHash, change, choice) =>
      store.get(await keyOf(reference, imageHash, { ...altTextOptions(document), ...change }, choice)),
    generate: async (document, reference, change, signal, agreed = false) => {
      const choice = await choose();
      const { provider, model } = choice;
      if (provider.id === offlineProviderId) {
        throw new ProviderError('noVision', 'alt text needs a model that sees images');
      }
      await providers.checkSight(choice);
      const { name, bytes, imageHash } = await read(document, reference, signal);
      const options: AltPromptOptions = { ...altTextOptions(document), ...change };
      const key = await keyOf(reference, imageHash, options, choice);
      const paid = await payOnce(
        key,
        async (shared) => {
          if (!agreed && !(await consent.ask(provider, [name]))) {
            throw new vscode.CancellationError();
          }
          shared.throwIfAborted();
          const image = { id: key, name, read: async () => bytes };
          return askAlt(
            { provider, model, reference, image, detail: settings.detail(), options },
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
