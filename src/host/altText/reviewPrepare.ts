import { contextHash } from '../../core/altText/cache';
import { type Answers, type BatchEstimate, estimateBatch, type ToAsk } from '../../core/altText/estimate';
import { sniff } from '../../core/image/sniff';
import { createPacer } from '../../core/pause';
import { offlineProviderId } from '../../core/providers/offline';
import type { ModelSelection, Providers } from '../../jobs/providers';
import { explain, toFailure } from '../explain';
import { settings } from '../settings';
import { webAddress } from './pictures';
import { answered, imageName, isDue, type KeptVerdict, type ReviewItem, wish } from './reviewItem';
import type { ScannedImage } from './reviewScan';
import type { AltTextWriter } from './writer';

/** How many images of a selection are requested at once. */
export function requestsAtOnce({ provider }: ModelSelection): number {
  return provider.vendor?.local ? 1 : settings.altTextParallel();
}

/** Reads the picture, and uses what was paid for before. */
export async function prepareItem(
  scanned: ScannedImage,
  before: KeptVerdict | undefined,
  choice: ModelSelection,
  writer: AltTextWriter,
  signal: AbortSignal,
): Promise<ReviewItem> {
  const { reference, uri } = scanned;
  const item: ReviewItem = {
    scanned,
    line: scanned.line,
    state: 'waiting',
    problem: '',
    verdict: before?.verdict ?? 'open',
    longer: before?.longDescription ? 'there' : 'none',
    longDescription: before?.longDescription ?? '',
    ...(before?.typed !== undefined && { typed: before.typed }),
    ...(before?.role && { role: before.role }),
  };
  // Nothing is fetched before the review is started, and asks.
  if (webAddress(uri, reference) !== undefined) {
    return item;
  }
  try {
    const { bytes, imageHash } = await writer.read(uri, reference, signal);
    const found = sniff(bytes);
    const picture = { imageHash, width: found.ok ? found.facts.width : 0, height: found.ok ? found.facts.height : 0 };
    const decision = await writer.known(uri, reference, imageHash, wish(item), choice);
    return decision
      ? { ...item, picture, ...answered({ decision, imageHash, origin: 'cache', requests: 0 }, item) }
      : { ...item, picture };
  } catch (error) {
    signal.throwIfAborted();
    return { ...item, state: 'failed', problem: failureSentence(error, item, choice) };
  }
}

/** Why an item has no alt text. */
export function failureSentence(error: unknown, item: ReviewItem, choice: ModelSelection | undefined): string {
  return explain(toFailure(error), {
    provider: choice?.provider.label ?? '',
    providerId: choice?.provider.id ?? '',
    model: choice?.model ?? '',
    imageName: imageName(item),
  }).text;
}

/** What the remaining items would cost; undefined if there are none, or no provider. */
export async function estimateLeft(
  items: readonly ReviewItem[],
  choice: ModelSelection | undefined,
  answers: Answers,
  providers: Providers,
): Promise<BatchEstimate | undefined> {
  const due = items.filter(isDue);
  if (!choice || due.length === 0 || choice.provider.id === offlineProviderId) {
    return undefined;
  }
  const images: ToAsk[] = [];
  const pace = createPacer();
  for (const { scanned, picture } of due) {
    const { reference, id } = scanned;
    images.push({ key: picture ? `${picture.imageHash} ${await contextHash(reference)}` : id, reference, ...picture });
    await pace();
  }
  return estimateBatch(images, {
    formula: providers.vendor(choice.provider.id)?.tokenFormula ?? 'none',
    model: choice.model,
    detail: settings.detail(),
    price: providers.price(choice.provider.id, choice.model),
    atOnce: requestsAtOnce(choice),
    options: {},
    answers,
  });
}
