/** What is sent to the parsers' thread and comes back. */
import type { AltChange, AltEdits, CheckedDocument, FoundImages } from '../../core/altText/engine';
import type { FindingOptions } from '../../core/altText/findings';
import type { RuleSeverities } from '../../core/altText/rules';
import type { SyntaxFault } from '../../core/text/syntax';

export type MarkupJob =
  | {
      readonly kind: 'find';
      readonly text: string;
      readonly languageId: string;
      /** If absent: all images. */
      readonly near?: number;
    }
  | {
      readonly kind: 'check';
      readonly text: string;
      readonly languageId: string;
      readonly options: FindingOptions;
      readonly isBounded?: boolean;
    }
  | { readonly kind: 'rules'; readonly written: Readonly<Record<string, unknown>>; readonly path: string }
  | {
      readonly kind: 'edit';
      readonly text: string;
      readonly languageId: string;
      readonly changes: readonly AltChange[];
    }
  | { readonly kind: 'fault'; readonly text: string; readonly languageId: string }
  | { readonly kind: 'schema'; readonly value: unknown; readonly schema: Readonly<Record<string, unknown>> };

export interface MarkupResults {
  readonly find: FoundImages;
  readonly check: CheckedDocument;
  readonly rules: { readonly rules: RuleSeverities; readonly problems: readonly string[] };
  readonly edit: AltEdits;
  readonly fault: SyntaxFault | undefined;
  readonly schema: readonly string[];
}

/** What a parser threw, as text. */
export interface MarkupFailure {
  readonly reason: 'failed';
  readonly detail: string;
}
