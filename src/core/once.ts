/** What `make` gives, made at the first call: a table of expressions costs time that starting doesn't have. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
