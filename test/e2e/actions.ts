// What a user does in a window of VS Code, for driver.ts.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';

/** What a user can do in the window of `page`. */
export function actions(page: Page) {
  const quickInput = page.locator('.quick-input-widget');
  const workbench = {
    /** The item of the explorer at a path like `docs/page.md`, its folders opened. */
    explorerItem: async (path: string): Promise<Locator> => {
      const explorer = page.getByRole('tree', { name: 'Files Explorer' });
      const names = path.split('/');
      for (const [depth, name] of names.entries()) {
        const item = explorer.locator(`[role=treeitem][aria-level="${depth + 1}"]`).filter({
          has: page.locator('.label-name', { hasText: new RegExp(`^${escapeRegExp(name)}$`) }),
        });
        if (depth === names.length - 1) {
          return item.first();
        }
        await item.first().waitFor();
        if ((await item.first().getAttribute('aria-expanded')) === 'false') {
          await item.first().click();
        }
      }
      throw new Error('unreachable');
    },
    /** Opens a file of the explorer in an editor that stays. */
    openFile: async (path: string) => {
      await (await workbench.explorerItem(path)).dblclick();
      const name = path.split('/').at(-1) ?? path;
      await page
        .getByRole('tab', { name: new RegExp(escapeRegExp(name)) })
        .first()
        .waitFor();
    },
    /** Right-clicks a file of the explorer and chooses an entry; `Submenu > Entry` goes through a submenu. */
    chooseFromMenu: async (path: string, entry: string) => {
      await (await workbench.explorerItem(path)).click({ button: 'right' });
      await workbench.chooseMenuItem(entry);
    },
    /** Chooses an entry of the menu that is open; `Submenu > Entry` goes through a submenu. */
    chooseMenuItem: async (entry: string) => {
      const steps = entry.split(' > ');
      for (const [index, name] of steps.entries()) {
        const item = page.getByRole('menuitem', { name, exact: true }).first();
        await item.waitFor();
        await item.hover();
        // VS Code overlooks a click in the first 100 ms of a menu.
        await page.waitForTimeout(150);
        if (index === steps.length - 1) {
          await item.click();
          await item.waitFor({ state: 'hidden' });
        }
      }
    },
    /** The names in the open menu, top to bottom. */
    menuItems: async () => {
      const items = page.locator('.monaco-menu [role=menuitem]');
      await items.first().waitFor();
      return (await items.allInnerTexts()).map((text) => text.split('\n')[0]?.trim() ?? '').filter(Boolean);
    },
    /** Selects several files of the explorer (click, then Ctrl+click). */
    select: async (...paths: readonly string[]) => {
      for (const [index, path] of paths.entries()) {
        await (await workbench.explorerItem(path)).click(index === 0 ? {} : { modifiers: ['ControlOrMeta'] });
      }
    },
    /** The content of the n-th webview that is on screen (the panel is one): a Playwright frame to find roles in. */
    panel: (index = 0): FrameLocator =>
      page.locator('iframe.webview').nth(index).contentFrame().locator('iframe#active-frame').contentFrame(),
    /** The answers in the panel on screen, oldest first. */
    answers: (): Locator => workbench.panel().getByRole('article', { name: /Answer/ }),
    /** The newest answer in the panel on screen. */
    lastAnswer: (): Locator => workbench.answers().last(),
    /** Runs a command by its palette title, for example `Sightread: Show Log`. */
    runCommand: async (title: string): Promise<void> => {
      await openPalette(page, title);
      await quickInput.getByRole('option', { name: title }).first().click();
    },
    /** The box that quick picks and input boxes share. */
    quickInput,
    /** The labels of the open quick pick. */
    quickPickItems: async () => {
      await quickInput.getByRole('option').first().waitFor();
      return quickInput.locator('[role=option] .label-name').allInnerTexts();
    },
    /** Chooses an entry of the open quick pick by a part of its name. */
    pick: async (name: string | RegExp) => {
      await quickInput.getByRole('option', { name }).first().click();
    },
    /** Types into the open input box or quick pick, and presses Enter unless told not to. */
    typeInto: async (text: string, enter = true) => {
      const box = quickInput.getByRole('textbox').or(quickInput.getByRole('combobox')).first();
      await box.fill(text);
      if (enter) {
        await box.press('Enter');
      }
    },
    /** The notification (toast) or modal dialog that contains a text; `.getByRole('button', …)` on it presses one. */
    notification: (text: string | RegExp): Locator =>
      page.locator('.notification-toast, .monaco-dialog-box').filter({ hasText: text }).first(),
    /** Presses a button of a notification or dialog. */
    answer: async (text: string | RegExp, button: string) => {
      const toast = workbench.notification(text);
      await toast.waitFor();
      await toast.hover();
      await toast.getByRole('button', { name: button, exact: true }).click();
    },
    closeAllEditors: () => workbench.runCommand('View: Close All Editors'),
    /** Presses Escape until something is gone: what comes up in between, as a notification does, takes the key for itself. */
    escape: async (from: Locator) => {
      for (let tries = 1; await from.first().isVisible(); tries++) {
        await page.keyboard.press('Escape');
        await from
          .first()
          .waitFor({ state: 'hidden', timeout: 2000 })
          .catch((error: unknown) => {
            if (tries === 5) {
              throw error;
            }
          });
      }
    },
    /** Gives the text editor the focus by `bring` if it has not got it; the cursor stays where it is. */
    focusEditor: async (bring = () => workbench.runCommand('View: Focus Active Editor Group')) => {
      const focused = page.locator('.monaco-editor.focused').first();
      for (let tries = 1; !(await appears(focused, 1000)); tries++) {
        if (tries === 5) {
          throw new Error('The editor does not get the focus.');
        }
        await bring();
      }
    },
    /**
     * Chooses a quick fix at the cursor by keyboard. The menu is asked for again while it has not got the title: the key
     * is lost where the focus is not, and those who offer fixes take their time. `bring` brings the focus into the
     * editor, `seen` is called while the menu is open.
     */
    quickFix: async (
      title: string | RegExp,
      { bring, seen }: { bring?: () => Promise<void>; seen?: () => Promise<unknown> } = {},
    ): Promise<void> => {
      const menu = page.locator('.action-widget:not(.action-list-submenu-panel)');
      const entry = menu.locator('.monaco-list-row').filter({ has: page.locator('.title', { hasText: title }) });
      for (let tries = 1; ; tries++) {
        await workbench.focusEditor(bring);
        await page.keyboard.press('ControlOrMeta+.');
        if (await appears(entry.first(), 5000)) {
          break;
        }
        if (tries === 12) {
          throw new Error(`No quick fix ${title} is offered.`);
        }
        await workbench.escape(menu);
      }
      await seen?.();
      const isFocused = async () => (await entry.first().getAttribute('class'))?.includes('focused');
      for (let presses = 0; !(await isFocused()); presses++) {
        if (presses === 20) {
          throw new Error(`The arrow key does not get to the quick fix ${title}.`);
        }
        await page.keyboard.press('ArrowDown');
      }
      await page.keyboard.press('Enter');
      await menu.waitFor({ state: 'hidden' });
    },
    /** The text of the active text editor, through the clipboard. */
    editorText: async () => {
      const lines = page.locator('.editor-group-container.active .monaco-editor').first();
      await lines.click();
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.press('ControlOrMeta+c');
      return page.evaluate(() => navigator.clipboard.readText());
    },
    /** Writes a PNG of the window; the path is taken from the repository's folder. */
    screenshot: async (path: string) => {
      mkdirSync(dirname(path), { recursive: true });
      await page.screenshot({ path });
    },
  };
  return workbench;
}

