/**
 * What a failure says, by kinds of wordings rather than by vendor: gateways pass on the words of whoever is behind them,
 * in a frame and with a status of their own.
 */
import type { ProviderErrorReason } from './errors';

const image = '(?:images?|vision|visual|multi-?modal\\w*)';
const no = "(?:not|n't|cannot|can't|unable)";
const some = '.{0,60}';

/** First match wins: what is said more exactly comes first. */
const kinds: readonly (readonly [ProviderErrorReason, RegExp])[] = [
  [
    'accountSetting',
    /data policy|guardrail restrictions|\/settings\/privacy|no allowed providers|not supported by any provider you have enabled/,
  ],
  [
    'filtered',
    /content[ _-]?(?:filter|policy|management policy|moderation)|responsible ?ai|safety (?:system|filter|setting|reason)|flagged (?:for|by|as)|was filtered|inappropriate content|prohibited[ _]content|data ?inspection|敏感|违规/,
  ],
  [
    'blocked',
    /just a moment|you have been blocked|attention required! \| cloudflare|^error code: 10(?!15)\d\d$|access denied.{0,80}(?:firewall|waf)|checking your browser/,
  ],
  [
    'wrongAddress',
    /unexpected endpoint|no route matched|invalid url \(|unknown request url|plain http request was sent to https|cannot post \//,
  ],
  [
    'rateLimit',
    /rate[ _-]?limit|ratelimit|too many requests|(?:requests|tokens) per (?:second|minute|hour|day)|throttl|try again in \d|retry after \d|wait (?:before|\d)|rate increased too quickly|速率|请求过于频繁|访问量过大/,
  ],
  [
    'termsRequired',
    /terms acceptance|(?:accept|agree to)\b.{0,40}\b(?:terms|license|licence)|use case details have not been submitted|gated (?:repo|model)/,
  ],
  [
    'noVision',
    new RegExp(
      [
        `${no} (?:currently )?support(?:ed|s|ing)? (?:the )?${image}(?: (?:input|content|field|data|understanding)s?)?(?!\\s?(?:format|type|url|size|generation))`,
        `${image} (?:input|content|understanding|data)s?,? ${some}${no} (?:currently )?(?:supported|available|enabled|allowed)`,
        `no endpoints? .{0,30}support .{0,20}${image}`,
        `not (?:a |an )?${image} model`,
        'text[- ]only',
        'only supports? text',
        'mmproj|vision add-on|vision (?:model|adapter) is not loaded|model projector|not compiled for multimodal',
        'missing data required for image',
        '(?:image_url|input_image).{0,12}(?:is )?only supported by',
        'unknown variant.{0,3}(?:image_url|input_image|image)',
        'content part type: .{0,3}image|literal_error, input_value=.{0,3}image|value: .{0,3}input_image',
        'content must be a string|concatenate str \\(not .{0,3}list',
        'at most 0 image',
        `${no} (?:support|accept|handle|have) ${some}(?:image|visual) ?(?:modalit|input)`,
        '不支持(?:图片|图像|视觉|多模态)',
      ].join('|'),
    ),
  ],
  ['badRequest', /no endpoints? found that/],
  [
    'modelNotLoaded',
    /no models? (?:is |are )?(?:currently )?loaded|failed to load (?:the )?model|error loading model|model (?:is )?(?:not loaded|too large)|model loading was stopped|(?:more|enough|insufficient|not enough) (?:available )?(?:system |gpu |video )?(?:memory|vram|resources)|insufficient system resources|out of memory|unable to allocate|model has crashed/,
  ],
  [
    'tooManyImages',
    /too many images|(?:at most|up to|maximum of|more than|only|limit of|limited to) (?:\d+|one|a single|single) images?|at most \d+ image|number of images.{0,40}(?:exceed|limit|maximum)|images? per (?:prompt|request|message)|only one image|single image (?:is|per)/,
  ],
  [
    'contextTooSmall',
    /context[ _-]?(?:length|window|size|limit)|contextwindow|prompt (?:is|was) too long|maximum (?:prompt|context) length|too many (?:input )?tokens|token (?:count|limit).{0,60}(?:exceed|limit)|exceed.{0,30}token limit|input is too long|reduce the length of|max(?:imum)?(?: number of)? tokens allowed|n_keep|tokens?\b.{0,60}exceeds? .{0,30}\b(?:cap|budget|limit)\b|max(?:imum)? size: \d+ tokens|inputs.{0,30}tokens?.{0,40}must be|上下文/,
  ],
  [
    'tooLarge',
    /exceeds?\b.*\b(?:mb|mib|kb|bytes|pixels|limit of|maximum size)\b|exceed max (?:allowed size|pixels)|too (?:large|big)\b|entity too large|payload size exceeds/,
  ],
  [
    'badImage',
    new RegExp(
      [
        'aspect ratio',
        `image ${some}(?:too small|must be larger|larger than|restrictions)`,
        '(?:height|width).{0,20}(?:must be|larger than)',
        `(?:invalid|unsupported|corrupt\\w*|malformed|broken|bad|valid|damaged) (?:base64 )?(?:image|picture)`,
        `(?:image|picture)s? (?:input )?(?:is|are|was|were) (?:not valid|invalid|corrupt|unreadable|malformed)`,
        '(?:could not|cannot|unable|failed|error) (?:to )?.{0,30}\\b(?:image|picture)s?\\b',
        '(?:timeout|unable|failed|cannot|error) (?:to |while )?(?:download|fetch)|(?:download|fetch)ing (?:the )?(?:image|picture)',
        `image ?(?:file )?(?:format|type|urls?|media type)s?\\b ${some}not (?:currently )?supported`,
        'media type|base64|url sources are not supported',
        'image: unknown format|unsupported (?:image|media|mime)|does not match the (?:provided|specified) (?:media|image)',
        'processor on data=.*images',
        'image_parse|image data|图片.{0,8}(?:格式|解析|错误)',
      ].join('|'),
    ),
  ],
  [
    'billing',
    /credit balance|insufficient[ _](?:credits?|funds?|balance|quota)|balance (?:is )?(?:insufficient|too low)|(?:used all|out of|exceeded).{0,40}(?:credits?|usage)\b|spending limit|budget has been exceeded|not[ _]enough[ _](?:balance|credits?)|requires? available credits|payment required|billing details|exceeded your current quota|free tier|arrearage|余额|欠费/,
  ],
  [
    'auth',
    /api[ _-]?key.{0,40}(?:invalid|incorrect|not valid|expired|not found)|(?:invalid|incorrect|missing|wrong|no) (?:x-)?(?:api[ _-]?key|proxy server token|auth credentials)|authentication (?:fails|error|failed)|unauthori[sz]ed/,
  ],
  [
    'forbidden',
    /organi[sz]ation must be verified|location is not supported|country|region, or territory|don't have access to the model|(?:not|n't) have permission|permission denied/,
  ],
  [
    'schemaUnsupported',
    /response[ _]format|json_schema|structured output|output_config\.format|response_?json_?schema/,
  ],
  [
    'modelGone',
    /models?\b.{0,120}(?:does not exist|not exist|not found|decommissioned|no longer|deprecated|been (?:retired|removed|shut down|replaced)|not supported for generatecontent|identifier is invalid|with on-demand throughput)|(?:invalid|unknown|no such|not found the) model|no endpoints found for|no available channel for model|(?:unable to|cannot|can't) access (?:the )?(?:non-serverless )?model|function .{0,60}not found for account|no longer compatible|deployment .{0,60}does not exist|valid model id|模型(?:不存在|未找到)/,
  ],
  [
    'overloaded',
    /overloaded|over capacity|at capacity|no capacity|capacity exceeded|(?:temporarily|currently|service) unavailable|server busy|loading model|currently loading|high demand|upstream connect|unexpected eof|internal server error/,
  ],
];

/** Addresses in a message are about where to read more. That of a privacy setting says what is wrong. */
const elsewhere = /https?:\/\/(?!\S{0,80}\/settings\/privacy)\S{1,500}/g;

/** The reason that a message states; undefined if it fits no kind. */
export function reasonInWords(message: string): ProviderErrorReason | undefined {
  const words = message.toLowerCase().replaceAll('’', "'").replace(elsewhere, '');
  return kinds.find(([, pattern]) => pattern.test(words))?.[0];
}

/** What a server refuses about an image: its shape, its type, or undefined if it can't be read. */
export function imageFault(message: string): 'shape' | 'type' | undefined {
  const words = message.toLowerCase();
  if (/aspect ratio|too small|larger than|restrictions/.test(words)) {
    return 'shape';
  }
  return /unknown format|(?:format|type)s?\b.{0,40}not supported|invalid image type|unsupported (?:image|media|mime)/.test(
    words,
  )
    ? 'type'
    : undefined;
}
