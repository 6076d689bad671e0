import { expect, test } from 'vitest';
import { groqStream } from '../servers/vendorReplies';
import { groqChat, useGroqWorkbench } from './driver';

const { workbench, server } = await useGroqWorkbench();

test('what was used is shown as a page to read, follows what comes, and asks for no saving', async () => {
  await workbench().runCommand('Sightread: Show Usage');
  await workbench().notification('Nothing used yet').waitFor();
  server.on('POST', groqChat, groqStream(['A lake.']));
  await workbench().chooseFromMenu('photo.jpg', 'Describe Image');
  await workbench().lastAnswer().getByText('A lake.').waitFor();
  await workbench().closeAllEditors();

  await workbench().runCommand('Sightread: Show Usage');
  const page = workbench().panel();
  await page.getByRole('heading', { name: 'Sightread Usage' }).waitFor();
  const row = page.getByRole('row', { name: /Groq · qwen\/qwen3\.8-27b/ });
  expect(await row.getByRole('cell').allInnerTexts()).toEqual([
    'Groq · qwen/qwen3.8-27b',
    '1',
    '1,312',
    '48',
    '$0.001139',
  ]);
  await workbench().answer('Usage is stored only on this machine.', 'Clear');
  await row.waitFor({ state: 'detached' });

  await workbench().closeAllEditors();
  await workbench().page.getByRole('tab').filter({ hasText: 'Usage' }).waitFor({ state: 'detached' });
});
