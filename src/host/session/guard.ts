import * as vscode from 'vscode';
import { AskImageError } from '../../core/ask/types';
import type { ConversationImage } from '../../core/conversation/conversation';
import { ImageError } from '../../core/image/types';
import { ProviderError } from '../../core/providers/errors';
import type { Consent } from '../consent';
import type { Choice, Providers } from '../providers';
import { isExcluded } from '../targets';
import { isPasted } from './images';

/**
 * Everything that must hold before an image leaves: a key, a model that is not known to be blind, no glob that forbids it,
 * and the user's consent. Throws `ProviderError` or `AskImageError`.
 */
export async function checkBeforeSending(
  choice: Choice,
  images: readonly ConversationImage[],
  providers: Providers,
  consent: Consent,
): Promise<void> {
  const { provider } = choice;
  const host = provider.host;
  if (!(await providers.isReady(provider.id))) {
    throw new ProviderError('notConfigured', '', { host });
  }
  if (images.length > 0) {
    await providers.checkSight(choice);
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
  if (!(await consent.ask(provider, names))) {
    throw new ProviderError('consent', '', { host });
  }
}
