/** The text of docs/seeds.md, from the table of the vision documents. */
export function visionDocumentsPage(): Promise<string>;
