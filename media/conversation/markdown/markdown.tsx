import type { ComponentChildren, RefObject } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { memo } from '../../kit/memo';
import { usePanel } from '../view/context';
import { type Block, createBlockParser, isCode, type References } from './blocks';
import { CodeBlock } from './code';
import { Inline } from './inline';

interface MarkdownProps {
  readonly text: string;
  /** The text is only the beginning. */
  readonly isCut: boolean;
  readonly box: RefObject<HTMLDivElement | null>;
}

/** A growing Markdown text. Only blocks whose source has changed are drawn again. */
export const Markdown = memo(({ text, isCut, box }: MarkdownProps) => {
  const [parse] = useState(createBlockParser);
  const { blocks, references } = useMemo(() => parse(text), [text]);
  return (
    <div class={isCut ? 'markdown cut' : 'markdown'} hidden={text === ''} ref={box}>
      <Blocks blocks={blocks} references={references} />
    </div>
  );
});

/** The drawn Markdown as a screen reader should announce it. */
export function spokenText(markdown: Element): string {
  return [...markdown.children].map(spokenBlock).join('\n');
}

function spokenBlock(block: Element): string {
  const copy = block.cloneNode(true) as Element;
  for (const extra of copy.querySelectorAll('.codeHeader')) {
    extra.remove();
  }
  for (const line of copy.querySelectorAll('br, li, tr, p, blockquote, pre, h3, h4, h5, h6')) {
    line.before('\n');
  }
  for (const cell of copy.querySelectorAll('th, td')) {
    cell.append(' ');
  }
  return (copy.textContent ?? '').replace(/\n{2,}/g, '\n').trim();
}

interface BlocksProps {
  readonly blocks: readonly Block[];
  readonly references: References;
}

/** Blocks per group. Groups in which nothing has changed are skipped as a whole. */
const groupSize = 50;

/** Blocks, one below the other. They are matched by position, because a text grows at its end. */
function Blocks({ blocks, references }: BlocksProps) {
  const groups = Array.from({ length: Math.ceil(blocks.length / groupSize) }, (_, group) =>
    blocks.slice(group * groupSize, (group + 1) * groupSize),
  );
  return (
    <>
      {groups.map((group) => (
        <Group blocks={group} references={references} />
      ))}
    </>
  );
}

const Group = memo(
  ({ blocks, references }: BlocksProps) => (
    <>
      {blocks.map((block) => (
        <OneBlock block={block} references={references} />
      ))}
    </>
  ),
  (before, after) =>
    before.blocks.length === after.blocks.length &&
    after.blocks.every((block, index) => drawTheSame(block, before.blocks[index])),
);

/** Blocks with equal keys look the same. */
function drawTheSame(a: Block, b: Block | undefined): boolean {
  return a === b || a.key === b?.key;
}

interface BlockProps {
  readonly block: Block;
  readonly references: References;
}

const OneBlock = memo(
  ({ block, references }: BlockProps) => {
    if (isCode(block.type)) {
      return <CodeBlock language={block.info.split(/\s/)[0] ?? ''} text={block.text.replace(/\n$/, '')} />;
    }
    const hasInline = ['paragraph', 'heading', 'th', 'td'].includes(block.type);
    return (
      <Frame block={block}>
        {hasInline ? (
          <Inline text={block.text} references={references} />
        ) : (
          <Blocks blocks={block.children} references={references} />
        )}
      </Frame>
    );
  },
  (before, after) => drawTheSame(before.block, after.block),
);

/** The headings in a text rank below the heading of its article. */
const headings = ['h3', 'h4', 'h5', 'h6'] as const;

interface FrameProps {
  readonly block: Block;
  readonly children: ComponentChildren;
}

/** The element of a block. */
function Frame({ block, children }: FrameProps) {
  const { type, text, tight, start, depth } = block;
  switch (type) {
    case 'heading': {
      const Heading = headings[depth - 1] ?? 'h6';
      return <Heading dir="auto">{children}</Heading>;
    }
    case 'paragraph':
      return tight ? <div dir="auto">{children}</div> : <p dir="auto">{children}</p>;
    case 'blockquote':
      return <blockquote dir="auto">{children}</blockquote>;
    case 'bullet_list':
      return <ul dir="auto">{children}</ul>;
    case 'ordered_list':
      return (
        <ol dir="auto" start={start}>
          {children}
        </ol>
      );
    case 'list_item':
      return <li>{children}</li>;
    case 'plain':
      return (
        <div class="plain" dir="auto">
          {text}
        </div>
      );
    case 'hr':
      return <hr />;
    case 'table':
      return <Table>{children}</Table>;
    default:
      return <TablePart block={block}>{children}</TablePart>;
  }
}

function Table({ children }: { readonly children: ComponentChildren }) {
  const { strings } = usePanel();
  return (
    <div class="tableBox" tabIndex={0} role="region" aria-label={strings.table}>
      <table dir="auto">{children}</table>
    </div>
  );
}

function TablePart({ block: { type, text, align }, children }: FrameProps) {
  const side = align && `align-${align}`;
  switch (type) {
    case 'thead':
      return <thead>{children}</thead>;
    case 'tbody':
      return <tbody>{children}</tbody>;
    case 'tr':
      return <tr>{children}</tr>;
    case 'th':
      return (
        <th scope="col" class={side}>
          {children}
        </th>
      );
    case 'td':
      return <td class={side}>{children}</td>;
    default:
      return (
        <div dir="auto">
          {text}
          {children}
        </div>
      );
  }
}
