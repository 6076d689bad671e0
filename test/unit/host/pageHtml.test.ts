import { parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import { pageHtml } from '../../../src/host/webview/html';

const parts = {
  cspSource: "'self' https://*.vscode-cdn.net",
  nonce: 'a+b/c==',
  scriptUri: 'https://file.example/panel.js?a&b',
  styleUri: 'https://file.example/panel.css',
  locale: 'de',
};

interface Node {
  readonly nodeName: string;
  readonly attrs?: readonly { readonly name: string; readonly value: string }[];
  readonly childNodes?: readonly Node[];
}

function elements(node: Node): readonly Node[] {
  return [node, ...(node.childNodes ?? []).flatMap(elements)].filter((one) => !one.nodeName.startsWith('#'));
}

function attribute(node: Node | undefined, name: string): string | undefined {
  return node?.attrs?.find((one) => one.name === name)?.value;
}

describe('a page', () => {
  test('has the strict policy before anything it rules', () => {
    const all = elements(parse(pageHtml(parts)) as Node);
    const names = all.map((one) => one.nodeName);
    const policy = all.find((one) => attribute(one, 'http-equiv') === 'Content-Security-Policy');
    expect(attribute(policy, 'content')).toBe(
      "default-src 'none'; img-src 'self' https://*.vscode-cdn.net blob:; style-src 'self' https://*.vscode-cdn.net; " +
        "font-src 'self' https://*.vscode-cdn.net; script-src 'nonce-a+b/c=='; base-uri 'none'; form-action 'none'; " +
        "require-trusted-types-for 'script'; trusted-types 'none'",
    );
    expect(names.indexOf('meta')).toBeLessThan(names.indexOf('link'));
    expect(all.indexOf(policy!)).toBeLessThan(names.indexOf('script'));
  });

  test('has one script by nonce, one style sheet, and nothing inline', () => {
    const all = elements(parse(pageHtml(parts)) as Node);
    const scripts = all.filter((one) => one.nodeName === 'script');
    expect(scripts.map((one) => [attribute(one, 'nonce'), attribute(one, 'src'), one.childNodes?.length])).toEqual([
      [parts.nonce, parts.scriptUri, 0],
    ]);
    expect(all.filter((one) => one.nodeName === 'style')).toEqual([]);
    expect(
      all.flatMap((one) => one.attrs ?? []).filter(({ name }) => name === 'style' || name.startsWith('on')),
    ).toEqual([]);
  });

  test('values cannot leave their attribute', () => {
    const hostile = '"><script>alert(1)</script>';
    const all = elements(
      parse(
        pageHtml({ cspSource: hostile, nonce: hostile, scriptUri: hostile, styleUri: hostile, locale: hostile }),
      ) as Node,
    );
    expect(all.filter((one) => one.nodeName === 'script')).toHaveLength(1);
    expect(
      attribute(
        all.find((one) => one.nodeName === 'html'),
        'lang',
      ),
    ).toBe(hostile);
  });
});
