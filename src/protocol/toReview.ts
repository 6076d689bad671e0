/** Host → review. Each message is a complete snapshot of its subject. */
import type { ReviewItemView, ReviewStatusView, ReviewStrings, RoleView } from './reviewView';

export namespace ToReview {
  /** The answer to `ready`: everything there is to draw. */
  export interface Load {
    readonly type: 'load';
    /** Stored with `setState`, to come back after a restart. */
    readonly scope: string;
    readonly status: ReviewStatusView;
    readonly items: readonly ReviewItemView[];
    readonly roles: readonly RoleView[];
    readonly strings: ReviewStrings;
    /** BCP 47. */
    readonly locale: string;
  }
  export interface Status {
    readonly type: 'status';
    readonly status: ReviewStatusView;
  }
  /** These items now look like this; the others are unchanged. */
  export interface Items {
    readonly type: 'items';
    readonly items: readonly ReviewItemView[];
  }
  /** A small picture, requested with `picture`. */
  export interface Picture {
    readonly type: 'picture';
    readonly id: string;
    readonly mediaType: string;
    readonly bytes: ArrayBuffer;
  }
  export type Message = Load | Status | Items | Picture;
}
