/** The provider port: what is asked, what comes back. Dialects encode and decode it; vendors are rows of data. */
import type { Detail, ImageLimits, MediaType } from '../image/types';
import type { Destination } from './destination';
import type { ProviderError } from './errors';

export type Dialect = 'chat' | 'responses' | 'anthropic' | 'gemini' | 'ollama';

export interface TextPart {
  readonly kind: 'text';
  readonly text: string;
}

export interface ImagePart {
  readonly kind: 'image';
  readonly mediaType: MediaType;
  /** Either the bytes or a public URL that the provider fetches itself. */
  readonly bytes?: Uint8Array;
  readonly url?: string;
  readonly width?: number;
  readonly height?: number;
  readonly detail?: Detail;
}

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** The arguments as JSON text, as the model wrote them. */
  readonly arguments: string;
  /** Opaque fields that the provider wants returned with the result (Gemini's thought signature). */
  readonly extra?: Record<string, unknown>;
}

export type Message =
  | { readonly role: 'system'; readonly parts: readonly TextPart[] }
  | {
      readonly role: 'user';
      readonly parts: readonly (TextPart | ImagePart)[];
      /** The user placed the images: their order is kept for every vendor. */
      readonly placed?: boolean;
    }
  | { readonly role: 'assistant'; readonly parts: readonly TextPart[]; readonly toolCalls?: readonly ToolCall[] }
  | {
      readonly role: 'tool';
      readonly callId: string;
      readonly name: string;
      readonly parts: readonly (TextPart | ImagePart)[];
    };

export interface ToolDefinition {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of an object. */
  readonly parameters: Record<string, unknown>;
}

export type OutputFormat =
  | { readonly kind: 'text' }
  | {
      readonly kind: 'json';
      readonly name: string;
      readonly schema?: Record<string, unknown>;
      readonly strict: boolean;
    };

export interface VisionRequest {
  readonly model: string;
  readonly messages: readonly Message[];
  readonly maxOutputTokens: number;
  readonly detail?: Detail;
  /** `off` sets the vendor's reasoning switch to the least that the model allows. */
  readonly reasoning: 'off' | 'default';
  readonly output?: OutputFormat;
  readonly tools?: readonly ToolDefinition[];
  /** Sent unchanged, and only if given. */
  readonly temperature?: number;
  readonly topP?: number;
}

/** Tokens and times as the provider reported them. Absent means not reported, never zero. */
export interface Usage {
  readonly inputTokens?: number;
  /** Includes reasoning. */
  readonly outputTokens?: number;
  readonly totalTokens?: number;
  readonly cachedInputTokens?: number;
  readonly imageInputTokens?: number;
  readonly reasoningTokens?: number;
  /** USD as billed by the provider. */
  readonly costUsd?: number;
  /** Seconds, by the provider's own clock. */
  readonly timings?: {
    readonly queueS?: number;
    readonly loadS?: number;
    readonly promptS?: number;
    readonly completionS?: number;
    readonly totalS?: number;
  };
  /** The provider's usage object, unchanged. */
  readonly raw: unknown;
}

export type FinishReason = 'stop' | 'length' | 'filtered' | 'tool' | 'interrupted';

export type StreamEvent =
  | { readonly type: 'start'; readonly id?: string; readonly model?: string; readonly requestId?: string }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string }
  | { readonly type: 'toolCall'; readonly call: ToolCall }
  | { readonly type: 'usage'; readonly usage: Usage }
  | { readonly type: 'finish'; readonly reason: FinishReason; readonly raw?: string }
  /** Only before the first byte: the provider limited the rate, or failed and is retried. */
  | {
      readonly type: 'retry';
      readonly reason: 'rateLimit' | 'overloaded' | 'network';
      readonly waitMs: number;
      readonly attempt: number;
    };

/** USD per million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
  readonly cachedInput?: number;
  /** The day the figure was read, `2026-08-29`, or `live` if it's from the provider's list. */
  readonly asOf: string;
}

export interface ModelInfo {
  readonly id: string;
  readonly label?: string;
  readonly vision: boolean | 'unknown';
  readonly tools?: boolean;
  readonly json?: 'schema' | 'object' | 'none';
  readonly reasoning?: boolean;
  readonly contextTokens?: number;
  readonly maxOutputTokens?: number;
  readonly price?: Price;
  /** Day of retirement, or `true` if deprecated without a date. */
  readonly deprecated?: string | true;
  readonly source: 'live' | 'builtin' | 'user';
}

export type TokenFormula = 'xai' | 'groq' | 'openai' | 'anthropic' | 'gemini' | 'none';

