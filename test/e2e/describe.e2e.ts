import { expect, test } from 'vitest';
import { useWorkbench } from './driver';

const workbench = useWorkbench();

test('a right click on an image describes it in a panel', async () => {
  await workbench().chooseFromMenu('photo.jpg', 'Describe Image');
  const answer = workbench().panel().getByRole('article').last();
  await answer.waitFor();
  expect(await answer.innerText()).toMatch(/image/i);
});
