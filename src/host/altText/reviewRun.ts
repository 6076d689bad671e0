import * as vscode from 'vscode';
import { type Batch, type BatchEvent, createBatch, failsForAll } from '../../core/altText/batch';
import { altRoles } from '../../core/altText/decision';
import { addAnswer, noAnswers } from '../../core/altText/estimate';
import { ProviderError } from '../../core/providers/errors';
import { offlineProviderId } from '../../core/providers/offline';
import type { Consent } from '../consent';
import type { Engines } from '../engines';
import { errorText } from '../log';
import type { Choice, Providers } from '../providers';
import { noPlaceBelow } from './edits';
import type { AltTextRecords } from './records';
import { type WriteResult, writeAll } from './reviewApply';
import { altOf, answered, imageName, isDue, isToWrite, type ReviewItem, toWrite, typed, wish } from './reviewItem';
import { estimateLeft, failureSentence, prepareItem, requestsAtOnce } from './reviewPrepare';
import { scanForReview } from './reviewScan';
import { createReviewStore, type ReviewStore } from './reviewState';
import { refusalSentence } from './words';
import type { AltTextWriter, GeneratedAlt } from './writer';

export interface ReviewRunDeps {
  readonly writer: AltTextWriter;
  readonly engines: Engines;
  readonly providers: Providers;
  readonly consent: Consent;
  readonly records: AltTextRecords;
  /** The workspace's. */
  readonly memory: vscode.Memento;
  readonly log: vscode.LogOutputChannel;
}

/** One review of a folder, from the scan to the edit. */
export interface ReviewRun extends vscode.Disposable, Pick<ReviewStore, 'onDidChange' | 'state' | 'items' | 'item'> {
  scan(): Promise<void>;
  start(): Promise<void>;
  pause(): void;
  stop(): void;
  /** `text` is the alt as it stands in the box; it counts as typed when it differs from the suggestion. */
  decide(id: string, verdict: ReviewItem['verdict'], text?: string): void;
  edit(id: string, text: string): void;
  editLongDescription(id: string, text: string): void;
  acceptAll(): void;
  /** Writes one alt anew, in another role when one is given. */
  again(id: string, role?: string): Promise<void>;
  describeLonger(id: string): Promise<void>;
  apply(preview: boolean): Promise<void>;
  refreshTarget(): Promise<void>;
}

