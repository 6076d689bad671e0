// What gateways, proxies, and hosts of other people's models answer when they can't or won't.
import { error, type Failure, failuresOf, file, issue } from './failure';

const openrouter = failuresOf('OpenRouter', 'openrouter');
const litellm = failuresOf('LiteLLM', 'openai');
const portkey = failuresOf('Portkey', 'openai');
const newApi = failuresOf('New API', 'openai');
const router = failuresOf('claude-code-router', 'openrouter');
const bedrock = failuresOf('Amazon Bedrock', 'openai');
const hub = failuresOf('Hugging Face', 'openai');
const fireworks = failuresOf('Fireworks', 'openai');
const together = failuresOf('Together', 'openai');
const copilot = failuresOf('GitHub Copilot', 'openai');
const cloudflare = failuresOf('Cloudflare', 'openai');
const nginx = failuresOf('nginx', 'openai');
const pollinations = failuresOf('Pollinations', 'openai');
const watsonx = failuresOf('IBM watsonx', 'openai');

const openrouterErrors = 'https://openrouter.ai/docs/api-reference/errors';
const litellmErrors = 'https://docs.litellm.ai/docs/exception_mapping';
const cloudflarePages =
  'https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/';
const nginxPages = 'https://nginx.org/en/docs/http/ngx_http_core_module.html';

const page = (title: string, by: string) =>
  `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>${by}</center>\r\n</body>\r\n</html>\r\n`;

