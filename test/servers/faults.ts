// Everything that goes wrong between Sightread and a provider, as a table: how a server on loopback does it, and how
// Sightread handles it. test/unit/core/providers/faults.test.ts plays each row over real sockets; docs/providers.md is
// generated from the same rows.
import { gzipSync } from 'node:zlib';
import type { ProviderErrorReason } from '../../src/core/providers/errors';
import type { FinishReason } from '../../src/core/providers/types';
import { type Handler, type Reply, sse } from './loopbackProvider';

export interface Fault {
  readonly id: string;
  readonly title: string;
  /** What Sightread does, as a sentence for the documentation. */
  readonly behaviour: string;
  /** The server's answers, one per request; the last one is repeated. */
  readonly replies: readonly [Handler, ...Handler[]];
  /** How the error is reported; absent if the question is answered in the end. */
  readonly reason?: ProviderErrorReason;
  readonly finish?: FinishReason;
  /** The text that the user keeps. */
  readonly text?: string;
  /** Requests that reach the server. */
  readonly requests: number;
  /** Milliseconds waited before each further request; a pair is a range. */
  readonly waits?: readonly (number | readonly [number, number])[];
  readonly details?: Readonly<Record<string, unknown>>;
  /** Nothing arrives any more: the simulated clock advances by this many milliseconds. */
  readonly silentFor?: number;
}

const eventStream = { 'content-type': 'text/event-stream' };

const chunk = (delta: object, finish: string | null = null, more: object = {}) => ({
  id: 'chatcmpl-1',
  model: 'm',
  choices: [{ index: 0, delta, finish_reason: finish }],
  ...more,
});

const words = [chunk({ role: 'assistant', content: 'A lake ' }), chunk({ content: 'at dusk 🌅' })];

/** A whole answer. */
const answer: Reply = { headers: eventStream, chunks: sse([...words, chunk({}, 'stop'), '[DONE]']) };

const json = (status: number, message: string, code?: string, headers?: Record<string, string>): Reply => ({
  status,
  headers,
  body: { error: { message, type: 'invalid_request_error', code } },
});

const nginx = (status: number, title: string): Reply => ({
  status,
  headers: { 'content-type': 'text/html', server: 'nginx' },
  body: `<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n<center><h1>${status} ${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`,
});

/** Half a second and a second, minus up to a quarter. */
const backoff = [
  [375, 500],
  [750, 1000],
] as const;

