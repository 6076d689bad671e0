/**
 * Makes the words of an answer's `alt` usable: no label, no quotes around it, one line. Never cuts the text: what is
 * too long is refused.
 */
import { bounds } from '../bounds';
import { withoutChatter } from './chatter';
import { withoutRedundantPrefix } from './wording';

/** `sentence` ends with a full stop, `phrase` without one, `asIs` as the model wrote it. */
export type Ending = 'sentence' | 'phrase' | 'asIs';

export interface CleanOptions {
  readonly ending?: Ending;
}

const label =
  '(?:(?:suggested|proposed|recommended|final|possible|new|improved|concise|short|revised)\\s+)?' +
  '(?:alt(?:ernative|ernate)?[\\s-]*(?:text|attribute|tag|description)|' +
  'alternativtext|texte alternatif|texto alternativo|testo alternativo|代替テキスト|替代文本|替代文字)';

/** What comes before alt text when a model announces it; nothing that could be the beginning of alt text. */
const described =
  `(?:${label}|description|caption|beschreibung|bildbeschreibung|légende|descripción|descrição|descrizione|beskrivning|beskrivelse|beskrivelsen|` +
  'beschrijving|opis|popis|описание|опис|açıklama|alternatif metin|альтернативный текст|альтернативний текст|tekst alternatywny|alternatieve tekst|mô tả|deskripsi|περιγραφή|descriere|leírás|kuvaus)';
/** What comes before that. */
const opening = '(?:[^:：,.!"“]{2,30}[!,.]\\s+)?';
const labels: readonly RegExp[] = [
  new RegExp(
    `^${opening}(?:here(?:[’']s| is)|hier ist|hier is|här är|her er|voici|aquí (?:está|tienes)|aqui está|ecco|oto|zde je|tu je|вот|ось|işte|đây là|berikut|ορίστε|íme|iată|tässä on)\\s+[^:："“\\n]{0,30}${described}[^:："“\\n]{0,40}[:：]\\s*`,
    'iu',
  ),
  /^(?:[^:：、。「]{2,20}[、。]\s*)?(?:以下|こちら|下記)(?:が|は)[^:：。「]{0,20}(?:代替テキスト|説明)[^:：。「]{0,10}[:：]\s*/u,
  /^(?:[^:：，。！“]{1,12}[，。！]\s*)?(?:以下|这|這|下面)是[^:：。“]{0,20}(?:替代文本|替代文字|描述|说明|說明)[:：]\s*/u,
  /^(?:[^:：.,!"“]{1,16}[.,!]\s*)?(?:다음은|여기|아래는)[^:：."“]{0,20}(?:대체 텍스트|설명)[^:：."“]{0,10}[:：]\s*/u,
  new RegExp(`^[#*_]{0,3}\\s*(?:the\\s+)?${label}\\s*[*_]{0,2}\\s*[:：]\\s*[*_]{0,2}\\s*`, 'iu'),
];

/** A count of its own characters, in parentheses at the end. */
const count = /\((?:approx(?:imately|\.)?\s|~)?\d{1,4}\s(?:characters|chars|zeichen|caractères|caracteres)\)\.?$/iu;

const quotePairs: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ['“', '”'],
  ['„', '“'],
  ['„', '”'],
  ['«', '»'],
  ['»', '«'],
  ['「', '」'],
  ['**', '**'],
];

/** The alt text in an answer's field; `''` if nothing is left, undefined if it's longer than `bounds.altAnswer`. */
export function cleanAlt(written: string, options: CleanOptions = {}): string | undefined {
  const answered = withoutReasoning(written);
  if (answered.length > bounds.altAnswer) {
    return undefined;
  }
  let text = attributeValue(oneLine(answered));
  for (let before = ''; before !== text; ) {
    before = text;
    text = withoutChatter(labels.reduce((rest, one) => nonEmpty(rest.replace(one, ''), rest), text).trim());
    text = attributeValue(unquoted(text));
    text = nonEmpty(text.replace(count, ''), text).trim();
  }
  return ended(withoutRedundantPrefix(text), options.ending ?? 'asIs');
}

const thoughtTag = /<\/?(?:think|thinking|thought|reasoning|reflection|scratchpad)>/gi;
const finalChannel = /<\|?(?:start_of_)?(?:channel\|?>)?final(?:<\|message)?\|?>/i;

/** Reasoning that leaked into the answer, even if its start or its end is missing. */
export function withoutReasoning(answer: string): string {
  let kept = '';
  let from = 0;
  let opened: number | undefined;
  for (const { index, 0: tag } of answer.matchAll(thoughtTag)) {
    if (tag.startsWith('</')) {
      kept = opened === undefined ? '' : kept + answer.slice(from, opened);
      from = index + tag.length;
      opened = undefined;
    } else {
      opened ??= index;
    }
  }
  const text = kept + answer.slice(from, opened);
  const channel = finalChannel.exec(text);
  return channel ? text.slice(channel.index + channel[0].length) : text;
}

/** Turns line breaks and control characters into spaces, and drops invisible marks that could reverse or hide text. */
function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]/g, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s\ufffd]+/gu, ' ')
    .trim();
}

/** The alt text of a whole `<img>`, `alt="…"`, or `![…](…)`. */
function attributeValue(text: string): string {
  const found =
    /^(?:<img\s[^>"']{0,200}(?:"[^"]{0,500}"[^>"']{0,200})?)?\balt\s?=\s?(?:"([^"]*)"|'([^']*)')[^"'>]{0,200}>?$/i.exec(
      text,
    ) ?? /^!\[([^\]]+)\]\([^)]*\)$/.exec(text);
  return found?.[1] ?? found?.[2] ?? text;
}

/** Quotes are removed if they surround the whole and not parts of it. */
function unquoted(text: string): string {
  for (const [open, close] of quotePairs) {
    // A full stop may follow the quotes.
    for (const end of [close, `${close}.`]) {
      const inner = text.slice(open.length, text.length - end.length);
      if (
        text.length > open.length + end.length &&
        text.startsWith(open) &&
        text.endsWith(end) &&
        !inner.includes(open) &&
        !inner.includes(close)
      ) {
        return inner.trim();
      }
    }
  }
  return text;
}

/** Scripts whose sentences end without a mark, or with their own. */
const withoutFullStop = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]\p{M}*$/u;
const fullStops: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー][」』）)]?$/u, '。'],
  [/[\p{Script=Devanagari}\p{Script=Bengali}]\p{M}*$/u, '।'],
];

function ended(text: string, ending: Ending): string {
  if (ending === 'asIs' || text === '') {
    return text;
  }
  if (ending === 'phrase') {
    return /[.!?。]\s/.test(text) || /\.\.\.$/.test(text) ? text : text.replace(/[.。।]$/, '');
  }
  if (/[.!?…。！？؟।។။][”’"»」』）)]?$/.test(text) || withoutFullStop.test(text)) {
    return text;
  }
  return `${text.replace(/[,;:]$/, '')}${fullStops.find(([script]) => script.test(text))?.[1] ?? '.'}`;
}

function nonEmpty(text: string, otherwise: string): string {
  return text.trim() === '' ? otherwise : text;
}
