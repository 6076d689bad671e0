/** Why a provider refused: what it says, then its codes, then its status, mapped to one of our reasons. */

import { lookUp } from '../lookUp';
import type { ErrorBody } from './errorBody';
import type { ProviderErrorReason } from './errors';
import { reasonInWords } from './errorWords';

/** Codes and types that say one thing (error references of Groq, OpenAI, Anthropic, Google, xAI; read 2026-11-21). */
const exactCodes: Readonly<Record<string, ProviderErrorReason>> = {
  model_not_found: 'modelGone',
  model_decommissioned: 'modelGone',
  DeploymentNotFound: 'modelGone',
  model_terms_required: 'termsRequired',
  invalid_api_key: 'auth',
  API_KEY_INVALID: 'auth',
  unsupported_country_region_territory: 'forbidden',
  insufficient_quota: 'billing',
  billing_error: 'billing',
  rate_limit_exceeded: 'rateLimit',
  rate_limit_error: 'rateLimit',
  RESOURCE_EXHAUSTED: 'rateLimit',
  content_filter: 'filtered',
  content_policy_violation: 'filtered',
  data_inspection_failed: 'filtered',
  image_content_policy_violation: 'filtered',
  image_too_large: 'tooLarge',
  image_file_too_large: 'tooLarge',
  image_dimensions_too_large: 'tooLarge',
  request_too_large: 'tooLarge',
  context_length_exceeded: 'contextTooSmall',
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
};

/** Codes and types that many failures share. */
const vagueCodes: Readonly<Record<string, ProviderErrorReason>> = {
  authentication_error: 'auth',
  permission_error: 'forbidden',
  PERMISSION_DENIED: 'forbidden',
  api_error: 'overloaded',
  server_error: 'overloaded',
  internal_server_error: 'overloaded',
  timeout_error: 'overloaded',
  UNAVAILABLE: 'overloaded',
  INTERNAL: 'overloaded',
};

/** Some servers give every missing thing these codes. */
const loose: ReadonlySet<ProviderErrorReason> = new Set(['modelGone']);

/**
 * The reason for a failed request; `status` is that of the answer, or undefined for an error inside one. What is said
 * comes first: servers send the wrong status far more often than the wrong words.
 */
export function classify(status: number | undefined, body: ErrorBody): ProviderErrorReason {
  const code = body.code ?? '';
  const exact = lookUp(exactCodes, code) ?? lookUp(exactCodes, body.type ?? '');
  // xAI has a sentence where others have a code.
  const said = reasonInWords(code.includes(' ') ? `${body.message} ${code}` : body.message);
  if (exact && !loose.has(exact)) {
    return exact;
  }
  const told = said ?? exact ?? modelNamed(body);
  if (told) {
    return told;
  }
  const vague = lookUp(vagueCodes, code) ?? lookUp(vagueCodes, body.type ?? '');
  return byStatus(status ?? statusInBody(code)) ?? vague ?? 'badRequest';
}

/** Anthropic's whole message for a missing model is `model: claude-…`. */
function modelNamed({ type, message }: ErrorBody): ProviderErrorReason | undefined {
  return type === 'not_found_error' && /^model/i.test(message) ? 'modelGone' : undefined;
}

const statuses: Readonly<Record<number, ProviderErrorReason>> = {
  401: 'auth',
  402: 'billing',
  403: 'forbidden',
  404: 'wrongAddress',
  405: 'wrongAddress',
  407: 'proxyAuth',
  408: 'timeout',
  409: 'overloaded',
  410: 'modelGone',
  413: 'tooLarge',
  429: 'rateLimit',
  498: 'overloaded',
};

function byStatus(status: number | undefined): ProviderErrorReason | undefined {
  if (status === undefined) {
    return undefined;
  }
  return (
    statuses[status] ?? (status >= 500 ? 'overloaded' : status >= 300 && status < 400 ? 'wrongAddress' : undefined)
  );
}

/** An error inside a stream can carry the status as its code (OpenRouter: `"code": 429`). */
function statusInBody(code: string): number | undefined {
  return /^[45]\d\d$/.test(code) ? Number(code) : undefined;
}
