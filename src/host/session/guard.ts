import * as vscode from 'vscode';
import { AskImageError } from '../../core/askTypes';
import type { ConversationImage } from '../../core/conversation/conversation';
import { ImageError } from '../../core/image/types';
import { ProviderError } from '../../core/providers/errors';
import type { Consent } from '../consent';
import type { Choice, Providers } from '../providers';
import { isExcluded } from '../targets';
import { isPasted } from './images';

/** How long a question waits for a model list that is not known yet, milliseconds. */
export const modelListTimeoutMs = 2500;

/**
 * Everything that must hold before an image leaves: a key, a model that is not known to be blind, no glob that forbids it,
 * and the user's consent. Throws `ProviderError` or `AskImageError`.
 */
export async function checkBeforeSending(
  { provider, model }: Choice,
  images: readonly ConversationImage[],
  providers: Providers,
  consent: Consent,
): Promise<void> {
  const host = provider.host;
  if (provider.vendor) {
    if (!(await providers.isReady(provider.id))) {
      throw new ProviderError('notConfigured', '', { host });
    }
    const { models } = await providers.models(provider.id, { timeoutMs: modelListTimeoutMs });
    if (images.length > 0 && models.find((one) => one.id === model)?.vision === false) {
      throw new ProviderError('noVision', model, { host });
    }
  }
  if (host === undefined) {
    return;
  }
  for (const image of images) {
    if (!isPasted(image) && isExcluded(vscode.Uri.parse(image.source))) {
      throw new AskImageError(image.id, image.name, new ImageError('excluded', image.source));
    }
  }
  const names = images.map((image) => image.name);
  if (!(await consent.ask(host, provider.label, names))) {
    throw new ProviderError('consent', '', { host });
  }
}
