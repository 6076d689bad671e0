/** A word with its position on the page, source pixels; right and bottom are exclusive. */
export interface PlacedWord {
  readonly text: string;
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
