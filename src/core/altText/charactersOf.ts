/** How many characters a value's texts have in total: the cost of copying it between threads. */
export function charactersOf(value: unknown): number {
  if (typeof value === 'string') {
    return value.length;
  }
  return typeof value === 'object' && value !== null
    ? Object.values(value).reduce((sum: number, one) => sum + charactersOf(one), 0)
    : 0;
}
