/**
 * Recognizes by its function words that a text is in another language than its page, where both use the same letters.
 */

import { lookUp } from '../lookUp';

/** The words that a language can't do without, lowercase. */
const functionWords: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries({
    en: 'a an the of and with in on at by for from to is are that this it its his her their which between into over under near behind while as or who two',
    de: 'der die das ein eine einen einem einer eines und mit auf von im in am an zu zum zur den dem des ist sind für aus bei über unter nach vor neben zwischen hinter sich auch oder als wird zwei',
    fr: 'le la les l un une des de du d et avec sur dans à au aux en pour par est sont qui que son sa ses sous entre devant derrière près ou deux',
    es: 'el la los las un una unos unas de del y con en por para a al es son que su sus sobre bajo entre junto o se dos',
    pt: 'o a os as um uma uns umas de do da dos das e com em no na nos nas por para ao à é são que seu sua sobre sob entre ou se dois duas',
    it: 'il lo la i gli le l un una uno di del della dei delle degli dello dell e con in nel nella nell su sul sulla sull per da dal dalla è sono che al alla ai tra sotto sopra o si due',
    nl: 'de het een en van met op in aan bij voor door naar uit is zijn dat die over onder tussen naast achter of te zich twee',
    sv: 'en ett och med på i av för till från är som det den de vid under över mellan bakom framför två',
    da: 'en et og med på i af for til fra er som det den de ved under over mellem bag foran to',
    nb: 'en et ei og med på i av for til fra er som det den de ved under over mellom bak foran to',
    pl: 'i w we na z ze do od po pod nad przed za przy dla jest są to się który która które oraz lub między obok dwa',
    cs: 'a v ve na s se z ze do od po pod nad před za u pro je jsou to který která které nebo mezi vedle dva',
    hu: 'a az egy és van hogy vagy között mellett alatt fölött mögött előtt két',
    ro: 'un o și cu de pe în la din pentru este sunt care sau între sub lângă doi',
    tr: 'bir ve ile bu için olan üzerinde altında yanında arasında iki',
    id: 'yang dan di ke dari dengan pada untuk ini itu adalah atau sebuah seorang antara dua',
  }).map(([language, words]) => [language, new Set(words.split(' '))]),
);
const sameAs: Readonly<Record<string, string>> = { no: 'nb', nn: 'nb' };

/** How many letters of a text are examined. */
const lookedAt = 2000;
/** How many function words of another language make a text one of it: a name has one or two. */
const enough = 3;

/**
 * True if a text has function words of one other language, and none that `language` has and the other lacks. Words in
 * quotes don't count, nor do capitalized words within a sentence, which are names. False for languages that aren't
 * listed.
 */
export function isInOtherWords(text: string, language: string): boolean {
  const [tag = ''] = language.toLowerCase().split('-');
  const id = lookUp(sameAs, tag) ?? tag;
  const own = lookUp(functionWords, id);
  if (!own) {
    return false;
  }
  const words = text
    .slice(0, lookedAt)
    .replace(/"[^"]{1,200}"|“[^”]{1,200}”|„[^“”]{1,200}[“”]|«[^»]{1,200}»|`[^`]{1,200}`/g, ' ')
    .match(/(?<![\p{L}\p{N}_./-])\p{L}+(?![\p{L}\p{N}_/-])/gu);
  const said = (words ?? []).map((word, at) => (at === 0 ? word.toLowerCase() : word));
  return Object.entries(functionWords).some(
    ([other, theirs]) =>
      other !== id &&
      said.filter((word) => theirs.has(word) && !own.has(word)).length >= enough &&
      !said.some((word) => own.has(word.toLowerCase()) && !theirs.has(word.toLowerCase())),
  );
}
