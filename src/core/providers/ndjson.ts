/** Newline-delimited JSON, and one JSON document as the degenerate case of a stream. */
import type { MessageReader, StreamMessage } from './sse';

const brace = 0x7b;

/** Reads `application/x-ndjson`: one message for each line that is not empty. */
export function createLineReader(): MessageReader {
  const decoder = new TextDecoder();
  let fragments: string[] = [];
  const cut = (text: string) => {
    if (!text.includes('\n')) {
      fragments.push(text);
      return [];
    }
    const lines = (fragments.join('') + text).split('\n');
    fragments = [lines.pop() ?? ''];
    return filled(lines);
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

/** Reads a whole body as one message, given at the end. */
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
  for (const data of lines) {
    // JSON begins with a brace far more often than with white space: look no further then.
    if (data.charCodeAt(0) === brace || data.trim() !== '') {
      messages.push({ data });
    }
  }
  return messages;
}
