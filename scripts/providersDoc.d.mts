/** The text of docs/providers.md, from the code. */
export function providersPage(): Promise<string>;
