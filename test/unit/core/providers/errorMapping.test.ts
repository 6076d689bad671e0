import { describe, expect, it } from 'vitest';
import { errorFromCause, errorFromResponse, retryAfterOf } from '../../../../src/core/providers/errorMapping';
import type { ProviderErrorReason } from '../../../../src/core/providers/errors';
import { vendor } from './support';

const now = Date.parse('2026-11-21T12:00:00Z');

function map(status: number, body: unknown, id = 'groq', headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return errorFromResponse(status, new Map(Object.entries(headers)), text, vendor(id), now);
}

const openai = (message: string, code?: string, type = 'invalid_request_error') => ({ error: { message, type, code } });

describe('answers that are no stream', () => {
  it.each<[number, unknown, string, ProviderErrorReason]>([
    [401, openai('Invalid API Key', 'invalid_api_key'), 'groq', 'auth'],
    [401, { detail: 'Unauthorized' }, 'mistral', 'auth'],
    [400, { code: 'invalid-argument', error: 'Incorrect API key provided: xa***yz.' }, 'xai', 'auth'],
    [
      400,
      {
        error: {
          code: 400,
          message: 'API key not valid. Please pass a valid API key.',
          status: 'INVALID_ARGUMENT',
          details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }],
        },
      },
      'gemini',
      'auth',
    ],
    [403, openai('Preview models are not enabled', 'permission_denied'), 'groq', 'forbidden'],
    [403, { code: 'x', error: 'Your team has used all available credits' }, 'xai', 'billing'],
    [402, { error: { code: 402, message: 'Insufficient credits' } }, 'openrouter', 'billing'],
    [429, openai('You exceeded your current quota', 'insufficient_quota', 'insufficient_quota'), 'openai', 'billing'],
    [
      400,
      { type: 'error', error: { type: 'invalid_request_error', message: 'Your credit balance is too low' } },
      'anthropic',
      'billing',
    ],
    [
      404,
      openai('The model `x` does not exist or you do not have access to it.', 'model_not_found'),
      'groq',
      'modelGone',
    ],
    [400, openai('The model `x` has been decommissioned', 'model_decommissioned'), 'groq', 'modelGone'],
    [404, { type: 'error', error: { type: 'not_found_error', message: 'model: claude-x' } }, 'anthropic', 'modelGone'],
    [
      404,
      { error: { code: 404, message: 'models/x is not found for API version v1beta', status: 'NOT_FOUND' } },
      'gemini',
      'modelGone',
    ],
    [404, { error: "model 'llava' not found" }, 'ollama', 'modelGone'],
    [410, '', 'groq', 'modelGone'],
    [404, '<html><h1>404 Not Found</h1></html>', 'groq', 'wrongAddress'],
    [405, '', 'xai', 'wrongAddress'],
    [307, '', 'groq', 'wrongAddress'],
    [400, openai('The model requires terms acceptance', 'model_terms_required'), 'groq', 'termsRequired'],
    [
      400,
      { error: 'The model does not support image input but some images are present in the request.' },
      'xai',
      'noVision',
    ],
    [400, { error: '"llama3" does not support vision' }, 'ollama', 'noVision'],
    [404, { error: { code: 404, message: 'No endpoints found that support image input' } }, 'openrouter', 'noVision'],
    [413, '<html>\r\n<head><title>413 Request Entity Too Large</title></head></html>', 'groq', 'tooLarge'],
    [413, openai('Request too large', 'rate_limit_exceeded'), 'groq', 'rateLimit'],
    [
      400,
      {
        type: 'error',
        error: {
          type: 'invalid_request_error',
          message: 'messages.0.content.1: image is too big',
          details: { error_code: 'image_dimensions_too_large', max_side_length_pixels: 8000 },
        },
      },
      'anthropic',
      'tooLarge',
    ],
    [400, openai('Too many images provided. This model supports up to 3 images'), 'groq', 'tooManyImages'],
    [400, openai('Invalid image', 'invalid_image_format'), 'openai', 'badImage'],
    [400, { error: 'invalid image input' }, 'ollama', 'badImage'],
    [400, openai('blocked', 'content_filter'), 'openai', 'filtered'],
    [400, openai('This model does not support response format `json_schema`.'), 'groq', 'schemaUnsupported'],
    [400, openai('Web search options not supported'), 'openai', 'badRequest'],
    [422, { detail: [{ loc: ['body'], msg: 'field required', type: 'missing' }] }, 'mistral', 'badRequest'],
    [429, openai('Rate limit reached', 'rate_limit_exceeded'), 'groq', 'rateLimit'],
    [498, 'Flex tier capacity exceeded', 'groq', 'overloaded'],
    [500, 'Internal Server Error', 'openai', 'overloaded'],
    [502, '<html><h1>502 Bad Gateway</h1></html>', 'openrouter', 'overloaded'],
    [529, { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }, 'anthropic', 'overloaded'],
    [407, '', 'groq', 'proxyAuth'],
    [408, '', 'openrouter', 'timeout'],
  ])('%i %j of %s is %s', (status, body, id, reason) => {
    expect(map(status, body, id).reason).toBe(reason);
  });

  it('keeps the heading of a page, not its markup', () => {
    expect(map(413, '<html><body><h1>413 Request  Entity\nToo Large</h1></body></html>').message).toBe(
      '413 Request Entity Too Large',
    );
  });

  it('reads an array, a bare string, nothing, and OpenRouter’s reason behind the reason', () => {
    expect(map(400, [{ error: { message: 'in a list', code: 400 } }], 'gemini').message).toBe('in a list');
    expect(map(400, '"quoted"').message).toBe('quoted');
    expect(map(500, '').message).toBe('HTTP 500');
    const upstream = { error: { code: 429, message: 'Provider returned error', metadata: { raw: 'try later' } } };
    expect(map(429, upstream, 'openrouter').message).toBe('try later');
  });

  it('never repeats a key', () => {
    const said = 'Incorrect API key provided: sk-proj-abcdefghijkl. Header: Bearer gsk_1234567890 AIzaSyA12345678901';
    expect(map(401, openai(said), 'openai').message).not.toMatch(/abcdefghijkl|1234567890/);
  });

  it.each([
    'Authorization: Basic bWU6c2VjcmV0LXdvcmQ=',
    '"api-key":"9f8e7d6c5b4a39281706"',
    'x-api-key = 9f8e7d6c5b4a39281706',
    'access token: 9f8e7d6c5b4a39281706',
    'token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N',
  ])('nor what looks like a secret of another kind: %s', (said) => {
    expect(map(401, openai(said), 'openai').message).not.toMatch(/c2VjcmV0|9f8e7d|eyJz|dozjg/);
  });

  it('names the limit, the console’s page, the host, the status and the request', () => {
    expect(map(400, openai('Too many images provided. This model supports up to 3 images')).details.limit).toBe(3);
    const terms = map(400, openai('Accept at https://console.groq.com/playground?model=x.', 'model_terms_required'));
    expect(terms.details.helpUrl).toBe('https://console.groq.com/playground?model=x');
    const elsewhere = map(400, openai('Accept at https://evil.example/groq.com', 'model_terms_required'));
    expect(elsewhere.details.helpUrl).toBe(vendor('groq').keyUrl);
    expect(map(500, '', 'groq', { 'x-request-id': 'req_5' }).details).toMatchObject({
      status: 500,
      requestId: 'req_5',
      host: 'api.groq.com',
    });
  });

  it('reads the wait: exact milliseconds, seconds, a date, Google’s RetryInfo', () => {
    const wait = (headers: Record<string, string>, body: unknown = '') =>
      map(429, body, 'groq', headers).details.retryAfterMs;
    expect(wait({ 'retry-after-ms': '120', 'retry-after': '9' })).toBe(120);
    expect(wait({ 'retry-after': '2.5' })).toBe(2500);
    expect(wait({ 'retry-after': 'Sat, 21 Nov 2026 12:00:30 GMT' })).toBe(30_000);
    expect(wait({ 'retry-after': 'Sat, 21 Nov 2026 11:00:00 GMT' })).toBe(0);
    expect(wait({ 'retry-after': 'soon' })).toBeUndefined();
    const info = { error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'm', details: [{ retryDelay: '34s' }] } };
    expect(wait({}, info)).toBe(34_000);
    expect(retryAfterOf(new Map(), now)).toBeUndefined();
  });
});

