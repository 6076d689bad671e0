/** A long description below an image, folded away in `<details>`: where it may go, and as what text. */
import { markupLanguage } from './languages';
import type { AltEdit, ImageReference } from './types';

export interface LongDescriptionOptions {
  /** The line to click on; plain text. */
  readonly summary?: string;
}

const defaultSummary = 'Description of the image';

/**
 * The insertion that puts `markdown` below the image, or undefined where that cannot be done without changing what is
 * around: in tables, quotations, lists and links of Markdown, and anywhere but after a whole line of HTML.
 */
export function longDescriptionEdit(
  text: string,
  languageId: string,
  reference: ImageReference,
  markdown: string,
  { summary = defaultSummary }: LongDescriptionOptions = {},
): AltEdit | undefined {
  const language = markupLanguage(languageId);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const made =
    (language === 'markdown' || language === 'quarto') && reference.format === 'markdown'
      ? belowParagraph(text, reference, markdown, summary)
      : language === 'html' && reference.format === 'html'
        ? belowLine(text, reference, markdown, summary)
        : undefined;
  return made && { ...made, newText: made.newText.replace(/\r?\n/g, newline) };
}

/** Markdown: after the paragraph, when that stands at the margin and is no table, list or quotation. */
function belowParagraph(
  text: string,
  reference: ImageReference,
  markdown: string,
  summary: string,
): AltEdit | undefined {
  const end = paragraphEnd(text, reference.end);
  const start = paragraphStart(text, reference.start);
  const lines = text.slice(start, end).split(/\r?\n/);
  const isPlain = lines.every((line) => !/^(?:[ \t]|>|[-+*][ \t]|\d+[.)][ \t]|\||<|```|~~~)/.test(line));
  if (!isPlain || lines.some((line) => /^\s*:?-+:?\s*\|/.test(line)) || reference.alt.inTable) {
    return undefined;
  }
  const body = safeMarkdown(markdown);
  const newText = `\n\n<details>\n<summary>${escapeHtml(summary)}</summary>\n\n${body}\n\n</details>`;
  return { start: end, end, newText };
}

/** HTML: after the image's line, when the line opens nothing that it does not close. */
function belowLine(text: string, reference: ImageReference, markdown: string, summary: string): AltEdit | undefined {
  const start = text.lastIndexOf('\n', reference.start - 1) + 1;
  const next = text.indexOf('\n', reference.end);
  const end = next < 0 ? text.length : text.charAt(next - 1) === '\r' ? next - 1 : next;
  const line = text.slice(start, end);
  const before = text.slice(0, start);
  // A paragraph, link or picture that is open here would be ended or filled by a block.
  const around = ['p', 'a', 'picture', 'button', 'figcaption', 'table', 'ul', 'ol', 'span', 'label', 'h1', 'h2', 'h3'];
  const isOpen = around.some((tag) => count(before, `<${tag}\\b`) > count(before, `</${tag}\\s*>`));
  const opens = [...line.matchAll(/<([a-z][\w-]*)\b[^>]*>/gi)].filter(([, tag]) => !/^(?:img|br|source)$/i.test(tag!));
  if (isOpen || opens.length !== count(line, '</')) {
    return undefined;
  }
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  const body = safeMarkdown(markdown)
    .split('\n')
    .filter((one) => one.trim() !== '')
    .map((one) => `${indent}  <p>${escapeHtml(plainLine(one))}</p>`)
    .join('\n');
  const newText = `\n${indent}<details>\n${indent}  <summary>${escapeHtml(summary)}</summary>\n${body}\n${indent}</details>`;
  return { start: end, end, newText };
}

function paragraphEnd(text: string, from: number): number {
  const blank = /\r?\n[ \t]*(?:\r?\n|$)|\r?\n?$/g;
  blank.lastIndex = from;
  const found = blank.exec(text);
  return found ? found.index : text.length;
}

function paragraphStart(text: string, from: number): number {
  const before = text.slice(0, from);
  const blanks = [...before.matchAll(/\r?\n[ \t]*\r?\n/g)].at(-1);
  return blanks ? blanks.index + blanks[0].length : 0;
}

/** What a model wrote is data: no HTML, no pictures, no links, nothing that leaves `<details>`. Code stays code. */
function safeMarkdown(markdown: string): string {
  return markdown
    .toWellFormed()
    .trim()
    .replace(/\r\n?/g, '\n')
    .replace(/[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, '')
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replace(/</g, '&lt;');
}

/** A line of Markdown without its marks, for HTML. */
function plainLine(line: string): string {
  return line
    .replace(/&lt;/g, '<')
    .replace(/^\s*(?:#{1,6}\s+|[-*+]\s+)/, '')
    .replace(/(\*\*|__|`)/g, '')
    .trim();
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function count(text: string, pattern: string): number {
  return [...text.matchAll(new RegExp(pattern, 'gi'))].length;
}
