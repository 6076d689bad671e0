/** Images in a Jupyter notebook (nbformat 4): Markdown cells, their attachments, and pictures among the outputs. */
import { type Draft, type DraftImage, type OutlineNode, slot, type TextBlock } from './draft';
import { type JsonNode, member, readJson, sourceOffsets } from './json';
import { findMarkdown } from './markdown';

/** A notebook's image, with the cell it is in. */
export type NotebookImage = DraftImage & { readonly cell: number; readonly output?: number };

/** Reads a notebook's JSON. `error` says why it isn't one. */
export function findNotebook(text: string): Draft {
  const outline: OutlineNode[] = [];
  let root: JsonNode;
  try {
    root = readJson(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) {
      return { images: [], blocks: [], outline: () => [], error: cause.message };
    }
    throw cause;
  }
  const images: NotebookImage[] = [];
  const blocks: TextBlock[] = [];
  const inner: (() => readonly OutlineNode[])[] = [];
  const cells = member(root, 'cells');
  for (const [index, cell] of (cells?.kind === 'array' ? cells.items : []).entries()) {
    const type = member(cell, 'cell_type');
    if (type?.kind === 'string' && type.value === 'markdown') {
      const source = member(cell, 'source');
      if (source) {
        readCell(source, index);
      }
    }
    const outputs = member(cell, 'outputs');
    for (const [place, output] of (outputs?.kind === 'array' ? outputs.items : []).entries()) {
      const image = outputImage(output, index, place);
      if (image) {
        images.push(image);
      }
    }
  }
  return {
    images,
    blocks,
    outline: () => {
      walk(root, false);
      return [...outline.splice(0), ...inner.flatMap((of) => of())];
    },
  };

  function readCell(source: JsonNode, index: number) {
    const strings = source.kind === 'array' ? source.items : [source];
    let value = '';
    const offsets: number[] = [];
    const pieceOf: number[] = [];
    for (const [piece, one] of strings.entries()) {
      if (one.kind === 'string') {
        value += one.value;
        const own = sourceOffsets(text, one.start, one.end);
        offsets.push(...own.slice(0, -1));
        pieceOf.push(...own.slice(0, -1).map(() => piece));
      }
    }
    const lastString = strings.at(-1);
    offsets.push(lastString ? lastString.end - 1 : source.end - 1);
    pieceOf.push(strings.length - 1);
    const draft = findMarkdown(value);
    const at = (offset: number) => offsets[offset]!;
    // The end of a range is after its last character, in the same string.
    const endAt = (start: number, end: number) => {
      if (end <= start) {
        return at(start);
      }
      const last = at(end - 1);
      return last + (text.charAt(last) !== '\\' ? 1 : text.charAt(last + 1) === 'u' ? 6 : 2);
    };
    for (const image of draft.images) {
      const { src, alt } = image;
      const split = alt.end > alt.start && pieceOf[alt.start] !== pieceOf[alt.end - 1];
      images.push({
        ...image,
        cell: index,
        start: at(image.start),
        end: endAt(image.start, image.end),
        src:
          src.start === undefined ? src : { ...src, start: at(src.start), end: endAt(src.start, src.end ?? src.start) },
        alt: {
          ...alt,
          start: insertionAt(alt.start, alt.end),
          end: alt.end > alt.start ? endAt(alt.start, alt.end) : insertionAt(alt.start, alt.end),
          json: true,
          dynamic: alt.dynamic || split,
        },
      });
    }
    function insertionAt(start: number, end: number): number {
      // An insertion goes after the character before it, so that it stays in that character's string.
      return start === end && start > 0 ? endAt(start - 1, start) : at(start);
    }
    for (const block of draft.blocks) {
      const words = block.text ?? value.slice(block.start, block.end);
      blocks.push({ start: at(block.start), end: endAt(block.start, block.end), level: block.level, text: words });
    }
    inner.push(() =>
      draft.outline().map((entry) => ({
        type: entry.type,
        start: at(entry.start),
        end: endAt(entry.start, entry.end),
      })),
    );
  }

  /** nbconvert reads `metadata["image/png"].alt` of an output (nbconvert pull request 1112). */
  function outputImage(output: JsonNode, cell: number, place: number): NotebookImage | undefined {
    const data = member(output, 'data');
    const type =
      data?.kind === 'object' ? data.entries.find((entry) => entry.key.startsWith('image/'))?.key : undefined;
    const metadata = member(output, 'metadata');
    if (type === undefined || metadata?.kind !== 'object') {
      return undefined;
    }
    const own = member(metadata, type);
    const alt = member(own, 'alt') ?? member(metadata, 'alt');
    const common = { syntax: 'json' as const };
    const target = own?.kind === 'object' ? own : metadata;
    const at = target.start + 1;
    const comma = target.entries.length > 0;
    return {
      format: 'notebookOutput',
      tag: type,
      start: output.start,
      end: output.end,
      cell,
      output: place,
      src: { raw: '', value: undefined },
      alt:
        alt?.kind === 'string'
          ? slot({ ...common, value: alt.value, start: alt.start + 1, end: alt.end - 1 })
          : slot({
              ...common,
              value: undefined,
              start: at,
              end: at,
              dynamic: alt !== undefined || (own !== undefined && own.kind !== 'object'),
              prefix: target === own ? '"alt": "' : `"${type}": {"alt": "`,
              suffix: `${target === own ? '"' : '"}'}${comma ? ', ' : ''}`,
            }),
      attributes: [],
      spread: false,
      exempt: false,
    };
  }

  function walk(node: JsonNode, inOutput: boolean) {
    outline.push({ type: node.kind, start: node.start, end: node.end });
    if (node.kind === 'array') {
      for (const item of node.items) {
        walk(item, inOutput);
      }
    } else if (node.kind === 'object') {
      const isOutput = node.entries.some((entry) => entry.key === 'output_type');
      for (const { key, value } of node.entries) {
        if (isOutput && key === 'metadata') {
          outline.push({ type: key, start: value.start, end: value.end });
        } else {
          walk(value, isOutput);
        }
      }
    }
  }
}
