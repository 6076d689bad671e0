/** How languages are called, by the codes of Tesseract (mostly ISO 639-2/T). */

/** Those that are offered first: the ones most written. Any other code can be typed. */
export const offeredLanguages = [
  ...['ara', 'bul', 'cat', 'ces', 'chi_sim', 'chi_tra', 'dan', 'deu', 'ell', 'est', 'fin', 'fra', 'heb', 'hin', 'hrv'],
  ...['hun', 'ind', 'ita', 'jpn', 'kor', 'lav', 'lit', 'nld', 'nor', 'pol', 'por', 'ron', 'rus', 'slk', 'slv', 'spa'],
  ...['srp', 'swe', 'tha', 'tur', 'ukr', 'vie'],
] as const;

const tags: Readonly<Record<string, string>> = { chi_sim: 'zh-Hans', chi_tra: 'zh-Hant' };

/** The name in the language of a locale; the code itself where nobody knows it. */
export function languageName(code: string, locale: string): string {
  try {
    const names = new Intl.DisplayNames([locale, 'en'], { type: 'language', fallback: 'none' });
    return names.of(tags[code] ?? code) ?? code;
  } catch (error) {
    if (error instanceof RangeError) {
      return code;
    }
    throw error;
  }
}
