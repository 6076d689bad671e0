/** Pieces of real files, chosen by a seed. */
import { readFileSync } from 'node:fs';
import { parses } from './codeSyntax';

export interface Snippet {
  /** As Shiki calls it. */
  readonly language: string;
  readonly file: string;
  /** The file's number of the first line. */
  readonly firstLine: number;
  /** Spaces for tabs, nothing at the ends of lines, and no indentation that all of them share: a picture can't show those. */
  readonly text: string;
}

type Random = () => number;

const fewestLines = 15;
const mostLines = 45;
const widest = 100;
/** Places in a file that are tried for code that parses. */
const mostStarts = 20;
/** What every one of the fonts has. */
const drawable = /^[\x20-\x7e\xa1-\xac\xae-\xff\u2013\u2014\u2018-\u201d\u2026]*$/;
const mostOfFile = 300_000;
const tabSize = 4;

/**
 * `count` snippets, the languages in turn and in each the packages alike, so that neither the most common language nor
 * the largest package decides.
 */
export function chooseSnippets(
  files: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>,
  count: number,
  random: Random,
): Snippet[] {
  const snippets: Snippet[] = [];
  let languages: string[] = [];
  for (let tries = 0; snippets.length < count && tries < 100 * count; tries++) {
    languages = languages.length > 0 ? languages : shuffled([...files.keys()], random);
    const language = languages.pop()!;
    const ofLanguage = files.get(language)!;
    const file = oneOf(ofLanguage.get(oneOf([...ofLanguage.keys()], random))!, random);
    const cut = cutSnippet(readFileSync(file, 'utf8').slice(0, mostOfFile), language, random);
    if (cut && !snippets.some((one) => one.text === cut.text)) {
      snippets.push({ language, file, ...cut });
    } else {
      // The language isn't passed over because a file of it was too short.
      languages.push(language);
    }
  }
  return snippets;
}

/**
 * From the beginning of something to where it ends, by its syntax or by its indentation if that's possible; undefined if
 * the file has no such lines.
 */
function cutSnippet(source: string, language: string, random: Random): { text: string; firstLine: number } | undefined {
  const lines = source.split(/\r?\n/).map((line) => withoutTabs(line).trimEnd());
  const starts = lines.flatMap((line, i) =>
    /^\s*[^\s)\]}]/.test(line) && (i === 0 || !lines[i - 1] || depth(line) === 0) ? [i] : [],
  );
  const wanted = fewestLines + Math.floor(random() * (mostLines - fewestLines + 1));
  const cuts = shuffled(starts, random)
    .slice(0, mostStarts)
    .map((start) => ({ start, ends: endsOf(lines, start, wanted) }))
    .filter(({ ends }) => ends.length > 0);
  const whole = cuts.flatMap(({ start, ends }) => {
    const end = ends.find((at) => parses(lines.slice(start, at).join('\n'), language));
    return end === undefined ? [] : [{ start, end }];
  })[0];
  const first = cuts[0];
  if (!first) {
    return undefined;
  }
  const indented = first.ends.find((at) => !lines[at] && depth(lines[at + 1] ?? '') <= depth(lines[first.start]!));
  const { start, end } = whole ?? { start: first.start, end: indented ?? first.ends[0]! };
  const cut = lines.slice(start, end);
  while (cut.at(-1) === '') {
    cut.pop();
  }
  const shared = Math.min(...cut.filter(Boolean).map(depth));
  const text = cut.map((line) => line.slice(shared)).join('\n');
  const plain = text.replace(/[^\x20-\x7e\n]/g, '').length;
  const words = new Set(text.match(/\w+/g)).size;
  return cut.length >= fewestLines && plain >= 0.99 * text.length && words >= cut.length
    ? { text, firstLine: start + 1 }
    : undefined;
}

/** Where a snippet may end whose lines fit a page, the longest first. */
function endsOf(lines: readonly string[], start: number, wanted: number): number[] {
  const bad = lines.slice(start, start + wanted).findIndex((line) => line.length > widest || !drawable.test(line));
  const room = bad < 0 ? Math.min(wanted, lines.length - start) : bad;
  return Array.from({ length: Math.max(0, room - fewestLines + 1) }, (_, i) => start + room - i);
}

function withoutTabs(line: string): string {
  let text = '';
  for (const letter of line) {
    text += letter === '\t' ? ' '.repeat(tabSize - (text.length % tabSize)) : letter;
  }
  return text;
}

function depth(line: string): number {
  return line.length - line.trimStart().length;
}

export function oneOf<T>(items: readonly T[], random: Random): T {
  return items[Math.floor(random() * items.length)]!;
}

export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const left = [...items];
  return items.map(() => left.splice(Math.floor(random() * left.length), 1)[0]!);
}
