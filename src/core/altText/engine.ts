/** The markup engine as the core and the host see it; `engines/markup/client` implements it in a worker. */
import type { SyntaxFault } from '../text/syntax';
import type { Finding, FindingOptions } from './findings';
import type { RuleSeverities } from './rules';
import type { AltEdit, EditRefusal, ImageReference } from './types';

export interface FoundImages {
  readonly references: readonly ImageReference[];
  /** How many more the document has, from an engine for the editor; absent if none. */
  readonly leftOut?: number;
  /** The grammar's complaint if the document can't be read; then there are no references. */
  readonly error?: string;
}

export interface CheckedDocument {
  readonly findings: readonly Finding[];
  /** How many images the document has. */
  readonly images: number;
  /** How many images, or findings, an engine for the editor left out; absent if none. */
  readonly leftOut?: { readonly images: number; readonly findings: number };
  readonly error?: string;
}

export interface AltChange {
  /** The image as it was found; the document may have changed since. */
  readonly reference: ImageReference;
  /** If there are several equal images in new surroundings, the one nearest to the old place, instead of none. */
  readonly orNearest?: boolean;
  readonly alt: string;
  /** Markdown for below the image; then the alt text may be the current one. */
  readonly longDescription?: string;
  /**
   * Which closest texts may be written if the language can't represent this one: any, or those that the user has seen.
   */
  readonly takes?: 'any' | readonly string[];
}

/** What is written for a change. */
export interface WrittenChange {
  /** Its index in `changes`. */
  readonly change: number;
  /** `reference.index` of the image in the current document. */
  readonly image: number;
  /** The position of its alt text, or where it would be; the edit that starts there belongs to it. */
  readonly at: number;
  readonly alt: string;
  /** The requested alt text, if a different one is written. */
  readonly asked?: string;
}

export interface AltEdits {
  /** In document order, not overlapping; offsets in the given text. */
  readonly edits: readonly AltEdit[];
  readonly written: readonly WrittenChange[];
  /**
   * Changes that weren't made, by their index in `changes`; with the closest text if there is one that wasn't accepted.
   */
  readonly refused: readonly { readonly change: number; readonly refusal: EditRefusal }[];
  /**
   * The long descriptions of changes that weren't refused, in document order: insertions besides `edits`, or why there
   * is none.
   */
  readonly descriptions: readonly { readonly change: number; readonly result: AltEdit | EditRefusal }[];
}

/** Rejections are `MarkupError`, or the signal's reason when aborted. */
export interface MarkupEngine {
  /** `near`: the offset around which images are found, if there are more than can be returned. */
  find(text: string, languageId: string, signal?: AbortSignal, near?: number): Promise<FoundImages>;
  check(text: string, languageId: string, options?: FindingOptions, signal?: AbortSignal): Promise<CheckedDocument>;
  /**
   * The severities that the setting `sightread.altText.rules` gives a file, and what's invalid in the setting; `path` is the
   * file's path in the workspace, with `/`.
   */
  rulesFor(
    written: Readonly<Record<string, unknown>>,
    path: string,
    signal?: AbortSignal,
  ): Promise<{ readonly rules: RuleSeverities; readonly problems: readonly string[] }>;
  /** Edits that change exactly this alt text, for the images as they are in `text`. */
  edit(text: string, languageId: string, changes: readonly AltChange[], signal?: AbortSignal): Promise<AltEdits>;
  /**
   * Where code can't be parsed any further, for `parsedLanguages`; undefined if all of it parses. Nothing is repaired.
   */
  findFault(text: string, languageId: string, signal?: AbortSignal): Promise<SyntaxFault | undefined>;
  /** How a value differs from a JSON Schema, in words; empty if it matches. */
  checkSchema(
    value: unknown,
    schema: Readonly<Record<string, unknown>>,
    signal?: AbortSignal,
  ): Promise<readonly string[]>;
  dispose(): void;
}
