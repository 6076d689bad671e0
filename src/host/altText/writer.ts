import * as vscode from 'vscode';
import { askAlt } from '../../core/altText/askAlt';
import { altCacheKey, contextHash, sha256 } from '../../core/altText/cache';
import type { AltDecision } from '../../core/altText/decision';
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
}

/** Alts by the model that the settings name. */
export interface AltTextWriter {
  choose(): Promise<Choice>;
  /**
   * The decision for one image in its place. Throws typed errors, `CancellationError` when the user does not want the
   * image sent, and the signal's reason.
   */
  generate(
    document: vscode.TextDocument,
    reference: ImageReference,
    change: Pick<AltPromptOptions, 'role' | 'instruction' | 'longDescription'>,
    signal: AbortSignal,
  ): Promise<GeneratedAlt>;
}

interface Deps {
  readonly engines: Engines;
  readonly providers: Providers;
  readonly transports: Transports;
  readonly consent: Consent;
  /** The workspace's: descriptions belong to its documents. */
  readonly memory: vscode.Memento;
}

const cacheKey = 'altText.decisions';
const maxCached = 1000;

export function createAltTextWriter({ engines, providers, transports, consent, memory }: Deps): AltTextWriter {
  // Several alts may be written at once; each adds to what is there by then.
  const cached = new Map(Object.entries(memory.get<Record<string, AltDecision>>(cacheKey) ?? {}));
  const keep = async (key: string, decision: AltDecision) => {
    cached.delete(key);
    cached.set(key, decision);
    for (const oldest of [...cached.keys()].slice(0, Math.max(0, cached.size - maxCached))) {
      cached.delete(oldest);
    }
    await memory.update(cacheKey, Object.fromEntries(cached));
  };
  const choose = () => providers.choose('altText');
  return {
    choose,
    generate: async (document, reference, change, signal) => {
      const choice = await choose();
      const { provider, model } = choice;
      if (provider.id === offlineProviderId) {
        throw new ProviderError('notConfigured', 'alt text needs a model that sees images');
      }
      const picture = await findPicture(document.uri, reference, transports);
      const bytes = await picture.read(signal);
      const options: AltPromptOptions = { ...altTextOptions(document.uri), ...change };
      const imageHash = await sha256(bytes);
      const key = await altCacheKey({
        imageHash,
        task: 'altText',
        contextHash: await contextHash(reference, options),
        model: `${provider.id}:${model}`,
      });
      const known = cached.get(key);
      if (known) {
        return { decision: known, imageHash, choice, fromCache: true };
      }
      if (!(await consent.ask(provider.host, provider.label, [picture.name]))) {
        throw new vscode.CancellationError();
      }
      signal.throwIfAborted();
      const { decision, result } = await askAlt(
        {
          provider,
          model,
          reference,
          image: { id: key, name: picture.name, read: async () => bytes },
          detail: settings.detail(),
          options,
        },
        { imaging: engines.imaging(), cache: new Map(), now: () => performance.now() },
        signal,
      );
      await keep(key, decision);
      return { decision, imageHash, choice, fromCache: false, ...(result.usage && { usage: result.usage }) };
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
