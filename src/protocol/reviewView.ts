/** What the review of alt text shows. Plain data in the user's language; the page draws it and decides nothing. */
import type { ActionView } from './view';

/** What the user decided about an image. `written`: it's in the document. */
export type Verdict = 'open' | 'accepted' | 'skipped' | 'decorative' | 'written';

export interface ReviewItemView {
  readonly id: string;
  /** Path of the document as the workspace shows it. */
  readonly document: string;
  /** From 1. */
  readonly line: number;
  /** The image as the document writes it. */
  readonly image: string;
  /** The current alt text in the document; empty if there is none. */
  readonly current: string;
  readonly findings: readonly string[];
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly verdict: Verdict;
  /** ID of a `RoleView`; empty before there is an answer. */
  readonly role: string;
  readonly why: string;
  /** What would be written. */
  readonly alt: string;
  readonly notes: readonly string[];
  /** Why there is no suggestion. */
  readonly problem: string;
  /** Tokens, or that it came from the cache. */
  readonly spent: string;
  /** `offered`: the picture says more than alt text can, and a description can go below it. */
  readonly longer: 'none' | 'offered' | 'running' | 'there';
  /** Markdown; it goes below the image when its alt text is written. */
  readonly longDescription: string;
}

export type ReviewPhase = 'scanning' | 'ready' | 'running' | 'pausing' | 'applying';

export interface ReviewStatusView {
  /** What is reviewed: a folder's or the workspace's name. */
  readonly scope: string;
  readonly phase: ReviewPhase;
  /** One sentence about the progress. */
  readonly progress: string;
  /** Among the images to be described. */
  readonly done: number;
  readonly total: number;
  /** Images without an answer that can be requested. */
  readonly left: number;
  /** What the rest would cost; empty if nothing is left. */
  readonly estimate: readonly string[];
  /** The provider and model, and where the images are sent. */
  readonly target: string;
  readonly problem?: { readonly text: string; readonly actions: readonly ActionView[] };
  /** How many changes Apply would write. */
  readonly toWrite: number;
  /** How many images Accept All accepts. */
  readonly toAccept: number;
  /** What the last Apply did. */
  readonly summary: readonly string[];
}

export interface RoleView {
  readonly id: string;
  readonly name: string;
  readonly meaning: string;
}

/** The page's fixed texts. */
export interface ReviewStrings {
  readonly title: string;
  readonly write: string;
  readonly writeOne: string;
  readonly goOn: string;
  readonly pause: string;
  readonly stop: string;
  readonly scanAgain: string;
  readonly acceptAll: string;
  readonly apply: string;
  readonly preview: string;
  readonly changeModel: string;
  readonly images: string;
  readonly accept: string;
  readonly skip: string;
  readonly decorative: string;
  readonly reopen: string;
  readonly edit: string;
  readonly tryAgain: string;
  readonly openDocument: string;
  readonly role: string;
  readonly altText: string;
  readonly current: string;
  readonly noAlt: string;
  readonly longDescription: string;
  readonly addLongDescription: string;
  readonly dropLongDescription: string;
  readonly waiting: string;
  readonly running: string;
  readonly failed: string;
  readonly suggested: string;
  readonly accepted: string;
  readonly skipped: string;
  readonly markedDecorative: string;
  readonly written: string;
  readonly keys: string;
  readonly nothingFound: string;
  readonly emptyAlt: string;
  /** `{0}` is the image, `{1}` the document, `{2}` the line. */
  readonly place: string;
  readonly all: string;
  readonly toDecide: string;
  readonly show: string;
}
