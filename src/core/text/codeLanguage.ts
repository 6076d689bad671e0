/** Recognizes the language of code by syntax that only this language has. */

import { bounds } from '../bounds';
import { parseJson } from '../json';

interface Sign {
  readonly pattern: RegExp;
  readonly weight: number;
}

const sign = (weight: number, pattern: RegExp): Sign => ({
  weight,
  pattern: new RegExp(pattern, `gm${pattern.flags}`),
});

/** Signs by VS Code language ID. A sign counts once per hit, at most three times. */
const signs: Readonly<Record<string, readonly Sign[]>> = {
  typescript: [
    sign(3, /^\s*(export )?(declare )?interface \w+(<[^>]*>)?( extends [\w, <>]+)? \{/),
    sign(3, /^\s*(export )?type \w+(<[^>]*>)? = /),
    sign(3, /\b(const|let) \w+: [\w<>[\]|{}' ]+ =/),
    sign(3, /\b(private|public|protected) (readonly |static )?\w+(\?|!)?(: |\()/),
    sign(2, /\breadonly \w+(\?|!)?: /),
    sign(2, /[(,] ?\w+\??: (string|number|boolean|unknown|any|void|readonly|\w+\[\])/),
    sign(2, /\): (Promise<|string|number|boolean|void|\w+ \{|\w+\[\])/),
    sign(2, /\bas (const|unknown|string|number)\b|\bimport type\b|import \{[^}]*\btype \w/),
    sign(1, /^\s*(import|export) .* from ['"].+['"]/),
    sign(1, /^\s*(export )?(const|let) [\w{[]|=> [{(]?|===|!==/),
  ],
  javascript: [
    sign(3, /\brequire\(['"].+['"]\)|\bmodule\.exports\b/),
    sign(2, /^\s*(import|export) .* from ['"].+['"]/),
    sign(2, /^\s*(export )?(default )?(async )?function\*? ?\w*\(/),
    sign(2, /^\s*(export )?(const|let|var) [\w{[][^:=]* = /),
    sign(2, /\b(console\.(log|error|warn)|document\.|window\.)\b/),
    sign(1, /=> [{(]?|===|!==|\bawait \w/),
  ],
  python: [
    sign(4, /^\s*(async )?def \w+\(.*(\)( -> [\w[\], .|]+)?:)?\s*$/),
    sign(4, /^\s*class \w+(\([\w., =]*\))?:\s*$/),
    sign(3, /^\s*from [\w.]+ import [\w*(, ]+$/),
    sign(2, /^import [\w., ]+( as \w+)?$/),
    sign(3, /^\s*(if|elif|for|while|with|try|except|else|finally)\b[^{;]*:\s*$/),
    sign(3, /^if __name__ == /),
    sign(2, /\bself\.\w|\bprint\(|\b(None|True|False)\b|^\s*@\w+/),
  ],
  json: [],
  css: [
    sign(4, /^\s*[.#&*:@]?[\w-][\w \t.#:>,*()[\]="'-]*\{\s*$(?=\s*(--)?[a-z-]+\s*:\s*[^;{]+;)/),
    sign(2, /^\s*(--[\w-]+|[a-z]+(-[a-z]+)*)\s*:[^;{}=()]*(\(([^;()]|\([^;()]*\))*\)[^;{}=()]*)*;\s*$/),
    sign(3, /^\s*@(media|import|font-face|keyframes|supports|layer)\b/),
    sign(2, /:\s*-?[\d.]+(px|rem|em|vh|vw|%)|\bvar\(--|#[\da-f]{6};/),
  ],
  html: [
    sign(8, /<!doctype html|<html[\s>]/i),
    sign(3, /<\/(div|span|body|head|p|a|ul|li|table|tr|td|section|main|nav|form|button|script|style|h[1-6])>/i),
    sign(
      2,
      /<(div|span|img|input|link|meta|section|main|nav|form|button|script|a|p|li|label)(\s+[\w-]+(="[^"]*")?)*\s*\/?>/i,
    ),
  ],
  java: [
    sign(4, /^\s*import (static )?(java|javax|org|com|io)\.[\w.*]+;/),
    sign(4, /^package [\w.]+;/),
    sign(3, /\bpublic static void main\(String/),
    sign(
      2,
      /\b(public|private|protected) (static )?(final )?(class|interface|enum|record|void|int|long|boolean|String|List<|Map<)/,
    ),
    sign(2, /\bSystem\.(out|err)\.|@Override\b|\bthrows \w+|\bnew \w+(<\w*>)?\(/),
    sign(1, /\b(final|String) \w+ [=;]/),
  ],
  csharp: [
    sign(4, /^\s*using (static )?(System|Microsoft|[A-Z]\w+)(\.\w+)*;/),
    sign(4, /^\s*namespace [\w.]+\s*[;{]?\s*$/),
    sign(3, /\{ get; (private |protected |init; |set; )?/),
    sign(
      2,
      /\b(public|private|internal|protected) (static |sealed |async |readonly |override |partial )*(class|record|struct|void|string|int|bool|Task|var)\b/,
    ),
    sign(3, /\bConsole\.(Write|Read)|\bforeach \(var|\$"/),
  ],
  cpp: [
    sign(4, /^\s*#\s*include\s*[<"][\w./+-]+[>"]/),
    sign(3, /\bstd::\w+|\busing namespace \w+;|\btemplate ?</),
    sign(2, /^\s*#\s*(define|ifdef|ifndef|endif|pragma)\b/),
    sign(
      3,
      /^\s*(static |inline |extern |const )*(int|void|char|bool|size_t|float|double|auto|uint\d+_t|struct \w+) \*?\w+\([^;=]*\)\s*(const )?\{?\s*$/,
    ),
    sign(2, /\b\w+->\w+|\b(u?int\d+_t|size_t|nullptr|malloc|printf)\b|\bconst char ?\*/),
  ],
  go: [
    sign(5, /^package \w+$/),
    sign(3, /^func (\(\w+ \*?\w+\) )?\w+\(/),
    sign(2, /\b\w+(, \w+)? := /),
    sign(3, /^import (\(|")|\bif err != nil\b/),
    sign(2, /\bfmt\.\w+\(|\bdefer \w|\bchan \w|\bmake\(|^type \w+ (struct|interface) \{/),
  ],
  rust: [
    sign(4, /\bfn \w+(<[^>]*>)?\([^)]*\)( -> [^{]+)? ?\{?/),
    sign(3, /^\s*use (std|crate|super|self|\w+)::[\w:{}, *]+;/),
    sign(3, /\blet mut \w|\bimpl(<[^>]*>)? \w+|\bpub (fn|struct|enum|mod|use)\b/),
    sign(2, /\b(println|vec|format|panic|assert_eq)!|&mut \w|\bmatch \w+.* \{|#\[derive\(|\bunwrap\(\)/),
    sign(2, /\bSome\(|\bOk\(|\bErr\(|::new\(/),
  ],
  shellscript: [
    sign(8, /^#!\/(usr\/)?bin\/(env )?(ba|z|k)?sh\b/),
    sign(3, /^\s*(if|while|until) \[\[? .* \]\]?;? ?(then|do)?\s*$|^\s*(fi|done|esac)\s*$/),
    sign(2, /^\s*(set -[euxo]+|export \w+=|echo ["'$-]|source \S+|readonly \w+=|local \w+=)/),
    sign(2, /^\s*\w+=("?\$[({]|\$\()/),
    sign(2, /\|\| exit \d|&& \\$|"\$\{?[\w@#?]+/),
    sign(2, /^\s*\w+\(\) ?\{\s*$/),
  ],
  sql: [
    sign(4, /^\s*select\b[\s\S]{1,300}?\bfrom\b/i),
    sign(
      4,
      /^\s*(create (or replace )?(table|view|index|function|unique index)|insert into|update \w+ set|delete from|alter table|drop table)\b/i,
    ),
    sign(
      2,
      /^\s*((left|right|inner|outer|full|cross) )?join \w|^\s*(group|order) by\b|^\s*where \w|^\s*with \w+ as \(/i,
    ),
    sign(1, /\b(varchar|integer|primary key|not null|references|count\(|sum\()/i),
  ],
  yaml: [
    sign(3, /^---\s*$/),
    sign(2, /^\s*[\w.-]+:\s*$(?=\n\s+(- )?["']?[\w.-]+["']?(:| *$))/),
    sign(2, /^\s*- [\w.-]+: \S/),
    sign(1, /^\s*[a-z][\w.-]*: [^;{(]*[^;{,(]$/),
  ],
  xml: [
    sign(8, /^\s*<\?xml /),
    sign(3, /<\/[\w.-]+:[\w.-]+>|\bxmlns(:\w+)?="/),
    sign(
      2,
      /^\s*<(?!(div|span|p|a|ul|li|html|body|head|script|style|table|tr|td)\b)[A-Za-z][\w.-]*( [\w:.-]+="[^"]*")*>[^<]*<\/[\w.-]+>\s*$/,
    ),
  ],
  php: [
    sign(10, /<\?php\b/),
    sign(2, /\$this->\w|\bfunction \w+\([^)]*\$\w/),
    sign(2, /^\s*\$\w+ = .*;\s*$|\becho \$|\bnamespace \w+(\\\w+)*;|\buse \w+(\\\w+)+;/),
  ],
  ruby: [
    sign(3, /^\s*def (self\.)?\w+[?!]?(\([^)]*\))?\s*$/),
    sign(3, /\bdo( \|[\w, ]+\|)?\s*$|^\s*require(_relative)? ['"]/),
    sign(2, /^\s*end\s*$|^\s*(module|class) [A-Z]\w*( < [A-Z][\w:]*)?\s*$/),
    sign(2, /^\s*(attr_(reader|writer|accessor)|puts|include|elsif|unless)\b|@\w+ (\|\|)?= |\.each\b/),
  ],
  markdown: [
    sign(3, /^#{1,6} \S/),
    sign(2, /^\s*([-*]|\d+\.) \[[ x]\] |^```|^\|[ :-]+\|/),
    sign(2, /!?\[[^\]]+\]\([^)\s]+\)/),
    sign(1, /^\s*[-*] \S|\*\*[^*\n]+\*\*/),
  ],
};

/** Points that the best language needs, and its minimum lead over the next. */
const LEAST = 6;
const AHEAD = 1.25;
const MOST_HITS = 3;

/** The VS Code language ID of a text; undefined if unsure: prose, or too little text. */
export function detectLanguage(whole: string): string | undefined {
  const text = sampleOf(whole);
  if (isJson(whole, text)) {
    return 'json';
  }
  const scores = Object.entries(signs)
    .map(([id, own]) => ({ id, score: own.reduce((sum, one) => sum + scoreOf(one, text), 0) }))
    .sort((a, b) => b.score - a.score);
  const [best, next] = scores;
  return best && best.score >= LEAST && best.score >= AHEAD * (next?.score ?? 0) ? best.id : closeCall(scores);
}

/** A language that contains its rival: TypeScript has all of JavaScript; PHP and Markdown contain HTML. */
function closeCall(scores: readonly { readonly id: string; readonly score: number }[]): string | undefined {
  const [best, next, third] = scores;
  const pair = best && next ? [best.id, next.id].sort().join() : '';
  const clear = best && third && best.score >= LEAST && best.score >= AHEAD * third.score;
  return clear && best && pair === 'javascript,typescript' ? best.id : undefined;
}

function scoreOf({ pattern, weight }: Sign, text: string): number {
  return weight * Math.min(MOST_HITS, [...text.matchAll(pattern)].length);
}

/**
 * The beginning, without blank lines: an expression that may begin with whitespace would examine them again and again.
 */
function sampleOf(text: string): string {
  return text
    .slice(0, bounds.languageSample)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .join('\n');
}

function isJson(text: string, sample: string): boolean {
  if (/^\s*[{[][\s\S]*[}\]]\s*$/.test(text) && /["\d]/.test(text) && parseJson(text) !== undefined) {
    return true;
  }
  // A screenshot shows a part, but keys in quotes on most lines are JSON all the same.
  const lines = sample.split('\n');
  const keys = lines.filter((line) => /^\s*"[^"]+"\s*:\s/.test(line)).length;
  return keys >= 2 && keys >= 0.5 * lines.length;
}
