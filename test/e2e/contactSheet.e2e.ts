import sharp from 'sharp';
import { expect, test } from 'vitest';
import { groqStream } from '../servers/vendorReplies';
import { groqChat, useGroqWorkbench } from './driver';

const { workbench, server, questions: sent } = await useGroqWorkbench();
server.on('POST', groqChat, groqStream(['Seen.']));

const imagesIn = (body: string) => [...body.matchAll(/data:image\/[a-z]+;base64,([A-Za-z0-9+/=]+)/g)];

test('more images than the provider takes: the first of them go, the others wait for the next question', async () => {
  const names = ['chart.png', 'logo.png', 'table.png', 'error-dialog.png'];
  await workbench().select(...names);
  await workbench().chooseFromMenu('table.png', 'Describe Image');
  const panel = workbench().panel();
  const told = await panel
    .getByText(/These wouldn’t be sent: [\w-]+\.png\./)
    .first()
    .innerText();
  const leftOut = /wouldn’t be sent: ([\w-]+\.png)/.exec(told)?.[1] ?? '';
  await panel.getByRole('button', { name: 'Send First 3' }).click();
  await workbench().lastAnswer().getByText('Seen.').waitFor();
  const body = sent()[0]?.text ?? '';
  expect(imagesIn(body)).toHaveLength(3);
  for (const name of names) {
    expect(body.includes(name)).toBe(name !== leftOut);
  }
  const waiting = panel.getByRole('list', { name: 'Images attached to your next question' });
  await waiting.getByRole('button', { name: `1: ${leftOut}` }).waitFor();
  await workbench().closeAllEditors();
  server.requests.length = 0;
});

test('more images than the provider takes are sent as one contact sheet at the press of a button', async () => {
  const names = ['chart.png', 'diagram.svg', 'logo.png', 'photo-sideways.jpg'];
  await workbench().select(...names);
  await workbench().chooseFromMenu('logo.png', 'Describe Image');
  const panel = workbench().panel();
  await panel
    .getByText(/accepts at most 3 images per request. These wouldn’t be sent: [\w-]+\.\w+\./)
    .first()
    .waitFor();
  expect(sent()).toHaveLength(0);

  await panel.getByRole('button', { name: 'Send as One Contact Sheet' }).click();
  await workbench().lastAnswer().getByText('Seen.').waitFor();
  expect(sent()).toHaveLength(1);
  const body = sent()[0]?.text ?? '';
  const [image, ...more] = imagesIn(body);
  expect(more).toHaveLength(0);
  expect(body).toContain('cells 1–4 of a contact sheet');
  for (const name of names) {
    expect(body).toMatch(new RegExp(`[1-4]: ${name.replace('.', '\\.')}`));
  }
  const metadata = await sharp(Buffer.from(image?.[1] ?? '', 'base64')).metadata();
  expect(Math.max(metadata.width, metadata.height)).toBeGreaterThan(1500);
  expect(metadata.exif).toBeUndefined();

  await panel.getByText('What was sent').first().click();
  await panel.getByText('Cell 1 of a contact sheet with 4 images').first().waitFor();

  // The answer is part of later requests, and so is the sheet.
  await panel.getByRole('textbox').fill('Which one has colours?');
  await panel.getByRole('textbox').press('Enter');
  await expect.poll(() => sent().length).toBe(2);
  expect(imagesIn(sent()[1]?.text ?? '')).toHaveLength(1);
});
