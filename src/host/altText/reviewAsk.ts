import * as vscode from 'vscode';
import type { AltRole } from '../../core/altText/decision';
import { addAnswer, noAnswers } from '../../core/altText/estimate';
import { errorText } from '../../core/errorText';
import { ImageError } from '../../core/image/types';
import { ProviderError } from '../../core/providers/errors';
import { offlineProviderId } from '../../core/providers/offline';
import type { GeneratedAlt } from '../../jobs/altTexts';
import { type Batch, type BatchEvent, createBatch, failsForAll } from '../../jobs/batch';
import type { ModelSelection, Providers } from '../../jobs/providers';
import type { Consent } from '../consent';
import type { Engines } from '../engines';
import { isInWorkspace } from '../mayBeSent';
import { noPlaceBelow } from './edits';
import { answered, imageName, isDue, type ReviewItem, wish } from './reviewItem';
import { estimateLeft, failureSentence, requestsAtOnce } from './reviewPrepare';
import type { ReviewStore } from './reviewState';
import { refusalSentence } from './words';
import type { Agreed, AltTextWriter } from './writer';

interface Deps {
  readonly writer: AltTextWriter;
  readonly engines: Engines;
  readonly providers: Providers;
  readonly consent: Consent;
  readonly log: vscode.LogOutputChannel;
}

/**
 * A review's requests to the model: alt text for many images, one again, or one long description. The answers go to the
 * store. `life` ends with the review.
 */
export function createReviewAsking(store: ReviewStore, deps: Deps, life: AbortSignal) {
  const { writer, engines, log } = deps;
  const { state, tell, update } = store;
  let batch: Batch | undefined;
  let answers = noAnswers;

  const estimate = async () => {
    tell({ estimate: await estimateLeft(store.items(), state().choice, answers, deps.providers) });
  };
  const ask = async (
    item: ReviewItem,
    agreed: Agreed,
    signal: AbortSignal,
    longDescription = false,
  ): Promise<GeneratedAlt> => {
    const { uri, isPicked, reference } = item.scanned;
    if (!isPicked && !(await isInWorkspace(uri))) {
      throw new ImageError('outside', vscode.workspace.asRelativePath(uri, false));
    }
    return writer.generate(
      uri,
      reference,
      { ...wish(item), ...(longDescription && { longDescription }) },
      signal,
      agreed,
    );
  };
  const generate = async (id: string, agreed: Agreed, signal: AbortSignal): Promise<GeneratedAlt> => {
    const begun = performance.now();
    const generated = await ask(store.item(id)!, agreed, signal);
    if (generated.origin === 'asked' || generated.origin === 'shared') {
      answers = addAnswer(answers, (performance.now() - begun) / 1000, generated.usage);
    }
    return generated;
  };
  const onEvent = (event: BatchEvent<GeneratedAlt>) => {
    switch (event.type) {
      case 'running':
        if (state().slowedMs > 0) {
          tell({ slowedMs: 0 });
        }
        update(event.id, { state: 'running', problem: '' });
        break;
      case 'waiting':
        update(event.id, { state: 'waiting' });
        break;
      case 'done': {
        const item = store.item(event.id);
        update(event.id, item ? answered(event.result, item) : {});
        break;
      }
      case 'failed': {
        const item = store.item(event.id);
        log.warn(`alt text: ${errorText(event.error)}`);
        update(event.id, {
          state: 'failed',
          problem: item ? failureSentence(event.error, item, state().choice) : '',
        });
        break;
      }
      case 'slowed':
        tell({ slowedMs: event.waitMs });
        break;
      case 'ended':
        if (event.error !== undefined) {
          log.warn(`alt texts: ${errorText(event.error)}`);
        }
        tell({ phase: 'ready', slowedMs: 0, failure: event.error });
        void estimate();
        break;
    }
  };
  /** One question for all: 500 separate ones would be answered without reading. */
  const mayStart = async (choice: ModelSelection, items: readonly ReviewItem[]): Promise<Agreed | undefined> => {
    const { provider } = choice;
    const offline = provider.id === offlineProviderId;
    if (offline || !(await deps.providers.isReady(provider.id))) {
      const reason = offline ? 'noVision' : 'notConfigured';
      tell({ failure: new ProviderError(reason, '') });
      return undefined;
    }
    const permit = await writer.mayBeFetched(
      items.map(({ scanned: { uri, reference } }) => ({ document: uri, reference })),
    );
    const yes = await deps.consent.ask(choice, items.map(imageName));
    return yes ? { choice: await deps.providers.settle(choice), permit } : undefined;
  };
  const single = async (
    id: string,
    work: (item: ReviewItem, agreed: Agreed) => Promise<Partial<ReviewItem>>,
    failed: Partial<ReviewItem>,
  ) => {
    const item = store.item(id);
    const { choice } = state();
    const agreed = item && choice && (await mayStart(choice, [item]));
    if (!item || !choice || !agreed) {
      return;
    }
    try {
      update(id, await work(item, agreed));
      store.keep([id]);
      tell({ failure: undefined });
    } catch (error) {
      log.warn(`alt text: ${errorText(error)}`);
      const isForAll = failsForAll(error);
      update(id, { ...failed, problem: isForAll ? '' : failureSentence(error, item, choice) });
      // Shown once, above, with a button that helps.
      tell(isForAll ? { failure: error } : {});
    }
    void estimate();
  };
  return {
    /** Reports what the remaining images would cost. */
    estimate,
    start: async () => {
      const { choice, phase } = state();
      const due = store.items().filter(isDue);
      const agreed = choice && phase === 'ready' && due.length > 0 ? await mayStart(choice, due) : undefined;
      if (!choice || !agreed) {
        return;
      }
      batch = createBatch({
        atOnce: requestsAtOnce(choice),
        generate: (id, signal) => generate(id, agreed, signal),
        onEvent,
      });
      batch.add(due.map(({ scanned }) => scanned.id));
      tell({ phase: 'running', failure: undefined });
      batch.start();
    },
    pause: () => {
      if (state().phase === 'running') {
        tell({ phase: 'pausing' });
        batch?.pause();
      }
    },
    stop: () => batch?.cancel(),
    isRunning: () => batch?.isRunning() ?? false,
    /** The user decided about an image that was still to be requested. */
    leaveOut: (id: string) => batch?.remove(id),
    /** Writes one alt text again, for another role if one is given. */
    again: (id: string, role: Exclude<AltRole, 'decorative'> | undefined) =>
      single(
        id,
        async ({ typed: _, ...item }, agreed) => {
          const next: ReviewItem = { ...item, ...(role && { role }), verdict: 'open', state: 'running', problem: '' };
          store.put([next]);
          store.keep([id]);
          return answered(await ask(next, agreed, life), next);
        },
        { state: 'failed' },
      ),
    describeLonger: (id: string) =>
      single(
        id,
        async (item, agreed) => {
          update(id, { longer: 'running', problem: '' });
          const document = await vscode.workspace.openTextDocument(item.scanned.uri);
          const refusal = await noPlaceBelow(document, item.scanned.reference, engines, life);
          if (refusal) {
            return { longer: 'none', problem: refusalSentence(refusal.refused) };
          }
          const { longDescription = '' } = (await ask(item, agreed, life, true)).decision;
          return { longer: 'there', longDescription };
        },
        { longer: 'offered' },
      ),
  };
}
