import { describe, expect, test } from 'vitest';
import { openableLink } from '../../../media/conversation/markdown/links';

describe('links that may be opened', () => {
  test.each([
    ['https://example.org/a?b', 'example.org'],
    ['http://localhost:11434/', 'localhost:11434'],
    ['https://good.example@evil.example/', 'evil.example'],
    ['https://good.example.evil.example/', 'good.example.evil.example'],
    ['HTTPS://EXAMPLE.org', 'example.org'],
    ['https://аpple.com/', 'xn--pple-43d.com'],
    ['mailto:a@example.org', 'a@example.org'],
  ])('%s names its real host', (href, host) => {
    expect(openableLink(href)?.host).toBe(host);
  });

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'command:workbench.action.quit',
    'vscode://x.y/z',
    'vscode-insiders://x',
    'file:///etc/passwd',
    '\\\\host\\share',
    'data:text/html,x',
    'blob:https://example.org/1',
    'ftp://example.org',
    'ws://example.org',
    '//example.org/x',
    './page.md',
    '#anchor',
    '',
  ])('%j is not one', (href) => {
    expect(openableLink(href)).toBeUndefined();
  });
});
