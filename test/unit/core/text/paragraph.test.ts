import { describe, expect, it } from 'vitest';
import { toParagraphs } from '../../../../src/core/text/paragraph';

describe('toParagraphs', () => {
  it('joins lines that were broken by the width of the page', () => {
    const text =
      'The ferry leaves the north side of the\nlake at nine and takes half an hour\nto the museum.\n\nNo dogs.';
    expect(toParagraphs(text)).toBe(
      'The ferry leaves the north side of the lake at nine and takes half an hour to the museum.\n\nNo dogs.',
    );
  });

  it('joins hyphenated words in prose, keeps compounds', () => {
    const page =
      'Boats may moor on the museum land-\ning only, for the well-known reason\nthat nobody knows, which is well-\nknown.';
    expect(toParagraphs(page)).toBe(
      'Boats may moor on the museum landing only, for the well-known reason that nobody knows, which is well-known.',
    );
  });

  it('joins a word that was broken again and again', () => {
    expect(toParagraphs(`${'abc-\n'.repeat(30)}def`)).toBe(`${'abc'.repeat(30)}def`);
  });

  it('keeps the hyphen of monospaced text', () => {
    expect(toParagraphs('Use the option --no-dep-\nendencies of the packer\nhere.', { monospace: true })).toBe(
      'Use the option --no-dep-endencies of the packer here.',
    );
  });

  it('keeps a line break before a capital after a hyphen joined without white', () => {
    expect(toParagraphs('the long road to Schleswig-\nHolstein and further on')).toBe(
      'the long road to Schleswig-Holstein and further on',
    );
  });

  it('keeps lists, and lines that end early on purpose', () => {
    const list = 'Bring with you:\n- a warm coat that keeps the water out\n  of your sleeves\n- bread';
    expect(toParagraphs(list)).toBe('Bring with you:\n- a warm coat that keeps the water out of your sleeves\n- bread');
  });

  it('loses no word', () => {
    const text = 'a b c\nd e f\n\n  g h\ni\n';
    expect(toParagraphs(text).split(/\s+/)).toEqual(text.split(/\s+/).filter((word, i) => word || i > 0));
  });
});
