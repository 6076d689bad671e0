import { element } from '../../kit/dom';
import { icon } from '../../kit/icons';
import type { MarkdownContext } from './links';

/** Lines in one box of a code block: a growing block lays out its last box again, not all of it. */
const linesInBox = 60;

/** A code block: its language, a Copy button and the code in a box that scrolls by itself. */
export interface CodeBlock {
  readonly node: HTMLElement;
  /** Draws the text; Copy gives `whole`, of which it may be the beginning. */
  readonly update: (text: string, whole?: string) => void;
}

const drawn = new WeakMap<Element, CodeBlock>();

/** The code block whose node this is. */
export function codeBlockOf(node: Element): CodeBlock | undefined {
  return drawn.get(node);
}

export function createCodeBlock(language: string, text: string, context: MarkdownContext): CodeBlock {
  const { strings } = context;
  const label = element('span', { class: 'language' }, language);
  const copyLabel = element('span', {}, strings.copy);
  const copy = element('button', { type: 'button', class: 'quietButton', 'aria-label': strings.copyCode });
  const name = language === '' ? strings.code : `${strings.code}: ${language}`;
  const code = element('code');
  const pre = element('pre', { tabindex: '0', role: 'region', 'aria-label': name, dir: 'ltr' }, code);
  const node = element('div', { class: 'codeBlock' }, element('div', { class: 'codeHeader' }, label, copy), pre);
  let shown = '';
  let copied = '';

  copy.append(icon('copy'), copyLabel);
  copy.addEventListener('click', () => {
    context.copyText(copied);
    copyLabel.textContent = strings.copied;
    window.setTimeout(() => {
      copyLabel.textContent = strings.copy;
    }, 2000);
  });

  function update(next: string, whole = next): void {
    copied = whole;
    const lines = next.split('\n');
    const kept = next.startsWith(shown) ? Math.max(0, code.children.length - 1) : 0;
    while (code.children.length > kept) {
      code.lastElementChild?.remove();
    }
    for (let line = kept * linesInBox; line < lines.length; line += linesInBox) {
      code.append(element('span', { class: 'lines' }, `${lines.slice(line, line + linesInBox).join('\n')}\n`));
    }
    shown = next;
  }

  const block = { node, update };
  drawn.set(node, block);
  update(text);
  return block;
}
