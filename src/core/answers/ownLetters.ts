/** Distinguishes two languages that share a script by the letters that only one of them has. */
import { lookUp } from '../lookUp';

/** For a page's language: its neighbors' letters, and its own that they lack. */
const neighbours: Readonly<Record<string, readonly [theirs: RegExp, own: RegExp]>> = {
  ar: [/[پچژگکی]/g, /[كيةى]/g],
  fa: [/[كيةى]/g, /[پچژگکی]/g],
  ru: [/[іїєґўјљњћђџќѓѕ]/gi, /[ыэъё]/gi],
  uk: [/[ыэъёўјљњћђџ]/gi, /[іїєґ]/gi],
  be: [/[щъїєґ]/gi, /[ўэы]/gi],
  // Forms that only simplified characters have; Japanese has kana.
  ja: [/[们这么样对说时图发关见车门问东语话动电页线红绿蓝圆览录个]/g, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
};

/** True if a text has letters of a neighbor of `language`, and none that the neighbor lacks. */
export function hasOtherLetters(text: string, language: string): boolean {
  const [tag = ''] = language.toLowerCase().split('-');
  const said = text
    .slice(0, 2000)
    .replace(/"[^"]{1,200}"|“[^”]{1,200}”|«[^»]{1,200}»|「[^」]{1,200}」|『[^』]{1,200}』/g, ' ');
  const [theirs, own] = lookUp(neighbours, tag) ?? [];
  return theirs !== undefined && own !== undefined && (said.match(theirs)?.length ?? 0) >= 3 && !said.match(own);
}
