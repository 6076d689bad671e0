/** One line of the bench's table. */
export interface Row {
  readonly name: string;
  /** Our figure, in `unit`. */
  readonly ours: number;
  /** The figure it's compared with, in the same unit, measured in the same run. */
  readonly theirs?: number;
  /** How many times faster, or heavier, as the target means it. */
  readonly ratio?: number;
  /** `≤ 3 ×` and `≥ 20 ×` refer to the ratio, `≤ 30` to our figure. Absent: shown for information. */
  readonly target?: string;
  readonly unit: string;
  readonly note?: string;
}
