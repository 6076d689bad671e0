import { type LogOutputChannel, type Memento, type Uri, workspace } from 'vscode';
import { altRoles } from '../../core/altText/decision';
import { errorText } from '../../core/errorText';
import { createPacer } from '../../core/pause';
import type { Providers } from '../../jobs/providers';
import type { Consent } from '../consent';
import type { Engines } from '../engines';
import { sayWarning } from '../say';
import type { AltTextRecords } from './records';
import { type WriteResult, writeAll } from './reviewApply';
import { createReviewAsking } from './reviewAsk';
import { isToAccept, isToWrite, type ReviewItem, toWrite, typed } from './reviewItem';
import { prepareItem } from './reviewPrepare';
import { scanForReview } from './reviewScan';
import { createReviewStore } from './reviewState';
import { keepWordsShown } from './reviewWords';
import { refusalSentence, tooManyImages } from './words';
import type { AltTextWriter } from './writer';

export interface ReviewRunDeps {
  readonly writer: AltTextWriter;
  readonly engines: Engines;
  readonly providers: Providers;
  readonly consent: Consent;
  readonly records: AltTextRecords;
  /** The workspace's. */
  readonly memory: Memento;
  readonly log: LogOutputChannel;
}

export type ReviewRun = ReturnType<typeof createReviewRun>;

/** One review of a folder, from the scan to the edit. */
export function createReviewRun(scope: Uri | undefined, deps: ReviewRunDeps) {
  const { writer, engines, log } = deps;
  const store = createReviewStore(deps.memory, log);
  const { state, tell, update } = store;
  const life = new AbortController();
  const asking = createReviewAsking(store, deps, life.signal);

  const words = keepWordsShown(store, deps, life.signal);

  const decide = (id: string, verdict: ReviewItem['verdict'], text?: string) => {
    const item = store.item(id);
    if (!item || item.verdict === 'written') {
      return;
    }
    if (verdict !== 'open') {
      asking.leaveOut(id);
    }
    update(id, { ...(text !== undefined && typed(item, text)), verdict });
    store.keep([id]);
  };
  const finish = async (wanted: readonly ReviewItem[], { written, refused, proposed }: WriteResult) => {
    for (const { scanned } of wanted) {
      const reason = refused.get(scanned.id);
      const writtenAlt = written.get(scanned.id);
      if (writtenAlt !== undefined) {
        update(scanned.id, { verdict: 'written', writtenAlt });
      } else if (reason) {
        const { nearest, isBelow } = proposed.get(scanned.id) ?? {};
        update(scanned.id, {
          verdict: 'open',
          problem: nearest === undefined ? refusalSentence(reason) : '',
          ...(isBelow ? { nearestBelow: nearest } : { nearest }),
        });
      }
    }
    store.keep(wanted.map(({ scanned }) => scanned.id));
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
      asking.stop();
      tell({
        phase: 'scanning',
        scanned: { read: 0, files: 0, outside: 0, unread: 0 },
        failure: undefined,
        estimate: undefined,
      });
      try {
        const choice = await writer.choose();
        const { images: found, notAll } = await scanForReview(scope, deps, (scanned) => tell({ scanned }), life.signal);
        const items: ReviewItem[] = [];
        const pace = createPacer();
        for (const scanned of found) {
          items.push(await prepareItem(scanned, store.decided(scanned.id), choice, writer, life.signal));
          await pace();
        }
        store.put(items, true);
        if (notAll.length > 0) {
          const names = notAll.map(({ uri, leftOut }) => ({ name: workspace.asRelativePath(uri), leftOut }));
          log.warn(`review of alt texts: left out, ${names.map((one) => `${one.name}: ${one.leftOut}`).join(', ')}`);
          void sayWarning(tooManyImages(names.map(({ name }) => name)));
        }
        tell({ phase: 'ready', choice });
      } catch (error) {
        if (!life.signal.aborted) {
          log.error(`review of alt texts: ${errorText(error)}`);
          tell({ phase: 'ready', failure: error });
        }
        return;
      }
      await asking.estimate();
    },
    start: asking.start,
    pause: asking.pause,
    stop: asking.stop,
    describeLonger: asking.describeLonger,
    /** Writes one alt text again, for another role if one is given. */
    again: async (id: string, role?: string) => {
      const chosen = altRoles.find((one) => one === role);
      return chosen === 'decorative' ? decide(id, chosen) : asking.again(id, chosen);
    },
    /** `text` is the alt text in the box; it counts as typed if it differs from the suggestion. */
    decide,
    edit: (id: string, text: string) => {
      const item = store.item(id);
      if (item) {
        update(id, typed(item, text));
        store.keep([id]);
      }
    },
    editLongDescription: (id: string, longDescription: string) => {
      update(id, longDescription.trim() ? { longDescription } : { longDescription: '', longer: 'offered' });
      store.keep([id]);
    },
    acceptAll: () => {
      const taken = store.items().filter(isToAccept);
      store.put(taken.map((item) => ({ ...item, verdict: 'accepted' })));
      store.keep(taken.map(({ scanned }) => scanned.id));
    },
    apply: async (preview: boolean) => {
      const wanted = store.items().filter(isToWrite);
      const before = state().phase;
      if (wanted.length === 0 || before === 'applying') {
        return;
      }
      tell({ phase: 'applying' });
      try {
        const result = await writeAll(wanted.map(toWrite), engines, preview, life.signal);
        await finish(wanted, result);
        tell({ phase: before === 'running' && !asking.isRunning() ? 'ready' : before, lastWrite: result });
      } catch (error) {
        log.error(`alt texts: ${errorText(error)}`);
        tell({ phase: before, failure: error });
      }
      await asking.estimate();
    },
    refreshTarget: async () => {
      const choice = await writer.choose();
      const { choice: old, phase } = state();
      const same = choice.provider.id === old?.provider.id && choice.model === old.model;
      if (!same && phase === 'ready') {
        tell({ choice, failure: undefined });
        await asking.estimate();
      }
    },
    dispose: () => {
      words.dispose();
      asking.stop();
      life.abort();
      store.dispose();
    },
  };
}
