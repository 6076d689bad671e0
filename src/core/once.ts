/** The result of `make`, computed at the first call: a table of expressions costs time that startup doesn't have. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
