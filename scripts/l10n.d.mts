/** A text, or a text with comments for its translators. */
export type Entry = string | { message: string; comment: string[] };
export function textsOf(source: string, name: string): { entries: Map<string, Entry>; problems: string[] };
export function collect(): { json: string; count: number; problems: string[] };
