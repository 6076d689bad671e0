/** Host → review. Each message is a complete snapshot of what it speaks of. */
import type { ReviewItemView, ReviewStatusView, ReviewStrings, RoleView } from './reviewView';

export namespace ToReview {
  /** The answer to `ready`: everything there is to draw. */
  export interface Load {
    readonly type: 'load';
    /** Kept by `setState`, to come back after a restart. */
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
  /** These items are now so; the others are as they were. */
  export interface Items {
    readonly type: 'items';
    readonly items: readonly ReviewItemView[];
  }
  /** A small picture, asked for by `picture`. */
  export interface Picture {
    readonly type: 'picture';
    readonly id: string;
    readonly mediaType: string;
    readonly bytes: ArrayBuffer;
  }
  export type Message = Load | Status | Items | Picture;
}
