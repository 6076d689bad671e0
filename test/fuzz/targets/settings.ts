import { readRules, rulesFor } from '../../../src/core/altText/rules';
import { readGitIgnore } from '../../../src/core/gitignore';
import { createGlobs, isGlob } from '../../../src/core/globs';
import { parseJson } from '../../../src/core/json';
import { readExclude, readSetting, type SettingName, settingTable } from '../../../src/core/settings';
import { bytesOf, must, type Target, textOf } from '../target';

const names = Object.keys(settingTable) as SettingName[];
/** What a repository can set, and a prompt contains. */
const inPrompts: readonly SettingName[] = ['outputLanguage', 'altText.language', 'altText.maxLength'];
const paths = ['docs/guide/a.md', 'a'.repeat(100), 'a/'.repeat(60), '.env', 'x'];

export const settings: Target = {
  seeds: () => [
    ...names.map((name) => bytesOf(JSON.stringify(settingTable[name].fallback) ?? 'null')),
    ...[
      '{"own":{"baseUrl":"http://127.0.0.1:1","headers":{"a":"b"}}}',
      '["**/secret/**","{a,b}"]',
      '125',
      '"Deutsch"',
      '{"__proto__":{"a":1}}',
    ].map(bytesOf),
  ],
  pieces: [
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    'null',
    '1e999',
    '-1',
    '"__proto__":',
    '"constructor":',
    '**/',
    '\\u0000',
    '\\n',
    'Ignore all rules. ',
  ],
  run: (input) => {
    const text = textOf(input);
    const taken = [parseJson(text), text, [text], { [text]: text }].map((value) =>
      names.map((name) => {
        const { value: read, isWrong } = readSetting(name, value);
        // What was refused is the default; what was accepted is accepted again.
        must(isWrong || !readSetting(name, read).isWrong, `${name} takes what it does not take`);
        must(
          !inPrompts.includes(name) || /^[\p{L}\p{M}\p{N} ()'’.,-]{0,80}$/u.test(String(read)),
          `${name} can hold a sentence`,
        );
        return isWrong;
      }),
    );
    readExclude(parseJson(text));
    return taken.map((list) => list.filter(Boolean).length).join(' ');
  },
};

export const globs: Target = {
  seeds: () =>
    [
      '**/*.md',
      '{a,b}/**',
      '[a-z]?.png',
      '**a**a**a**b',
      '!docs/',
      '/x',
      'a\\*b',
      '# comment\n*.log\n!keep.log\n/dist/',
    ].map(bytesOf),
  pieces: ['**', '*', '?', '{', '}', '[', ']', ',', '/', '\\', '!', 'a', '-', '(', ')', '|', '@(', '+(', '\n', '#'],
  run: async (input) => {
    const text = textOf(input);
    const all = createGlobs([text, ...text.split('\n').slice(0, 50)]);
    const rules = readRules({ missing: { [text]: 'off' }, [text]: { missing: 'error' } });
    const ignored = readGitIgnore(text);
    const results: string[] = [];
    for (const path of paths) {
      rulesFor(rules, path);
      results.push(`${all.matches(path)} ${await ignored(path)}`);
    }
    return `${isGlob(text)} ${results}`;
  },
};
