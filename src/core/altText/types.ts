/** Images as documents refer to them. Offsets are UTF-16 code units from 0, half-open, as in `String.slice`. */
import { ReasonError } from '../reasonError';

/** The grammars that can be read. `languages.ts` maps the editor's language IDs and file names to them. */
export type MarkupLanguage =
  | 'markdown'
  | 'quarto'
  | 'mdx'
  | 'html'
  | 'vue'
  | 'svelte'
  | 'astro'
  | 'jsx'
  | 'rst'
  | 'asciidoc'
  | 'notebook';

/** Alt text with more user-perceived characters is reported: a convention, not a W3C rule. */
export const defaultMaxLength = 125;

/**
 * How the image is written. One language can contain several forms: HTML inside Markdown, Markdown inside a notebook.
 */
export type ImageFormat =
  | 'markdown'
  | 'html'
  | 'jsx'
  | 'vue'
  | 'svelte'
  | 'astro'
  | 'rst'
  | 'asciidoc'
  | 'quarto'
  | 'wiki'
  | 'learn'
  | 'notebookOutput';

/** How alt text must be escaped in its place. */
export type AltSyntax =
  | 'markdown'
  | 'mdx'
  | 'html'
  /** HTML inside Markdown, which some readers search for Markdown first. */
  | 'htmlInMarkdown'
  | 'svelte'
  | 'jsx'
  | 'rst'
  | 'asciidocBlock'
  | 'asciidocInline'
  | 'quarto'
  | 'wiki'
  | 'learn'
  | 'json';

/** Where the alt text is, or would go, and how to write it there. */
export interface AltSlot {
  /** The alt text as a reader gets it; undefined if there is none. `''` marks a decorative image. */
  readonly value: string | undefined;
  /** The alt text comes from an expression, which no parser can evaluate: never edited, never a finding. */
  readonly dynamic: boolean;
  /** What new alt text replaces; `start === end` inserts. */
  readonly start: number;
  readonly end: number;
  readonly syntax: AltSyntax;
  /** Written around the escaped alt text, for example ` alt="` and `"`. */
  readonly prefix: string;
  readonly suffix: string;
  /** Inside a table cell in GitHub's Markdown, where a bar ends the cell, or in AsciiDoc, where any character can. */
  readonly inTable: boolean;
  /** The slot is inside a JSON string in a notebook: the text is escaped once more. */
  readonly json: boolean;
}

export interface ImageSource {
  /** As written, without quotes and brackets. */
  readonly raw: string;
  /** Decoded; undefined if it comes from an expression. */
  readonly value: string | undefined;
  readonly start?: number;
  readonly end?: number;
  /** The module of an imported variable, as written in the import. */
  readonly module?: string;
}

/** What surrounds the image, limited in length, for the prompt and the findings. Plain text. */
export interface ImageContext {
  /** From the outermost heading inwards. */
  readonly headings: readonly string[];
  readonly before: string;
  readonly after: string;
  readonly caption?: string;
  /** BCP 47 tag that the document states, for example with `lang="de"`. */
  readonly language?: string;
}

export interface ImageReference {
  /** Position among the document's images. */
  readonly index: number;
  readonly language: MarkupLanguage;
  readonly format: ImageFormat;
  /** Element, component, or directive name as written; empty for `![]()`. */
  readonly tag: string;
  /** The whole image. */
  readonly start: number;
  readonly end: number;
  readonly src: ImageSource;
  readonly alt: AltSlot;
  readonly title?: string;
  /** The link or button around the image; `text` is its other text. */
  readonly link?: { readonly href?: string; readonly text: string };
  /** In a notebook: the cell, and the output if the picture is one, both from 0. */
  readonly cell?: number;
  readonly output?: number;
  /** Attribute names in order, if there are attributes. */
  readonly attributes: readonly string[];
  /** `{...props}` or `v-bind` may contain alt text that isn't visible here. */
  readonly spread: boolean;
  /** Hidden from assistive technology, or named by another attribute (`aria-label`): no alt text is needed. */
  readonly exempt: boolean;
  readonly context: ImageContext;
}

/** One replacement in a document. */
export interface AltEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

export type EditRefusalReason =
  /** The document isn't the one the reference was found in. */
  | 'changed'
  /** The alt text comes from an expression. */
  | 'dynamic'
  /** The image already has this alt text. */
  | 'same'
  /** The document's language can't represent this text here; `nearest` can be written, if given. */
  | 'notRepresentable'
  /** The document can't be parsed. */
  | 'unreadable'
  /** The place can't hold a block near the image. */
  | 'noPlace'
  /** The document's language has no safe form for a long description. */
  | 'noForm';

export interface EditRefusal {
  readonly refused: EditRefusalReason;
  /** The closest text that this place can hold. */
  readonly nearest?: string;
  /** True if that is the Markdown of the long description, and not the alt text. */
  readonly isBelow?: boolean;
}

export type MarkupErrorReason = 'deadline' | 'engineUnavailable' | 'failed';

/** The parsers couldn't answer. `detail` is technical and goes to the log. */
export class MarkupError extends ReasonError<MarkupErrorReason> {
  override readonly name = 'MarkupError';
}

/** By name: in the editor, the engine comes from another bundle, which has its own class. */
export const isMarkupError = (error: unknown): error is MarkupError =>
  error instanceof Error && error.name === 'MarkupError';
