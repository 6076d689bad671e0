import { expect, test } from 'vitest';
import { unifiedDiff } from '../../../src/commandLine/unifiedDiff';

test('the diff names lines as they were and as they become', () => {
  const text = 'a\n![](b.png)\nc\n.. x';
  expect(unifiedDiff('f.md', text, [{ start: 4, end: 4, newText: 'B' }])).toBe(
    '--- a/f.md\n+++ b/f.md\n@@ -2,1 +2,1 @@\n-![](b.png)\n+![B](b.png)\n',
  );
  expect(unifiedDiff('f.md', text, [])).toBe('');
  expect(
    unifiedDiff('f.rst', 'a\nb\nc', [
      { start: 1, end: 1, newText: '\n  x' },
      { start: 4, end: 5, newText: 'd' },
    ]),
  ).toBe('--- a/f.rst\n+++ b/f.rst\n@@ -1,1 +1,2 @@\n-a\n+a\n+  x\n@@ -3,1 +4,1 @@\n-c\n+d\n');
});
