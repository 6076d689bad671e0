import * as vscode from 'vscode';
import { errorText } from '../../core/errorText';
import type { AltTextActions } from '../altText/actions';
import { holdsImages } from '../altText/documents';
import { type PasteWatch, watchPastes } from '../altText/pasteWatch';
import { settings } from '../settings';

interface Deps {
  readonly actions: () => Promise<Pick<AltTextActions, 'describePasted'>>;
  readonly log: vscode.LogOutputChannel;
}

const languages = new Set(['markdown', 'quarto', 'mdx', 'html']);
/** A shorter insertion may be an image that was just pasted or dropped; a longer one is pasted text. */
const longest = 2000;

/**
 * The editor inserts the link of a pasted or dropped image immediately, with a placeholder for its alt text. If the
 * setting says so, the alt text follows, unless somebody has changed the placeholder by then. Only the user's paste or
 * drop counts, and a picture from the web only if its host was agreed to.
 */
export function registerAltTextOnPasteSupport({ actions, log }: Deps): vscode.Disposable {
  const life = new AbortController();
  let watch: PasteWatch | undefined;
  const asSet = () => {
    if (settings.altTextOnPaste()) {
      watch ??= watchPastes([...languages]);
    } else {
      watch?.dispose();
      watch = undefined;
    }
  };
  asSet();
  const set = vscode.workspace.onDidChangeConfiguration(asSet);
  const changed = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges, reason }) => {
    const [change] = contentChanges;
    if (!change || contentChanges.length > 1 || reason !== undefined || !watch) {
      return;
    }
    const { text, rangeOffset } = change;
    const isLink = text.length < longest && /!\[[^[\]\n]*\]\(.|<img\s/i.test(text);
    if (isLink && languages.has(document.languageId) && holdsImages(document) && watch.take(document)) {
      actions()
        .then(({ describePasted }) => describePasted(document, rangeOffset, rangeOffset + text.length, life.signal))
        .catch((error: unknown) => log.warn(`alt text on paste: ${errorText(error)}`));
    }
  });
  const end = () => {
    life.abort();
    watch?.dispose();
  };
  return vscode.Disposable.from(changed, set, { dispose: end });
}
