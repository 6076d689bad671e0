import { expect, it } from 'vitest';
import { imageLinkAt } from '../../../src/core/imageLink';

it.each([
  ['![a](img/a.png) and ![b](b.jpg)', 8, 'img/a.png'],
  ['![a](img/a.png) and ![b](b.jpg)', 26, 'b.jpg'],
  ['![a](img/a.png) and ![b](b.jpg)', 17, 'img/a.png'],
  ['<img src="https://example.com/x.webp?w=3&h=4">', 20, 'https://example.com/x.webp?w=3&h=4'],
  ['url(../a.svg)', 6, '../a.svg'],
  ['a.png,b.png', 9, ',b.png'],
  ['nothing here', 3, undefined],
  ['.png', 2, undefined],
])('in %s at %i', (line, at, link) => {
  expect(imageLinkAt(line, at)).toBe(link);
});

it('looks around the cursor only, however long the line is', () => {
  const long = `a.png ${'x'.repeat(1_000_000)} b.png ${'y'.repeat(1_000_000)}`;
  expect(imageLinkAt(long, 1_000_010)).toBe('b.png');
  expect(imageLinkAt(long, 500_000)).toBeUndefined();
});
