/** Host → panel. Each message is a complete snapshot of its subject, so a missed one does no harm. */
import type { ConversationView, PanelStrings, TurnView } from './view';

export namespace ToPanel {
  /** The answer to `ready`: everything there is to draw. */
  export interface Load {
    readonly type: 'load';
    readonly conversation: ConversationView;
    readonly strings: PanelStrings;
    /** BCP 47, for `lang` and number formats. */
    readonly locale: string;
  }
  /** Everything that changed except the strings. */
  export interface Update {
    readonly type: 'update';
    readonly conversation: ConversationView;
  }
  /** One turn changed; sent many times a second while streaming. */
  export interface Turn {
    readonly type: 'turn';
    readonly turn: TurnView;
  }
  /** The bytes of one image as sent (or the source if nothing was sent yet). */
  export interface ImageBytes {
    readonly type: 'imageBytes';
    readonly imageId: string;
    readonly mediaType: string;
    readonly bytes: ArrayBuffer;
  }
  /** Puts text into the follow-up box if it's empty (Ask About Image…), and moves the focus there. */
  export interface Focus {
    readonly type: 'focus';
    readonly draft?: string;
  }
  export type Message = Load | Update | Turn | ImageBytes | Focus;
}
