/** The markup engine as the core and the host see it; `engines/markup/client` implements it in a worker. */
import type { SyntaxFault } from '../text/syntax';
import type { AltChange, AltEdits } from './edit';
import type { Finding, FindingOptions } from './findings';
import type { ImageReference } from './types';

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

/** Rejections are `MarkupError`, or the signal's reason when aborted. */
export interface MarkupEngine {
  /** `near`: the offset around which images are found, where there are more than are given. */
  find(text: string, languageId: string, signal?: AbortSignal, near?: number): Promise<FoundImages>;
  check(text: string, languageId: string, options?: FindingOptions, signal?: AbortSignal): Promise<CheckedDocument>;
  /** Edits that change exactly these alts; see `altEdits`. */
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
