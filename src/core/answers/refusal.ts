/** Recognizes a model's refusal by its structure rather than by whole sentences. */
import { bounds } from '../bounds';
import { once } from '../once';
import { moreRefusalWords } from './moreRefusalWords';
import { refusalWords } from './refusalWords';

/** A refusal says so at the start. */
const lookedAt = 300;

const compiled = once(() =>
  [...refusalWords, ...moreRefusalWords].map(({ sorry, filler, ai, cannot, absent, give, image, help }) => ({
    sorry: start(sorry),
    filler: start(filler ?? sorry),
    ai: start(ai),
    cannot: start(cannot),
    absent: start(absent),
    give: start(give),
    image: new RegExp(plain(image), 'u'),
    help: new RegExp(plain(help), 'u'),
  })),
);
type Words = ReturnType<typeof compiled>[number];

const gap = /^[\s,.;:!।…—–、，。！：،۔։፣።၊-]{1,8}/;
/** What only looks like the model's words: words in quotes are what the picture shows. */
const quoted = /"[^"]{1,200}"|“[^”]{1,200}”|„[^“”]{1,200}[“”]|«[^»]{1,200}»|「[^」]{1,200}」|『[^』]{1,200}』/g;

/**
 * True if a text says that there is no image, or that it won't be described: an apology, the first person and what it
 * can't do, or a request to send the image, at its start. Words in quotes don't count.
 */
export function isRefusal(text: string): boolean {
  const said = beginning(text);
  return compiled().some((words) => refuses(afterOpening(said, words), words));
}

/** True if a text says only that somebody is sorry. */
export function isApology(text: string): boolean {
  const said = beginning(text);
  return compiled().some((words) => {
    const { rest, isSorry } = afterOpening(said, words);
    return isSorry && rest === '';
  });
}

function beginning(text: string): string {
  return plain(text.slice(0, bounds.altAnswer))
    .replace(quoted, ' … ')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^[\s*_#>([{<'"“„«'-]+/, '')
    .slice(0, lookedAt);
}

/**
 * One spelling for what is written in several ways: composed characters, apostrophes, joiners, and Arabic vowel marks.
 */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[’‘`´ʻʼ]/g, "'")
    .replace(/[\u00ad\u200b-\u200d\u064b-\u0652]/g, '')
    .replaceAll('ی', 'ي')
    .replaceAll('ک', 'ك');
}

interface Opened {
  /** What follows the opening. */
  readonly rest: string;
  readonly isSorry: boolean;
  readonly isAi: boolean;
}

function afterOpening(said: string, words: Words): Opened {
  let rest = said;
  let isSorry = false;
  let isAi = false;
  for (let turn = 0; turn < 6; turn++) {
    const sorry = words.sorry.exec(rest);
    const ai = sorry ? null : words.ai.exec(rest);
    const opening = sorry ?? ai ?? words.filler.exec(rest);
    if (!opening) {
      break;
    }
    isSorry ||= sorry !== null;
    isAi ||= ai !== null;
    rest = rest
      .slice(opening[0].length)
      .replace(gap, '')
      .replace(/^[\s.!?…。！।)\]*_'"]+$/, '');
  }
  return { rest, isSorry, isAi };
}

function refuses({ rest, isSorry, isAi }: Opened, words: Words): boolean {
  const speaksOfImage = words.image.test(rest);
  if (words.cannot.test(rest)) {
    return isSorry || isAi || speaksOfImage || words.help.test(rest);
  }
  return speaksOfImage && (isSorry || isAi || words.absent.test(rest) || words.give.test(rest));
}

/** At the start, up to the end of a word in scripts that separate words with spaces. */
function start(source: string): RegExp {
  return new RegExp(`^(?:${plain(source)})`, 'u');
}
