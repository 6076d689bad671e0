import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { realPlace } from '../../../src/disk/realPath';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'sightread-real-')));
const root = join(home, 'repository');
mkdirSync(join(root, 'secrets'), { recursive: true });
writeFileSync(join(home, 'passport.jpg'), '');
writeFileSync(join(root, 'secrets', 'plan.png'), '');
symlinkSync('../passport.jpg', join(root, 'fig.jpg'));
symlinkSync('secrets/plan.png', join(root, 'fig.png'));
symlinkSync('repository', join(home, 'short'));

test('a link out of the folder is told from one inside of it', async () => {
  expect(await realPlace(join(root, 'fig.jpg'), [root])).toEqual({
    path: join(home, 'passport.jpg'),
    below: undefined,
  });
  expect((await realPlace(join(root, 'fig.png'), [root])).below).toBe('secrets/plan.png');
});

test('a folder that is reached by a link holds what is in it', async () => {
  expect((await realPlace(join(home, 'short', 'fig.png'), [join(home, 'short')])).below).toBe('secrets/plan.png');
  expect((await realPlace(join(root, 'fig.png'), [join(home, 'short')])).below).toBe('secrets/plan.png');
  expect((await realPlace(join(root, 'fig.png'), [join(home, 'gone'), join(root, 'secrets')])).below).toBe('plan.png');
});

test('what is not there has no place', async () => {
  await expect(realPlace(join(root, 'none.png'), [root])).rejects.toThrow('ENOENT');
});
