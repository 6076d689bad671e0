import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, win32 } from 'node:path';
import { expect, test } from 'vitest';
import { isSameRoot, realPlace } from '../../../src/disk/realPath';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'sightread-real-')));
const root = join(home, 'repository');
mkdirSync(join(root, 'secrets'), { recursive: true });
writeFileSync(join(home, 'passport.jpg'), '');
writeFileSync(join(root, 'secrets', 'plan.png'), '');
symlinkSync('../passport.jpg', join(root, 'fig.jpg'));
symlinkSync('secrets/plan.png', join(root, 'fig.png'));
symlinkSync('repository', join(home, 'short'));

test('another host or drive of Windows is told by the name alone', () => {
  const same = (path: string, folder: string) => isSameRoot(win32.resolve(folder, path), folder, win32);
  expect(same('a.png', 'C:\\work')).toBe(true);
  expect(same('../../c.png', 'c:\\work')).toBe(true);
  expect(same('C:\\a.png', 'c:\\work')).toBe(true);
  expect(same('\\\\host\\share\\a.png', '\\\\HOST\\share\\docs')).toBe(true);
  for (const path of ['\\\\evil\\share\\a.png', '//evil/share/a.png', '\\\\?\\UNC\\evil\\share\\a.png', 'D:\\a.png']) {
    expect(same(path, 'C:\\work'), path).toBe(false);
  }
  expect(isSameRoot('/a.png', '/work')).toBe(true);
});

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
