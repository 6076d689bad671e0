/** JSON that is too large to parse in one go: read piece by piece, yielding to others in between. */
import { bounds } from './bounds';
import { fitsJson, type JsonRecord, readJson, tooMuch } from './json';
import { createPacer } from './pause';

/** A shorter text is parsed in one go, characters. */
const atOnce = 100_000;
/** Pieces, and characters, between two looks at the clock. */
const piecesAtOnce = 1_000;
const charactersAtOnce = 200_000;
/** A number has at most 100,000 characters; `JSON.stringify` writes 25. The rest of a longer one is a piece out of place. */
const piece = /([[\]{},:])|([-\d][-+.\deE]{0,99999}|true|false|null)|"/y;
const spaces = '\t\n\r ';

type Open =
  | { readonly kind: 'list'; readonly value: unknown[] }
  | { readonly kind: 'record'; readonly value: JsonRecord; name: string };

/** What can come next. */
type Expected = 'value' | 'valueOrEnd' | 'name' | 'nameOrEnd' | 'colon' | 'commaOrEnd';

/**
 * Like `JSON.parse`, for texts of many megabytes. Throws `SyntaxError` if the text isn't JSON, nests deeper or contains
 * more values than `bounds` allow, or contains a number of more than 100,000 characters.
 */
export async function readJsonInPortions(text: string, maxValues: number = bounds.jsonValues): Promise<unknown> {
  if (text.length <= atOnce && fitsJson(text, bounds.jsonDepth, Math.min(maxValues, bounds.jsonValuesAtOnce))) {
    return readJson(text, maxValues);
  }
  const reader = new Reader(text, maxValues);
  const pace = createPacer();
  while (!reader.step()) {
    await pace();
  }
  return reader.result;
}

/** The same, or undefined if that throws. */
export async function parseJsonInPortions(text: string, maxValues?: number): Promise<unknown> {
  try {
    return await readJsonInPortions(text, maxValues);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

class Reader {
  result: unknown;
  private readonly open: Open[] = [];
  private expected: Expected = 'value';
  private at = 0;
  private values = 0;
  private isDone = false;
  /** What has been read of a string. */
  private begun: string | undefined;

  constructor(
    private readonly text: string,
    private readonly maxValues: number,
  ) {}

  /** Reads some more pieces; returns whether the end is reached. */
  step(): boolean {
    const most = this.at + charactersAtOnce;
    for (let left = piecesAtOnce; left > 0 && this.at < most && !this.isOver(); left--) {
      if (this.begun !== undefined) {
        this.characters(this.begun);
      } else if (!this.skipSpaces(most)) {
        this.piece();
      }
    }
    return this.isOver();
  }

  private isOver(): boolean {
    return this.isDone && this.at === this.text.length;
  }

  /** Passes over the space here, up to a place in the text; returns whether there was any. */
  private skipSpaces(most: number): boolean {
    const { text, at: begin } = this;
    while (this.at < most && spaces.includes(text[this.at]!)) {
      this.at++;
    }
    return this.at > begin;
  }

  private piece(): void {
    piece.lastIndex = this.at;
    const found = piece.exec(this.text);
    if (!found) {
      throw this.wrong();
    }
    this.at = piece.lastIndex;
    const [, sign, plain] = found;
    if (sign !== undefined) {
      this.sign(sign);
    } else if (plain !== undefined) {
      this.value(JSON.parse(plain));
    } else {
      this.characters('');
    }
  }

  /** Continues a string, perhaps to its end. */
  private characters(begun: string): void {
    const { text } = this;
    const most = Math.min(text.length, this.at + charactersAtOnce);
    let at = this.at;
    while (at < most && text.charCodeAt(at) !== 0x22) {
      const isEscape = text.charCodeAt(at) === 0x5c;
      at += isEscape ? (text[at + 1] === 'u' ? 6 : 2) : 1;
    }
    if (at >= text.length) {
      throw this.wrong();
    }
    const value = begun + (JSON.parse(`"${text.slice(this.at, at)}"`) as string);
    const isWhole = text.charCodeAt(at) === 0x22;
    this.at = at + (isWhole ? 1 : 0);
    this.begun = isWhole ? undefined : value;
    if (isWhole) {
      this.string(value);
    }
  }

  private sign(sign: string): void {
    const { expected } = this;
    const top = this.open.at(-1);
    if (sign === '[' || sign === '{') {
      const value = sign === '[' ? [] : {};
      this.value(value);
      this.isDone = false;
      this.open.push(
        sign === '['
          ? { kind: 'list', value: value as unknown[] }
          : { kind: 'record', value: value as JsonRecord, name: '' },
      );
      this.expected = sign === '[' ? 'valueOrEnd' : 'nameOrEnd';
      if (this.open.length > bounds.jsonDepth) {
        throw tooMuch(this.maxValues);
      }
    } else if (sign === ':' && expected === 'colon') {
      this.expected = 'value';
    } else if (sign === ',' && expected === 'commaOrEnd' && top) {
      this.expected = top.kind === 'list' ? 'value' : 'name';
    } else if (
      (sign === ']' && top?.kind === 'list' && (expected === 'commaOrEnd' || expected === 'valueOrEnd')) ||
      (sign === '}' && top?.kind === 'record' && (expected === 'commaOrEnd' || expected === 'nameOrEnd'))
    ) {
      this.open.pop();
      this.isDone = this.open.length === 0;
      this.expected = 'commaOrEnd';
    } else {
      throw this.wrong();
    }
  }

  private string(value: string): void {
    const top = this.open.at(-1);
    if (top?.kind === 'record' && (this.expected === 'name' || this.expected === 'nameOrEnd')) {
      top.name = value;
      this.expected = 'colon';
    } else {
      this.value(value);
    }
  }

  private value(value: unknown): void {
    if (this.expected !== 'value' && this.expected !== 'valueOrEnd') {
      throw this.wrong();
    }
    this.values += 1;
    if (this.values > this.maxValues) {
      throw tooMuch(this.maxValues);
    }
    const top = this.open.at(-1);
    if (!top) {
      this.result = value;
      this.isDone = true;
    } else if (top.kind === 'list') {
      top.value.push(value);
    } else if (top.name === '__proto__') {
      Object.defineProperty(top.value, top.name, { value, enumerable: true, configurable: true, writable: true });
    } else {
      top.value[top.name] = value;
    }
    this.expected = 'commaOrEnd';
  }

  private wrong(): SyntaxError {
    return new SyntaxError(`no JSON at character ${this.at + 1}`);
  }
}
