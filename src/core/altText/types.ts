/** Images as documents refer to them. Offsets are UTF-16 code units from 0, half-open, as in `String.slice`. */
import { ReasonError } from '../reasonError';

/** The grammars that can be read. `languages.ts` maps editor language ids and file names to them. */
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

/** Characters of an alt, as people count them, above which it is reported: a convention, no rule of the W3C. */
export const defaultMaxLength = 125;

/** How the image is written. One language holds several: HTML inside Markdown, Markdown inside a notebook. */
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

/** How an alt must be escaped where it stands. */
export type AltSyntax =
  | 'markdown'
  | 'mdx'
  | 'html'
  | 'svelte'
  | 'jsx'
  | 'rst'
  | 'asciidocBlock'
  | 'asciidocInline'
  | 'quarto'
  | 'wiki'
  | 'learn'
  | 'json';

/** Where the alt is, or where it would go, and how to write it there. */
export interface AltSlot {
  /** The alt as a reader gets it; undefined when there is none. `''` marks a decorative image. */
  readonly value: string | undefined;
  /** An expression gives the alt, and no parser can know it: never edited, never a finding. */
  readonly dynamic: boolean;
  /** What a new alt replaces; `start === end` inserts. */
  readonly start: number;
  readonly end: number;
  readonly syntax: AltSyntax;
  /** Written around the escaped alt, for example ` alt="` and `"`. */
  readonly prefix: string;
  readonly suffix: string;
  /** Inside a table cell of GitHub's Markdown, where a bar ends the cell, or of AsciiDoc, where any sign may. */
  readonly inTable: boolean;
  /** The slot lies inside a JSON string of a notebook: what is written is escaped once more. */
  readonly json: boolean;
}

export interface ImageSource {
  /** As written, quotes and brackets left out. */
  readonly raw: string;
  /** Decoded; undefined when an expression gives it. */
  readonly value: string | undefined;
  readonly start?: number;
  readonly end?: number;
  /** The module that an imported variable stands for, as written in the import. */
  readonly module?: string;
}

/** What stands around the image, capped in length, for the prompt and for the findings. Plain text. */
export interface ImageContext {
  /** From the outermost heading inwards. */
  readonly headings: readonly string[];
  readonly before: string;
  readonly after: string;
  readonly caption?: string;
  /** BCP 47 tag the document states, for example by `lang="de"`. */
  readonly language?: string;
}

export interface ImageReference {
  /** Position among the document's images. */
  readonly index: number;
  readonly language: MarkupLanguage;
  readonly format: ImageFormat;
  /** Element, component or directive name as written; empty for `![]()`. */
  readonly tag: string;
  /** The whole image. */
  readonly start: number;
  readonly end: number;
  readonly src: ImageSource;
  readonly alt: AltSlot;
  readonly title?: string;
  /** The link or button that the image is in; `text` is its other text. */
  readonly link?: { readonly href?: string; readonly text: string };
  /** In a notebook: the cell, and the output when the picture is one, both from 0. */
  readonly cell?: number;
  readonly output?: number;
  /** Attribute names in order, where there are attributes. */
  readonly attributes: readonly string[];
  /** `{...props}` or `v-bind` may hold an alt that cannot be seen here. */
  readonly spread: boolean;
  /** Hidden from assistive technology, or named by another attribute (`aria-label`): no alt is due. */
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
  /** The document is not the one the reference was found in. */
  | 'changed'
  /** An expression gives the alt. */
  | 'dynamic'
  /** The alt is that already. */
  | 'same'
  /** The document's language cannot say this text here; `nearest` can be written, when given. */
  | 'notRepresentable'
  /** The document cannot be parsed. */
  | 'unreadable'
  /** No block can stand near the image. */
  | 'noPlace'
  /** The document's language has no safe form for a long description. */
  | 'noForm';

export interface EditRefusal {
  readonly refused: EditRefusalReason;
  /** The closest text that this place can hold. */
  readonly nearest?: string;
  /** True when that is the Markdown of the long description, and not the alt. */
  readonly isBelow?: boolean;
}

export type MarkupErrorReason = 'deadline' | 'engineUnavailable' | 'failed';

/** The parsers could not answer. `detail` is technical and goes to the log. */
export class MarkupError extends ReasonError<MarkupErrorReason> {
  override readonly name = 'MarkupError';
}
