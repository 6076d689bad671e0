// Which images give way to which, by size alone: nothing is decoded here.
import { describe, expect, test } from 'vitest';
import { type Allocation, allocate, type Candidate, type Wanted } from '../../../../src/core/image/allocate';
import { bodyBytesOf, bodyOverhead } from '../../../../src/core/image/budget';
import type { ImageLimits, PreparedImage } from '../../../../src/core/image/types';
import { upright } from './build';

const KB = 1024;

/** Images with this many raw kilobytes per part, 1,500 pixels long. */
function made(kilobytes: number, parts = 1, edge = 1500): PreparedImage {
  const part = { bytes: new Uint8Array(kilobytes * KB), mediaType: 'image/jpeg', width: edge, height: 1000 };
  return { facts: upright, sourceBytes: kilobytes * KB, parts: Array(parts).fill(part), changes: [] };
}

/** `old` are turns of the history with their images, oldest first. */
function candidates(old: readonly (readonly string[])[], newest: readonly string[], change: Partial<Candidate> = {}) {
  return [...old, newest].flatMap((ids, turn) =>
    ids.map(
      (id): Candidate => ({
        id,
        turn,
        isNew: turn === old.length,
        isLink: false,
        sourceBytes: 500 * KB,
        made: {},
        ...change,
      }),
    ),
  );
}

/** Runs the allocation with images of the given sizes; an image without a size gets 400 KB, or 100 KB if small. */
function run(images: readonly Candidate[], limits: Partial<ImageLimits>, sizes: Record<string, PreparedImage> = {}) {
  const full = { accepts: ['image/jpeg'], ...limits };
  const wanted: Wanted[] = [];
  const allocating = allocate(images, {
    limits: full,
    usualLimits: full,
    intent: 'ask',
    detail: 'auto',
    wordBytes: 1000,
  });
  let step = allocating.next();
  while (!step.done) {
    wanted.push(step.value);
    const { id, version } = step.value;
    step = allocating.next(sizes[`${id} ${version}`] ?? sizes[id] ?? made(version === 'small' ? 100 : 400));
  }
  return { ...step.value, asked: wanted.map(({ id, version }) => `${id} ${version}`), wanted };
}

const outcome = ({ going, shrunk, leftOut }: Allocation) => ({ going: [...going.keys()].sort(), shrunk, leftOut });

describe('the order', () => {
  test('is the question first, then its history from the oldest on, and within a turn the smallest first', () => {
    const images = candidates([['a', 'b'], ['c']], ['d', 'e']).map((one) =>
      one.id === 'e' || one.id === 'b' ? { ...one, sourceBytes: 9 } : one,
    );
    expect(run(images, {}).asked).toEqual(['e first', 'd first', 'b first', 'a first', 'c first']);
  });

  test('gives large ones what small ones do not need', () => {
    const limits = { maxBodyBytes: 1000 * KB };
    const images = candidates([], ['small', 'large']).map((one) =>
      one.id === 'small' ? { ...one, sourceBytes: 9 } : one,
    );
    const { wanted } = run(images, limits, { small: made(10) });
    expect(wanted.map(({ place }) => place.imageCount)).toEqual([2, 1]);
    expect((wanted[1]?.place.otherBodyBytes ?? 0) - (wanted[0]?.place.otherBodyBytes ?? 0)).toBe(bodyBytesOf(made(10)));
  });
});

