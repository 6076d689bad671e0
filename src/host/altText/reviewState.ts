import * as vscode from 'vscode';
import type { BatchEstimate } from '../../core/altText/estimate';
import { errorText } from '../../core/errorText';
import type { ModelSelection } from '../../jobs/providers';
import type { ReviewPhase } from '../../protocol/reviewView';
import type { WriteResult } from './reviewApply';
import { type KeptVerdict, type ReviewItem, toKeep } from './reviewItem';
import type { ScanProgress } from './reviewScan';

/** Everything to report at this moment. */
export interface ReviewState {
  readonly phase: ReviewPhase;
  readonly scanned: ScanProgress;
  readonly choice?: ModelSelection;
  readonly estimate?: BatchEstimate;
  /** Milliseconds that the provider said to wait; 0 if it didn't. */
  readonly slowedMs: number;
  readonly failure?: unknown;
  readonly lastWrite?: WriteResult;
}

export interface ReviewChange {
  /** IDs of the items that changed; undefined for all of them. */
  readonly items?: readonly string[];
}

/** What a review knows: its items, what was decided about them, and its progress. Every change is reported. */
export type ReviewStore = ReturnType<typeof createReviewStore>;

const keptKey = 'altText.review';
const maxKept = 5000;

/** `memory` is the workspace's. */
export function createReviewStore(memory: vscode.Memento, log: vscode.LogOutputChannel) {
  const changed = new vscode.EventEmitter<ReviewChange>();
  const kept = new Map(Object.entries(memory.get<Record<string, KeptVerdict>>(keptKey) ?? {}));
  let items = new Map<string, ReviewItem>();
  let state: ReviewState = { phase: 'scanning', scanned: { read: 0, files: 0, outside: 0, unread: 0 }, slowedMs: 0 };
  return {
    onDidChange: changed.event,
    state: () => state,
    items: (): readonly ReviewItem[] => [...items.values()],
    item: (id: string) => items.get(id),
    /** Changes the state and reports it. */
    tell: (change: Partial<ReviewState>) => {
      state = { ...state, ...change };
      changed.fire({ items: [] });
    },
    /** Replaces items: all of them if `all`. */
    put: (next: readonly ReviewItem[], all = false) => {
      items = new Map([...(all ? [] : items), ...next.map((item): [string, ReviewItem] => [item.scanned.id, item])]);
      changed.fire(all ? {} : { items: next.map((item) => item.scanned.id) });
    },
    update: (id: string, change: Partial<ReviewItem>) => {
      const item = items.get(id);
      if (item) {
        items.set(id, { ...item, ...change });
        changed.fire({ items: [id] });
      }
    },
    /** Saves what was decided about items for the next start. */
    keep: (ids: readonly string[]) => {
      for (const id of ids) {
        const item = items.get(id);
        kept.delete(id);
        const decided = item && toKeep(item);
        if (decided) {
          kept.set(id, decided);
        }
      }
      for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - maxKept))) {
        kept.delete(oldest);
      }
      memory.update(keptKey, Object.fromEntries(kept)).then(undefined, (error: unknown) => log.warn(errorText(error)));
    },
    /** What was decided about it before, perhaps in another window. */
    decided: (id: string) => kept.get(id),
    dispose: () => changed.dispose(),
  };
}
