/** Keeps a reasoning model's leading `<think>…</think>` out of the answer, even when the tags are split over chunks. */

export interface ThinkPiece {
  readonly kind: 'text' | 'reasoning';
  readonly text: string;
}

export interface ThinkFilter {
  push(text: string): ThinkPiece[];
  /** What was held back in case it turned out to be a tag. */
  end(): ThinkPiece[];
  /** True once the answer has begun: from then on, all text belongs to the answer. */
  readonly passed: boolean;
}

const open = '<think>';
const close = '</think>';

/**
 * Only a block at the very start counts (whitespace before it is dropped too): later in an answer, the tag is something
 * the model talks about. A block that never closes is reasoning to its end.
 */
export function createThinkFilter(): ThinkFilter {
  let state: 'undecided' | 'inside' | 'afterBlock' | 'answer' = 'undecided';
  let held = '';

  const step = (pieces: ThinkPiece[]): boolean => {
    switch (state) {
      case 'undecided': {
        const start = held.trimStart();
        if (start.startsWith(open)) {
          held = start.slice(open.length);
          state = 'inside';
          return true;
        }
        if (open.startsWith(start)) {
          return false;
        }
        state = 'answer';
        return true;
      }
      case 'inside': {
        const at = held.indexOf(close);
        if (at >= 0) {
          emit(pieces, 'reasoning', held.slice(0, at));
          held = held.slice(at + close.length);
          state = 'afterBlock';
          return true;
        }
        const keep = overlap(held, close);
        emit(pieces, 'reasoning', held.slice(0, held.length - keep));
        held = held.slice(held.length - keep);
        return false;
      }
      case 'afterBlock':
        held = held.trimStart();
        if (held === '') {
          return false;
        }
        state = 'answer';
        return true;
      case 'answer':
        emit(pieces, 'text', held);
        held = '';
        return false;
    }
  };

  return {
    push(text) {
      if (state === 'answer') {
        return text === '' ? [] : [{ kind: 'text', text }];
      }
      held += text;
      const pieces: ThinkPiece[] = [];
      while (step(pieces)) {}
      return pieces;
    },
    end() {
      const pieces: ThinkPiece[] = [];
      emit(pieces, state === 'inside' ? 'reasoning' : 'text', held);
      held = '';
      return pieces;
    },
    get passed() {
      return state === 'answer' && held === '';
    },
  };
}

function emit(pieces: ThinkPiece[], kind: ThinkPiece['kind'], text: string) {
  if (text !== '') {
    pieces.push({ kind, text });
  }
}

/** How many characters at the end of `text` could begin `tag`. */
function overlap(text: string, tag: string): number {
  for (let length = Math.min(tag.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(tag.slice(0, length))) {
      return length;
    }
  }
  return 0;
}
