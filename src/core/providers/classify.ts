/** Why a provider refused: its status, codes, and wording mapped to one of our reasons. */

import { lookUp } from '../lookUp';
import type { ErrorBody } from './errorBody';
import type { ProviderErrorReason } from './errors';

/** Exact codes and types, from the vendors' error references (Groq, OpenAI, Anthropic, Google, xAI; read 2026-11-21). */
const byCode: Readonly<Record<string, ProviderErrorReason>> = {
  model_not_found: 'modelGone',
  model_decommissioned: 'modelGone',
  model_terms_required: 'termsRequired',
  invalid_api_key: 'auth',
  API_KEY_INVALID: 'auth',
  authentication_error: 'auth',
  permission_error: 'forbidden',
  PERMISSION_DENIED: 'forbidden',
  insufficient_quota: 'billing',
  billing_error: 'billing',
  rate_limit_exceeded: 'rateLimit',
  rate_limit_error: 'rateLimit',
  RESOURCE_EXHAUSTED: 'rateLimit',
  content_filter: 'filtered',
  content_policy_violation: 'filtered',
  image_content_policy_violation: 'filtered',
  image_too_large: 'tooLarge',
  image_file_too_large: 'tooLarge',
  image_dimensions_too_large: 'tooLarge',
  request_too_large: 'tooLarge',
  context_length_exceeded: 'tooLarge',
  invalid_image: 'badImage',
  invalid_image_format: 'badImage',
  invalid_base64_image: 'badImage',
  invalid_image_mode: 'badImage',
  invalid_image_url: 'badImage',
  image_parse_error: 'badImage',
  image_too_small: 'badImage',
  empty_image_file: 'badImage',
  unsupported_image_media_type: 'badImage',
  failed_to_download_image: 'badImage',
  overloaded_error: 'overloaded',
  api_error: 'overloaded',
  server_error: 'overloaded',
  internal_server_error: 'overloaded',
  timeout_error: 'overloaded',
  UNAVAILABLE: 'overloaded',
  INTERNAL: 'overloaded',
};

/** Wordings, first match wins. Checked only for statuses that say nothing more exact. */
const byWording: readonly (readonly [RegExp, ProviderErrorReason])[] = [
  [/currently unavailable|overloaded/i, 'overloaded'],
  [/api[ _-]?key.{0,40}(invalid|incorrect|not valid|expired|not found)|(invalid|incorrect) api[ _-]?key/i, 'auth'],
  [/credit balance is too low|insufficient (credit|funds|balance)|used all (available )?credits/i, 'billing'],
  [/too many images/i, 'tooManyImages'],
  [/invalid image input|could not (process|decode) image|unsupported image/i, 'badImage'],
  [/(does not|doesn't|not) support (image|vision|multimodal)|image input|no endpoints .*image/i, 'noVision'],
  [/exceeds? .*\b(MB|MiB|KB|bytes|pixels|limit of)\b|too large|maximum context length|context window/i, 'tooLarge'],
  [
    /response[ _]format|json_schema|structured output|output_config\.format|response_?json_?schema/i,
    'schemaUnsupported',
  ],
  [/model.{0,120}(does not exist|not found|decommissioned|no longer|been (retired|removed|shut down))/i, 'modelGone'],
  [/content (filter|policy)|safety system|flagged/i, 'filtered'],
];

/** The reason for a failed request; `status` is undefined for an error inside a stream. */
export function classify(status: number | undefined, body: ErrorBody): ProviderErrorReason {
  const code = body.code ?? '';
  const exact = lookUp(byCode, code) ?? lookUp(byCode, body.type ?? '');
  // xAI has a sentence where others have a code.
  const words = code.includes(' ') ? `${body.message} ${code}` : body.message;
  const wording = () => byWording.find(([pattern]) => pattern.test(words))?.[1];
  switch (status ?? statusInBody(code)) {
    case 401:
      return 'auth';
    case 402:
      return 'billing';
    case 403:
      return wording() === 'billing' ? 'billing' : exact === 'termsRequired' ? exact : 'forbidden';
    case 404:
      return isModelMissing(body) ? 'modelGone' : (narrow(wording(), ['noVision']) ?? 'wrongAddress');
    case 405:
      return 'wrongAddress';
    case 407:
      return 'proxyAuth';
    case 408:
      return 'timeout';
    case 410:
      return 'modelGone';
    case 413:
      return exact === 'rateLimit' ? 'rateLimit' : 'tooLarge';
    case 429:
      return exact === 'billing' ? 'billing' : 'rateLimit';
    case 409:
    case 498:
    case 500:
    case 502:
    case 503:
    case 504:
    case 529:
      return 'overloaded';
  }
  if (status !== undefined && status >= 300 && status < 400) {
    return 'wrongAddress';
  }
  if (status !== undefined && status >= 500) {
    return 'overloaded';
  }
  return exact ?? wording() ?? (status === undefined ? 'interrupted' : 'badRequest');
}

/** An error inside a stream can carry the status as its code (OpenRouter: `"code": 429`). */
function statusInBody(code: string): number | undefined {
  return /^[45]\d\d$/.test(code) ? Number(code) : undefined;
}

/** A 404 is about the model, not the URL, if it says so. */
export function isModelMissing(body: ErrorBody): boolean {
  return (
    lookUp(byCode, body.code ?? '') === 'modelGone' ||
    (body.type === 'not_found_error' && /^model/i.test(body.message)) ||
    /\bmodels?\b/i.test(body.message)
  );
}

function narrow(reason: ProviderErrorReason | undefined, allowed: readonly ProviderErrorReason[]) {
  return reason && allowed.includes(reason) ? reason : undefined;
}
