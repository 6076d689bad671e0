/**
 * One cell of CSV, quoted. What a spreadsheet would take for a formula begins with an apostrophe: names of models and
 * providers are others' words.
 */
export function csvCell(value: string | number | undefined): string {
  const text = String(value ?? '').replaceAll('"', '""');
  return typeof value === 'string' && /^[=+\-@\t\r\n]/.test(text) ? `"'${text}"` : `"${text}"`;
}
