// What popular linters say about a page. Each counts an image without alt text under a rule of its own.
import { Linter } from 'eslint';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { lint } from 'markdownlint/promise';

/** Rule names, one per finding, sorted. */
export type Lint = (text: string) => Promise<readonly string[]>;

/** markdownlint with every rule except for line length: an added sentence makes a line longer. */
export const lintMarkdown: Lint = async (text) => {
  const { page = [] } = await lint({ strings: { page: text }, config: { default: true, MD013: false } });
  return page.map(({ ruleNames: [name = ''] }) => name).sort();
};

const htmlValidate = new HtmlValidate(new StaticConfigLoader({ extends: ['html-validate:recommended'] }));

export const lintHtml: Lint = async (text) => {
  const { results } = await htmlValidate.validateString(text, 'page.html');
  return results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId)).sort();
};

const eslint = new Linter();
const { strict } = jsxA11y.flatConfigs;

export const lintJsx: Lint = async (text) => {
  const config = { ...strict, files: ['**/*.jsx'] };
  return eslint
    .verify(text, [config], 'page.jsx')
    .map(({ ruleId, message }) => ruleId ?? message)
    .sort();
};
