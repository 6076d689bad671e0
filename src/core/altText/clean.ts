/** Makes a model's words fit to be an alt: no chat, no reasoning, no quotes around it, one line. Never cuts the text. */
import { withoutRedundantPrefix } from './wording';

/** `sentence` ends with a full stop, `phrase` without one, `asIs` as the model wrote it. */
export type Ending = 'sentence' | 'phrase' | 'asIs';

export interface CleanOptions {
  readonly ending?: Ending;
}

const label =
  '(?:(?:suggested|proposed|recommended|final|possible|new|improved|concise|short|revised)\\s+)?' +
  '(?:alt(?:ernative|ernate)?[\\s-]*(?:text|attribute|tag|description)?|image description|description|caption|final answer|' +
  'alternativtext|alt-text|bildbeschreibung|texte alternatif|texto alternativo|testo alternativo|代替テキスト|替代文本)';

/** Removed from the front, again and again while one of them fits. */
const preambles: readonly RegExp[] = [
  /^(?:sure|certainly|of course|absolutely|got it|no problem|happy to help|gladly|natürlich|bien sûr|por supuesto|もちろんです|当然可以|好的)(?: thing)?\s*[!,.:;。！，—–-]+\s*(?=\S)/iu,
  /^(?:okay|ok|yes|great(?: question)?|gerne?|claro|certo)\s*[!,.:;—–-]+\s*(?=(?:here|this is|below|the following|i(?:’|')?(?:d|ll)?\s|hier|voici|aquí|ecco|alt\b|["“„«]))/iu,
  /^(?:(?:and |so |well,? )?here(?:’s|'s| is| are)|below (?:is|you(?:’|')?ll find)|the following is|this is|hier ist|voici|aquí (?:está|tienes)|ecco|以下は|以下是)[^:："“\n]{0,120}(?:alt|description|caption|suggestion|option|version|text|alternativ|beschreibung|description|texto|testo|代替|替代)[^:："“\n]{0,100}[:：]\s*/iu,
  /^(?:i(?:’d|'d| would| can| will|’ll|'ll)? (?:suggest|recommend|propose|use|write|describe|generate|provide)|my (?:suggestion|recommendation)|you (?:can|could|may) use|a (?:good|suitable|concise|possible|better) (?:alt|description|caption))[^:："“\n]{0,120}[:：]\s*/iu,
  /^(?:based on|given|looking at|considering) (?:the|this|your) (?:provided |given |surrounding |page |document )*(?:image|picture|photo|screenshot|context|text|page|document)\b[^:：.!?"“\n]{0,120}[,:：]\s*(?=["“\p{Lu}]|here|i\b)/iu,
  new RegExp(
    `^[#>*_\\s-]*(?:the\\s+)?${label}(?:\\s*\\([^)]{0,40}\\))?\\s*(?:is|would be|could be|for (?:this|the) image(?: is)?)?\\s*[*_]*\\s*[:：=]+[*_\\s]*`,
    'iu',
  ),
  new RegExp(`^(?:the|a)\\s+${label}\\s+(?:for (?:this|the) image\\s+)?(?:is|would be|could be)\\s+(?=["“'‘])`, 'iu'),
];

/** Removed from the end: offers, remarks on the alt itself, counts. */
const afterthoughts: readonly RegExp[] = [
  /(?<=[.!?。！？"”»)*`])\s*(?:let me know|please let me know|feel free|i hope|hope this|would you like|if you(?:’d|'d| would) like|if you need|do you want|is there anything)\b[^\n]*$/iu,
  /\s*\(\s*(?:approx(?:imately|\.)?\s*|~\s*)?(?:\d+\s*(?:characters?|chars?|words?|zeichen|caractères|caracteres)|character count:?\s*\d+|length:?\s*\d+)[^)\n]{0,40}\)\.?\s*$/iu,
  /(?<=[.!?。"”»])\s*(?:\d+\s*characters?|character count:?\s*\d+|length:?\s*\d+ characters?)\.?\s*$/iu,
  /(?<=[.!?。！？"”»)*`])\s*[(*]*(?:note|explanation|rationale|reasoning|why)\s*[*]*[:：][^\n]*$/iu,
  /(?<=[.!?。！？"”»)*`])\s*\(?(?:this|the) (?:(?:suggested |above )?alt(?:ernative)? text|description|caption)\s+(?:is|was|provides|describes|conveys|captures|focuses|uses|keeps|avoids|aims|highlights)\b[^\n]*$/iu,
];

const quotePairs: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ["'", "'"],
  ['“', '”'],
  ['‘', '’'],
  ['„', '“'],
  ['„', '”'],
  ['«', '»'],
  ['»', '«'],
  ['「', '」'],
  ['『', '』'],
  ['`', '`'],
  ['**', '**'],
  ['*', '*'],
  ['_', '_'],
  ['<', '>'],
];

/** The alt in a model's answer; `''` when nothing is left. */
export function cleanAlt(answer: string, options: CleanOptions = {}): string {
  let text = withoutReasoning(answer).trim();
  text = text.replace(/^```[\w-]*\s*\n([\s\S]*?)\n?```\s*$/, '$1').trim();
  text = chosenPart(text);
  text = attributeValue(oneLine(text));
  for (let before = ''; before !== text; ) {
    before = text;
    text = unquoted(preambles.reduce((rest, preamble) => nonEmpty(rest.replace(preamble, ''), rest), text).trim());
    text = attributeValue(text);
    text = afterthoughts.reduce((rest, afterthought) => nonEmpty(rest.replace(afterthought, ''), rest), text).trim();
  }
  return ended(withoutRedundantPrefix(text), options.ending ?? 'asIs');
}

/** Thinking that leaked into the answer, also when its start or its end is missing. */
export function withoutReasoning(answer: string): string {
  const tag = '(?:think|thinking|thought|reasoning|reflection|scratchpad)';
  return answer
    .replace(new RegExp(`<${tag}>[\\s\\S]*?</${tag}>`, 'gi'), '')
    .replace(new RegExp(`^[\\s\\S]*</${tag}>`, 'i'), '')
    .replace(new RegExp(`<${tag}>[\\s\\S]*$`, 'i'), '')
    .replace(/^[\s\S]*<\|?(?:start_of_)?(?:channel\|?>)?final(?:<\|message)?\|?>/i, '');
}

/** A sentence that only declines: never an alt. */
export function isDeclined(answer: string): boolean {
  const text = withoutReasoning(answer).trim();
  return (
    text.length < 400 &&
    /^(?:i(?:’|')?m sorry|i am sorry|sorry,|unfortunately,? i|i (?:can(?:’|')?t|cannot|can not|am unable|(?:’|')?m unable|am not able|do(?:n(?:’|')t| not) (?:see|have)|won(?:’|')t)|as an ai|no image (?:was|is|has been)|there is no image|please (?:upload|provide|attach|share))/iu.test(
      text,
    )
  );
}

const labelledPart = new RegExp(
  `(?<=^|\\n)[#>*_ -]*(?:the\\s+)?${label}\\s*[*_]*\\s*[:：][*_\\s]*(\\S[\\s\\S]*?)(?=\\n\\s*\\n|(?![\\s\\S]))`,
  'giu',
);

/** Of several paragraphs the labelled one counts, else the first that is no preamble. */
function chosenPart(text: string): string {
  const last = [...text.matchAll(labelledPart)].at(-1);
  if (last && last.index > 0) {
    return last[1]!;
  }
  const paragraphs = text
    .split(/\n\s*\n/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
  return (
    paragraphs.find((one, at) => at === paragraphs.length - 1 || !/[:：]["*_\s]*$|^#{1,6}\s[^\n]*$/.test(one)) ?? text
  );
}

/** Line breaks and control characters to spaces; invisible marks that could turn or hide text are dropped. */
function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]/g, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s\ufffd]+/gu, ' ')
    .trim();
}

function attributeValue(text: string): string {
  const found =
    /^(?:<img\b[^>]*?\s)?alt\s*=\s*(?:"([^"]*)"|'([^']*)')[^"']*(?:\/?>)?$/i.exec(text) ??
    /^!\[([^\]]+)\]\([^)]*\)$/.exec(text);
  return found?.[1] ?? found?.[2] ?? text;
}

/** Quotes go when they stand around the whole and not around parts of it. */
function unquoted(text: string): string {
  for (const [open, close] of quotePairs) {
    const inner = text.slice(open.length, text.length - close.length);
    if (
      text.length > open.length + close.length &&
      text.startsWith(open) &&
      text.endsWith(close) &&
      !inner.includes(open) &&
      !inner.includes(close)
    ) {
      return inner.trim();
    }
    // A full stop after the quotes.
    if (text.startsWith(open) && text.endsWith(`${close}.`) && text.length > 3) {
      const within = text.slice(open.length, text.length - close.length - 1);
      if (!within.includes(open) && !within.includes(close)) {
        return within.trim();
      }
    }
  }
  return text;
}

function ended(text: string, ending: Ending): string {
  if (ending === 'asIs' || text === '') {
    return text;
  }
  if (ending === 'phrase') {
    return /[.!?。]\s/.test(text) || /\.\.\.$/.test(text) ? text : text.replace(/[.。]$/, '');
  }
  if (/[.!?…。！？؟।]["”’»」)]?$/.test(text)) {
    return text;
  }
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}][」』）)]?$/u.test(text)
    ? `${text}。`
    : `${text.replace(/[,;:]$/, '')}.`;
}

function nonEmpty(text: string, otherwise: string): string {
  return text.trim() === '' ? otherwise : text;
}
