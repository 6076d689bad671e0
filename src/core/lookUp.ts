/**
 * What a table holds under a word of others: a model's, a server's, a document's. Undefined too for what every object has,
 * as `constructor` and `__proto__`.
 */
export function lookUp<T>(table: Readonly<Record<string, T>> | undefined, word: string): T | undefined {
  return table !== undefined && Object.hasOwn(table, word) ? table[word] : undefined;
}
