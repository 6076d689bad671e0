/** How many characters the texts of a value have: what copying it between threads costs. */
export function charactersOf(value: unknown): number {
  if (typeof value === 'string') {
    return value.length;
  }
  return typeof value === 'object' && value !== null
    ? Object.values(value).reduce((sum: number, one) => sum + charactersOf(one), 0)
    : 0;
}