/** One vendor: data only. A user's setting can override any field or add a row. */
export interface Vendor {
  readonly id: string;
  readonly label: string;
  readonly dialect: Dialect;
  /** Tried once if the first dialect's endpoint doesn't exist. */
  readonly fallbackDialect?: Dialect;
  /** What differs when the fallback dialect is used. */
  readonly fallbackQuirks?: Partial<VendorQuirks>;
  readonly baseUrl: string;
  readonly auth: {
    readonly header: 'bearer' | 'x-api-key' | 'x-goog-api-key' | 'api-key' | 'none';
    /** Environment variable that contains the key. */
    readonly env?: string;
    /** True for servers that work without a key. */
    readonly optional?: boolean;
  };
  readonly headers?: Readonly<Record<string, string>>;
  /** Runs on the user's machine: loopback, no header timeout, no consent question. */
  readonly local?: boolean;
  readonly discovery:
    | 'openai'
    | 'groq'
    | 'xai'
    | 'anthropic'
    | 'gemini'
    | 'ollama'
    | 'lmstudio'
    | 'llamacpp'
    | 'openrouter'
    | 'mistral'
    | 'none';
  readonly quirks: VendorQuirks;
  readonly image: ImageLimits;
  readonly tokenFormula: TokenFormula;
  /** Preferred models, best first; used if the live list can't be loaded. */
  readonly models: readonly ModelInfo[];
  readonly keyUrl?: string;
  readonly statusUrl?: string;
  /** Shown where the key is entered. Plain English; the host translates it. */
  readonly privacyNote?: string;
  /** What the editor's own fetch can't do: vendors that set any of these use the direct transport. */
  readonly connection?: ConnectionOptions;
}

/** A vendor's own network path; file names are absolute. */
export interface ConnectionOptions {
  /** PEM file with certificate authorities to trust in addition to the system's. */
  readonly caFile?: string;
  /** PEM files of the client certificate. */
  readonly clientCertFile?: string;
  readonly clientKeyFile?: string;
  /** `http://user:password@host:port`. */
  readonly proxy?: string;
  /** Unix socket or named pipe. */
  readonly socketPath?: string;
}

export interface VendorQuirks {
  readonly maxTokensKey: 'max_tokens' | 'max_completion_tokens' | 'max_output_tokens';
  /** Send `stream_options.include_usage`. */
  readonly includeUsage: boolean;
  /** xAI chat: `completion_tokens` leaves reasoning out. */
  readonly outputExcludesReasoning?: boolean;
  readonly sendDetail: boolean;
  /** Supports the detail level `original`; elsewhere it's sent as `high`. */
  readonly originalDetail?: boolean;
  /** Send `stream_options.include_obfuscation: false`. */
  readonly noObfuscation?: boolean;
  readonly system: 'system' | 'developer';
  readonly partOrder: 'imageFirst' | 'textFirst' | 'asGiven';
  readonly json: 'schema' | 'object' | 'none';
  readonly jsonWithTools: boolean;
  readonly tools: boolean;
  /** The provider fetches image URLs itself. */
  readonly remoteUrl: boolean;
  readonly storeFalse?: boolean;
  /** Body fields that turn reasoning off or down; by model ID prefix, `*` for all. `{}` sends nothing. */
  readonly reasoningOff?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * Bytes in, events out; pure. `end()` yields what the end of the stream implies. Neither throws: every event read so
 * far is returned, and `error` then says why the stream failed, so no text is lost.
 */
export interface StreamDecoder {
  push(chunk: Uint8Array): StreamEvent[];
  end(): StreamEvent[];
  /** True after the stream's own end signal or an error: nothing more needs to be read. */
  readonly settled: boolean;
  /** Set once the provider reported an error inside the stream, or sent something unreadable. */
  readonly error: ProviderError | undefined;
  /** How often something was said: a word, a part of a call, an end; not comments, pings, or empty messages. */
  readonly said: number;
}

/** One wire dialect: pure functions, no I/O. */
export interface DialectCodec {
  /** Path below the base URL and the JSON body of a streaming request. */
  encode(request: VisionRequest, vendor: Vendor): { readonly path: string; readonly body: Record<string, unknown> };
  /**
   * `json` reads one whole answer instead of a stream: some servers ignore `stream: true`, or answer 200 with an error.
   */
  decoder(vendor: Vendor, kind?: 'stream' | 'json'): StreamDecoder;
  /** The content type of a successful stream. */
  readonly streamType: 'text/event-stream' | 'application/x-ndjson';
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly signal?: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  /** Lowercase names. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: AsyncIterable<Uint8Array>;
}

/** The only way out: the editor's fetch or undici behind the same interface. Rejects with the socket's own error. */
export interface Transport {
  send(request: HttpRequest): Promise<HttpResponse>;
}

/** Anything that answers a vision request: an HTTP vendor, the editor's models, the offline engine. */
export interface Provider {
  readonly id: string;
  readonly label: string;
  readonly destination: Destination;
  readonly vendor: Vendor | undefined;
  /** What one request can carry. */
  readonly limits: ImageLimits;
  /** True for the offline engine: it gets unmodified files, and nothing leaves the machine. */
  readonly takesOriginals?: boolean;
  /** Yields events; throws `ProviderError`, or the signal's reason when aborted. Text already yielded stays valid. */
  stream(request: VisionRequest, signal: AbortSignal): AsyncIterable<StreamEvent>;
  /** The live list if there is one, otherwise the built-in one. Costs no tokens. */
  listModels(signal: AbortSignal): Promise<readonly ModelInfo[]>;
}
