/** A reading in the form that was asked for. */
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
  /** VS Code language id, undefined for plain text. */
  readonly language?: string;
  /** Places of `text` to check, in order. */
  readonly doubts: readonly Doubt[];
  /** True when a table was asked for and none was found: the text is the page as it is. */
  readonly noTable?: boolean;
  /** True when cells begin with an apostrophe that does not stand in the image: a spreadsheet would run them. */
  readonly hasFormulas?: boolean;
}

/** Gives what the offline reader found its form. */
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
 * Gives a model's answer its form. What is code by our wish only shows: a diagram, formulas, a page. A diagram that may do
 * more has no language.
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

/** The mode in which the offline reader lays out a page for a form; paragraphs and tables are made of its words here. */
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

/** Doubtful words, and brackets and quotes of code without a partner; a place is named once. */
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
