import { describe, expect, it } from 'vitest';
import { lookalikesIn } from '../../../../src/core/text/lookalikes';

const of = (text: string, page: string, isCode = true) => lookalikesIn(page.split(' '), isCode)(text);

describe('lookalikesIn', () => {
  it.each([
    ['ul6(bytes)', 'u16(bytes) ul6(bytes)', ['u16(bytes)']],
    ['useSlate', 'useSlate use5late use5late', ['use5late']],
    ['tokens(Sline)', 'line tokens(Sline)', ['tokens(&line)', 'tokens($line)']],
    ['Grest[end]', 'rest Grest[end]', ['&rest[end]']],
  ])('%s on the page «%s» may be %j', (text, page, expected) => {
    expect(of(text, page)).toEqual(expected);
  });

  it.each([
    ['the one that stands there more often', 'u16', 'u16 u16 ul6'],
    ['a capital and its small letter', 'State', 'State state'],
    ['two numbers', '1880', '1880 1800'],
    ['words of two letters', 'l1', 'l1 11'],
    ['another word', 'Start', 'Start start'],
    ['what is longer', 'useState', 'useState use5'],
  ])('leaves %s alone', (_, text, page) => {
    expect(of(text, page)).toEqual([]);
  });

  it('sees no hidden signs in prose', () => {
    expect(of('Stable', 'table Stable', false)).toEqual([]);
  });
});
