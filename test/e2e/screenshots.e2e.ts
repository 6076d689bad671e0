// The panel in every theme, and the README's screenshots: written when SIGHTREAD_SCREENSHOTS names a folder.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { altAnswer } from '../servers/altAnswer';
import type { RecordedRequest } from '../servers/loopbackProvider';
import { groqStream } from '../servers/vendorReplies';
import { groqChat, type Theme, useGroqWorkbench } from './driver';

// Groq's own name, and a proxy on loopback that plays Groq: the panel shows what users see. No key goes over plain
// http.
const { workbench, server, questions } = await useGroqWorkbench(({ url }) => ({
  settings: {
    'sightread.providers': { groq: { baseUrl: 'http://api.groq.com/groq', proxy: url, auth: 'none' } },
    // What only a workbench in a browser has doesn't belong in a picture.
    'window.menuBarVisibility': 'hidden',
    'workbench.statusBar.visible': false,
    'breadcrumbs.enabled': false,
    'editor.minimap.enabled': false,
    'editor.fontSize': 12,
    'typescript.validate.enable': false,
  },
  // Small enough that the words are legible where the README is shown.
  viewport: { width: 1100, height: 800 },
}));

const answers = () => workbench().answers();

const shoot = async (name: string) => {
  const folder = process.env.SIGHTREAD_SCREENSHOTS;
  if (folder) {
    await workbench().page.mouse.move(0, 0);
    await workbench().screenshot(join(folder, `${name}.png`));
  }
};

test('a photo, described, and a follow-up', async () => {
  server.on(
    'POST',
    groqChat,
    groqStream([
      'A still mountain lake in the first light of the morning. ',
      'Behind it stands a range of **jagged, snow-dusted peaks**; dark conifers line the far shore, ',
      'where a thin band of mist lies on the water.\n\n',
      'The sky and the mountains are mirrored almost without a ripple. ',
      'A few dark stones break the surface in front on the left.',
    ]),
    groqStream(['Morning, most likely:\n\n- the light is low and warm on the peaks\n- mist still lies on the water']),
  );
  await workbench().chooseFromMenu('photo.jpg', 'Describe Image');
  await workbench().answer('Send photo.jpg to api.groq.com?', 'Send');
  await answers()
    .first()
    .getByText(/in front on the left\./)
    .waitFor();
  await answers()
    .first()
    .getByText(/1,360 tokens/)
    .first()
    .waitFor();
  await shoot('describe');
  await workbench().ask('What time of day is it?');
  await answers()
    .nth(1)
    .getByText(/mist still lies/)
    .waitFor();
  expect(questions()).toHaveLength(2);
});

test.each<[Theme, string]>([
  ['light', 'vscode-light'],
  ['highContrastDark', 'vscode-high-contrast'],
  ['highContrastLight', 'vscode-high-contrast-light'],
  ['dark', 'vscode-dark'],
])('the panel follows the theme %s', async (theme, bodyClass) => {
  await workbench().setTheme(theme);
  await workbench().panel().locator(`body.${bodyClass}`).waitFor();
  const [text, background] = await workbench()
    .panel()
    .locator('body')
    .evaluate((body) => [
      getComputedStyle(body).color,
      getComputedStyle(body.ownerDocument.documentElement).backgroundColor,
    ]);
  expect(text).not.toBe(background);
});

test('a screenshot, read without any provider', async () => {
  await workbench().setSettings({ 'sightread.provider': 'offline' });
  await workbench().closeAllEditors();
  await workbench().chooseFromMenu('screenshot-terminal.png', 'Describe Image');
  await answers()
    .first()
    .getByText(/The offline engine measured this image/)
    .waitFor();
});

test('a screenshot of code, and its text beside it', async () => {
  await workbench().closeAllEditors();
  await workbench().clearNotifications();
  await workbench().openFile('screenshot-code-dark.png');
  await workbench().runCommand('View: Close Primary Side Bar');
  await workbench().runCommand('Sightread: Extract Text to New File');
  await workbench().told(/60 lines read on this machine/);
  await workbench().clearNotifications();
  await workbench().runCommand('View: Move Editor into Right Group');
  await expect.poll(() => workbench().page.locator('.active .view-lines').first().innerText()).toMatch(/buoy/i);
  await workbench().panel().getByRole('img').first().waitFor();
  await shoot('extract');
});

const alts: Readonly<Record<string, readonly [role: string, why: string, alt: string]>> = {
  'logo.png': ['functional', 'It is all that the link holds.', 'Tarn, start page.'],
  'photo.jpg': [
    'informative',
    'It shows the lake that the path leads to.',
    'The upper lake at sunrise, without a ripple, below snow-dusted peaks.',
  ],
  'photo-sideways.jpg': [
    'informative',
    'The rangers compare the water line.',
    'The water line seen from the white stone, looking north.',
  ],
};

/** Alt text that fits the image's place, as a model would write it. */
function answerFor({ text }: RecordedRequest) {
  const name = /fileName\W+([\w.-]+)/.exec(text)?.[1] ?? '';
  const [role, why, alt] = alts[name] ?? ['complex', 'It holds values.', `The values of ${name}, by month.`];
  const answer = altAnswer(alt, { role, why });
  return groqStream([answer]);
}

test('the alt texts of a document, suggested and one of them accepted', async () => {
  server.on('POST', groqChat, answerFor);
  await workbench().setSettings({ 'sightread.provider': 'groq' });
  await workbench().runCommand('View: Revert and Close Editor');
  await workbench().closeAllEditors();
  await workbench().runCommand('View: Show Explorer');
  await workbench().chooseFromMenu('guide.md', 'Review Alt Text');
  await workbench().runCommand('View: Close Primary Side Bar');
  const panel = workbench().panel();
  await panel.getByRole('button', { name: /^Write Alt Text for \d+/ }).click();
  await panel
    .getByText(/^10 images in 1 document, 10 described, 10 pending\.$/)
    .first()
    .waitFor();
  const logo = panel.getByRole('listitem', { name: /^logo\.png/ });
  await logo.getByRole('button', { name: 'Accept', exact: true }).click();
  await logo.getByText('Accepted').waitFor();
  await shoot('review');
});
