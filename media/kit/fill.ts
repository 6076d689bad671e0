/** Replaces `{0}`, `{1}` … in a translated text with the values. */
export function fill(template: string, ...values: readonly string[]): string {
  return template.replace(/\{(\d)\}/g, (place, index) => values[Number(index)] ?? place);
}