/** Menus and commands of an extension are missing until VS Code has scanned it; this waits for the palette to know it. */
export async function waitForExtension(page: Page): Promise<void> {
  await page.getByRole('tree', { name: 'Files Explorer' }).waitFor({ timeout: 60_000 });
  const deadline = Date.now() + 60_000;
  for (;;) {
    await openPalette(page, 'Sightread: ');
    const found = page.locator('.quick-input-widget').getByRole('option', { name: /Sightread:/ });
    const there = await appears(found.first(), 2_000);
    await page.keyboard.press('Escape');
    if (there) {
      return;
    }
    if (Date.now() > deadline) {
      throw new Error('VS Code has not found the extension within a minute.');
    }
  }
}

/** Whether something is on screen within so many milliseconds. */
const appears = (locator: Locator, timeout: number): Promise<boolean> =>
  locator.waitFor({ timeout }).then(
    () => true,
    () => false,
  );

/** A key is lost while a webview takes the focus, so F1 is pressed until the palette is there. */
async function openPalette(page: Page, text: string): Promise<void> {
  const box = page.locator('.quick-input-widget input').first();
  for (let tries = 1; !(await box.isVisible()); tries++) {
    await page.keyboard.press('F1');
    await box.waitFor({ timeout: 2_000 }).catch((error: unknown) => {
      if (tries === 5) {
        throw error;
      }
    });
  }
  await box.fill(`>${text}`);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
