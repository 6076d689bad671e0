import type { Token } from 'markdown-it';
import type { ComponentChildren } from 'preact';
import type { PanelStrings } from '../../../src/protocol/view';
import { fill } from '../../kit/fill';
import { usePanel } from '../view/context';
import { parseInline, type References } from './blocks';
import { Link } from './link';

/** A longer paragraph, in characters, is drawn as plain text: nobody writes one, and parsing it costs every frame. */
const maxParsedLength = 20_000;

/** Nested emphasis and links. Anything deeper is drawn as plain text. */
const deepest = 100;

interface InlineProps {
  readonly text: string;
  readonly references: References;
}

/** The content of one paragraph, heading, or cell. Images are named, never loaded; HTML is text. */
export function Inline({ text, references }: InlineProps) {
  const { strings } = usePanel();
  const tokens = text.length > maxParsedLength ? [] : parseInline(text, references);
  if (text.length > maxParsedLength || depthOf(tokens) > deepest) {
    return <>{plainLines(text)}</>;
  }
  const reading: Reading = { tokens, at: 0, strings };
  const drawn: ComponentChildren[] = [];
  while (reading.at < tokens.length) {
    drawn.push(...drawUntilClose(reading));
  }
  return <>{drawn}</>;
}

interface Reading {
  readonly tokens: readonly Token[];
  at: number;
  readonly strings: PanelStrings;
}

function drawUntilClose(reading: Reading): readonly ComponentChildren[] {
  const drawn: ComponentChildren[] = [];
  for (let token = reading.tokens[reading.at++]; token && token.nesting !== -1; token = reading.tokens[reading.at++]) {
    drawn.push(token.nesting === 1 ? drawNested(token, reading) : drawSingle(token, reading.strings));
  }
  return drawn;
}

function drawNested(token: Token, reading: Reading): ComponentChildren {
  const from = reading.at;
  const content = drawUntilClose(reading);
  switch (token.type) {
    case 'link_open': {
      const text = reading.tokens.slice(from, reading.at).map((one) => textOf(one, reading.strings));
      return (
        <Link target={String(token.attrGet('href') ?? '')} text={text.join('')}>
          {content}
        </Link>
      );
    }
    case 'em_open':
      return <em>{content}</em>;
    case 'strong_open':
      return <strong>{content}</strong>;
    case 's_open':
      return <s>{content}</s>;
    default:
      return content;
  }
}

function drawSingle(token: Token, strings: PanelStrings): ComponentChildren {
  const text = textOf(token, strings);
  switch (token.type) {
    case 'softbreak':
    case 'hardbreak':
      return <br />;
    case 'code_inline':
      return <code>{text}</code>;
    case 'image':
      return (
        <Link target={String(token.attrGet('src') ?? '')} text={text}>
          {text}
        </Link>
      );
    default:
      return text;
  }
}

function textOf({ type, content }: Token, strings: PanelStrings): string {
  return type === 'image' ? fill(strings.imageInText, content) : content;
}

function plainLines(text: string): readonly ComponentChildren[] {
  return text.split('\n').flatMap((line, index) => (index > 0 ? [<br />, line] : [line]));
}

function depthOf(tokens: readonly Token[]): number {
  let depth = 0;
  let most = 0;
  for (const token of tokens) {
    depth += token.nesting;
    most = Math.max(most, depth);
  }
  return most;
}
