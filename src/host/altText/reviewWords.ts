import * as vscode from 'vscode';
import { errorText } from '../../core/errorText';
import type { Engines } from '../engines';
import { altTextEdit } from './edits';
import { altOf, type ReviewItem } from './reviewItem';
import type { ReviewStore } from './reviewState';

interface Deps {
  readonly engines: Engines;
  readonly log: vscode.LogOutputChannel;
}

/**
 * Shows on each card, before anybody accepts it, how its alt text and long description would be rephrased if the
 * document's language can't represent them. Checked again whenever the alt text changes, one after another.
 */
export function keepWordsShown(store: ReviewStore, { engines, log }: Deps, life: AbortSignal): vscode.Disposable {
  const seen = new Map<string, string>();
  let last = Promise.resolve();

  const check = async (id: string, key: string, alt: string, below: string) => {
    const item = store.item(id);
    if (life.aborted || !item || seen.get(id) !== key) {
      return;
    }
    const { uri, reference } = item.scanned;
    const document = await vscode.workspace.openTextDocument(uri);
    const edit = await altTextEdit(document, reference, alt, engines, life, below);
    const isOther = 'refused' in edit && edit.nearest !== undefined;
    const nearest = isOther && !edit.isBelow ? edit.nearest : undefined;
    const described =
      nearest === undefined || !below ? edit : await altTextEdit(document, reference, nearest, engines, life, below);
    const nearestBelow = 'refused' in described && described.isBelow ? described.nearest : undefined;
    const before = store.item(id);
    if (seen.get(id) === key && (before?.nearest !== nearest || before?.nearestBelow !== nearestBelow)) {
      store.update(id, { nearest, nearestBelow });
    }
  };
  const note = (item: ReviewItem) => {
    const { id } = item.scanned;
    const alt = altOf(item).trim();
    const below = item.longDescription;
    const key = alt === '' ? '' : `${alt}\0${below}`;
    if (item.verdict === 'written' || (seen.get(id) ?? '') === key) {
      return;
    }
    seen.set(id, key);
    last = last
      .then(() => check(id, key, alt, below))
      .catch((error: unknown) => {
        if (!life.aborted) {
          log.warn(`review of alt texts: ${errorText(error)}`);
        }
      });
  };
  return store.onDidChange(({ items }) => {
    for (const item of items ? items.map(store.item) : store.items()) {
      if (item) {
        note(item);
      }
    }
  });
}
