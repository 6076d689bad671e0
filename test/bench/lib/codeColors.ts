/** Colors code as VS Code does: with its grammars and themes, applied by its own libraries. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ensureCodeColors } from '../../../scripts/tools/codeSources.mjs';

export interface Token {
  readonly content: string;
  readonly color: string;
  /** Bits: 1 is italic, 2 is bold, 4 is underlined. */
  readonly fontStyle: number;
}

export interface Colored {
  readonly lines: readonly (readonly Token[])[];
  readonly foreground: string;
  readonly background: string;
  /** Of line numbers. */
  readonly dim: string;
}

interface Theme {
  readonly name: string;
  readonly colors: Readonly<Record<string, string>>;
  readonly tokenColors: readonly { readonly scope?: unknown; readonly settings: object }[];
  readonly type: 'dark' | 'light';
}

interface Grammar {
  tokenizeLine2(line: string, state: unknown): { readonly tokens: Uint32Array; readonly ruleStack: unknown };
}

interface Registry {
  setTheme(theme: object): void;
  getColorMap(): string[];
  loadGrammar(scope: string): Promise<Grammar | null>;
}

export interface Highlighter {
  readonly themes: readonly string[];
  color(text: string, language: string, theme: string): Promise<Colored>;
}

/** What is got the first time: grammars and themes, from the npm registry. */
export async function createHighlighter(): Promise<Highlighter> {
  const home = await ensureCodeColors();
  const load = createRequire(join(home, 'here.cjs'));
  const oniguruma = load('./vscode-oniguruma/release/main.js');
  const textmate = load('./vscode-textmate/release/main.js');
  await oniguruma.loadWASM(readFileSync(join(home, 'vscode-oniguruma/release/onig.wasm')).buffer);
  const json = (path: string) => JSON.parse(readFileSync(join(home, path), 'utf8'));
  const namesIn = (folder: string) =>
    readdirSync(join(home, folder))
      .filter((name) => name.endsWith('.json'))
      .sort();
  const grammars = new Map<string, string>(
    namesIn('tm-grammars/grammars').map((name) => [json(`tm-grammars/grammars/${name}`).scopeName, name]),
  );
  const registry: Registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources: string[]) => new oniguruma.OnigScanner(sources),
      createOnigString: (text: string) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope: string) => {
      const name = grammars.get(scope);
      return name === undefined ? null : json(`tm-grammars/grammars/${name}`);
    },
  });
  return {
    themes: namesIn('tm-themes/themes').map((name) => name.slice(0, -'.json'.length)),
    color: async (text, language, name) => {
      const theme: Theme = json(`tm-themes/themes/${name}.json`);
      const isDark = theme.type === 'dark';
      const foreground = theme.colors['editor.foreground'] ?? (isDark ? '#bbbbbb' : '#333333');
      const background = theme.colors['editor.background'] ?? (isDark ? '#1e1e1e' : '#ffffff');
      registry.setTheme({ name, settings: [{ settings: { foreground, background } }, ...theme.tokenColors] });
      const grammar = await registry.loadGrammar(json(`tm-grammars/grammars/${language}.json`).scopeName);
      const colors = registry.getColorMap();
      let state: unknown = textmate.INITIAL;
      const lines = text.split('\n').map((line) => {
        const { tokens, ruleStack } = grammar!.tokenizeLine2(line, state);
        state = ruleStack;
        return tokensOf(line, tokens, colors);
      });
      return { lines, foreground, background, dim: theme.colors['editorLineNumber.foreground'] ?? '#858585' };
    },
  };
}

/** Pairs of numbers: where a token begins, and bits, of which 11 to 14 are its style and 15 to 23 its color. */
function tokensOf(line: string, pairs: Uint32Array, colors: readonly string[]): Token[] {
  return Array.from({ length: pairs.length / 2 }, (_, i) => {
    const bits = pairs[2 * i + 1]!;
    return {
      content: line.slice(pairs[2 * i], pairs[2 * i + 2] ?? line.length),
      color: colors[(bits >>> 15) & 0x1ff]!,
      fontStyle: (bits >>> 11) & 0xf,
    };
  });
}
