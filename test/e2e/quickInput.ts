// The box that the palette, quick picks, and input boxes share, for actions.ts.
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { appears, insist, ranOut } from './patience';

/** What a user can do in the box of `page`. */
export function quickInputActions(page: Page) {
  const quickInput = page.locator('.quick-input-widget');
  const box = quickInput.locator('.quick-input-box input').first();
  const options = quickInput.getByRole('option');
  /** What the box shows; nothing if it's closed. */
  const look = () =>
    quickInput.evaluateAll(([widget]) => {
      const input = widget?.querySelector<HTMLInputElement>('.quick-input-box input');
      return widget?.checkVisibility() ? [input?.value, input?.ariaLabel, widget.textContent].join('\n') : '';
    });
  /** Presses Enter and waits until the box shows something else or closes; false if it closed before. */
  const enter = async () => {
    const before = await look();
    if (before === '') {
      return false;
    }
    await box.press('Enter');
    await expect.poll(look).not.toBe(before);
    return true;
  };
  /** Moves to one of these rows and presses Enter; false if it doesn't appear in time. */
  const take = async (rows: Locator, timeout?: number) => {
    const focused = rows.and(page.locator('.focused'));
    const isThere = await appears(rows, timeout);
    for (let presses = 0; isThere && presses < 100; presses++) {
      if (await appears(focused, 100)) {
        return enter();
      }
      await box.press('ArrowDown');
    }
    return false;
  };
  const quickInputs = {
    /** The box that quick picks and input boxes share. */
    quickInput,
    /** Opens the palette or another box with its key. */
    openQuickInput: (key: string) =>
      insist(`the box that ${key} opens`, async () => {
        if (!(await box.isVisible())) {
          await page.keyboard.press(key);
        }
        return appears(box, 3000);
      }),
    /**
     * Opens the palette and types; false if it was closed in between, for example by a webview that takes the focus.
     */
    searchPalette: async (text: string) => {
      await quickInputs.openQuickInput('F1');
      return box.fill(`>${text}`, { timeout: 3000 }).then(() => true, ranOut);
    },
    /** Runs a command by its palette title, for example `Sightread: Show Log`. */
    runCommand: (title: string): Promise<void> =>
      insist(`the command ${title}`, async () => {
        const label = page.locator('.label-name', { hasText: new RegExp(`^${escapeRegExp(title)}…?$`) });
        return (await quickInputs.searchPalette(title)) && take(options.filter({ has: label }), 10_000);
      }),
    /** The labels of the open quick pick. */
    quickPickItems: async () => {
      await options.first().waitFor();
      return quickInput.locator('[role=option] .label-name').allInnerTexts();
    },
    /** Chooses an entry in the open quick pick by a part of its name. */
    pick: (name: string | RegExp) =>
      insist(`${name} in the list`, () => take(quickInput.getByRole('option', { name })), 1),
    /** Types into the open quick pick and chooses the entry with this name. */
    find: async (text: string, name: string | RegExp) => {
      await box.fill(text);
      await quickInputs.pick(name);
    },
    /** Types into the open input box, and presses Enter. */
    typeInto: async (text: string) => {
      await box.fill(text);
      await insist(`${text} in the box`, enter, 1);
    },
    /** Chooses a file in the editor's own file dialog, which overwrites what is typed before it has read the first folder. */
    chooseFile: (path: string) =>
      insist(`${path} in the file dialog`, async () => {
        await quickInput.getByRole('button', { name: 'OK' }).waitFor();
        await box.fill(path);
        await box.press('Enter');
        return appears(quickInput, 5000, 'hidden');
      }),
    /** Moves the cursor of the text editor to a line and column, from 1. */
    goTo: async (line: number, column = 1) => {
      await quickInputs.openQuickInput('Control+g');
      await quickInputs.typeInto(`:${line}:${column}`);
      await quickInput.waitFor({ state: 'hidden' });
      await page.locator('#status\\.editor\\.selection', { hasText: `Ln ${line}, ` }).waitFor();
    },
  };
  return quickInputs;
}

export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
