/** Whether it's an object with names, and not a list. The same as in `core`, which knows only the protocol's types. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
