import { isRecord } from '../../src/protocol/isRecord';
import type { HostContext } from '../kit/hostContext';

/** What survives a reload of the panel, besides the conversation itself, which the host keeps. */
export interface PanelState {
  readonly conversationId: string;
  readonly draft: string;
  /** Pixels from the top; -1 when the user was at the end. */
  readonly scroll: number;
  /** Keys of the <details> that are open. */
  readonly open: readonly string[];
  /** Questions being edited, by turn ID. */
  readonly edits: Readonly<Record<string, string>>;
  /** The image shown large. */
  readonly imageId: string;
}

const empty: PanelState = { conversationId: '', draft: '', scroll: -1, open: [], edits: {}, imageId: '' };

export interface StateStore {
  readonly get: () => PanelState;
  readonly patch: (change: Partial<PanelState>) => void;
}

/** Reads the saved state once and saves every change immediately, so that nothing typed is lost. */
export function createStateStore(host: HostContext): StateStore {
  let state = parseState(host.getState());
  return {
    get: () => state,
    patch: (change) => {
      state = { ...state, ...change };
      host.setState(state);
    },
  };
}

/** A state from whatever was saved. Wrong or missing parts are replaced with empty ones. */
export function parseState(value: unknown): PanelState {
  if (!isRecord(value)) {
    return empty;
  }
  const kept = value;
  const text = (field: string) => (typeof kept[field] === 'string' ? kept[field] : '');
  const edits = isRecord(kept.edits) ? Object.entries(kept.edits) : [];
  return {
    conversationId: text('conversationId'),
    draft: text('draft'),
    scroll: typeof kept.scroll === 'number' && Number.isFinite(kept.scroll) ? kept.scroll : -1,
    open: Array.isArray(kept.open) ? kept.open.filter((key) => typeof key === 'string') : [],
    edits: Object.fromEntries(edits.filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
    imageId: text('imageId'),
  };
}