export const faults: readonly Fault[] = [
  {
    id: 'key-wrong',
    title: '401: the key is wrong',
    behaviour: 'Says so and offers to set the key.',
    replies: [json(401, 'Invalid API Key', 'invalid_api_key')],
    reason: 'auth',
    requests: 1,
    details: { status: 401 },
  },
  {
    id: 'forbidden',
    title: '403: the key may not use this model',
    behaviour: 'Shows the provider’s message and a link to its console.',
    replies: [json(403, 'Preview models are not enabled for this project')],
    reason: 'forbidden',
    requests: 1,
  },
  {
    id: 'model-gone',
    title: '404: the model is gone',
    behaviour: 'Offers the current models, then asks the same question again.',
    replies: [json(404, 'The model `m` does not exist or you do not have access to it.', 'model_not_found')],
    reason: 'modelGone',
    requests: 1,
  },
  {
    id: 'too-large',
    title: '413: the request is too large',
    behaviour: 'Shrinks the images, earlier ones first, and retries once.',
    replies: [json(413, 'Request Entity Too Large', 'request_too_large')],
    reason: 'tooLarge',
    requests: 1,
  },
  {
    id: 'too-large-html',
    title: '413 as an HTML page, from a proxy such as nginx',
    behaviour: 'Reads it like the provider’s own 413.',
    replies: [nginx(413, 'Request Entity Too Large')],
    reason: 'tooLarge',
    requests: 1,
    details: { status: 413 },
  },
  {
    id: 'rate-limit-seconds',
    title: '429 with a wait in seconds',
    behaviour: 'Waits exactly that long, counting down, and retries.',
    replies: [json(429, 'Rate limit reached', 'rate_limit_exceeded', { 'retry-after': '7' }), answer],
    finish: 'stop',
    text: 'A lake at dusk 🌅',
    requests: 2,
    waits: [7000],
  },
  {
    id: 'rate-limit-date',
    title: '429 with a date',
    behaviour: 'Waits until then and retries.',
    replies: [
      () => json(429, 'Rate limit reached', undefined, { 'retry-after': new Date(Date.now() + 20_000).toUTCString() }),
      answer,
    ],
    finish: 'stop',
    text: 'A lake at dusk 🌅',
    requests: 2,
    waits: [[17_000, 21_000]],
  },
  {
    id: 'rate-limit-bare',
    title: '429 without a wait',
    behaviour: 'Retries after half a second and again after a second, then says so.',
    replies: [json(429, 'Too many requests')],
    reason: 'rateLimit',
    requests: 3,
    waits: backoff,
  },
  {
    id: 'rate-limit-long',
    title: '429 with a wait of more than a minute',
    behaviour: 'Doesn’t wait, but says when you can try again.',
    replies: [json(429, 'Daily limit reached', undefined, { 'retry-after': '86400' })],
    reason: 'rateLimit',
    requests: 1,
    details: { retryAfterMs: 86_400_000 },
  },
  ...([498, 500, 529] as const).map(
    (status): Fault => ({
      id: `overloaded-${status}`,
      title: `${status}: the provider is overloaded or failing`,
      behaviour: 'Retries twice, then says so.',
      replies: [json(status, 'Overloaded')],
      reason: 'overloaded',
      requests: 3,
      waits: backoff,
      details: { status },
    }),
  ),
  {
    id: 'overloaded-once',
    title: '503 once',
    behaviour: 'You see only the answer.',
    replies: [nginx(503, 'Service Temporarily Unavailable'), answer],
    finish: 'stop',
    text: 'A lake at dusk 🌅',
    requests: 2,
    waits: [[375, 500]],
  },
  {
    id: 'error-in-200',
    title: '200 with an error as JSON',
    behaviour: 'Reads the error and retries.',
    replies: [{ body: { code: 'The service is currently unavailable', error: 'At capacity.' } }, answer],
    finish: 'stop',
    text: 'A lake at dusk 🌅',
    requests: 2,
    waits: [[375, 500]],
  },
  {
    id: 'page-in-200',
    title: '200 with an HTML page, such as a login portal’s',
    behaviour: 'Says that it’s a login page.',
    replies: [{ headers: { 'content-type': 'text/html' }, body: '<h1>Log in to the network</h1>' }],
    reason: 'loginPage',
    requests: 1,
  },
  {
    id: 'other-page-in-200',
    title: '200 with any other HTML page',
    behaviour: 'Says that the address isn’t the provider’s API.',
    replies: [{ headers: { 'content-type': 'text/html' }, body: '<title>Chat</title><div id="app"></div>' }],
    reason: 'wrongAddress',
    requests: 1,
  },
  {
    id: 'whole-answer',
    title: 'A server that doesn’t stream',
    behaviour: 'Shows the answer at once.',
    replies: [{ body: { id: 'x', choices: [{ message: { content: 'A lake' }, finish_reason: 'stop' }] } }],
    finish: 'stop',
    text: 'A lake',
    requests: 1,
  },
  {
    id: 'gzip-error',
    title: 'A compressed error body that wasn’t asked for',
    behaviour: 'Decompresses and reads it.',
    replies: [
      {
        status: 400,
        headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
        body: gzipSync('{"error":{"message":"Too many images provided. This model supports up to 3 images"}}'),
      },
    ],
    reason: 'tooManyImages',
    requests: 1,
    details: { limit: 3 },
  },
  {
    id: 'reset-mid-stream',
    title: 'The connection breaks mid-answer',
    behaviour: 'Keeps the partial answer, marks it as cut off, and doesn’t retry.',
    replies: [
      { headers: eventStream, chunks: [...sse(words), 50, 'd'], cutAfter: Buffer.byteLength(sse(words).join('')) + 1 },
    ],
    reason: 'interrupted',
    text: 'A lake at dusk 🌅',
    requests: 1,
  },
  {
    id: 'error-mid-stream',
    title: 'An error event mid-answer',
    behaviour: 'Keeps the partial answer and shows the error.',
    replies: [
      {
        headers: eventStream,
        chunks: [...sse(words), 'event: error\ndata: {"error":{"message":"Overloaded","type":"overloaded_error"}}\n\n'],
      },
    ],
    reason: 'overloaded',
    text: 'A lake at dusk 🌅',
    requests: 1,
  },
  {
    id: 'no-finish',
    title: 'The answer ends without a finish reason',
    behaviour: 'Keeps the partial answer and marks it as cut off.',
    replies: [{ headers: eventStream, chunks: sse(words) }],
    finish: 'interrupted',
    text: 'A lake at dusk 🌅',
    requests: 1,
  },
  {
    id: 'malformed',
    title: 'A message that isn’t JSON',
    behaviour: 'Keeps the partial answer and says that it can’t read the rest.',
    replies: [{ headers: eventStream, chunks: [...sse(words), 'data: {"choices":[{\n\n', ...sse(['[DONE]'])] }],
    reason: 'badAnswer',
    text: 'A lake at dusk 🌅',
    requests: 1,
  },
  {
    id: 'split-utf8',
    title: 'Characters split across packets',
    behaviour: 'Puts them back together.',
    replies: [{ ...answer, splitSeed: 7, splitBytes: 3 }],
    finish: 'stop',
    text: 'A lake at dusk 🌅',
    requests: 1,
  },
  {
    id: 'stall',
    title: 'The provider goes silent mid-answer',
    behaviour: 'Gives up after two minutes and keeps the partial answer.',
    replies: [{ headers: eventStream, chunks: sse(words), hang: true }],
    reason: 'stalled',
    text: 'A lake at dusk 🌅',
    requests: 1,
    silentFor: 120_000,
  },
  {
    id: 'stall-comments',
    title: 'The provider sends only keep-alive comments',
    behaviour: 'Gives up after two minutes: comments don’t count as an answer.',
    replies: [
      { headers: eventStream, chunks: Array.from({ length: 40 }, () => [': keep-alive\n\n', 25]).flat(), hang: true },
    ],
    reason: 'stalled',
    text: '',
    requests: 1,
    silentFor: 120_000,
  },
  {
    id: 'stall-empty',
    title: 'The provider sends only empty words',
    behaviour: 'Gives up after two minutes: an empty message says nothing.',
    replies: [
      {
        headers: eventStream,
        chunks: Array.from({ length: 40 }, () => [...sse([chunk({ content: '' })]), 25]).flat(),
        hang: true,
      },
    ],
    reason: 'stalled',
    text: '',
    requests: 1,
    silentFor: 120_000,
  },
];

