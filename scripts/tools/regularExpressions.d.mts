/** One expression as it is written. */
export interface Expression {
  readonly file: string;
  readonly line: number;
  readonly source: string;
  readonly flags: string;
}
export function regularExpressions(): readonly Expression[];
export function keyOf(source: string, flags: string): string;
export function verdictOn(source: string, flags: string, timeout: number): string;