export function createReviewRun(scope: vscode.Uri | undefined, deps: ReviewRunDeps): ReviewRun {
  const { writer, engines, log } = deps;
  const store = createReviewStore(deps.memory, log);
  const { state, tell, update } = store;
  const life = new AbortController();
  let batch: Batch | undefined;
  let answers = noAnswers;

  const estimate = async () => {
    tell({ estimate: await estimateLeft(store.items(), state().choice, answers, deps.providers) });
  };
  const ask = (item: ReviewItem, signal: AbortSignal, longDescription = false): Promise<GeneratedAlt> =>
    writer.generate(
      item.scanned.uri,
      item.scanned.reference,
      { ...wish(item), ...(longDescription && { longDescription }) },
      signal,
      true,
    );
  const generate = async (id: string, signal: AbortSignal): Promise<GeneratedAlt> => {
    const begun = performance.now();
    const generated = await ask(store.item(id)!, signal);
    if (!generated.fromCache) {
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
  /** Asked once for all: a question for each of 500 images would be answered without reading. */
  const mayStart = async ({ provider }: Choice, names: readonly string[]) => {
    const offline = provider.id === offlineProviderId;
    if (offline || !(await deps.providers.isReady(provider.id))) {
      const reason = offline ? 'noVision' : 'notConfigured';
      tell({ failure: new ProviderError(reason, '', { host: provider.host }) });
      return false;
    }
    return deps.consent.ask(provider, names);
  };
  const single = async (
    id: string,
    work: (item: ReviewItem) => Promise<Partial<ReviewItem>>,
    failed: Partial<ReviewItem>,
  ) => {
    const item = store.item(id);
    const { choice } = state();
    if (!item || !choice || !(await mayStart(choice, [imageName(item)]))) {
      return;
    }
    try {
      update(id, await work(item));
      store.keep(id);
      tell({ failure: undefined });
    } catch (error) {
      log.warn(`alt text: ${errorText(error)}`);
      const isForAll = failsForAll(error);
      update(id, { ...failed, problem: isForAll ? '' : failureSentence(error, item, choice) });
      // Told once, above, with the button that helps.
      tell(isForAll ? { failure: error } : {});
    }
    void estimate();
  };
  const decide: ReviewRun['decide'] = (id, verdict, text) => {
    const item = store.item(id);
    if (!item || item.verdict === 'written') {
      return;
    }
    if (verdict !== 'open') {
      batch?.remove(id);
    }
    update(id, { ...(text !== undefined && typed(item, text)), verdict });
    store.keep(id);
  };
  const finish = async (wanted: readonly ReviewItem[], { written, refused }: WriteResult) => {
    for (const { scanned } of wanted) {
      const reason = refused.get(scanned.id);
      const writtenAlt = written.get(scanned.id);
      if (writtenAlt !== undefined) {
        update(scanned.id, { verdict: 'written', writtenAlt });
      } else if (reason) {
        update(scanned.id, { verdict: 'open', problem: refusalSentence(reason) });
      }
      store.keep(scanned.id);
    }
    await deps.records.remember(
      wanted.flatMap(({ scanned, picture, generated }) => {
        const alt = written.get(scanned.id);
        const imageHash = generated?.imageHash ?? picture?.imageHash;
        return alt && imageHash ? [{ document: scanned.uri, src: scanned.reference.src.raw, imageHash, alt }] : [];
      }),
    );
  };

  return {
    onDidChange: store.onDidChange,
    state,
    items: store.items,
    item: store.item,
    scan: async () => {
      batch?.cancel();
      tell({ phase: 'scanning', scanned: { read: 0, files: 0 }, failure: undefined, estimate: undefined });
      try {
        const choice = await writer.choose();
        const found = await scanForReview(scope, deps, (scanned) => tell({ scanned }), life.signal);
        const items: ReviewItem[] = [];
        for (const scanned of found) {
          items.push(await prepareItem(scanned, store.decided(scanned.id), choice, writer, life.signal));
        }
        store.put(items, true);
        tell({ phase: 'ready', choice });
      } catch (error) {
        if (!life.signal.aborted) {
          log.error(`review of alt texts: ${errorText(error)}`);
          tell({ phase: 'ready', failure: error });
        }
        return;
      }
      await estimate();
    },
    start: async () => {
      const { choice, phase } = state();
      const due = store.items().filter(isDue);
      if (!choice || phase !== 'ready' || due.length === 0 || !(await mayStart(choice, due.map(imageName)))) {
        return;
      }
      batch = createBatch({ atOnce: requestsAtOnce(choice), generate, onEvent });
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
    decide,
    edit: (id, text) => {
      const item = store.item(id);
      if (item) {
        update(id, typed(item, text));
        store.keep(id);
      }
    },
    editLongDescription: (id, longDescription) => {
      update(id, longDescription.trim() ? { longDescription } : { longDescription: '', longer: 'offered' });
      store.keep(id);
    },
    acceptAll: () => {
      // Decorative is a suggestion for a person: never taken with the others.
      const taken = store.items().filter((item) => item.verdict === 'open' && altOf(item).trim() !== '');
      store.put(taken.map((item) => ({ ...item, verdict: 'accepted' })));
      for (const { scanned } of taken) {
        store.keep(scanned.id);
      }
    },
    again: async (id, role) => {
      const chosen = altRoles.find((one) => one === role);
      if (chosen === 'decorative') {
        decide(id, 'decorative');
        return;
      }
      await single(
        id,
        async ({ typed: _, ...item }) => {
          const next: ReviewItem = {
            ...item,
            ...(chosen && { role: chosen }),
            verdict: 'open',
            state: 'running',
            problem: '',
          };
          store.put([next]);
          store.keep(id);
          return answered(await ask(next, life.signal), next);
        },
        { state: 'failed' },
      );
    },
    describeLonger: (id) =>
      single(
        id,
        async (item) => {
          update(id, { longer: 'running', problem: '' });
          const document = await vscode.workspace.openTextDocument(item.scanned.uri);
          const refusal = await noPlaceBelow(document, item.scanned.reference, engines, life.signal);
          if (refusal) {
            return { longer: 'none', problem: refusalSentence(refusal.refused) };
          }
          const { longDescription = '' } = (await ask(item, life.signal, true)).decision;
          return { longer: 'there', longDescription };
        },
        { longer: 'offered' },
      ),
    apply: async (preview) => {
      const wanted = store.items().filter(isToWrite);
      const before = state().phase;
      if (wanted.length === 0 || before === 'applying') {
        return;
      }
      tell({ phase: 'applying' });
      try {
        const result = await writeAll(wanted.map(toWrite), engines, preview, life.signal);
        await finish(wanted, result);
        tell({ phase: before === 'running' && !batch?.isRunning() ? 'ready' : before, lastWrite: result });
      } catch (error) {
        log.error(`alt texts: ${errorText(error)}`);
        tell({ phase: before, failure: error });
      }
      await estimate();
    },
    refreshTarget: async () => {
      const choice = await writer.choose();
      const { choice: old, phase } = state();
      const same = choice.provider.id === old?.provider.id && choice.model === old.model;
      if (!same && phase === 'ready') {
        tell({ choice, failure: undefined });
        await estimate();
      }
    },
    dispose: () => {
      batch?.cancel();
      life.abort();
      store.dispose();
    },
  };
}