describe('requests without an answer', () => {
  const withCode = (code: string, message = code) => Object.assign(new Error(message), { code });
  const url = 'http://127.0.0.1:11434/api/chat';

  it.each<[unknown, ProviderErrorReason]>([
    [new TypeError('fetch failed', { cause: withCode('ENOTFOUND') }), 'offline'],
    [new TypeError('fetch failed', { cause: withCode('EAI_AGAIN') }), 'offline'],
    [
      new TypeError('fetch failed', {
        cause: new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')]),
      }),
      'refused',
    ],
    [withCode('UND_ERR_CONNECT_TIMEOUT'), 'timeout'],
    [new DOMException('too slow', 'TimeoutError'), 'timeout'],
    [new TypeError('fetch failed', { cause: withCode('ECONNRESET') }), 'interrupted'],
    [new TypeError('terminated', { cause: withCode('UND_ERR_SOCKET', 'other side closed') }), 'interrupted'],
    [withCode('SELF_SIGNED_CERT_IN_CHAIN'), 'certificate'],
    [withCode('CERT_HAS_EXPIRED'), 'certificate'],
    [withCode('ERR_TLS_CERT_ALTNAME_INVALID'), 'certificate'],
    [withCode('UND_ERR_ABORTED', 'Proxy response (407) !== 200 when HTTP Tunneling'), 'proxyAuth'],
    [withCode('UND_ERR_INVALID_ARG', 'Proxy Authentication Required (407)'), 'proxyAuth'],
    [Object.assign(new Error('x'), { connectResponseStatusCode: 407 }), 'proxyAuth'],
    [withCode('UND_ERR_ABORTED', 'Proxy response (502) !== 200 when HTTP Tunneling'), 'refused'],
    [new TypeError('fetch failed', { cause: new Error('unexpected redirect') }), 'wrongAddress'],
    [withCode('UND_ERR_INVALID_ARG', 'invalid authorization header'), 'auth'],
    [new TypeError('Failed to fetch'), 'offline'],
  ])('%s is %s', (error, reason) => {
    expect(errorFromCause(error, url)).toMatchObject({ reason, details: { host: '127.0.0.1:11434', cause: error } });
  });

  it('survives a cause that points at itself', () => {
    const error = new Error('loop');
    error.cause = error;
    expect(errorFromCause(error, url).reason).toBe('offline');
  });
});
