/** The markup engine as the core and the host see it; `engines/markup/client` implements it in a worker. */
import type { SyntaxFault } from '../text/syntax';
import type { Finding, FindingOptions } from './findings';
import type { AltEdit, EditRefusal, ImageReference } from './types';

export interface FoundImages {
  readonly references: readonly ImageReference[];
  /** How many more the document has, of an engine for the editor; not there for none. */
  readonly leftOut?: number;
  /** The grammar's complaint when the document cannot be read; then there are no references. */
  readonly error?: string;
}

export interface CheckedDocument {
  readonly findings: readonly Finding[];
  /** How many images the document has. */
  readonly images: number;
  /** How many of them, or how many more findings, an engine for the editor left out; not there for none. */
  readonly leftOut?: { readonly images: number; readonly findings: number };
  readonly error?: string;
}

export interface AltChange {
  /** The image as it was found; the document may have changed since. */
  readonly reference: ImageReference;
  /** Of several equal images in new surroundings the one nearest to where it was, instead of none. */
  readonly orNearest?: boolean;
  readonly alt: string;
  /** Markdown to stand below the image; then the alt may be the one that is there. */
  readonly longDescription?: string;
  /** Which nearest texts may be written where the language cannot hold this one: any, or those that somebody has seen. */
  readonly takes?: 'any' | readonly string[];
}

/** What is written of a change. */
export interface WrittenChange {
  /** Its place in `changes`. */
  readonly change: number;
  /** `reference.index` of the image as it stands in the document now. */
  readonly image: number;
  /** Where its alt stands, or would stand; an edit that starts there is its own. */
  readonly at: number;
  readonly alt: string;
  /** The alt that was asked for, when another one is written. */
  readonly asked?: string;
}

export interface AltEdits {
  /** In document order, not overlapping; offsets of the text given. */
  readonly edits: readonly AltEdit[];
  readonly written: readonly WrittenChange[];
  /** Changes that were not made, by their place in `changes`; with the nearest text where there is one that was not taken. */
  readonly refused: readonly { readonly change: number; readonly refusal: EditRefusal }[];
  /** The long descriptions of changes that were not refused, in document order: insertions beside `edits`, or why there is none. */
  readonly descriptions: readonly { readonly change: number; readonly result: AltEdit | EditRefusal }[];
}

/** Rejections are `MarkupError`, or the signal's reason when aborted. */
export interface MarkupEngine {
  /** `near`: the offset around which images are found, where there are more than are given. */
  find(text: string, languageId: string, signal?: AbortSignal, near?: number): Promise<FoundImages>;
  check(text: string, languageId: string, options?: FindingOptions, signal?: AbortSignal): Promise<CheckedDocument>;
  /** Edits that change exactly these alts, of the images as they stand in `text`. */
  edit(text: string, languageId: string, changes: readonly AltChange[], signal?: AbortSignal): Promise<AltEdits>;
  /** Where code stops to parse, for `parsedLanguages`; undefined when it does not. Nothing is repaired. */
  findFault(text: string, languageId: string, signal?: AbortSignal): Promise<SyntaxFault | undefined>;
  /** How a value differs from a JSON Schema, in words; empty when it fits. */
  checkSchema(
    value: unknown,
    schema: Readonly<Record<string, unknown>>,
    signal?: AbortSignal,
  ): Promise<readonly string[]>;
  dispose(): void;
}
