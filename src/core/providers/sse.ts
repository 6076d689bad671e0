/** Server-sent events: bytes in, messages out. */
import { createParser } from 'eventsource-parser';

export interface StreamMessage {
  readonly data: string;
  /** The `event:` field, if the stream has one. */
  readonly event?: string | undefined;
  /** The text in the message, if the reader could extract it without parsing; `data` is then empty. */
  readonly text?: string | undefined;
}

/** Splits a byte stream into messages, whatever its chunk boundaries. */
export interface MessageReader {
  push(chunk: Uint8Array): StreamMessage[];
  /** What was left unfinished; a message that the stream cut off may be incomplete. */
  end(): StreamMessage[];
}

/**
 * Reads `text/event-stream` (WHATWG HTML, Server-sent events): LF, CRLF, or CR, comments dropped, UTF-8 split anywhere.
 */
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
      // The standard drops an event without its closing blank line; here it can contain the last words of an answer.
      parser.feed(`${decoder.decode()}\n\n`);
      return take();
    },
  };
}
