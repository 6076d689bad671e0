/**
 * What a table contains under a word from outside: a model's, a server's, a document's. Also undefined for what every
 * object has, such as `constructor` and `__proto__`.
 */
export function lookUp<T>(table: Readonly<Record<string, T>> | undefined, word: string): T | undefined {
  return table !== undefined && Object.hasOwn(table, word) ? table[word] : undefined;
}
