/** Live model lists, key checks, and local servers: everything that can be requested without using a token. */

import { abortable } from '../abortable';
import { bounds } from '../bounds';
import { collectBytes } from '../bytes';
import { asFilled, asList, asRecord } from '../json';
import { parseJsonInPortions } from '../jsonInPortions';
import { withoutEnd } from '../withoutEnd';
import { errorFromCause, errorFromResponse } from './errorMapping';
import { ProviderError } from './errors';
import { ollamaModel, parseModelList, rankModels } from './modelLists';
import { headersOf, urlOf, withoutKey } from './request';
import { sendGuarded } from './secrets';
import type { ModelInfo, Transport, Vendor } from './types';

const maxPages = 5;

/**
 * The vendor's models, vision models first; the built-in list if the vendor has none of its own.
 * @throws ProviderError, or the signal's reason when aborted.
 */
export async function listVendorModels(
  vendor: Vendor,
  key: string | undefined,
  transport: Transport,
  signal: AbortSignal,
): Promise<readonly ModelInfo[]> {
  const client = createClient(vendor, key, transport, signal);
  switch (vendor.discovery) {
    case 'none':
      return vendor.models;
    case 'xai':
      return rankModels(parseModelList(await client.first('/language-models', '/models'), vendor), vendor);
    case 'anthropic':
      return rankModels(await pages(client, vendor, '/v1/models?limit=100', 'after_id', 'last_id'), vendor);
    case 'gemini':
      return rankModels(await pages(client, vendor, '/models?pageSize=1000', 'pageToken', 'nextPageToken'), vendor);
    case 'ollama':
      return rankModels(await ollamaModels(client, vendor), vendor);
    case 'lmstudio': {
      const root = rootOf(vendor);
      const list = await client.first(`${root}/api/v1/models`, `${root}/api/v0/models`, '/models');
      return rankModels(parseModelList(list, vendor), vendor);
    }
    case 'llamacpp':
      return rankModels(await llamaCppModels(client, vendor), vendor);
    default:
      return rankModels(parseModelList(await client.get('/models'), vendor), vendor);
  }
}

/**
 * Whether the provider accepts the key, checked with the model list. A network failure isn't reported as a wrong key
 * but returned as what it is. Throws the signal's reason when the user aborted.
 */
export async function checkKey(
  vendor: Vendor,
  key: string,
  transport: Transport,
  signal: AbortSignal,
): Promise<'ok' | 'wrong' | ProviderError> {
  const client = createClient(vendor, key, transport, signal);
  try {
    await client.get(keyPath(vendor));
    return 'ok';
  } catch (error) {
    if (signal.aborted) {
      if (error instanceof DOMException && error.name === 'TimeoutError') {
        return errorFromCause(error, vendor.baseUrl);
      }
      throw error;
    }
    const failure = errorFromCause(error, vendor.baseUrl);
    const { status } = failure.details;
    // A server without this list, or too busy to send it, has accepted the key all the same.
    return failure.reason === 'auth' ? 'wrong' : status === 404 || status === 405 || status === 429 ? 'ok' : failure;
  }
}

/** OpenRouter shows its models to anyone, so its account page is requested instead. */
function keyPath(vendor: Vendor): string {
  switch (vendor.discovery) {
    case 'openrouter':
      return '/key';
    case 'xai':
      return '/language-models';
    case 'anthropic':
      return '/v1/models?limit=1';
    case 'gemini':
      return '/models?pageSize=1';
    case 'ollama':
      return '/api/tags';
    default:
      return '/models';
  }
}

export interface LocalServer {
  readonly vendor: Vendor;
  /** At least one of them is a vision model. */
  readonly models: readonly ModelInfo[];
}

/**
 * The first of these servers that answers in time and has a vision model; rows in order of preference. Never rejects
 * and never takes longer than `timeoutMs`.
 */
export async function probeLocal(
  rows: readonly Vendor[],
  transportOf: (vendor: Vendor) => Transport,
  timeoutMs = 800,
): Promise<LocalServer | undefined> {
  const signal = AbortSignal.timeout(timeoutMs);
  const answers = rows.map(async (vendor): Promise<LocalServer | undefined> => {
    const models = await listVendorModels(vendor, undefined, transportOf(vendor), signal);
    return models.some((model) => model.vision === true) ? { vendor, models } : undefined;
  });
  for (const answer of answers) {
    answer.catch(() => undefined);
  }
  for (const answer of answers) {
    const found = await answer.catch(() => undefined);
    if (found) {
      return found;
    }
  }
  return undefined;
}

