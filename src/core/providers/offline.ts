/** The provider without a key or a network: reliable facts, readable text, and honesty about the rest. */
import type { ImagingEngine } from '../image/types';
import { tasks } from '../tasks/tasks';
import { decodeToRead } from '../text/decode';
import type { OcrEngine } from '../text/types';
import { ProviderError } from './errors';
import { answerOffline, describeOffline, english, type OfflineFacts, type Translator } from './offlineText';
import type { Message, Provider, StreamEvent } from './types';

export const offlineProviderId = 'offline';

/** Finds the facts of one image file. Throws `ImageError`, `OcrError`, or the signal's reason. */
async function readOffline(
  bytes: Uint8Array,
  imaging: ImagingEngine,
  ocr: OcrEngine,
  signal?: AbortSignal,
): Promise<OfflineFacts> {
  const { facts, pixels } = await decodeToRead(bytes, imaging, signal);
  const measured = await imaging.analyzePixels(bytes, facts, signal);
  const read = await ocr.read(pixels, {}, signal);
  return { facts, bytes: bytes.length, pixels: measured, read };
}

/**
 * The engine as a provider: the first turn is the description, and a follow-up searches the text that was read. It
 * can't produce data in a given form, so a request for JSON fails with `schemaUnsupported`.
 */
export function createOfflineProvider(
  engines: { readonly imaging: () => ImagingEngine; readonly ocr: () => OcrEngine },
  l10n: Translator = english,
): Provider {
  /** Facts by the exact bytes, so that a follow-up doesn't read anything twice. */
  const known = new WeakMap<Uint8Array, Promise<OfflineFacts>>();
  const factsOf = (bytes: Uint8Array, signal: AbortSignal) => {
    const running = known.get(bytes) ?? readOffline(bytes, engines.imaging(), engines.ocr(), signal);
    known.set(bytes, running);
    running.catch(() => known.delete(bytes));
    return running;
  };
  return {
    id: offlineProviderId,
    label: l10n.t('Offline'),
    destination: { kind: 'machine' },
    vendor: undefined,
    limits: { accepts: [] },
    takesOriginals: true,
    async *stream(request, signal): AsyncGenerator<StreamEvent> {
      if (request.output?.kind === 'json') {
        throw new ProviderError('schemaUnsupported', '');
      }
      yield { type: 'start' };
      const images = request.messages.flatMap(imagesOf);
      const turns = request.messages.filter((message) => message.role === 'user');
      const newest = turns.at(-1);
      const fresh = newest ? imagesOf(newest) : [];
      const all: OfflineFacts[] = [];
      for (const bytes of fresh.length > 0 ? fresh : images) {
        signal.throwIfAborted();
        const facts = await factsOf(bytes, signal);
        all.push(facts);
        if (fresh.length > 0) {
          const heading =
            fresh.length > 1 ? `${all.length > 1 ? '\n\n' : ''}### ${l10n.t('Image {0}', all.length)}\n\n` : '';
          yield { type: 'text', text: heading + describeOffline(facts, l10n) };
        }
      }
      const question = questionOf(newest);
      const isTask = Object.values(tasks).some((task) => question.includes(task.prompt));
      if (fresh.length === 0 || !isTask) {
        yield { type: 'text', text: (fresh.length > 0 ? '\n\n' : '') + answerOffline(question, all, l10n) };
      }
      yield { type: 'finish', reason: 'stop' };
    },
    listModels: () => Promise.resolve([]),
  };
}

function imagesOf(message: Message): Uint8Array[] {
  return message.role === 'user'
    ? message.parts.flatMap((part) => (part.kind === 'image' && part.bytes ? [part.bytes] : []))
    : [];
}

function questionOf(message: Message | undefined): string {
  return message ? message.parts.map((part) => (part.kind === 'text' ? part.text : '')).join(' ') : '';
}
