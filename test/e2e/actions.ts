// A user's actions in a VS Code window, for driver.ts. Any action that can get lost on a slow machine is checked before
// it counts as done, and repeated if necessary: see patience.ts.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { appears, insist, ranOut } from './patience';
import { escapeRegExp, quickInputActions } from './quickInput';

/** Files that VS Code doesn't open in a text editor. */
const isNoText = /\.(?:png|jpe?g|ipynb)$/;

/** What a user can do in the window of `page`. */
export function actions(page: Page) {
  const group = '.editor-group-container.active';
  const workbench = {
    ...quickInputActions(page),
    /** The explorer's item for a path like `docs/page.md`, with its folders expanded. */
    explorerItem: async (path: string): Promise<Locator> => {
      const explorer = page.getByRole('tree', { name: 'Files Explorer' });
      const names = path.split('/');
      const itemOf = (depth: number) =>
        explorer
          .locator(`[role=treeitem][aria-level="${depth + 1}"]`)
          .filter({
            has: page.locator('.label-name', { hasText: new RegExp(`^${escapeRegExp(names[depth] ?? '')}$`) }),
          })
          .first();
      for (const depth of names.slice(0, -1).keys()) {
        const folder = itemOf(depth);
        await folder.waitFor();
        await insist(`the folder ${names[depth]} opened`, async () => {
          if ((await folder.getAttribute('aria-expanded')) === 'false') {
            await folder.click();
          }
          return appears(folder.and(page.locator('[aria-expanded=true]')), 3000);
        });
      }
      return itemOf(names.length - 1);
    },
    /** Opens a file from the explorer in a permanent editor; a text editor then has the focus. */
    openFile: async (path: string) => {
      const item = await workbench.explorerItem(path);
      const name = path.split('/').at(-1) ?? path;
      const tab = page.getByRole('tab', { name: new RegExp(escapeRegExp(name)), selected: true });
      await insist(`the tab of ${path}`, async () => {
        await item.dblclick();
        return appears(tab, 5000);
      });
      if (!isNoText.test(name)) {
        await page.locator(`${group} .monaco-editor[data-uri$="/${name}"]`).waitFor();
        await workbench.focusEditor();
      }
    },
    /** Right-clicks a file in the explorer and chooses an entry; `Submenu > Entry` goes through a submenu. */
    chooseFromMenu: async (path: string, entry: string) =>
      workbench.chooseFromMenuOf(await workbench.explorerItem(path), entry),
    /** Right-clicks something and chooses an entry; `Submenu > Entry` goes through a submenu. */
    chooseFromMenuOf: (place: Locator, entry: string) =>
      insist(`${entry} in a menu`, async () => {
        await place.click({ button: 'right' });
        const isChosen = await chooseMenuItem(entry).catch(ranOut);
        if (!isChosen) {
          await workbench.escape(page.locator('.monaco-menu'));
        }
        return isChosen;
      }),
    /** Selects several files of the explorer (click, then Ctrl+click). */
    select: (...paths: readonly string[]) =>
      insist(`${paths.join(', ')} selected`, async () => {
        for (const [index, path] of paths.entries()) {
          await (await workbench.explorerItem(path)).click(index === 0 ? {} : { modifiers: ['ControlOrMeta'] });
        }
        const items = await Promise.all(paths.map(workbench.explorerItem));
        const selected = await Promise.all(items.map((item) => item.getAttribute('aria-selected')));
        return selected.every((one) => one === 'true');
      }),
    /** The content of the n-th visible webview (the panel is one): a Playwright frame to find roles in. */
    panel: (index = 0): FrameLocator =>
      page.locator('iframe.webview:visible').nth(index).contentFrame().locator('iframe#active-frame').contentFrame(),
    /** The answers in the visible panel, oldest first. */
    answers: (): Locator => workbench.panel().getByRole('article', { name: /Answer/ }),
    /** The newest answer in the visible panel. */
    lastAnswer: (): Locator => workbench.answers().last(),
    /** The question box in the visible panel. */
    questionBox: (): Locator => workbench.panel().getByRole('textbox', { name: 'Ask about the image' }),
    /** Asks in the visible panel. */
    ask: async (question: string) => {
      await workbench.questionBox().fill(question);
      await workbench.questionBox().press('Enter');
    },
    /** The notification or modal dialog that contains a text; `.getByRole('button', …)` on it presses one. */
    notification: (text: string | RegExp): Locator =>
      page
        .locator('.notification-toast, .monaco-dialog-box, .notifications-center.visible .notification-list-item')
        .filter({ hasText: text })
        .first(),
    /**
     * Waits until a notification or dialog contains a text. VS Code shows no toast if several arrive at once, and
     * removes each after ten seconds, so after a while this looks in the notification center.
     */
    told: async (text: string | RegExp) => {
      const found = workbench.notification(text);
      if (await appears(found)) {
        return;
      }
      await workbench.runCommand('Notifications: Show Notifications');
      await found.waitFor();
      const center = page.locator('.notifications-center');
      await center.getByRole('button', { name: /^Hide Notifications/ }).click();
    },
    /** Presses a button of a notification or dialog. */
    answer: async (text: string | RegExp, button: string) => {
      const found = workbench.notification(text);
      const isPressed = async (timeout: number) => {
        await found.hover({ timeout });
        await found.getByRole('button', { name: button, exact: true }).click({ timeout });
        return true;
      };
      if (!(await isPressed(20_000).catch(ranOut))) {
        await workbench.runCommand('Notifications: Show Notifications');
        await isPressed(20_000);
      }
    },
    clearNotifications: () => workbench.runCommand('Notifications: Clear All Notifications'),
    /**
     * Waits until VS Code has saved, for its next start, an open editor with such a state: in a browser, it does so
     * every few seconds.
     */
    written: (state: RegExp) =>
      expect
        .poll(() =>
          page.evaluate(async () => {
            const done = <T>(request: IDBRequest<T>) =>
              new Promise<T>((resolve, reject) => {
                request.onsuccess = () => resolve(request.result);
                request.onerror = () => reject(request.error);
              });
            const databases = await indexedDB.databases();
            const name = databases.find((one) => /^vscode-web-state-db-(?!global)/.test(one.name ?? ''))?.name;
            if (name === undefined) {
              return '';
            }
            const database = await done(indexedDB.open(name));
            const items = database.transaction('ItemTable').objectStore('ItemTable');
            const editors = await done(items.get('memento/workbench.parts.editor'));
            database.close();
            return String(editors);
          }),
        )
        .toMatch(state),
    /** Closes everything; unsaved changes are discarded. */
    closeAllEditors: async () => {
      await workbench.runCommand('View: Close All Editors');
      const empty = page.locator('.part.editor:not(:has(.tab))');
      const discard = page.locator('.monaco-dialog-box').getByRole('button', { name: "Don't Save" });
      await insist('no editor open', async () => {
        await empty.or(discard).first().waitFor();
        if (await discard.isVisible()) {
          await discard.click({ timeout: 3000 }).catch(ranOut);
        }
        return appears(empty, 3000);
      });
      await page.locator('iframe.webview:visible').first().waitFor({ state: 'hidden' });
    },
    /** Presses Escape until something is gone: whatever appears in between, like a notification, takes the key. */
    escape: (from: Locator) =>
      insist('Escape', async () => {
        if (await from.first().isVisible()) {
          await page.keyboard.press('Escape');
        }
        return appears(from, 2000, 'hidden');
      }),
    /** Gives the text editor the focus with `bring` if it doesn't have it; the cursor stays where it is. */
    focusEditor: async (bring = () => workbench.runCommand('View: Focus Active Editor Group')) => {
      const focused = page.locator('.monaco-editor.focused');
      await insist('the focus in the editor', async () => {
        if (await appears(focused, 1000)) {
          return true;
        }
        await bring();
        return appears(focused, 1000);
      });
    },
    /**
     * Chooses a quick fix at the cursor with the keyboard. Reopens the menu until it contains the title, because
     * providers of fixes take their time. `bring` moves the focus into the editor; `seen` is called while the menu is
     * open.
     */
    quickFix: async (
      title: string | RegExp,
      { bring, seen }: { bring?: () => Promise<void>; seen?: () => Promise<unknown> } = {},
    ): Promise<void> => {
      const menu = page.locator('.action-widget:not(.action-list-submenu-panel)');
      const entries = menu.locator('.monaco-list-row').filter({ has: page.locator('.title', { hasText: title }) });
      await insist(
        `the quick fix ${title}`,
        async () => {
          await workbench.focusEditor(bring);
          await page.keyboard.press('ControlOrMeta+.');
          const isThere = await appears(entries, 5000);
          if (!isThere) {
            await workbench.escape(menu);
          }
          return isThere;
        },
        12,
      );
      await seen?.();
      const focused = entries.first().and(page.locator('.focused'));
      for (let presses = 0; presses < 20 && !(await focused.isVisible()); presses++) {
        await page.keyboard.press('ArrowDown');
      }
      await focused.waitFor();
      await page.keyboard.press('Enter');
      await menu.waitFor({ state: 'hidden' });
    },
    /** The text of the active text editor, through the clipboard. */
    editorText: async () => {
      const copied = () => page.evaluate(() => navigator.clipboard.readText());
      const nothing = 'nothing is copied yet';
      await page.evaluate((text) => navigator.clipboard.writeText(text), nothing);
      await insist('the text in the clipboard', async () => {
        await workbench.focusEditor();
        await page.keyboard.press('ControlOrMeta+a');
        await page.keyboard.press('ControlOrMeta+c');
        return (await copied()) !== nothing;
      });
      return copied();
    },
    /** What the window currently shows, for the log: notifications, dialogs, the quick input, and the focus. */
    said: () =>
      page.evaluate(() => {
        const texts = [...document.querySelectorAll('.notification-list-item, .monaco-dialog-box, .quick-input-widget')]
          .filter((one) => one instanceof HTMLElement && one.checkVisibility())
          .map((one) => (one as HTMLElement).innerText);
        const { tagName, className, ariaLabel } = document.activeElement ?? {};
        return [...texts, `focus: ${tagName} .${className} ${ariaLabel ?? ''}`].join('\n');
      }),
    /** Writes a PNG of the window; the path is relative to the repository's folder. */
    screenshot: async (path: string) => {
      mkdirSync(dirname(path), { recursive: true });
      await page.screenshot({ path });
    },
  };
  /** Chooses an entry in the open menu; a menu closes when something else takes the focus. */
  const chooseMenuItem = async (entry: string) => {
    const steps = entry.split(' > ');
    const itemOf = (name: string | undefined) => page.getByRole('menuitem', { name, exact: true }).first();
    for (const name of steps) {
      await itemOf(name).hover({ timeout: 5000 });
      // VS Code ignores a click in the first 100 ms of a menu.
      await page.waitForTimeout(150);
    }
    const last = itemOf(steps.at(-1));
    await last.click({ timeout: 5000 });
    await last.waitFor({ state: 'hidden' });
    return true;
  };
  return workbench;
}

/**
 * An extension's menus and commands are missing until VS Code has scanned it; this waits until the palette knows it.
 */
export async function waitForExtension(page: Page): Promise<void> {
  await page.getByRole('tree', { name: 'Files Explorer' }).waitFor();
  const { searchPalette, quickInput } = quickInputActions(page);
  const found = quickInput.getByRole('option', { name: /Sightread:/ });
  await insist(
    'the commands of the extension',
    async () => {
      const isThere = (await searchPalette('Sightread: ')) && (await appears(found, 2000));
      await page.keyboard.press('Escape');
      return isThere;
    },
    30,
  );
}
