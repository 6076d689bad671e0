/** A word with its position on the page, source pixels; right and bottom are exclusive. */
export interface PlacedWord {
  /** Empty for ink that nothing was read in. */
  readonly text: string;
  /** True if its text only follows from the shape of its ink: a line of dashes or dots. */
  readonly isDrawn?: true;
  /** 0 to 100. */
  readonly confidence: number;
  /** What a second pass read instead; absent if both agree, or if there was none. */
  readonly otherwise?: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** The baseline of the letters without descenders. */
  readonly baseline: number;
  /** Left and right sides of its glyphs, left to right, as far as they're apart. */
  readonly glyphs: readonly (readonly [left: number, right: number])[];
}
