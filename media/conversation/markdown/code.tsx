import { QuietButton } from '../../kit/buttons';
import { Icon } from '../../kit/icon';
import { useCopied } from '../../kit/useCopied';
import { usePanel } from '../view/context';

/** Lines per box of a code block, so that a growing block lays out only its last box again. */
const linesInBox = 60;

interface CodeBlockProps {
  /** Empty when it isn't known. */
  readonly language: string;
  readonly text: string;
  /** What Copy copies, if `text` is only the beginning. */
  readonly whole?: string;
}

/** A code block: its language, a Copy button, and the code in its own scrolling box. */
export function CodeBlock({ language, text, whole = text }: CodeBlockProps) {
  const { strings, post } = usePanel();
  const { isCopied, showCopied } = useCopied();
  const copy = () => {
    post({ type: 'copyText', text: whole });
    showCopied();
  };
  return (
    <div class="codeBlock">
      <div class="codeHeader">
        <span class="language">{language}</span>
        <QuietButton label={isCopied ? strings.copied : strings.copy} name={strings.copyCode} press={copy}>
          <Icon name="copy" />
        </QuietButton>
      </div>
      <pre
        tabIndex={0}
        role="region"
        aria-label={language === '' ? strings.code : `${strings.code}: ${language}`}
        dir="ltr"
      >
        <code>
          {boxesOf(text).map((lines) => (
            <span class="lines">{lines}</span>
          ))}
        </code>
      </pre>
    </div>
  );
}

function boxesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  const count = Math.ceil(lines.length / linesInBox);
  return Array.from(
    { length: count },
    (_, box) => `${lines.slice(box * linesInBox, (box + 1) * linesInBox).join('\n')}\n`,
  );
}
