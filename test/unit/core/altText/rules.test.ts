// Severities by rule and glob.
import { expect, test } from 'vitest';
import { readRules, rulesFor } from '../../../../src/core/altText/rules';

test('a glob sets rules for what it matches, over the plain ones; the later of two decides', () => {
  const settings = readRules({
    vague: 'off',
    missing: 'error',
    'docs/legacy/**': { missing: 'off', stale: 'warning' },
    '**/*.html': { vague: 'info' },
    '**/{a,b}.html': { vague: 'error' },
  });
  expect(settings.problems).toEqual([]);
  expect(rulesFor(settings, 'docs/new.md')).toEqual({ vague: 'off', missing: 'error' });
  expect(rulesFor(settings, 'docs/legacy/deep/old.md')).toEqual({ vague: 'off', missing: 'off', stale: 'warning' });
  expect(rulesFor(settings, 'docs/legacy/x.html')).toEqual({ vague: 'info', missing: 'off', stale: 'warning' });
  expect(rulesFor(settings, 'site/a.html')).toEqual({ vague: 'error', missing: 'error' });
});

test('what is not understood is named and left out', () => {
  const settings = readRules({
    vauge: 'off',
    missing: 'of',
    stale: 'off',
    'docs/**': { nope: 'off', vague: 3 },
    x: ['y'],
  });
  expect(settings.problems).toHaveLength(5);
  expect(settings.problems.join()).toMatch(/vauge isn’t a rule.*docs\/\*\*: vague must be one of|docs\/\*\*: nope/s);
  expect(rulesFor(settings, 'docs/a.md')).toEqual({ stale: 'off' });
  for (const nothing of [undefined, null, 'off', ['a'], 3]) {
    expect(rulesFor(readRules(nothing), 'a.md')).toEqual({});
  }
});
