/**
 * The names under which a yes for this place is kept. The second is of a time when a host was kept without its scheme: that
 * holds for the encrypted one, at its usual port, alone.
 * @param place an origin, or the name of who brings a model of the editor.
 */
export function consentNames(place: string): readonly string[] {
  const isUsual = URL.canParse(place) && new URL(place).protocol === 'https:' && new URL(place).port === '';
  return [`consent:${place}`, ...(isUsual ? [`consent:${new URL(place).host}`] : [])];
}
