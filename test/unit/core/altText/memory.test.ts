// What is remembered: cache keys, and which picture alt text was written for.
import { expect, test } from 'vitest';
import { altCacheKey, contextHash, sha256 } from '../../../../src/core/altText/cache';
import {
  altFingerprint,
  freshness,
  readRecords,
  recordAlt,
  writeRecords,
} from '../../../../src/core/altText/staleRecords';
import { findImages } from '../../../../src/engines/markup/read/parse';

test('the same picture in the same place has one key; anything else has another', async () => {
  expect(await sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(await sha256(new TextEncoder().encode('xabc').subarray(1))).toBe(await sha256('abc'));
  const first = findImages('# A\n\nText.\n\n![](img/a.png)\n', 'markdown')[0]!;
  const same = findImages('# A\r\n\r\nText.\r\n\r\n<img src="other/a.png">\r\n', 'markdown')[0]!;
  const other = findImages('# B\n\nText.\n\n![](img/a.png)\n', 'markdown')[0]!;
  const hash = await contextHash(first);
  expect(await contextHash(same)).toBe(hash);
  expect(await contextHash(other)).not.toBe(hash);
  expect(await contextHash(first, { instruction: 'shorter' })).not.toBe(hash);
  expect(await contextHash(first, { role: 'text' })).not.toBe(hash);
  expect(await contextHash(first, { language: 'de' })).not.toBe(hash);
  expect(await contextHash(other, { useContext: false })).toBe(await contextHash(first, { useContext: false }));

  const parts = { imageHash: await sha256('image'), task: 'altText', contextHash: hash, model: 'groq:m' };
  const key = await altCacheKey(parts);
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(await altCacheKey({ ...parts })).toBe(key);
  for (const changed of [{ imageHash: 'x' }, { task: 'describe' }, { contextHash: 'x' }, { model: 'groq:n' }]) {
    expect(await altCacheKey({ ...parts, ...changed })).not.toBe(key);
  }
  expect(await altCacheKey({ ...parts, task: 'a', contextHash: 'bc' })).not.toBe(
    await altCacheKey({ ...parts, task: 'ab', contextHash: 'c' }),
  );
});

test('an alt is stale when its picture changed, unless a person rewrote it', async () => {
  const [old, now] = [await sha256('old'), await sha256('now')];
  let records = recordAlt({}, 'docs/b.md', 'img/a.png', old, 'A cat');
  records = recordAlt(records, 'docs/a.md', 'img/a.png', old, 'A cat');
  expect(freshness(records, 'docs/a.md', 'img/a.png', old, 'A cat')).toBe('fresh');
  expect(freshness(records, 'docs/a.md', 'img/a.png', now, 'A cat')).toBe('stale');
  expect(freshness(records, 'docs/a.md', 'img/a.png', now, 'A dog')).toBe('unknown');
  expect(freshness(records, 'docs/c.md', 'img/a.png', now, 'A cat')).toBe('unknown');
  expect(freshness(records, 'docs/a.md', '__proto__', now, 'A cat')).toBe('unknown');

  const file = writeRecords(records);
  expect(file.split('\n').filter((line) => line.includes('img/a.png'))).toHaveLength(2);
  expect(file.indexOf('docs/a.md')).toBeLessThan(file.indexOf('docs/b.md'));
  expect(file).not.toContain('A cat');
  expect(await readRecords(file)).toEqual(records);
  expect(writeRecords((await readRecords(file))!)).toBe(file);
});

test('a damaged file is no file, a damaged entry no entry', async () => {
  expect(await readRecords('<<<<<<< HEAD')).toBeUndefined();
  expect(await readRecords('{"version": 2, "documents": {}}')).toBeUndefined();
  const good = `${'a'.repeat(16)} ${'b'.repeat(14)}`;
  expect(await readRecords(JSON.stringify({ version: 1, documents: { 'a.md': { x: good, y: 3, z: 'no' } } }))).toEqual({
    'a.md': { x: { image: 'a'.repeat(16), alt: 'b'.repeat(14) } },
  });
  expect(altFingerprint('A cat')).toMatch(/^[0-9a-f]{14}$/);
  expect(altFingerprint('A cat')).not.toBe(altFingerprint('A cat.'));
});
