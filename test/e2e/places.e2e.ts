// Text and images interleaved, and what happens to earlier images when a conversation gets too large: as seen in the
// panel, and in what the provider receives.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { groqStream } from '../servers/vendorReplies';
import { groqChat, useGroqWorkbench } from './driver';

const { workbench, server, questions } = await useGroqWorkbench();
server.on('POST', groqChat, groqStream(['Seen.']));

const box = () => workbench().questionBox();
const attached = () => workbench().panel().getByRole('list', { name: 'Images attached to your next question' });

/** Types at the box's cursor, once the box has the focus. */
async function type(text: string): Promise<void> {
  await expect
    .poll(() => box().evaluate((element) => document.hasFocus() && document.activeElement === element))
    .toBe(true);
  await workbench().page.keyboard.type(text);
}

interface Part {
  readonly type: string;
  readonly text?: string;
  readonly image_url?: { readonly url: string };
}

/** The user's words and pictures in the newest request, message by message; pictures by their width. */
async function received(): Promise<(string | number | undefined)[][]> {
  const { messages } = questions().at(-1)?.json as { messages: { role: string; content: string | Part[] }[] };
  const users = messages.filter(({ role }) => role === 'user');
  return Promise.all(
    users.map(({ content }) =>
      typeof content === 'string'
        ? [content]
        : Promise.all(
            content.map(async ({ text, image_url }) => {
              const base64 = image_url?.url.split('base64,')[1];
              return base64 ? (await sharp(Buffer.from(base64, 'base64')).metadata()).width : text;
            }),
          ),
    ),
  );
}

/** Pastes one of the samples into the panel, as from the clipboard. */
async function pasteImage(name: string, type: string): Promise<void> {
  const base64 = readFileSync(join(workbench().folder, name)).toString('base64');
  await workbench()
    .panel()
    .locator('body')
    .evaluate(
      (body, file) => {
        const data = new DataTransfer();
        const bytes = Uint8Array.from(atob(file.base64), (character) => character.charCodeAt(0));
        data.items.add(new File([bytes], file.name, { type: file.type }));
        body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
      },
      { base64, name, type },
    );
  await attached()
    .getByRole('button', { name: new RegExp(`^\\d: ${name}$`) })
    .waitFor();
}

async function answered(count: number): Promise<void> {
  await server.waitFor(count, groqChat);
  await workbench().lastAnswer().getByText('Seen.').waitFor();
}

test('a question about files of the explorer has each image where it was placed', async () => {
  await workbench().select('chart.png', 'logo.png');
  await workbench().chooseFromMenu('logo.png', 'More Image Actions > Ask About Image…');
  const question = 'Is [image 2] part of [image 1]?';
  await workbench().typeInto(question);
  await answered(1);
  const [content] = await received();
  const named = content?.filter((part) => typeof part === 'string');
  expect(named?.[0]).toBe('Is ');
  expect(named?.[1]).toMatch(/^Image 2: (chart|logo)\.png$/);
  expect(named?.[2]).toBe(' part of ');
  expect(named?.[3]).toMatch(/^Image 1: (chart|logo)\.png$/);
  expect(named?.[4]).toBe('?');
  expect(content?.map((part) => typeof part)).toEqual([
    'string',
    'string',
    'number',
    'string',
    'string',
    'number',
    'string',
  ]);
  const panel = workbench().panel();
  await panel.getByRole('article', { name: 'You' }).getByText(question, { exact: true }).waitFor();
  await panel
    .getByText(/Sent inline with your question: (logo\.png, chart\.png|chart\.png, logo\.png)/)
    .first()
    .waitFor();
});

test('images that are pasted are placed by their buttons; the history keeps its places', async () => {
  await pasteImage('chart.png', 'image/png');
  await workbench().panel().getByRole('button', { name: 'Remove chart.png' }).press('Enter');
  await attached().waitFor({ state: 'hidden' });
  await pasteImage('table.png', 'image/png');
  await pasteImage('error-dialog.png', 'image/png');
  await box().fill('Neither ');
  const place = (name: string) => workbench().panel().getByRole('button', { name, exact: true });
  await place('Mention in Question: image 2, error-dialog.png').press('Enter');
  await type(' nor ');
  await place('Mention in Question: image 1, table.png').press('Enter');
  await type('?');
  expect(await box().inputValue()).toBe('Neither [image 2] nor [image 1]?');
  await box().press('Enter');
  await answered(2);

  const [earlier, newest] = await received();
  expect(newest).toEqual([
    'Neither ',
    'Image 2: error-dialog.png',
    expect.any(Number),
    ' nor ',
    'Image 1: table.png',
    expect.any(Number),
    '?',
  ]);
  // Groq accepts three images: the oldest of the four is left out of its place.
  expect(earlier).toEqual([
    'Is ',
    expect.stringMatching(/^Image 2: /),
    expect.any(Number),
    ' part of ',
    expect.stringMatching(/is no longer attached/),
    '?',
  ]);
  await workbench()
    .panel()
    .getByText(/Not sent this time because of the provider’s limits: \w+\.png/)
    .first()
    .waitFor();
  expect(await workbench().panel().getByRole('list', { name: 'Images attached to your next question' }).count()).toBe(
    0,
  );
});

test('earlier images go smaller while the limit binds, and in full when it does not', async () => {
  const limitTo = (maxBodyBytes: number) =>
    workbench().setSettings({
      'sightread.providers': { groq: { baseUrl: `${server.url}/groq`, image: { maxBodyBytes } } },
    });
  await limitTo(420_000);
  await workbench().closeAllEditors();
  await workbench().chooseFromMenu('photo.jpg', 'Describe Image');
  await answered(3);
  const width = async () => (await received())[0]?.find((part) => typeof part === 'number');
  const full = await width();
  expect(full).toBeGreaterThan(1500);

  await pasteImage('photo-sideways.jpg', 'image/jpeg');
  await box().fill('Which is brighter?');
  await box().press('Enter');
  await answered(4);
  expect(Buffer.byteLength(questions().at(-1)?.text ?? '')).toBeLessThanOrEqual(420_000);
  expect(await width()).toBe(768);
  const note = () => workbench().lastAnswer().getByText('Resized to fit the provider’s limits: photo.jpg');
  await note().waitFor();

  await limitTo(4_000_000);
  await box().fill('And now?');
  await box().press('Enter');
  await answered(5);
  expect(await width()).toBe(full);
  expect(await note().count()).toBe(0);
});
