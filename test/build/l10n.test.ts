import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { collect, textsOf } from '../../scripts/l10n.mjs';

const root = new URL('../../', import.meta.url);
const json = (file: string) => JSON.parse(readFileSync(new URL(file, root), 'utf8'));

describe('texts for translation', () => {
  it('finds plain texts, texts with comments, and texts written over several lines', () => {
    const { entries, problems } = textsOf(
      `import * as vscode from 'vscode';
       const a = vscode.l10n.t('{0} tokens', 3);
       const b = l10n.t({ message: 'Open', comment: ['A verb'] });
       const c = vscode.l10n.t('one ' + 'two');
       const d: string = other.t('not ours');`,
      'a.ts',
    );
    expect(problems).toEqual([]);
    expect([...entries]).toEqual([
      ['{0} tokens', '{0} tokens'],
      ['Open/A verb', { message: 'Open', comment: ['A verb'] }],
      ['one two', 'one two'],
    ]);
  });

  it('names the line of a text that cannot be translated', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source code under test
    expect(textsOf('\nl10n.t(`${n} tokens`)', 'a.ts').problems).toEqual([
      'a.ts:2: the text of l10n.t must be a plain literal.',
    ]);
  });

  it('are all in the bundle, and nothing else', () => {
    const { json: wanted, problems } = collect();
    expect(problems).toEqual([]);
    expect(
      readFileSync(new URL('l10n/bundle.l10n.json', root), 'utf8'),
      'Run `npm run l10n` and commit the bundle.',
    ).toBe(wanted);
  });

  it('of the manifest are all there, and all used', () => {
    const used = [...JSON.stringify(json('package.json')).matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key);
    expect(Object.keys(json('package.nls.json')).sort()).toEqual([...new Set(used)].sort());
  });
});
