// @ts-check
// The names of what is fuzzed; test/fuzz/targets.ts has what each of them does.

/** Languages of documents that alt text is written into. */
export const fuzzedLanguages = [
  ...['markdown', 'quarto', 'mdx', 'html', 'vue', 'svelte', 'astro', 'javascriptreact', 'typescriptreact'],
  ...['restructuredtext', 'asciidoc', 'jupyter'],
];

/** Forms that providers answer in. */
export const fuzzedDialects = ['anthropic', 'chat', 'gemini', 'ollama', 'responses'];

export const fuzzTargets = [
  ...[
    'sniff',
    'strip',
    'profile',
    'inflate',
    'svg',
    'errors',
    'models',
    'cleaning',
    'notifications',
    'decisions',
    'settings',
    'globs',
    'archive',
  ],
  ...fuzzedDialects.map((dialect) => `answer-${dialect}`),
  ...fuzzedLanguages.map((language) => `document-${language}`),
];
