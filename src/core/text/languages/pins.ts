/** Which archives of language data are known: written by `node scripts/pinLanguages.mjs`, read by people. */

export interface LanguagePin {
  readonly version: string;
  /** Of the archive, as npm writes it: `sha512-` and base64. */
  readonly integrity: string;
}

/** By code. Of a language in this list only this archive is taken, whatever the registry says today. */
export const languagePins: Readonly<Record<string, LanguagePin>> = {
  deu: {
    version: '1.0.0',
    integrity: 'sha512-3ter1p2gFAiCd5CMC+PodZ9YY2UDomkKj+ytlKeeZqOUmhLx1SDnYPf5zog0g5MBbxYveW+8omI3PUflqHfZ4Q==',
  },
  fra: {
    version: '1.0.0',
    integrity: 'sha512-pp58gMaoyidoBBLd5y5rnf0WW0Y1994QrGqZrYatITqIU/AReUJMykD+YY3JDgvnmgz7uAx1UmhjjuyEmV8JEA==',
  },
};
