/** Names of languages, by their Tesseract codes (mostly ISO 639-2/T). */
import { lookUp } from '../../lookUp';

const tags: Readonly<Record<string, string>> = { chi_sim: 'zh-Hans', chi_tra: 'zh-Hant' };

/** The name in the language of a locale; the code itself if it has no name. */
export function languageName(code: string, locale: string): string {
  try {
    const names = new Intl.DisplayNames([locale, 'en'], { type: 'language', fallback: 'none' });
    return names.of(lookUp(tags, code) ?? code) ?? code;
  } catch (error) {
    if (error instanceof RangeError) {
      return code;
    }
    throw error;
  }
}
