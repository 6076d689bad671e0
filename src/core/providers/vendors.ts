/** The vendor table with the user's settings applied. */

import * as v from 'valibot';
import type { ImageLimits } from '../image/types';
import { isLoopback } from '../network/loopback';
import { looseObject, object, record } from '../objectSchemas';
import { withoutEnd } from '../withoutEnd';
import type { ConnectionOptions, Dialect, ModelInfo, Vendor, VendorQuirks } from './types';
import { compatibleImage, compatibleQuirks } from './vendorBasics';
import { vendorTable } from './vendorTable';

/** The built-in vendors, in the order they are offered. */
export const vendors: readonly Vendor[] = vendorTable;

/** A usable row, or what is wrong with the user's setting, in words. */
export type ResolvedVendor = { readonly vendor: Vendor } | { readonly problems: readonly string[] };

const filled = v.pipe(v.string(), v.trim(), v.nonEmpty());
const count = v.pipe(v.number(), v.minValue(1));

const modelSetting = v.union([
  filled,
  looseObject({
    id: filled,
    label: v.optional(v.string()),
    vision: v.optional(v.boolean()),
    tools: v.optional(v.boolean()),
    contextTokens: v.optional(count),
    maxOutputTokens: v.optional(count),
    price: v.optional(object({ input: v.number(), output: v.number(), cachedInput: v.optional(v.number()) })),
  }),
]);

/** A row of `sightread.providers`. */
export const rowSetting = looseObject({
  api: v.optional(v.picklist(['chat', 'responses', 'anthropic', 'gemini', 'ollama'])),
  baseUrl: v.optional(v.pipe(filled, v.check(isHttpAddress, 'must be an http or https address without a password'))),
  label: v.optional(filled),
  headers: v.optional(record(filled, v.pipe(v.string(), v.check(isHeaderValue, 'cannot be sent in a header')))),
  models: v.optional(v.array(modelSetting)),
  local: v.optional(v.boolean()),
  auth: v.optional(v.picklist(['bearer', 'x-api-key', 'x-goog-api-key', 'api-key', 'none'])),
  keyEnv: v.optional(filled),
  discovery: v.optional(
    v.picklist([
      'openai',
      'groq',
      'xai',
      'anthropic',
      'gemini',
      'ollama',
      'lmstudio',
      'llamacpp',
      'openrouter',
      'mistral',
      'none',
    ]),
  ),
  image: v.optional(
    object({
      accepts: v.optional(v.array(filled)),
      maxEdge: v.optional(count),
      maxPixels: v.optional(count),
      maxImageBytes: v.optional(count),
      maxBodyBytes: v.optional(count),
      maxImages: v.optional(count),
    }),
  ),
  quirks: v.optional(
    object({
      maxTokensKey: v.optional(v.picklist(['max_tokens', 'max_completion_tokens', 'max_output_tokens'])),
      includeUsage: v.optional(v.boolean()),
      outputExcludesReasoning: v.optional(v.boolean()),
      sendDetail: v.optional(v.boolean()),
      originalDetail: v.optional(v.boolean()),
      noObfuscation: v.optional(v.boolean()),
      system: v.optional(v.picklist(['system', 'developer'])),
      partOrder: v.optional(v.picklist(['imageFirst', 'textFirst', 'asGiven'])),
      json: v.optional(v.picklist(['schema', 'object', 'none'])),
      jsonWithTools: v.optional(v.boolean()),
      tools: v.optional(v.boolean()),
      remoteUrl: v.optional(v.boolean()),
      storeFalse: v.optional(v.boolean()),
      reasoningOff: v.optional(record(v.string(), record(v.string(), v.unknown()))),
    }),
  ),
  proxy: v.optional(
    v.pipe(
      filled,
      v.check((url) => isUrl(url, /^https?:$/), 'must be an http or https address'),
    ),
  ),
  caFile: v.optional(filled),
  clientCertFile: v.optional(filled),
  clientKeyFile: v.optional(filled),
  socketPath: v.optional(filled),
});

type Row = v.InferOutput<typeof rowSetting>;

/**
 * A vendor with the user's row in `sightread.providers` applied. An ID that isn't in the table makes a new vendor; its
 * `api` is the dialect, `chat` by default.
 */
export function resolveVendor(id: string, setting?: unknown): ResolvedVendor {
  const known = vendors.find((vendor) => vendor.id === id);
  if (setting === undefined || setting === null) {
    return known ? { vendor: known } : { problems: [`there is no provider “${id}”`] };
  }
  const parsed = v.safeParse(rowSetting, setting);
  if (!parsed.success) {
    return { problems: parsed.issues.map(problemOf) };
  }
  const row = parsed.output;
  if (!known && row.baseUrl === undefined) {
    return { problems: ['baseUrl: is needed'] };
  }
  if (/\bmodels\.(github\.ai|inference\.ai\.azure\.com)\b/.test(row.baseUrl ?? '')) {
    return { problems: ['baseUrl: GitHub Models was retired on 2026-07-30; choose another provider'] };
  }
  return { vendor: overlay(known ?? newVendor(id, row.api ?? 'chat'), row) };
}

