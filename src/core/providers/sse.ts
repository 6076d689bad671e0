/** Server-sent events: bytes in, messages out. */
import { createParser } from 'eventsource-parser';

export interface StreamMessage {
  readonly data: string;
  /** The `event:` field, where the stream has one. */
  readonly event?: string | undefined;
  /** The text in the message, where the reader could see it without parsing; `data` is empty then. */
  readonly text?: string | undefined;
}

/** Cuts a byte stream into messages, whatever the borders of its chunks. */
export interface MessageReader {
  push(chunk: Uint8Array): StreamMessage[];
  /** What was left unfinished; a message that the stream cut short may not be whole. */
  end(): StreamMessage[];
}

/** Reads `text/event-stream` (WHATWG HTML, Server-sent events): LF, CRLF or CR, comments dropped, UTF-8 split anywhere. */
export function createSseReader(): MessageReader {
  const decoder = new TextDecoder();
  let messages: StreamMessage[] = [];
  const parser = createParser({ onEvent: (message) => messages.push(message) });
  const take = () => {
    const taken = messages;
    messages = [];
    return taken;
  };
  return {
    push(chunk) {
      parser.feed(decoder.decode(chunk, { stream: true }));
      return take();
    },
    end() {
      // The standard drops an event without its closing blank line; here it may hold the last words of an answer.
      parser.feed(`${decoder.decode()}\n\n`);
      return take();
    },
  };
}