export const gatewayFailures: readonly Failure[] = [
  // OpenRouter
  openrouter.final(
    404,
    'modelGone',
    error('No endpoints found for meta-llama/llama-3.2-90b-vision-instruct:free.', { code: 404 }),
    openrouterErrors,
  ),
  openrouter.final(
    404,
    'accountSetting',
    error(
      'No endpoints available matching your guardrail restrictions and data policy. Configure: https://openrouter.ai/settings/privacy',
      { code: 404 },
    ),
    issue('truefoundry/models', 826),
    '2026-05-20',
  ),
  openrouter.final(
    404,
    'accountSetting',
    error(
      'No endpoints found matching your data policy (Paid model training). Configure: https://openrouter.ai/settings/privacy',
      { code: 404 },
    ),
    issue('ShamanicArts/Flow.Launcher.Plugin.AI-Assistant', 2),
    '2025-04-07',
  ),
  openrouter.final(
    404,
    'noVision',
    error('No endpoints found that support image input', { code: '404', param: '', type: '' }),
    issue('github/app', 2163),
    '2026-07-20',
  ),
  openrouter.final(
    404,
    'accountSetting',
    error('No allowed providers are available for the selected model.', { code: 404 }),
    openrouterErrors,
  ),
  openrouter.final(
    404,
    'badRequest',
    error(
      'No endpoints found that can handle the requested parameters. To learn more about provider routing, visit: https://openrouter.ai/docs/provider-routing',
      { code: 404 },
    ),
    openrouterErrors,
  ),
  openrouter.final(
    404,
    'badRequest',
    error(
      'No endpoints found that support tool use. Try disabling "question". To learn more about provider routing, visit: https://openrouter.ai/docs/guides/routing/provider-selection',
      { code: 404 },
    ),
    issue('Kilo-Org/kilocode', 9006),
    '2026-04-15',
  ),
  openrouter.final(
    400,
    'tooManyImages',
    error('Provider returned error', {
      code: 400,
      metadata: {
        raw: '{"error":{"type":"invalid_request_error","code":"invalid_request_error","message":"Model \'moonshotai/kimi-k2.6\' supports at most 1 image per prompt.","request_id":"req_1"}}',
        provider_name: 'Crucible',
      },
    }),
    issue('diegosouzapw/OmniRoute', 3044),
    '2026-06-01',
  ),
  openrouter.final(
    400,
    'badImage',
    error('Provider returned error', {
      code: 400,
      metadata: {
        raw: { error: { code: 400, message: 'Provided image is not valid.', status: 'INVALID_ARGUMENT' } },
        provider_name: 'Google',
      },
    }),
    issue('lumina-ai-inc/chunkr', 341),
    '2025-02-18',
  ),
  openrouter.passing(
    429,
    'rateLimit',
    error('Provider returned error', {
      code: 429,
      metadata: {
        raw: 'z-ai/glm-5.3-flash is temporarily rate-limited upstream. Please retry shortly, or add your own key to accumulate your rate limits: ...',
        provider_name: 'BaseTen',
      },
    }),
    issue('open-webui/computer', 293),
    '2026-09-20',
  ),
  openrouter.final(
    400,
    'badRequest',
    error('Provider returned error', {
      code: 400,
      metadata: {
        raw: '{"error":{"code":"400","message":"Param Incorrect","param":"messages[2] assistant content must contain at least one part","type":""}}',
        provider_name: 'Xiaomi',
      },
    }),
    issue('farion1231/cc-switch', 464),
    '2025-12-24',
  ),
  openrouter.final(401, 'auth', error('No auth credentials found', { code: 401 }), openrouterErrors),
  openrouter.final(402, 'billing', error('Insufficient credits', { code: 402 }), openrouterErrors),
  openrouter.passing(
    502,
    'overloaded',
    error('Provider returned error', { code: 502, metadata: { raw: 'error code: 502', provider_name: 'Novita' } }),
    openrouterErrors,
  ),
  openrouter.passingEvent(
    'rateLimit',
    {
      id: 'gen-1',
      ...error('Rate limit exceeded', { code: 429 }),
      choices: [{ index: 0, delta: { content: '' }, finish_reason: 'error' }],
    },
    openrouterErrors,
  ),
  openrouter.final(400, 'modelGone', error('google/gemini-9 is not a valid model ID', { code: 400 }), openrouterErrors),

  // LiteLLM
  litellm.final(
    400,
    'filtered',
    error(
      "litellm.BadRequestError: litellm.ContentPolicyViolationError: litellm.ContentPolicyViolationError: AzureException - The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry. To learn more about our content filtering policies please read our documentation: https://go.microsoft.com/fwlink/?linkid=2198766\nmodel=azure/gpt-4o-new-test. content_policy_fallback=None. fallbacks=None.",
      { type: null, param: null, code: '400' },
    ),
    issue('BerriAI/litellm', 16231),
    '2025-11-04',
  ),
  litellm.final(
    400,
    'badImage',
    error(
      'litellm.BadRequestError: Vertex_aiException BadRequestError - {"type":"error","error":{"type":"invalid_request_error","message":"messages.0.content.1.image.source.base64.data: URL sources are not supported"},',
      { type: null, param: null, code: '400' },
    ),
    issue('BerriAI/litellm', 18430),
    '2025-12-25',
  ),
  litellm.passing(
    429,
    'rateLimit',
    error(
      'No deployments available for selected model, Try again in 60 seconds. Passed model=vertex_ai/gemini-1.5-pro-preview-0514. pre-call-checks=False, allowed_model_region=n/a',
      { type: 'None', param: 'None', code: '429' },
    ),
    issue('BerriAI/litellm', 4262),
    '2024-06-18',
  ),
  litellm.final(
    400,
    'billing',
    error('Budget has been exceeded! Current cost: 12.3, Max budget: 12.0', { type: 'budget_exceeded', code: '400' }),
    'https://docs.litellm.ai/docs/proxy/users',
  ),
  litellm.final(
    400,
    'contextTooSmall',
    error(
      "litellm.ContextWindowExceededError: litellm.BadRequestError: ContextWindowExceededError: OpenAIException - This model's maximum context length is 8192 tokens.",
      { type: null, param: null, code: '400' },
    ),
    litellmErrors,
  ),
  litellm.final(
    400,
    'modelGone',
    error(
      '{"error":"/chat/completions: Invalid model name passed in model=gpt-9. Call `/v1/models` to view available models for your key."}',
      {
        type: 'None',
        param: 'None',
        code: '400',
      },
    ),
    litellmErrors,
  ),
  litellm.final(
    401,
    'auth',
    error(
      'Authentication Error, Invalid proxy server token passed. Received API Key = sk-...1234, Key Hash (Token) =abc. Unable to find token in cache or `LiteLLM_VerificationTokenTable`',
      { type: 'token_not_found_in_db', param: 'key', code: '401' },
    ),
    litellmErrors,
  ),
  litellm.final(
    400,
    'billing',
    error(
      'litellm.BadRequestError: DeepseekException - {"error":{"message":"Insufficient Balance","type":"unknown_error","param":null,"code":"invalid_request_error"}}',
      { type: null, param: null, code: '400' },
    ),
    issue('Aider-AI/aider', 4851),
    '2026-02-19',
  ),

  // Portkey
  portkey.final(
    400,
    'badRequest',
    { status: 'failure', message: 'Either x-portkey-config or x-portkey-provider header is required' },
    file('Portkey-AI/gateway', 'src/middlewares/requestValidator/index.ts'),
    '2026-05-25',
  ),
  portkey.passing(
    408,
    'timeout',
    error('Request exceeded the timeout sent in the request: 10000ms', {
      type: 'timeout_error',
      param: null,
      code: null,
    }),
    file('Portkey-AI/gateway', 'src/handlers/retryHandler.ts'),
    '2026-05-25',
  ),
  portkey.passing(
    500,
    'overloaded',
    { status: 'failure', message: 'Something went wrong' },
    file('Portkey-AI/gateway', 'src/handlers/chatCompletionsHandler.ts'),
    '2026-05-25',
  ),

  // New API and other relays
  newApi.final(
    503,
    'modelGone',
    error('No available channel for model gpt-4o-vision under group default (distributor) (request id: 2025)', {
      type: 'new_api_error',
      param: '',
      code: 'model_not_found',
    }),
    file('QuantumNous/new-api', 'middleware/distributor.go'),
  ),
  newApi.final(
    400,
    'badRequest',
    error('bad response status code 400 (request id: 202504261359457844612247PuUB3j0)', {
      type: 'upstream_error',
      param: '400',
      code: 'bad_response_status_code',
    }),
    issue('QuantumNous/new-api', 1003),
    '2025-04-26',
  ),
  newApi.final(
    400,
    'badImage',
    error(
      'Unable to process input image. Please retry or report in https://developers.generativeai.google/guide/troubleshooting (request id: 2025052708305369174592432902753)',
      { type: '', param: '', code: 400 },
    ),
    issue('egoist/chatwise-releases', 799),
    '2025-05-27',
  ),
  router.final(
    400,
    'badImage',
    error(
      'Error from provider(openrouter,google/gemini-2.5-pro: 400): {"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\\n  \\"error\\": {\\n    \\"code\\": 400,\\n    \\"message\\": \\"Invalid value at \'contents[0].parts[2].inline_data.data\' (TYPE_BYTES), Base64 decoding failed for \\\\\\"data:image/png;base64\\\\\\"\\"',
    ),
    issue('musistudio/claude-code-router', 845),
    '2025-09-28',
  ),
  router.final(
    400,
    'noVision',
    error(
      'Error from provider (Console Go): Upstream request failed: [invalid_request_error] Failed to deserialize the JSON body into the target type: messages[132]: unknown variant `image_url`, expected `text` at line 1 column 568961',
      { type: 'invalid_request_error' },
    ),
    issue('anomalyco/opencode', 41666),
    '2026-08-11',
  ),
  pollinations.final(
    400,
    'badImage',
    {
      error: {
        message:
          'openai error: Unable to process input image. Please retry or report in https://developers.generativeai.google/guide/troubleshooting',
        type: null,
        param: null,
        code: 400,
      },
      provider: 'openai',
    },
    issue('pollinations/pollinations', 4157),
    '2025-09-24',
  ),
  watsonx.final(
    400,
    'badRequest',
    {
      errors: [
        {
          code: 'invalid_input_argument',
          message: "Invalid input argument for Model 'mistralai/mistral-medium-2505': ",
          more_info: 'https://cloud.ibm.com/apidocs/watsonx-ai#text-chat',
        },
      ],
      trace: 'd0137e9fd349b8f42bdee3ad5fb3be54',
      status_code: 400,
    },
    issue('spring-ai-community/spring-ai-watsonx-ai', 19),
    '2025-10-31',
  ),

  // Amazon Bedrock
  bedrock.final(
    400,
    'modelGone',
    { message: 'The provided model identifier is invalid.' },
    file('pydantic/pydantic-ai', 'tests/models/cassettes/test_model_name_suggestions'),
    '2026-08-22',
  ),
  bedrock.final(
    400,
    'modelGone',
    {
      message:
        'Invocation of model ID anthropic.claude-opus-5 with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.',
    },
    'https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html',
  ),
  bedrock.final(
    400,
    'noVision',
    { message: "This model doesn't support the image field for user messages." },
    issue('earendil-works/pi', 8642),
    '2026-08-25',
  ),
  bedrock.final(
    400,
    'tooManyImages',
    { message: 'The model returned the following errors: messages: too many images: image_count > 20' },
    issue('boto/boto3', 4632),
    '2025-10-07',
  ),
  bedrock.final(
    400,
    'badImage',
    {
      message: 'The model returned the following errors: The provided image does not match the specified image format.',
    },
    issue('boto/boto3', 4415),
    '2025-01-29',
  ),
  bedrock.final(
    400,
    'tooLarge',
    { message: '400 Bad Request: Image exceeds max pixels allowed. ' },
    issue('aws-samples/video-semantic-search-with-aws-ai-ml-services', 4),
    '2025-02-17',
  ),
  bedrock.final(
    400,
    'contextTooSmall',
    { message: 'Input is too long for requested model.' },
    file('badlogic/pi-mono', 'packages/ai/src/utils/overflow.ts'),
    '2026-11-30',
  ),
  bedrock.final(
    403,
    'forbidden',
    { Message: "You don't have access to the model with the specified model ID." },
    'https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html',
  ),

  // Hosts
  hub.passing(
    503,
    'overloaded',
    { error: 'Model meta-llama/Llama-2-13b-chat is currently loading', estimated_time: 20 },
    issue('huggingface/transformers', 32665),
    '2024-08-13',
  ),
  hub.final(
    400,
    'accountSetting',
    error("The requested model 'moonshotai/Kimi-K2-Instruct' is not supported by any provider you have enabled.", {
      type: 'invalid_request_error',
      param: 'model',
      code: 'model_not_supported',
    }),
    issue('cline/cline', 5098),
    '2025-07-22',
  ),
  hub.final(
    402,
    'billing',
    {
      error:
        'You have exceeded your monthly included credits for Inference Providers. Subscribe to PRO to get 20x more monthly included credits.',
    },
    'https://huggingface.co/docs/inference-providers/pricing',
  ),
  fireworks.final(
    400,
    'badImage',
    {
      object: 'error',
      type: 'invalid_request_error',
      code: 'invalid_request_error',
      message: 'Cannot preprocess image len(combined_imgs) = 1,\nlen(image_ranges) = 0, please provide valid images',
    },
    issue('pydantic/pydantic-ai', 2424),
    '2025-08-05',
  ),
  fireworks.final(
    404,
    'modelGone',
    error('Model not found, inaccessible, and/or not deployed', {
      object: 'error',
      type: 'invalid_request_error',
      code: 'NOT_FOUND',
    }),
    issue('The-AgenticFlow/openflows', 129),
    '2026-06-29',
  ),
  together.final(
    422,
    'contextTooSmall',
    error("The input (516368 tokens) is longer than the model's context length (262144 tokens).", {
      type: 'invalid_request_error',
      param: null,
      code: null,
    }),
    file('badlogic/pi-mono', 'packages/ai/src/utils/overflow.ts'),
    '2026-11-30',
  ),
  copilot.final(
    400,
    'badImage',
    error('image media type not supported', { code: 'invalid_request_body' }),
    issue('microsoft/vscode', 264246),
    '2025-08-31',
  ),
  copilot.final(
    400,
    'contextTooSmall',
    error('prompt token count of 150123 exceeds the limit of 128000', { code: 'model_max_prompt_tokens_exceeded' }),
    file('badlogic/pi-mono', 'packages/ai/src/utils/overflow.ts'),
    '2026-11-30',
  ),

  // What stands in front
  cloudflare.passing(502, 'overloaded', 'error code: 502', cloudflarePages),
  cloudflare.passing(521, 'overloaded', page('521: Web server is down', 'cloudflare'), cloudflarePages),
  cloudflare.passing(524, 'overloaded', page('524: A timeout occurred', 'cloudflare'), cloudflarePages),
  cloudflare.final(
    403,
    'blocked',
    '<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title></head><body><noscript>Enable JavaScript and cookies to continue</noscript></body></html>',
    'https://developers.cloudflare.com/cloudflare-challenges/',
  ),
  cloudflare.final(
    403,
    'blocked',
    '<!DOCTYPE html><html><head><title>Attention Required! | Cloudflare</title></head><body><h1 data-translate="block_headline">Sorry, you have been blocked</h1></body></html>',
    'https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/',
  ),
  cloudflare.final(
    403,
    'blocked',
    'error code: 1010',
    'https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/',
  ),
  nginx.final(413, 'tooLarge', page('413 Request Entity Too Large', 'nginx/1.24.0'), nginxPages),
  nginx.final(404, 'wrongAddress', page('404 Not Found', 'nginx/1.24.0'), nginxPages),
  nginx.final(405, 'wrongAddress', page('405 Not Allowed', 'nginx/1.24.0'), nginxPages),
  nginx.passing(502, 'overloaded', page('502 Bad Gateway', 'nginx/1.24.0'), nginxPages),
  nginx.passing(504, 'overloaded', page('504 Gateway Time-out', 'nginx/1.24.0'), nginxPages),
  nginx.final(
    400,
    'wrongAddress',
    page('400 The plain HTTP request was sent to HTTPS port', 'nginx/1.24.0'),
    nginxPages,
  ),
];
