// Real files and real links: files that are written automatically end up nowhere else.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { LinkError } from '../../../src/core/linkError';
import { FileChangedError, ReadOnlyError, writeWhole } from '../../../src/disk/wholeFile';

let home: string;
let root: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sightread-whole-'));
  root = join(home, 'repository');
  mkdirSync(join(root, 'sub'), { recursive: true });
});

test('a new file and one that is there are written whole, and nothing else is left', async () => {
  await writeWhole(join(root, 'a.json'), 'one', root);
  chmodSync(join(root, 'a.json'), 0o640);
  await writeWhole(join(root, 'a.json'), 'two', root);
  expect(readFileSync(join(root, 'a.json'), 'utf8')).toBe('two');
  expect(statSync(join(root, 'a.json')).mode & 0o777).toBe(0o640);
  expect(readdirSync(root).sort()).toEqual(['a.json', 'sub']);
});

test('a file that nobody may write is left as it is', async () => {
  writeFileSync(join(root, 'a.md'), 'one');
  chmodSync(join(root, 'a.md'), 0o444);
  await expect(writeWhole(join(root, 'a.md'), 'two', root)).rejects.toThrow(ReadOnlyError);
  expect(readFileSync(join(root, 'a.md'), 'utf8')).toBe('one');
  expect(readdirSync(root).sort()).toEqual(['a.md', 'sub']);
});

test('a link to a file outside is not followed', async () => {
  const victim = join(home, '.bashrc');
  writeFileSync(victim, 'alias ll="ls -l"');
  symlinkSync(victim, join(root, 'a.json'));
  await expect(writeWhole(join(root, 'a.json'), 'two', root)).rejects.toThrow(LinkError);
  expect(readFileSync(victim, 'utf8')).toBe('alias ll="ls -l"');
  expect(readdirSync(root).sort()).toEqual(['a.json', 'sub']);
});

test('a link to a file that is missing makes none', async () => {
  symlinkSync('../.zshenv', join(root, 'a.json'));
  await expect(writeWhole(join(root, 'a.json'), 'two', root)).rejects.toThrow(LinkError);
  expect(existsSync(join(home, '.zshenv'))).toBe(false);
});

test('a folder that is a link is not entered', async () => {
  mkdirSync(join(home, 'elsewhere'));
  symlinkSync(join(home, 'elsewhere'), join(root, 'linked'));
  await expect(writeWhole(join(root, 'linked', 'a.json'), 'two', root)).rejects.toThrow(LinkError);
  mkdirSync(join(home, 'elsewhere', 'deep'));
  await expect(writeWhole(join(root, 'linked', 'deep', 'a.json'), 'two', root)).rejects.toThrow(LinkError);
  expect(readdirSync(join(home, 'elsewhere', 'deep'))).toEqual([]);
});

test('a root that is itself reached by a link of the user is fine', async () => {
  symlinkSync(root, join(home, 'short'));
  const short = join(home, 'short');
  await writeWhole(join(short, 'sub', 'a.json'), 'one', short);
  expect(readFileSync(join(root, 'sub', 'a.json'), 'utf8')).toBe('one');
});

test('what cannot be given its name leaves nothing behind', async () => {
  mkdirSync(join(root, 'a.json'));
  await expect(writeWhole(join(root, 'a.json'), 'two', root)).rejects.toThrow();
  expect(readdirSync(root).sort()).toEqual(['a.json', 'sub']);
});

test('a folder of the user’s own is made with the first file', async () => {
  const cache = join(home, 'cache', 'deep');
  await writeWhole(join(cache, 'a.json'), 'one', cache);
  expect(readFileSync(join(home, 'cache', 'deep', 'a.json'), 'utf8')).toBe('one');
});

test('nothing is written over bytes that are not those that were read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sightread-still-'));
  const file = join(folder, 'page.md');
  writeFileSync(file, 'saved meanwhile');
  await expect(writeWhole(file, 'ours', folder, Buffer.from('as it was read'))).rejects.toThrow(FileChangedError);
  expect(readFileSync(file, 'utf8')).toBe('saved meanwhile');
  await writeWhole(file, 'ours', folder, Buffer.from('saved meanwhile'));
  expect(readFileSync(file, 'utf8')).toBe('ours');
  rmSync(file);
  await expect(writeWhole(file, 'ours', folder, Buffer.from('ours'))).rejects.toThrow(FileChangedError);
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});
