import * as vscode from 'vscode';
import { AskImageError } from '../../core/ask/types';
import type { ConversationImage } from '../../core/conversation/conversation';
import { ImageError } from '../../core/image/types';
import { staysHere } from '../../core/providers/destination';
import { ProviderError } from '../../core/providers/errors';
import type { ModelSelection, Providers } from '../../jobs/providers';
import type { Consent } from '../consent';
import { whyNot } from '../mayBeSent';
import type { SessionImages } from './images';

/**
 * Every precondition for an image to leave: a key, no glob that forbids it, the user's consent to fetch and send it,
 * and then a model that isn't known to be text-only, because the provider is asked for its list only after consent.
 * Returns the choice with the model that answers. Throws `ProviderError` or `AskImageError`.
 */
export async function checkBeforeSending(
  choice: ModelSelection,
  images: readonly ConversationImage[],
  session: SessionImages,
  providers: Providers,
  consent: Consent,
): Promise<ModelSelection> {
  const { provider } = choice;
  if (!(await providers.isReady(provider.id))) {
    throw new ProviderError('notConfigured', '');
  }
  // By what is already known, so that nobody is asked to fetch or send an image in vain.
  if (images.length > 0) {
    await providers.checkSight(choice);
  }
  for (const image of images) {
    const { source } = image;
    const goes = source.kind === 'file' && !staysHere(provider.destination);
    // Whatever a program named was checked before; a person picked the others.
    const reason = goes ? await whyNot(vscode.Uri.parse(source.uri), { isPicked: true }) : undefined;
    if (reason) {
      throw new AskImageError(image.id, image.name, new ImageError(reason, image.name));
    }
  }
  const refused = await session.mayBeFetched(images);
  if (refused) {
    throw new AskImageError(refused.id, refused.name, new ImageError('notFetched', refused.name));
  }
  const names = images.map((image) => image.name);
  if (!(await consent.ask(choice, names))) {
    throw new ProviderError('consent', '');
  }
  const settled = await providers.settle(choice);
  if (images.length > 0) {
    await providers.checkSight(settled);
  }
  return settled;
}