/** What is wrong, in words that don't repeat any value: a header, or a URL with a password, is a secret. */
function problemOf(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? 'setting';
  const expected = issue.kind === 'validation' ? issue.message : `must be ${issue.expected ?? 'something else'}`;
  return `${/^headers\b(?!\.[\w-]{1,40}$)/.test(path) ? 'headers' : path}: ${expected}`;
}

/** A row for a server of which only the dialect is known. */
function newVendor(id: string, dialect: Dialect): Vendor {
  const like =
    dialect === 'chat' ? undefined : vendors.find((vendor) => vendor.dialect === dialect && vendor.id !== 'xai');
  return {
    id,
    label: id,
    dialect,
    baseUrl: '',
    auth: { header: like?.auth.header ?? 'bearer', optional: true },
    headers: like?.headers,
    discovery: like?.discovery ?? 'openai',
    quirks: like?.quirks ?? compatibleQuirks,
    image: like?.image ?? compatibleImage,
    tokenFormula: 'none',
    models: [],
  };
}

function overlay(base: Vendor, row: Row): Vendor {
  const baseUrl = row.baseUrl === undefined ? base.baseUrl : withoutEnd(row.baseUrl, '/');
  const connection = connectionOf(row);
  const spoken = speaking(base, row.api);
  return {
    ...spoken,
    label: row.label ?? base.label,
    baseUrl,
    headers: row.headers ? { ...base.headers, ...row.headers } : base.headers,
    auth: {
      ...base.auth,
      ...(row.auth && { header: row.auth }),
      ...(row.keyEnv && { env: row.keyEnv }),
      // Another URL may need no key, unless the user says how it's sent.
      ...(row.baseUrl && !row.auth && isLocalAddress(baseUrl) && { optional: true }),
    },
    local: row.local ?? (isLocalAddress(baseUrl) || connection?.socketPath !== undefined),
    discovery: row.discovery ?? base.discovery,
    quirks: { ...spoken.quirks, ...(row.quirks as Partial<VendorQuirks>) },
    image: { ...base.image, ...(row.image as Partial<ImageLimits>) },
    models: row.models ? mergeModels(row.models.map(modelOf), base.models) : base.models,
    connection,
  };
}

/** The vendor in another dialect: its own fallback, or the form of the dialect's usual vendor. */
function speaking(base: Vendor, dialect: Dialect | undefined): Vendor {
  if (!dialect || dialect === base.dialect) {
    return base;
  }
  const quirks =
    dialect === base.fallbackDialect
      ? { ...base.quirks, ...base.fallbackQuirks }
      : (vendors.find((vendor) => vendor.dialect === dialect)?.quirks ?? base.quirks);
  return { ...base, dialect, quirks, fallbackDialect: undefined, fallbackQuirks: undefined };
}

function connectionOf({
  proxy,
  caFile,
  clientCertFile,
  clientKeyFile,
  socketPath,
}: Row): ConnectionOptions | undefined {
  const given = { proxy, caFile, clientCertFile, clientKeyFile, socketPath };
  return Object.values(given).some((value) => value !== undefined) ? given : undefined;
}

function modelOf(setting: NonNullable<Row['models']>[number]): ModelInfo {
  if (typeof setting === 'string') {
    return { id: setting, vision: 'unknown', source: 'user' };
  }
  const { id, label, vision, tools, contextTokens, maxOutputTokens, price } = setting;
  return {
    id,
    label,
    vision: vision ?? 'unknown',
    tools,
    contextTokens,
    maxOutputTokens,
    price: price && { ...price, asOf: 'user' },
    source: 'user',
  };
}

/** The user's models first, then those in the table that the user didn't name. */
function mergeModels(own: readonly ModelInfo[], builtin: readonly ModelInfo[]): ModelInfo[] {
  return [...own, ...builtin.filter((model) => own.every((mine) => mine.id !== model.id))];
}

function isHttpAddress(address: string): boolean {
  if (!isUrl(address, /^https?:$/)) {
    return false;
  }
  const { search, hash, username, password } = new URL(address);
  return search + hash + username + password === '';
}

function isUrl(address: string, protocol: RegExp): boolean {
  return URL.canParse(address) && protocol.test(new URL(address).protocol);
}

function isHeaderValue(value: string): boolean {
  return value === '' || usableHeader.test(value);
}

const usableHeader = /^[\x20-\x7e\t]*$/;

/** On this machine: no header timeout, no question before an image is sent. */
function isLocalAddress(baseUrl: string): boolean {
  return URL.canParse(baseUrl) && isLoopback(new URL(baseUrl).hostname);
}
