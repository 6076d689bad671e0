import * as vscode from 'vscode';
import type { Engines } from '../engines';
import { errorText } from '../log';
import { altTextEdit } from './edits';
import { altOf, type ReviewItem } from './reviewItem';
import type { ReviewStore } from './reviewState';

interface Deps {
  readonly engines: Engines;
  readonly log: vscode.LogOutputChannel;
}

/**
 * Shows on each card, before anybody accepts it, in which words its alt would be written where the document's language
 * cannot hold it as it is. Looked at anew whenever the alt changes, one after the other.
 */
export function keepWordsShown(store: ReviewStore, { engines, log }: Deps, life: AbortSignal): vscode.Disposable {
  const seen = new Map<string, string>();
  let last = Promise.resolve();

  const look = async (id: string, alt: string) => {
    const item = store.item(id);
    if (life.aborted || !item || seen.get(id) !== alt) {
      return;
    }
    const { uri, reference } = item.scanned;
    const document = await vscode.workspace.openTextDocument(uri);
    const edit = await altTextEdit(document, reference, alt, engines, life);
    const nearest = 'refused' in edit ? edit.nearest : undefined;
    if (seen.get(id) === alt && store.item(id)?.nearest !== nearest) {
      store.update(id, { nearest });
    }
  };
  const note = (item: ReviewItem) => {
    const { id } = item.scanned;
    const alt = altOf(item).trim();
    if (item.verdict === 'written' || (seen.get(id) ?? '') === alt) {
      return;
    }
    seen.set(id, alt);
    last = last
      .then(() => look(id, alt))
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
