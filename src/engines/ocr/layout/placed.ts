/** A word where it stands on the page, source pixels; right and bottom are exclusive. */
export interface PlacedWord {
  readonly text: string;
  /** 0 to 100. */
  readonly confidence: number;
  /** What a second look read instead; absent when both agree, or when there was none. */
  readonly otherwise?: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** What the letters without descenders stand on. */
  readonly baseline: number;
  /** Left and right sides of its glyphs, left to right, as far as they stand apart. */
  readonly glyphs: readonly (readonly [left: number, right: number])[];
}
