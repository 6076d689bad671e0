// Uses a command to its end, whatever it asks: agrees to whatever goes to the provider that the user chose, to nothing
// else, takes the first entry in each list, and presses every link in a notification.
import type { Page } from 'playwright-core';
import { insist, ranOut } from '../patience';
import { commandLink } from './repository';

const mostSteps = 30;
/** Checks without anything new after which the window counts as done. */
const quietLooks = 4;
const lookEveryMs = 250;

interface Seen {
  readonly kind: 'dialog' | 'list' | 'box' | 'link' | 'busy' | 'nothing';
  /** The window's text; two checks with the same text have seen nothing new. */
  readonly text: string;
}

/** Checks of running work after which its toasts are removed: it may be waiting for an answer to one. */
const busyLooks = 12;

interface RobotOptions {
  /** What a question must mention to be answered with yes. */
  readonly agreeTo: RegExp;
  /** The file that a program would create, see `commandLink`. */
  readonly flag: string;
  /** Removes all toasts; a question in one is thereby answered with no. */
  readonly clearNotifications: () => Promise<void>;
}

/** The robot of a window. */
export function robot(page: Page, { agreeTo, flag, clearNotifications }: RobotOptions) {
  const questions: string[] = [];
  const links: string[] = [];
  const dialog = page.locator('.monaco-dialog-box');
  const quickInput = page.locator('.quick-input-widget');
  const linkInToast = page.locator(
    '.notification-toast .notification-list-item-message a, .notifications-center a.monaco-link',
  );

  const look = (): Promise<Seen> =>
    page.evaluate(() => {
      const visible = (selector: string) =>
        [...document.querySelectorAll<HTMLElement>(selector)].find((one) => one.checkVisibility());
      const asked = visible('.monaco-dialog-box');
      if (asked) {
        return { kind: 'dialog', text: asked.innerText };
      }
      if (visible('.notification-list-item-message a')) {
        return { kind: 'link', text: visible('.notification-list-item-message')?.innerText ?? '' };
      }
      const quick = visible('.quick-input-widget');
      if (quick) {
        const box = quick.querySelector<HTMLInputElement>('.quick-input-box input');
        const hasRows = [...quick.querySelectorAll<HTMLElement>('[role=option]')].some((row) => row.checkVisibility());
        return { kind: hasRows ? 'list' : 'box', text: `${quick.innerText}\n${box?.value ?? ''}` };
      }
      const works = visible(
        '.monaco-progress-container.active:not(.done), .notification-list-item .codicon-loading, [id^="status.progress"]',
      );
      return { kind: works ? 'busy' : 'nothing', text: works?.className ?? '' };
    });

  /** Presses a button with the mouse: an action on the button's own locator would itself wait for `answerDialog`. */
  const answerDialog = async (text: string) => {
    questions.push(text);
    const buttons = dialog.locator('.dialog-buttons .monaco-button');
    const wanted = agreeTo.test(text)
      ? buttons.first()
      : buttons.filter({ hasText: /^(?:Cancel|No|Don't Save)$/ }).first();
    await insist(`an answer to ${text}`, async () => {
      const box = await ((await wanted.isVisible()) ? wanted : buttons.last())
        .boundingBox({ timeout: 1000 })
        .catch(ranOut);
      if (box) {
        await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      }
      await page.waitForTimeout(lookEveryMs);
      const seen = await look();
      return seen.kind !== 'dialog' || seen.text !== text;
    });
  };

  // A slow machine asks when the command seems done: the next key would wait behind that question.
  const answerLateDialogs = () =>
    page.addLocatorHandler(
      dialog,
      async () => {
        const { kind, text } = await look();
        if (kind === 'dialog') {
          await answerDialog(text);
        }
      },
      { noWaitAfter: true },
    );

  /** Continues until no question is open and nothing is running. */
  const goThrough = async (typed: string) => {
    let [last, quiet, sameBox, busy] = ['', 0, 0, 0];
    for (let steps = 0; steps < mostSteps && quiet < quietLooks; ) {
      const seen = await look();
      const isNew = `${seen.kind} ${seen.text}` !== last;
      last = `${seen.kind} ${seen.text}`;
      if (seen.kind === 'dialog') {
        await answerDialog(seen.text);
        steps++;
      } else if (seen.kind === 'link') {
        links.push(seen.text);
        await linkInToast.first().click();
        await page.keyboard.press('Escape');
        steps++;
      } else if (seen.kind === 'list' || seen.kind === 'box') {
        sameBox = isNew ? 0 : sameBox + 1;
        const box = quickInput.locator('.quick-input-box input').first();
        if (sameBox > 2) {
          await page.keyboard.press('Escape');
        } else {
          if (seen.kind === 'box' && (await box.isEditable())) {
            await box.fill(typed);
          }
          await page.keyboard.press('Enter');
        }
        steps++;
      } else {
        quiet = seen.kind === 'nothing' ? quiet + 1 : 0;
        busy = seen.kind === 'busy' ? busy + 1 : 0;
        if (busy > busyLooks) {
          busy = 0;
          steps += 5;
          await clearNotifications();
        }
      }
      await page.waitForTimeout(lookEveryMs);
    }
    await page.keyboard.press('Escape');
    await clearNotifications();
  };

  return {
    answerLateDialogs,
    /** The text of each question that was asked. */
    questions,
    /** The text of each notification in which something could be pressed like a link. */
    links,
    /** Answers whatever appears; into boxes goes an address or a link that runs a program. */
    goThrough: (what: 'address' | 'command' = 'command') =>
      goThrough(what === 'address' ? 'http://8.8.8.8/asked.png?d=typed' : commandLink('typed', flag)),
  };
}
