/**
 * A model's Mermaid diagram, reduced to what only shows something: nothing in it links anywhere, loads anything, or
 * configures its reader.
 */

/** Kinds of diagrams whose statements are words and lines. Others can load pictures or contain links. */
const kinds =
  /^(?:(?:graph|flowchart)(?:\s+(?:TB|TD|BT|RL|LR))?|sequenceDiagram|stateDiagram(?:-v2)?|classDiagram|erDiagram|mindmap|timeline|gantt|journey|gitGraph:?|pie(?:\s+showData)?(?:\s+title\s.*)?|quadrantChart|xychart(?:-beta)?(?:\s+horizontal)?)$/;

/** Statements that act, load, or style; left out. */
const commands =
  /^(?:click|links?|href|call|callback|style|linkStyle|classDef|cssClass|accTitle|accDescr|properties|details|init)(?![\p{L}\p{N}_])/iu;

/** Between quotes, a reader sees these as text; as a tag, or as Markdown with links, they would be more. */
const inQuotes: Readonly<Record<string, string>> = { '<': '#lt;', '>': '#gt;' };
const lineBreak = /<br\s{0,5}\/?>/gi;
/** Outside quotes: arrows, and no other angle bracket. */
const arrow = /<{1,2}(?=[-=.|])|<\|(?=[-.])/g;
/** Outside quotes: letters, digits, and the marks of shapes, lines, and labels. */
const plain = /^[\p{L}\p{M}\p{N}\p{Extended_Pictographic}\p{Pd}\s_.,:;+*/\\=>(){}[\]|&!?%'’“”„~^°€£–—…-]*$/u;

/** The diagram as lines that only show something; undefined if that is uncertain. */
export function inertDiagram(source: string): string | undefined {
  const text = withoutFrontMatter(source).replace(lineBreak, ' ');
  const kept: string[] = [];
  for (const line of text.split('\n')) {
    // A comment is for nobody, or is a directive.
    if (/^\s*%%/.test(line)) {
      continue;
    }
    const statements = statementsOf(line);
    if (!statements) {
      return undefined;
    }
    const shown = statements.filter((one) => !commands.test(one.trim()));
    if (shown.length > 0 || line.trim() === '') {
      kept.push(shown.join(';'));
    }
  }
  const lines = kept
    .join('\n')
    .replace(/^\s*\n/, '')
    .trimEnd()
    .split('\n');
  const [first = '', ...rest] = lines;
  const [kind = '', ...more] = first.split(';');
  const isShown = kinds.test(kind.trim()) && [...more, ...rest].every(isInert);
  return isShown ? lines.map(quoted).join('\n') : undefined;
}

function withoutFrontMatter(source: string): string {
  const lines = source.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  if (lines[first]?.trim() !== '---') {
    return source;
  }
  const end = lines.findIndex((line, at) => at > first && line.trim() === '---');
  return end < 0 ? '' : lines.slice(end + 1).join('\n');
}

/** A line split at its semicolons outside quotes; undefined if a quote stays open. */
function statementsOf(line: string): string[] | undefined {
  const parts = line.split('"');
  if (parts.length % 2 === 0) {
    return undefined;
  }
  const statements = [''];
  for (const [at, part] of parts.entries()) {
    const [first = '', ...others] = at % 2 === 0 ? part.split(';') : [part];
    statements[statements.length - 1] += (at > 0 ? '"' : '') + first;
    statements.push(...others);
  }
  return statements;
}

function isInert(line: string): boolean {
  return line.split('"').every((part, at) => (at % 2 === 0 ? isInertOutside(part) : isInertInside(part)));
}

function isInertOutside(part: string): boolean {
  const rest = part.replace(arrow, ' ');
  return plain.test(rest) && !/:\/\/|(?:url|::icon)\s?\(|javascript\s?:|%%/i.test(rest);
}

function isInertInside(part: string): boolean {
  return !/[`\\]|\$\$|%%|@\{/.test(part);
}

/** Angle brackets between quotes as references. */
function quoted(line: string): string {
  return line
    .split('"')
    .map((part, at) => (at % 2 === 0 ? part : part.replace(/[<>]/g, (one) => inQuotes[one]!)))
    .join('"');
}
