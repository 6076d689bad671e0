/**
 * The names under which consent for this place is stored. The second is from a time when a host was stored without its
 * scheme: it counts only for the encrypted one, at its default port.
 * @param place an origin, or the name of the vendor that provides one of the editor's models.
 */
export function consentNames(place: string): readonly string[] {
  const isUsual = URL.canParse(place) && new URL(place).protocol === 'https:' && new URL(place).port === '';
  return [`consent:${place}`, ...(isUsual ? [`consent:${new URL(place).host}`] : [])];
}