/** Faults below HTTP, and what isn't a fault at all; each has its own test. */
export const networkFaults = {
  uploadReset: {
    title: 'The connection is reset during the upload',
    behaviour: 'Retries twice, then says that the connection was lost.',
    reason: 'interrupted',
  },
  redirect: {
    title: 'A redirect to another origin',
    behaviour: 'Refuses it; the key isn’t sent there.',
    reason: 'wrongAddress',
  },
  refused: {
    title: 'No server is listening',
    behaviour: 'Says so right away, and asks whether the server is running.',
    reason: 'refused',
  },
  proxyLogin: {
    title: '407: the proxy requires a login',
    behaviour: 'Says that it’s the proxy, and doesn’t mistake it for a stop by you.',
    reason: 'proxyAuth',
  },
  proxyDown: {
    title: 'The proxy can’t reach the provider',
    behaviour: 'Says that the connection was refused.',
    reason: 'refused',
  },
  selfSigned: {
    title: 'An untrusted certificate',
    behaviour: 'Says so, and how to trust your company’s certificate authority.',
    reason: 'certificate',
  },
  slowFirstHeader: {
    title: 'A local model takes six minutes to send its first header',
    behaviour: 'Waits, and shows that the model is loading.',
    reason: undefined,
  },
  abort: {
    title: 'You stop: before the request, while waiting, mid-answer, or between retries',
    behaviour: 'Closes the connection right away and keeps the partial answer.',
    reason: undefined,
    seen: 'Stopped',
  },
} as const satisfies Readonly<
  Record<string, { title: string; behaviour: string; reason: ProviderErrorReason | undefined; seen?: string }>
>;
