/** Keeps places in a text in step with its edits. */

export interface Span {
  /** Offsets, UTF-16 units; end is exclusive. */
  readonly start: number;
  readonly end: number;
}

export interface Change {
  readonly offset: number;
  /** UTF-16 units that were removed. */
  readonly removed: number;
  readonly inserted: string;
}

const wordCharacter = /[\p{L}\p{N}_]/u;

/**
 * The spans after a change. One that was edited is gone, and so is one whose word was extended at either end; the
 * others move.
 */
export function shiftSpans<T extends Span>(spans: readonly T[], { offset, removed, inserted }: Change): T[] {
  const end = offset + removed;
  const by = inserted.length - removed;
  return spans.flatMap((span) => {
    if (end <= span.start) {
      const continued = removed === 0 && offset === span.start && wordCharacter.test(inserted.at(-1) ?? '');
      return continued ? [] : [{ ...span, start: span.start + by, end: span.end + by }];
    }
    if (offset >= span.end) {
      const continued = removed === 0 && offset === span.end && wordCharacter.test(inserted[0] ?? '');
      return continued ? [] : [span];
    }
    return [];
  });
}
