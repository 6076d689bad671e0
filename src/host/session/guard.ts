import * as vscode from 'vscode';
import { AskImageError } from '../../core/ask/types';
import type { ConversationImage } from '../../core/conversation/conversation';
import { ImageError } from '../../core/image/types';
import { staysHere } from '../../core/providers/destination';
import { ProviderError } from '../../core/providers/errors';
import type { Choice, Providers } from '../../jobs/providers';
import type { Consent } from '../consent';
import { whyNot } from '../mayBeSent';
import type { SessionImages } from './images';

/**
 * Everything that must hold before an image leaves: a key, no glob that forbids it, the user's consent to fetch it and to
 * send it, and then a model that is not known to be blind: only after a yes is the provider asked for its list. Gives the
 * choice with the model that answers. Throws `ProviderError` or `AskImageError`.
 */
export async function checkBeforeSending(
  choice: Choice,
  images: readonly ConversationImage[],
  session: SessionImages,
  providers: Providers,
  consent: Consent,
): Promise<Choice> {
  const { provider } = choice;
  if (!(await providers.isReady(provider.id))) {
    throw new ProviderError('notConfigured', '');
  }
  // By what is known already: nobody is asked to fetch or send an image for nothing.
  if (images.length > 0) {
    await providers.checkSight(choice);
  }
  for (const image of images) {
    const { source } = image;
    const goes = source.kind === 'file' && !staysHere(provider.destination);
    // Whatever a program named was looked at before; the others a person picked.
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
