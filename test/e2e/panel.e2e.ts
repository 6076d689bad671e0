import { expect, test } from 'vitest';
import { startLoopbackProvider } from '../servers/loopbackProvider';
import { useWorkbench } from './driver';

const workbench = useWorkbench({ settings: { 'sightread.provider': 'offline' } });

const lastAnswer = () => workbench().lastAnswer();
const box = () => workbench().questionBox();
const finished = /offline engine measured|can measure this image/;

test('with the keyboard alone: from the explorer to an answer and a follow-up', async () => {
  const { page } = workbench();
  await page.keyboard.press('ControlOrMeta+Shift+e');
  await page.keyboard.press('Home');
  await page.keyboard.type('logo.png', { delay: 40 });
  await page.keyboard.press('Shift+F10');
  const item = page.getByRole('menuitem', { name: 'Describe Image', exact: true });
  await item.waitFor();
  for (let presses = 0; presses < 60; presses++) {
    if (await item.evaluate((node) => node.closest('.action-item')?.classList.contains('focused') ?? false)) {
      break;
    }
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await lastAnswer().getByText(finished).first().waitFor();

  const body = workbench().panel().locator('body');
  const focused = () => body.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  for (let presses = 0; presses < 40 && (await focused()) !== 'Ask about the image'; presses++) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.type('Which colours?');
  await page.keyboard.press('Enter');
  await lastAnswer()
    .getByText(/can’t answer questions/)
    .first()
    .waitFor();
  expect(await workbench().answers().count()).toBe(2);
});

test('hidden behind another editor and shown again, it is as it was', async () => {
  await box().fill('half a thought');
  await workbench().written(/half a thought/);
  await workbench().openFile('guide.md');
  await workbench()
    .page.getByRole('tab', { name: /logo\.png/ })
    .click();
  await lastAnswer()
    .getByText(/can’t answer questions/)
    .first()
    .waitFor();
  expect(await box().inputValue()).toBe('half a thought');
});

test('moved to a window of its own, it is as it was', async () => {
  const popup = workbench().page.context().waitForEvent('page');
  await workbench().runCommand('View: Move Editor into New Window');
  const other = await popup;
  const panel = other.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
  await panel
    .getByRole('article', { name: /Answer/ })
    .last()
    .getByText(/can’t answer questions/)
    .first()
    .waitFor();
  expect(await panel.getByRole('textbox', { name: 'Ask about the image' }).inputValue()).toBe('half a thought');
  await other.getByRole('tab', { name: /logo\.png/ }).waitFor();
  await other.close();
  await workbench().page.bringToFront();
});

test('closed and opened from the history: text, image and what was typed are there', async () => {
  await workbench().closeAllEditors();
  await workbench().runCommand('Sightread: Show Conversation History');
  await workbench().pick('logo.png');
  await lastAnswer()
    .getByText(/can’t answer questions/)
    .first()
    .waitFor();
  await workbench().panel().getByRole('img', { name: 'logo.png' }).first().waitFor();
  await expect.poll(() => box().inputValue()).toBe('half a thought');
});

test('an address into this machine is not opened, and the panel says why', async () => {
  const server = await startLoopbackProvider();
  await workbench().runCommand('Sightread: Describe Image from URL…');
  await workbench().typeInto(`${server.url}/picture.png`);
  await lastAnswer()
    .getByText(/points to this machine or a private network/)
    .waitFor();
  expect(server.requests).toHaveLength(0);
  await server.close();
});
