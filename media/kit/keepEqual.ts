/** Returns `now`, reusing every part of `before` that is equal, so that memoized components don't draw it again. */
export function keepEqual<T>(before: unknown, now: T): T {
  const isAlike = isObject(before) && isObject(now) && Array.isArray(before) === Array.isArray(now);
  if (!isAlike) {
    return now;
  }
  const known = new Map(Object.entries(before));
  const parts = Object.entries(now).map(([name, part]) => [name, keepEqual(known.get(name), part)] as const);
  if (parts.length === known.size && parts.every(([name, part]) => known.has(name) && known.get(name) === part)) {
    return before as T;
  }
  return (Array.isArray(now) ? parts.map(([, part]) => part) : Object.fromEntries(parts)) as T;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
