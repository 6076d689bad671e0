/** Newline-delimited JSON, and one JSON document as the degenerate case of a stream. */
import { type QuickForm, quickText } from './dialects/quickText';
import type { MessageReader, StreamMessage } from './sse';

const brace = 0x7b;

/**
 * Reads `application/x-ndjson`: one message per nonempty line. Lines in the quick form become text immediately, except
 * for the first line, which also names the model.
 */
export function createLineReader(quick?: QuickForm): MessageReader {
  const decoder = new TextDecoder();
  let fragments: string[] = [];
  let begun = false;
  const cut = (text: string) => {
    let to = text.indexOf('\n');
    if (to < 0) {
      fragments.push(text);
      return [];
    }
    const messages: StreamMessage[] = [];
    add(messages, fragments.length > 0 ? fragments.join('') + text.slice(0, to) : text.slice(0, to));
    begun ||= messages.length > 0;
    let from = to + 1;
    for (to = text.indexOf('\n', from); to >= 0; to = text.indexOf('\n', from)) {
      const known = quick && begun ? quickText(text, quick, from, to) : undefined;
      if (known === undefined) {
        add(messages, text.slice(from, to));
      } else {
        messages.push({ data: '', text: known });
      }
      begun ||= messages.length > 0;
      from = to + 1;
    }
    fragments = from < text.length ? [text.slice(from)] : [];
    return messages;
  };
  return {
    push: (chunk) => cut(decoder.decode(chunk, { stream: true })),
    end() {
      const rest = fragments.join('') + decoder.decode();
      fragments = [];
      return filled(rest.split('\n'));
    },
  };
}

/** Reads a whole body as one message, returned at the end. */
export function createDocumentReader(): MessageReader {
  const decoder = new TextDecoder();
  const fragments: string[] = [];
  return {
    push(chunk) {
      fragments.push(decoder.decode(chunk, { stream: true }));
      return [];
    },
    end: () => filled([fragments.join('') + decoder.decode()]),
  };
}

function filled(lines: readonly string[]): StreamMessage[] {
  const messages: StreamMessage[] = [];
  for (const line of lines) {
    add(messages, line);
  }
  return messages;
}

/** Adds a nonempty line. */
function add(messages: StreamMessage[], data: string): void {
  // JSON begins with a brace far more often than with whitespace, so check no further then.
  if (data.charCodeAt(0) === brace || data.trim() !== '') {
    messages.push({ data, text: undefined });
  }
}
