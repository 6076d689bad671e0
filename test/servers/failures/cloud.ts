// What the vendors themselves answer when they can't or won't.
import { error, type Failure, failuresOf, file, issue } from './failure';

const openai = failuresOf('OpenAI', 'openai');
const azure = failuresOf('Azure OpenAI', 'azure');
const anthropic = failuresOf('Anthropic', 'anthropic');
const gemini = failuresOf('Google Gemini', 'gemini');
const groq = failuresOf('Groq', 'groq');
const xai = failuresOf('xAI', 'xai');
const mistral = failuresOf('Mistral', 'mistral');
const deepseek = failuresOf('DeepSeek', 'openai');
const zai = failuresOf('z.ai', 'openai');
const dashscope = failuresOf('DashScope', 'openai');
const kimi = failuresOf('Moonshot', 'openai');
const volcengine = failuresOf('Volcengine', 'openai');
const minimax = failuresOf('MiniMax', 'openai');

const openaiCodes = 'https://platform.openai.com/docs/guides/error-codes';
const anthropicErrors = 'https://docs.claude.com/en/api/errors';
const geminiErrors = 'https://ai.google.dev/gemini-api/docs/troubleshooting';
const groqErrors = 'https://console.groq.com/docs/errors';
const xaiErrors = 'https://docs.x.ai/docs/key-information/debugging';
const deepseekErrors = 'https://api-docs.deepseek.com/quick_start/error_codes';
const overflow = file('badlogic/pi-mono', 'packages/ai/src/utils/overflow.ts');
const cassettes = (name: string) => file('pydantic/pydantic-ai', `tests/models/cassettes/${name}.yaml`);
const hermes = file('NousResearch/hermes-agent', 'tests/agent/test_error_classifier.py');

const invalid = { type: 'invalid_request_error' };
const claude = (type: string, message: string) => ({ type: 'error', error: { type, message }, request_id: 'req_1' });
const google = (code: number, status: string, message: string, more = {}) => ({
  error: { code, message, status, ...more },
});