interface Client {
  /** The parsed answer of a path below the base URL, or of a full URL on the same server. */
  get(path: string): Promise<unknown>;
  post(path: string, body: unknown): Promise<unknown>;
  /** The first of these paths that exists. */
  first(...paths: readonly string[]): Promise<unknown>;
}

function createClient(vendor: Vendor, key: string | undefined, transport: Transport, signal: AbortSignal): Client {
  const send = async (method: 'GET' | 'POST', path: string, body?: string): Promise<unknown> => {
    signal.throwIfAborted();
    const url = path.startsWith('http') ? path : urlOf(vendor, path);
    const headers = {
      ...headersOf(vendor, key, 'application/json'),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    let status: number;
    let received: ReadonlyMap<string, string>;
    let text: string;
    try {
      const response = await abortable(sendGuarded(transport, { method, url, headers, body, signal }), signal);
      status = response.status;
      received = response.headers;
      text = await abortable(readAll(response.body), signal);
    } catch (error) {
      throw signal.aborted ? signal.reason : errorFromCause(error, url);
    }
    if (status < 200 || status > 299) {
      throw withoutKey(headers, errorFromResponse(status, received, text, vendor));
    }
    const parsed = await parseJsonInPortions(text);
    if (parsed === undefined) {
      throw new ProviderError('badAnswer', 'The model list is not JSON.', { status, host: new URL(url).host });
    }
    return parsed;
  };
  const get = (path: string) => send('GET', path);
  return {
    get,
    post: (path, body) => send('POST', path, JSON.stringify(body)),
    async first(...paths) {
      for (const path of paths.slice(0, -1)) {
        try {
          return await get(path);
        } catch (error) {
          if (!(error instanceof ProviderError && (error.details.status === 404 || error.details.status === 405))) {
            throw error;
          }
        }
      }
      return get(paths.at(-1) ?? '/models');
    },
  };
}

async function pages(client: Client, vendor: Vendor, path: string, parameter: string, field: string) {
  const models: ModelInfo[] = [];
  let next: string | undefined;
  for (let page = 0; page < maxPages; page++) {
    const answer = await client.get(next === undefined ? path : `${path}&${parameter}=${encodeURIComponent(next)}`);
    models.push(...parseModelList(answer, vendor));
    const body = asRecord(answer);
    next = body?.has_more === false ? undefined : asFilled(body?.[field]);
    if (next === undefined) {
      break;
    }
  }
  return models;
}

/** Older servers leave the capabilities out of the list; then each model is queried. */
async function ollamaModels(client: Client, vendor: Vendor): Promise<ModelInfo[]> {
  const models = parseModelList(await client.get('/api/tags'), vendor);
  const asked = models.map(async (model, at) => {
    if (model.vision !== 'unknown' || at >= bounds.modelsAsked) {
      return [model];
    }
    const shown = asRecord(await client.post('/api/show', { model: model.id }));
    const capabilities = asList(shown?.capabilities)?.filter((entry) => typeof entry === 'string');
    const context = Object.entries(asRecord(shown?.model_info) ?? {}).find(([name]) =>
      name.endsWith('.context_length'),
    );
    const known = ollamaModel(model.id, capabilities);
    return known ? [{ ...known, contextTokens: typeof context?.[1] === 'number' ? context[1] : undefined }] : [];
  });
  return (await Promise.all(asked)).flat();
}

/** Older builds report image support only in `/props`, for the one loaded model. */
async function llamaCppModels(client: Client, vendor: Vendor): Promise<ModelInfo[]> {
  const models = parseModelList(await client.get('/models'), vendor);
  if (models.every((model) => model.vision !== 'unknown')) {
    return models;
  }
  const modalities = asRecord(asRecord(await client.first(`${rootOf(vendor)}/props`, '/models'))?.modalities);
  const vision = typeof modalities?.vision === 'boolean' ? modalities.vision : undefined;
  return models.map((model) => (model.vision === 'unknown' && vision !== undefined ? { ...model, vision } : model));
}

/** The server's URL without the `/v1` of its OpenAI-compatible part. */
function rootOf(vendor: Vendor): string {
  return withoutEnd(vendor.baseUrl, '/').replace(/\/v1$/, '');
}

async function readAll(body: AsyncIterable<Uint8Array>): Promise<string> {
  const bytes = await collectBytes(body, bounds.modelListBytes);
  if (!bytes) {
    throw new ProviderError('badAnswer', 'The model list is too long.');
  }
  return new TextDecoder().decode(bytes);
}
