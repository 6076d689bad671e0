/** A reading in the requested form. */
import { inertCsv, toCsv } from '../csv';
import { findUnbalanced } from './balance';
import { detectLanguage } from './codeLanguage';
import { type Doubt, findDoubts, findUnreadable } from './doubts';
import { type TextForm, withoutFence } from './forms';
import { inertDiagram } from './inertDiagram';
import { inertHtml } from './inertHtml';
import { inertLatex } from './inertLatex';
import { toParagraphs } from './paragraph';
import { findTable, toMarkdownTable } from './table';
import type { OcrResult, TextMode } from './types';

export interface Shaped {
  readonly text: string;
  /** VS Code language ID; undefined for plain text. */
  readonly language?: string;
  /** Places in `text` to check, in order. */
  readonly doubts: readonly Doubt[];
  /** True if a table was requested and none was found: the text is the page as it is. */
  readonly noTable?: boolean;
  /** True if cells begin with an apostrophe that isn't in the image: a spreadsheet would run them. */
  readonly hasFormulas?: boolean;
}

/** Turns the offline engine's result into its form. */
export function shapeOffline(result: OcrResult, form: TextForm): Shaped {
  switch (form) {
    case 'paragraphs':
      return { text: toParagraphs(result.text, { monospace: result.monospace }), doubts: [] };
    case 'markdownTable':
    case 'csv':
      return shapeTable(result, form);
    default: {
      const language = form === 'text' ? undefined : detectLanguage(result.text);
      return { text: result.text, language, doubts: doubtsOf(result, language) };
    }
  }
}

/**
 * Turns a model's answer into its form. Code that we requested can only show something: a diagram, formulas, a page. A
 * diagram that can do more gets no language.
 */
export function shapeAnswer(answer: string, form: TextForm): Shaped {
  const whole = withoutFence(answer);
  const diagram = form === 'mermaid' ? inertDiagram(whole) : undefined;
  const csv = form === 'csv' ? inertCsv(whole) : undefined;
  const text =
    form === 'latex' ? inertLatex(whole) : form === 'html' ? inertHtml(whole) : (csv?.text ?? diagram ?? whole);
  const languages: Partial<Record<TextForm, string>> = {
    latex: 'latex',
    ...(diagram !== undefined && { mermaid: 'mermaid' }),
    html: 'html',
    csv: 'csv',
    markdownTable: 'markdown',
  };
  const language = languages[form] ?? (form === 'auto' || form === 'code' ? detectLanguage(text) : undefined);
  return { text, language, doubts: findUnreadable(text), hasFormulas: csv?.hasFormulas };
}

/**
 * The mode in which the offline engine lays out a page for a form; paragraphs and tables are made from its words here.
 */
export function layoutMode(form: TextForm): TextMode {
  return form === 'code' ? 'code' : form === 'markdownTable' || form === 'csv' ? 'table' : 'text';
}

function shapeTable(result: OcrResult, form: 'markdownTable' | 'csv'): Shaped {
  const table = findTable(result);
  if (!table) {
    return { text: result.text, doubts: doubtsOf(result, undefined), noTable: true };
  }
  if (form === 'csv') {
    const { text, hasFormulas } = toCsv(table.rows);
    return { text: `${text}\n`, language: 'csv', doubts: [], hasFormulas };
  }
  const parts = [table.before, toMarkdownTable(table.rows), table.after];
  return { text: `${parts.filter(Boolean).join('\n\n')}\n`, language: 'markdown', doubts: [] };
}

/** Uncertain words, and unmatched brackets and quotes in code; each place once. */
function doubtsOf(result: OcrResult, language: string | undefined): Doubt[] {
  const words = findDoubts(result);
  const prose = language === undefined || language === 'markdown' || language === 'html' || language === 'xml';
  const lonely = prose ? [] : findUnbalanced(result.text, language);
  const further = lonely
    .filter(({ at }) => !words.some((word) => word.start <= at && at < word.end))
    .map(
      ({ at, character, kind }): Doubt => ({
        start: at,
        end: at + character.length,
        kind,
        alternatives: [],
        unbalanced: true,
      }),
    );
  return [...words, ...further].sort((a, b) => a.start - b.start);
}
