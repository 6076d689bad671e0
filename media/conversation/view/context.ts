import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { FromPanel } from '../../../src/protocol/fromPanel';
import type { PanelStrings } from '../../../src/protocol/view';
import type { StateStore } from '../state';

/** What every part of the panel can use. */
export interface PanelContext {
  readonly strings: PanelStrings;
  readonly locale: string;
  readonly post: (message: FromPanel.Message) => void;
  readonly state: StateStore;
  /** Announces a text once. */
  readonly say: (text: string) => void;
  /** Shows a sentence above the follow-up box and announces it. */
  readonly explain: (text: string) => void;
  /** Moves the focus to the follow-up box. */
  readonly focusComposer: () => void;
  /** Shows an image of the conversation large. */
  readonly showImage: (imageId: string) => void;
  /** Whether what appears now is new to the user; false while the panel is drawn for the first time. */
  readonly isNews: () => boolean;
}

const Context = createContext<PanelContext | undefined>(undefined);

export const PanelProvider = Context.Provider;

export function usePanel(): PanelContext {
  return useContext(Context)!;
}
