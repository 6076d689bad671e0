import type { FromPanel } from '../../../src/protocol/fromPanel';
import type { PanelStrings } from '../../../src/protocol/view';
import type { StateStore } from '../state';

/** What every part of the panel may use. */
export interface ViewContext {
  readonly strings: PanelStrings;
  readonly locale: string;
  readonly post: (message: FromPanel.Message) => void;
  readonly state: StateStore;
  /** Speaks a text once. */
  readonly say: (text: string) => void;
  /** Shows a sentence above the follow-up box, and speaks it. */
  readonly explain: (text: string) => void;
  /** Moves the focus to the follow-up box. */
  readonly focusComposer: () => void;
  /** Shows an image of the conversation large. */
  readonly showImage: (imageId: string) => void;
  /** Name of an image of the conversation, when there is more than one to tell apart. */
  readonly imageName: (imageId: string) => string | undefined;
}