describe('what was made before', () => {
  test('goes again, and is not asked for', () => {
    const known = candidates([['a']], ['b'], { made: { first: made(400) } });
    expect(run(known, {})).toMatchObject({ asked: [], shrunk: [], leftOut: [] });
  });

  test('stays beside a version for a tighter place, and counts as what was shrunk', () => {
    const [image] = candidates([], ['a'], { made: { first: made(400) } });
    const tight = { maxBodyBytes: 300 * KB };
    const first = run(image ? [image] : [], tight, { a: made(200) });
    expect(first).toMatchObject({ asked: ['a tighter'], shrunk: ['a'] });
    const kept = image ? [{ ...image, made: { first: made(400), tighter: made(200) } }] : [];
    expect(run(kept, tight)).toMatchObject({ asked: [], shrunk: ['a'] });
    expect(run(kept, {})).toMatchObject({ asked: [], shrunk: [] });
  });

  test('has to be less where it is larger than an image may be among many', () => {
    const known = candidates([['a'], ['b']], ['c'], { made: { first: made(400) } });
    const { asked, shrunk } = run(
      known,
      { manyImages: 2, manyImagesMaxEdge: 1000 },
      {
        a: made(90, 1, 1000),
        b: made(90, 1, 1000),
        c: made(90, 1, 1000),
      },
    );
    expect(asked).toEqual(['c tighter', 'a tighter', 'b tighter']);
    expect(shrunk).toEqual(['a', 'b', 'c']);
  });

  test('goes as it is where the caller prepared it', () => {
    const fixed = made(400);
    const { asked, going } = run(candidates([], ['a'], { fixed }), { maxBodyBytes: 100 * KB });
    expect([asked, going.get('a')]).toEqual([[], fixed]);
  });
});

describe('a history that does not fit', () => {
  // 400 KB are 547,000 bytes in the body, 100 KB are 137,000.
  test.each([
    { name: 'stays where there is room', maxBodyBytes: 3000 * KB, shrunk: [], leftOut: [] },
    { name: 'is sent small, the oldest first', maxBodyBytes: 1400 * KB, shrunk: ['a'], leftOut: [] },
    { name: 'is sent small as far as needed', maxBodyBytes: 900 * KB, shrunk: ['a', 'b'], leftOut: [] },
    { name: 'is left out then, the oldest first', maxBodyBytes: 750 * KB, shrunk: ['b'], leftOut: ['a'] },
    { name: 'is left out, all of it', maxBodyBytes: 600 * KB, shrunk: [], leftOut: ['a', 'b'] },
  ])('$name', ({ maxBodyBytes, shrunk, leftOut }) => {
    const result = run(candidates([['a'], ['b']], ['c']), { maxBodyBytes });
    const going = ['a', 'b', 'c'].filter((id) => !leftOut.includes(id));
    expect(outcome(result)).toEqual({ going, shrunk, leftOut });
    expect(result.bodyBytes + bodyOverhead).toBeLessThanOrEqual(maxBodyBytes);
  });

  test('is not replaced by what is no smaller', () => {
    const result = run(candidates([['a']], ['b']), { maxBodyBytes: 600 * KB }, { 'a small': made(400) });
    expect(outcome(result)).toEqual({ going: ['b'], shrunk: [], leftOut: ['a'] });
  });

  test('goes in one part for its tiles where the number binds', () => {
    const result = run(candidates([['a']], ['b']), { maxImages: 2 }, { 'a first': made(10, 3), 'a small': made(9) });
    expect(outcome(result)).toEqual({ going: ['a', 'b'], shrunk: ['a'], leftOut: [] });
  });

  test('loses the oldest beyond the number, unread', () => {
    const result = run(candidates([['a'], ['b']], ['c']), { maxImages: 2 });
    expect(outcome(result)).toEqual({ going: ['b', 'c'], shrunk: [], leftOut: ['a'] });
    expect(result.asked).toEqual(['c first', 'b first']);
  });
});

test('a link takes nothing of the body, counts as one image, and is left out like others', () => {
  const [old, ...others] = candidates([['link'], ['a']], ['b']);
  const images = [...(old ? [{ ...old, isLink: true }] : []), ...others];
  expect(run(images, {})).toMatchObject({ asked: ['b first', 'a first'], leftOut: [] });
  expect(run(images, { maxImages: 2 })).toMatchObject({ asked: ['b first', 'a first'], leftOut: ['link'] });
});

test('a small version is made within the limits that the provider always has', () => {
  const own = { accepts: ['image/jpeg'], maxImageBytes: 50 * KB };
  const allocating = allocate(candidates([['a']], ['b']), {
    limits: { ...own, maxBodyBytes: 600 * KB },
    usualLimits: own,
    intent: 'ask',
    detail: 'high',
    wordBytes: 0,
  });
  let step = allocating.next();
  while (!step.done && step.value.version !== 'small') {
    step = allocating.next(made(400));
  }
  expect(step.value).toMatchObject({
    id: 'a',
    place: { limits: own, detail: 'low', maxTiles: 1, imageCount: 1, otherBodyBytes: 0 },
  });
});