export const cloudFailures: readonly Failure[] = [
  // OpenAI
  openai.final(
    401,
    'auth',
    error(
      'Incorrect API key provided: sk-abc. You can find your API key at https://platform.openai.com/account/api-keys.',
      { ...invalid, code: 'invalid_api_key' },
    ),
    openaiCodes,
  ),
  openai.final(
    429,
    'billing',
    error('You exceeded your current quota, please check your plan and billing details.', {
      type: 'insufficient_quota',
      code: 'insufficient_quota',
    }),
    openaiCodes,
  ),
  openai.final(
    404,
    'modelGone',
    error('The model `gpt-5.2-proo` does not exist or you do not have access to it.', {
      ...invalid,
      code: 'model_not_found',
    }),
    cassettes('test_model_name_suggestions/test_model_name_suggestion[openai-chat]'),
    '2026-08-22',
  ),
  openai.final(
    400,
    'modelGone',
    error("The requested model 'gpt-5.2-proo' does not exist.", {
      ...invalid,
      code: 'model_not_found',
      param: 'model',
    }),
    cassettes('test_model_name_suggestions/test_inferred_model_name_suggestion'),
    '2026-08-22',
  ),
  openai.final(
    400,
    'noVision',
    error('Invalid content type. image_url is only supported by certain models.', {
      ...invalid,
      param: 'messages.[0].content.[1].type',
      code: null,
    }),
    issue('vllm-project/vllm', 11629),
    '2025-01-29',
  ),
  openai.final(
    400,
    'noVision',
    error("Invalid value: 'input_image'. Supported values are: 'input_text'.", {
      ...invalid,
      param: 'input[0].content[0]',
      code: 'invalid_value',
    }),
    issue('AIProxyTeam/AIProxySwift', 194),
    '2025-07-21',
  ),
  openai.final(
    400,
    'badRequest',
    error("Invalid 'messages[3]'. Content blocks are expected to be either text or image_url type.", {
      ...invalid,
      param: 'messages[3]',
      code: 'invalid_value',
    }),
    cassettes('test_multimodal_tool_returns/test_multimodal_tool_return_matrix[direct-binary-audio-openai_chat]'),
    '2026-08-22',
  ),
  openai.final(
    400,
    'badImage',
    error(
      "The image data you provided does not represent a valid image. Please check your input and try again with one of the supported image formats: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'].",
      { ...invalid, param: 'input', code: 'invalid_value' },
    ),
    issue('openai/openai-node', 1463),
  ),
  openai.finalEvent(
    'badImage',
    {
      type: 'error',
      ...error(
        "The image data you provided does not represent a valid image. Please check your input and try again with one of the supported image formats: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'].",
        { ...invalid, param: 'input', code: 'invalid_value' },
      ),
    },
    issue('openai/openai-node', 1463),
  ),
  openai.final(
    400,
    'badImage',
    error('You uploaded an unsupported image. Please make sure your image is valid.', {
      ...invalid,
      code: 'image_parse_error',
    }),
    issue('openai/openai-node', 1463),
  ),
  openai.final(
    400,
    'badImage',
    error('Invalid image.', { ...invalid, code: null }),
    issue('sashirestela/simple-openai', 36),
    '2024-01-20',
  ),
  // Asked once more with the role that it names.
  {
    ...openai.final(
      400,
      'badRequest',
      error("Unsupported value: 'messages[0].role' does not support 'developer' with this model.", {
        ...invalid,
        param: 'messages[0].role',
        code: 'unsupported_value',
      }),
      cassettes('test_openai/test_openai_o1_mini_system_role[developer]'),
      '2026-08-22',
    ),
    requests: 2,
  },
  openai.final(
    400,
    'filtered',
    error('Your request was rejected as a result of our safety system.', {
      ...invalid,
      code: 'content_policy_violation',
    }),
    openaiCodes,
  ),
  openai.final(
    400,
    'contextTooSmall',
    error('Your input exceeds the context window of this model. Please adjust your input and try again.', {
      ...invalid,
      code: 'context_length_exceeded',
    }),
    overflow,
    '2026-11-30',
  ),
  openai.final(
    403,
    'forbidden',
    error('Country, region, or territory not supported', {
      type: 'request_forbidden',
      code: 'unsupported_country_region_territory',
    }),
    openaiCodes,
  ),
  openai.final(
    400,
    'forbidden',
    error(
      'Your organization must be verified to stream this model. Please go to: https://platform.openai.com/settings/organization/general and click on Verify Organization.',
      { ...invalid, param: 'stream', code: 'unsupported_value' },
    ),
    openaiCodes,
  ),
  openai.passing(
    503,
    'overloaded',
    error('The engine is currently overloaded, please try again later', { type: 'service_unavailable_error' }),
    openaiCodes,
  ),
  openai.finalEvent(
    'filtered',
    error(
      'This content was flagged for possible cybersecurity risk. If this seems wrong, try rephrasing your request.',
      { code: null },
    ),
    hermes,
    '2026-11-30',
  ),

  openai.final(
    400,
    'noVision',
    error("Input should be 'file' [type=literal_error, input_value='image_url', input_type=str]", invalid),
    issue('katanemo/plano', 535),
    '2025-07-22',
  ),

  // Azure OpenAI
  azure.final(
    400,
    'filtered',
    error(
      "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry. To learn more about our content filtering policies please read our documentation: https://go.microsoft.com/fwlink/?linkid=2198766",
      {
        type: null,
        param: 'prompt',
        code: 'content_filter',
        status: 400,
        innererror: {
          code: 'ResponsibleAIPolicyViolation',
          content_filter_result: { sexual: { filtered: true, severity: 'high' } },
        },
      },
    ),
    issue('openai/openai-dotnet', 55),
    '2024-06-14',
  ),
  azure.finalEvent(
    'filtered',
    error(
      "Error code: 400 - {'error': {'message': 'The response was filtered...', 'code': 'content_filter', 'innererror': {'code': 'ResponsibleAIPolicyViolation'}}}",
    ),
    issue('compl-ai/compl-ai', 20),
    '2025-02-27',
  ),
  azure.final(
    404,
    'modelGone',
    error(
      'The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.',
      { code: 'DeploymentNotFound' },
    ),
    'https://learn.microsoft.com/en-us/azure/ai-foundry/openai/faq',
  ),
  azure.final(
    401,
    'auth',
    {
      statusCode: 401,
      message:
        'Unauthorized. Access token is missing, invalid, audience is incorrect (https://cognitiveservices.azure.com), or have expired.',
    },
    'https://learn.microsoft.com/en-us/azure/ai-foundry/openai/faq',
  ),
  azure.final(
    404,
    'wrongAddress',
    error('Resource not found', { code: '404' }),
    'https://learn.microsoft.com/en-us/azure/ai-foundry/openai/faq',
  ),

  // Anthropic
  anthropic.final(401, 'auth', claude('authentication_error', 'invalid x-api-key'), anthropicErrors),
  anthropic.final(
    404,
    'modelGone',
    claude('not_found_error', 'model: claude-sonet-4-5'),
    cassettes('test_model_name_suggestions/test_model_name_suggestion[anthropic]'),
    '2026-08-22',
  ),
  anthropic.final(
    400,
    'tooLarge',
    claude(
      'invalid_request_error',
      'messages.0.content.2.image.source.base64: image exceeds 5 MB maximum: 15908784 bytes > 5242880 bytes',
    ),
    issue('anthropics/claude-code', 10612),
    '2025-10-30',
  ),
  anthropic.final(
    400,
    'tooLarge',
    claude(
      'invalid_request_error',
      'messages.7.content.2.image.source.base64.data: At least one of the image dimensions exceed max allowed size: 8000 pixels',
    ),
    issue('anthropics/claude-code', 4778),
    '2025-08-04',
  ),
  anthropic.final(
    400,
    'tooLarge',
    claude(
      'invalid_request_error',
      'messages.94.content.0.image.source.base64.data: At least one of the image dimensions exceed max allowed size for many-image requests: 2000 pixels',
    ),
    issue('aws-solutions-library-samples/accelerated-intelligent-document-processing-on-aws', 998),
  ),
  anthropic.final(
    400,
    'badImage',
    claude(
      'invalid_request_error',
      'messages.2.content.0.image.source.base64.data: Image does not match the provided media type image/png',
    ),
    issue('anthropics/claude-code', 6300),
    '2025-08-22',
  ),
  anthropic.final(
    400,
    'badImage',
    claude(
      'invalid_request_error',
      'messages.34.content.2.image.source.base64.data: Image format image/png not supported',
    ),
    issue('anthropics/claude-code', 28485),
    '2026-02-25',
  ),
  anthropic.final(400, 'badImage', claude('invalid_request_error', 'Could not process image'), anthropicErrors),
  anthropic.final(
    400,
    'contextTooSmall',
    claude('invalid_request_error', 'prompt is too long: 213462 tokens > 200000 maximum'),
    overflow,
    '2026-11-30',
  ),
  anthropic.final(
    400,
    'contextTooSmall',
    claude(
      'invalid_request_error',
      'input length and `max_tokens` exceed context limit: 188240 + 21333 > 200000, decrease input length or `max_tokens` and try again',
    ),
    overflow,
    '2026-11-30',
  ),
  anthropic.final(
    400,
    'billing',
    claude(
      'invalid_request_error',
      'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.',
    ),
    hermes,
    '2026-11-30',
  ),
  anthropic.final(
    400,
    'billing',
    claude('invalid_request_error', "You're out of extra usage. Add more at claude.ai/settings/usage and keep going."),
    hermes,
    '2026-11-30',
  ),
  anthropic.final(
    400,
    'filtered',
    claude('invalid_request_error', 'Output blocked by content filtering policy'),
    anthropicErrors,
  ),
  anthropic.passing(529, 'overloaded', claude('overloaded_error', 'Overloaded'), anthropicErrors),
  anthropic.passingEvent('overloaded', claude('overloaded_error', 'Overloaded'), anthropicErrors),
  anthropic.final(413, 'tooLarge', claude('request_too_large', 'Request exceeds the maximum size'), anthropicErrors),
  anthropic.passing(
    429,
    'rateLimit',
    claude(
      'rate_limit_error',
      'This request would exceed your organization’s rate limit of 30,000 input tokens per minute',
    ),
    anthropicErrors,
  ),

  // Google Gemini
  gemini.final(
    400,
    'auth',
    google(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', {
      details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }],
    }),
    geminiErrors,
  ),
  gemini.final(
    400,
    'badImage',
    google(
      400,
      'INVALID_ARGUMENT',
      'Unable to process input image. Please retry or report in https://developers.generativeai.google/guide/troubleshooting',
    ),
    issue('google-gemini/gemini-cli', 5064),
    '2025-07-28',
  ),
  gemini.final(
    400,
    'badImage',
    [google(400, 'INVALID_ARGUMENT', 'Provided image is not valid.')],
    issue('google-gemini/gemini-cli', 27244),
    '2026-05-19',
  ),
  gemini.final(
    400,
    'badRequest',
    google(400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.'),
    issue('google-gemini/gemini-cli', 14838),
    '2025-12-09',
  ),
  gemini.final(
    400,
    'forbidden',
    google(400, 'FAILED_PRECONDITION', 'User location is not supported for the API use.'),
    geminiErrors,
  ),
  // A wait that is stated, two seconds, is followed more often.
  {
    ...gemini.passing(
      429,
      'rateLimit',
      google(
        429,
        'RESOURCE_EXHAUSTED',
        'You exceeded your current quota, please check your plan and billing details. For more information on this error, head to: https://ai.google.dev/gemini-api/docs/rate-limits.',
        { details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '2s' }] },
      ),
      geminiErrors,
    ),
    requests: 6,
  },
  gemini.passing(
    503,
    'overloaded',
    google(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.'),
    geminiErrors,
  ),
  gemini.final(
    400,
    'contextTooSmall',
    google(
      400,
      'INVALID_ARGUMENT',
      'The input token count (1196265) exceeds the maximum number of tokens allowed (1048575).',
    ),
    overflow,
    '2026-11-30',
  ),
  gemini.final(
    404,
    'modelGone',
    google(
      404,
      'NOT_FOUND',
      'models/gemini-1.0-pro-vision is not found for API version v1beta, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods.',
    ),
    geminiErrors,
  ),

  // Groq
  groq.final(
    400,
    'modelGone',
    error(
      'The model `llama-3.2-11b-vision-preview` has been decommissioned and is no longer supported. Please refer to https://console.groq.com/docs/deprecations for a recommendation on which model to use instead.',
      { ...invalid, code: 'model_decommissioned' },
    ),
    issue('valentinfrlch/ha-llmvision', 332),
    '2025-05-07',
  ),
  groq.final(
    404,
    'modelGone',
    error('The model `llama-3.3-70b-versatlie` does not exist or you do not have access to it.', {
      ...invalid,
      code: 'model_not_found',
    }),
    cassettes('test_model_name_suggestions/test_model_name_suggestion[groq]'),
    '2026-08-22',
  ),
  groq.final(
    400,
    'noVision',
    error('messages[0].content must be a string', invalid),
    issue('vercel/ai', 2837),
    '2024-08-29',
  ),
  groq.final(
    400,
    'badRequest',
    error('prompting with images is incompatible with system messages', invalid),
    issue('jakobdylanc/llmcord', 66),
    '2024-11-05',
  ),
  groq.final(
    400,
    'tooManyImages',
    error('Too many images provided. This model supports up to 5 images', invalid),
    groqErrors,
  ),
  groq.final(
    400,
    'tooManyImages',
    error('You may only provide up to 1 images per prompt', { ...invalid, code: 400 }),
    issue('valentinfrlch/ha-llmvision', 328),
    '2025-05-04',
  ),
  groq.final(
    400,
    'contextTooSmall',
    error('Please reduce the length of the messages or completion.', { ...invalid, code: 'context_length_exceeded' }),
    overflow,
    '2026-11-30',
  ),
  groq.passing(
    429,
    'rateLimit',
    error(
      'Rate limit reached for model `qwen3.8` in organization `org_1` service tier `on_demand` on tokens per minute (TPM): Limit 6000, Used 5800, Requested 900. Please try again in 7.1s. Need more tokens? Upgrade to Dev Tier today at https://console.groq.com/settings/billing',
      { type: 'tokens', code: 'rate_limit_exceeded' },
    ),
    groqErrors,
  ),
  groq.passing(498, 'overloaded', 'Flex tier capacity exceeded', groqErrors),

  // xAI
  xai.final(
    400,
    'auth',
    {
      code: 'Client specified an invalid argument',
      error: 'Incorrect API key provided: xa***yz. You can obtain an API key from https://console.x.ai.',
    },
    xaiErrors,
  ),
  xai.final(
    429,
    'billing',
    {
      code: 'Some resource has been exhausted',
      error:
        'Your team 16f2151a has either used all available credits or reached its monthly spending limit. To continue making API requests, please purchase more credits or raise your spending limit.',
    },
    issue('continuedev/continue', 10373),
    '2026-02-09',
  ),
  xai.final(
    400,
    'badRequest',
    {
      code: 'invalid-argument',
      error:
        'The model grok-imagine-image-quality is an image model and is therefore not available on this endpoint. Please use a compatible endpoint such as https://api.x.ai/v1/images/generations.',
    },
    issue('Wei-Shaw/sub2api', 4301),
    '2026-07-14',
  ),
  xai.final(
    400,
    'contextTooSmall',
    {
      code: 'invalid-argument',
      error: "This model's maximum prompt length is 131072 but the request contains 537812 tokens.",
    },
    overflow,
    '2026-11-30',
  ),
  xai.final(
    400,
    'modelGone',
    { code: 'invalid-argument', error: 'Model not found: grok-2-vision-1212' },
    issue('lum3on/comfyui_LLM_Polymath', 23),
    '2026-07-24',
  ),
  xai.passing(
    200,
    'overloaded',
    {
      code: 'The service is currently unavailable',
      error: 'Service temporarily unavailable. The model is at capacity and currently cannot serve this request.',
    },
    xaiErrors,
  ),

  // Mistral
  mistral.passing(
    429,
    'overloaded',
    {
      object: 'error',
      message: 'Service tier capacity exceeded for this model.',
      type: 'invalid_request_error',
      param: null,
      code: null,
    },
    issue('continuedev/continue', 6185),
    '2025-06-18',
  ),
  mistral.passing(
    429,
    'rateLimit',
    {
      object: 'error',
      message: 'Rate limit exceeded',
      type: 'rate_limited',
      param: null,
      code: '1300',
      raw_status_code: 429,
    },
    issue('raycast/extensions', 31107),
    '2026-09-14',
  ),
  mistral.final(
    404,
    'wrongAddress',
    { message: 'no Route matched with those values', request_id: '2ba0512a8227e16398a4b1334b6ca51c' },
    issue('nextcloud/integration_openai', 76),
    '2025-11-21',
  ),
  mistral.final(
    422,
    'badRequest',
    { detail: [{ type: 'missing', loc: ['body', 'messages'], msg: 'Field required', input: {} }] },
    issue('nextcloud/integration_openai', 76),
    '2025-03-31',
  ),
  mistral.final(
    400,
    'contextTooSmall',
    {
      object: 'error',
      message:
        'Prompt contains 140000 tokens and 0 draft tokens, too large for model with 131072 maximum context length',
      type: 'invalid_request_prompt',
      param: null,
      code: '3051',
    },
    overflow,
    '2026-11-30',
  ),

  // Vendors with the same API
  deepseek.final(
    400,
    'noVision',
    error(
      'Failed to deserialize the JSON body into the target type: messages[7]: unknown variant `image_url`, expected `text` at line 1 column 114708',
      { ...invalid, param: null, code: 'invalid_request_error' },
    ),
    issue('1jehuang/jcode', 310),
    '2026-06-02',
  ),
  deepseek.final(
    402,
    'billing',
    error('Insufficient Balance', { type: 'unknown_error', param: null, code: 'invalid_request_error' }),
    issue('harry0703/MoneyPrinterTurbo', 628),
    '2025-04-26',
  ),
  deepseek.final(
    401,
    'auth',
    error('Authentication Fails, Your api key: ****abcd is invalid', {
      type: 'authentication_error',
      param: null,
      code: 'invalid_request_error',
    }),
    deepseekErrors,
  ),
  deepseek.final(
    400,
    'modelGone',
    error('Model Not Exist', { ...invalid, param: null, code: 'invalid_request_error' }),
    deepseekErrors,
  ),
  zai.final(
    400,
    'badImage',
    {
      type: 'error',
      error: {
        type: 'invalid_request_error',
        code: '1210',
        message: '[1210][图片输入格式/解析错误][20260916231629b20bd515ccea4697]',
      },
      request_id: '20260916231629b20bd515ccea4697',
    },
    issue('vybestack/llxprt-code', 3693),
    '2026-09-16',
  ),
  zai.final(
    400,
    'contextTooSmall',
    error('tokens in request more than max tokens allowed', { code: '1210' }),
    hermes,
    '2026-11-30',
  ),
  zai.passing(
    429,
    'overloaded',
    error('The service may be temporarily overloaded, please try again later', { code: '1305' }),
    hermes,
    '2026-11-30',
  ),
  zai.final(429, 'billing', error('余额不足或无可用资源包,请充值。', { code: '1113' }), hermes, '2026-11-30'),
  dashscope.final(
    400,
    'badImage',
    error(
      '<400> InternalError.Algo.InvalidParameter: The image length and width do not meet the model restrictions. [height:1 or width:1 must be larger than 10]',
      { type: 'invalid_request_error', code: 'invalid_parameter_error' },
    ),
    issue('QwenLM/qwen-code', 2505),
    '2026-03-19',
  ),
  dashscope.passing(
    400,
    'rateLimit',
    error(
      'Upstream error from Alibaba: Request rate increased too quickly. To ensure system stability, please adjust your client logic to scale requests more smoothly over time.',
    ),
    hermes,
    '2026-11-30',
  ),
  dashscope.final(
    400,
    'filtered',
    error('Output data may contain inappropriate content.', {
      type: 'data_inspection_failed',
      code: 'data_inspection_failed',
    }),
    'https://www.alibabacloud.com/help/en/model-studio/error-code',
  ),
  kimi.final(
    400,
    'contextTooSmall',
    error('Invalid request: Your request exceeded model token limit: 131072 (requested: 140000)', invalid),
    overflow,
    '2026-11-30',
  ),
  volcengine.final(
    400,
    'noVision',
    error('Model do not support image input. Request id: 021772629268392a292fc2ba91e79c594f032f5a64a4fe08935ad', {
      code: 'InvalidParameter',
      type: 'BadRequest',
    }),
    issue('tencent-connect/openclaw-qqbot', 111),
    '2026-03-04',
  ),
  minimax.final(
    400,
    'contextTooSmall',
    error('invalid params, context window exceeds limit (2013)', { type: 'bad_request_error' }),
    overflow,
    '2026-11-30',
  ),
];
