// Bodies that were collected after the rules were written, to see what the rules do with bodies that they weren't
// written for.
import { error, type Failure, failuresOf, file, issue } from './failure';

const openai = failuresOf('OpenAI', 'openai');
const responses = failuresOf('OpenAI', 'openai');
const azure = failuresOf('Azure OpenAI', 'azure');
const anthropic = failuresOf('Anthropic', 'anthropic');
const gemini = failuresOf('Google Gemini', 'gemini');
const vertex = failuresOf('Vertex AI', 'openai');
const groq = failuresOf('Groq', 'groq');
const xai = failuresOf('xAI', 'xai');
const mistral = failuresOf('Mistral', 'mistral');
const kimi = failuresOf('Moonshot', 'openai');
const volcengine = failuresOf('Volcengine', 'openai');
const siliconflow = failuresOf('SiliconFlow', 'openai');
const together = failuresOf('Together', 'openai');
const githubModels = failuresOf('GitHub Models', 'openai');
const nim = failuresOf('NVIDIA NIM', 'openai');
const bedrock = failuresOf('Amazon Bedrock', 'openai');
const hub = failuresOf('Hugging Face', 'openai');
const relay = failuresOf('New API', 'openai');
const litellm = failuresOf('LiteLLM', 'openai');
const cloudflare = failuresOf('Cloudflare', 'openai');
const ollama = failuresOf('Ollama', 'ollama');
const lmstudio = failuresOf('LM Studio', 'lmstudio');
const mlx = failuresOf('MLX servers', 'lmstudio');
const tgi = failuresOf('text-generation-inference', 'lmstudio');

const invalid = { type: 'invalid_request_error' };
const siliconflowErrors = 'https://docs.siliconflow.cn/en/faqs/error-code';

export const laterFailures: readonly Failure[] = [
  relay.final(
    413,
    'tooLarge',
    error('Request payload is too large', { type: 'invalidrequesterror' }),
    issue('MayDay-wpf/snow-app', 113),
    '2026-08-23',
  ),
  relay.final(
    400,
    'badRequest',
    error('upstream request failed', { type: 'upstream_error' }),
    issue('MayDay-wpf/snow-app', 113),
    '2026-08-23',
  ),
  mlx.final(
    400,
    'contextTooSmall',
    error(
      'Vision-request prompt tokens (16329) exceeds the per-batch cap (8192 = vision token budget 8192 x 1 vision request(s)). For image inputs, downscale the image.',
      invalid,
    ),
    issue('raullenchai/Rapid-MLX', 2473),
    '2026-08-27',
  ),
  gemini.final(
    400,
    'tooLarge',
    error("The request's total referenced files bytes are too large to be read", {
      code: 400,
      status: 'INVALID_ARGUMENT',
    }),
    issue('google-gemini/deprecated-generative-ai-python', 695),
    '2025-03-01',
  ),
  gemini.passing(
    429,
    'overloaded',
    error('No capacity available for model gemini-3-pro-image on the server', {
      code: 429,
      status: 'RESOURCE_EXHAUSTED',
      details: [
        {
          '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
          reason: 'MODEL_CAPACITY_EXHAUSTED',
          domain: 'cloudcode-pa.googleapis.com',
        },
      ],
    }),
    issue('lbjlaq/Antigravity-Manager', 186),
    '2025-12-30',
  ),
  gemini.final(
    400,
    'badRequest',
    error(
      '{\n  "error": {\n    "code": 400,\n    "message": "The request is not supported by this model.",\n    "status": "INVALID_ARGUMENT"\n  }\n}\n',
      { code: 400 },
    ),
    issue('CherryHQ/cherry-studio', 9901),
    '2025-09-04',
  ),
  kimi.passing(
    429,
    'rateLimit',
    error('Rate limit exceeded, please try again after 1 seconds', { type: 'rate_limit_reached_error' }),
    issue('CherryHQ/cherry-studio', 2959),
    '2025-03-06',
  ),
  openai.final(
    401,
    'auth',
    error(
      "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).",
      invalid,
    ),
    issue('paulmacnicol/openai_vision', 1),
    '2024-06-06',
  ),
  tgi.final(
    422,
    'contextTooSmall',
    {
      error:
        'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 32768. Given: 880370 `inputs` tokens and 0 `max_new_tokens`',
      error_type: 'validation',
    },
    issue('bytedance/UI-TARS', 8),
    '2025-01-22',
  ),
  nim.final(
    404,
    'modelGone',
    {
      status: 404,
      title: 'Not Found',
      detail:
        "Function '23d4f03a-b8a6-4adb-a183-7daa083a09cc': Not found for account 'Qawmu2vUw3rdcREnubcAVqe1c55nUTb1hCogKQx4BCA'",
    },
    issue('Alishahryar1/free-claude-code', 1021),
    '2026-07-08',
  ),
  nim.final(
    400,
    'badRequest',
    error('"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set', {
      type: 'BadRequestError',
      code: 400,
    }),
    issue('hidenobunagai/nvidia-nim-provider', 2),
    '2026-05-05',
  ),
  nim.final(
    400,
    'noVision',
    error(
      "provider_capability_error model_provider=nvidia capability=vision message=configured vision_model_provider 'nvidia' does not support vision input",
    ),
    issue('zeroclaw-labs/zeroclaw', 8099),
    '2026-06-21',
  ),
  openai.final(
    400,
    'badImage',
    error('Timeout while downloading https://shop.example/photo.jpg', {
      ...invalid,
      code: 'invalid_value',
      param: 'url',
    }),
    issue('vercel/ai', 8857),
    '2025-09-24',
  ),
  openai.final(
    400,
    'badImage',
    error('Timeout while downloading 20250503_162129.jpg.', { ...invalid, code: 'invalid_image_url' }),
    issue('riverscuomo/cuomputer', 95),
    '2025-05-05',
  ),
  openai.final(
    400,
    'badImage',
    error('Failed to download image from IMG_9660.gif. Image size exceeds the limit.', {
      ...invalid,
      code: 'invalid_image',
    }),
    issue('riverscuomo/cuomputer', 95),
    '2025-05-05',
  ),
  volcengine.final(
    400,
    'badImage',
    {
      code: 'InvalidParameter',
      message: 'Timeout while downloading url: http://192.168.10.104:8888/local_storage/74387b82.jpg',
      param: 'image_url',
      type: 'BadRequest',
      request_id: '1',
    },
    issue('getzep/graphiti', 1002),
    '2025-10-13',
  ),
  vertex.final(
    404,
    'modelGone',
    {
      status: 'failure',
      message:
        'vertex error: Publisher Model `projects/truefoundry-devtest/locations/global/publishers/google/models/translate-llm` was not found or your project does not have access to it. Please ensure you are using a valid model version.',
    },
    issue('truefoundry/models', 946),
    '2026-06-10',
  ),
  lmstudio.finalEvent(
    'badImage',
    error('Failed to get loaded image state for token at index 12'),
    issue('lmstudio-ai/lmstudio-bug-tracker', 1150),
    '2025-10-26',
  ),
  relay.final(
    400,
    'badRequest',
    error('The model you are using does not support this request.', { type: 'invalid_request' }),
    issue('1038lab/ComfyUI-QwenVL', 43),
    '2025-11-12',
  ),
  relay.final(400, 'badRequest', error('Invalid request data'), issue('NousResearch/hermes-agent', 6964), '2026-04-10'),
  anthropic.final(
    400,
    'badImage',
    {
      type: 'error',
      error: {
        type: 'invalid_request_error',
        message:
          'messages.1.content.0.image.source.url: Unable to download the file. Please verify the URL and try again.',
      },
    },
    'https://docs.claude.com/en/api/errors',
  ),
  vertex.final(
    400,
    'badImage',
    error('Cannot fetch content from the provided URL. Please ensure the URL is valid and accessible by Vertex AI.', {
      code: 400,
      status: 'INVALID_ARGUMENT',
    }),
    'https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/api-errors',
  ),
  mistral.final(
    400,
    'modelGone',
    { object: 'error', message: 'Invalid model: pixtral-9', type: 'invalid_model', param: null, code: '1500' },
    'https://docs.mistral.ai/api/',
  ),
  githubModels.passing(
    429,
    'rateLimit',
    error('Rate limit of 50 per 86400s exceeded for UserByModelByDay. Please wait 30 seconds before retrying.', {
      code: 'RateLimitReached',
    }),
    'https://docs.github.com/en/github-models',
  ),
  githubModels.final(
    413,
    'contextTooSmall',
    error('Request body too large for gpt-4o model. Max size: 8000 tokens.', { code: 'tokens_limit_reached' }),
    'https://docs.github.com/en/github-models',
  ),
  azure.passing(
    429,
    'rateLimit',
    error(
      'Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2024-02-01 have exceeded token rate limit of your current OpenAI S0 pricing tier. Please retry after 24 seconds.',
      { code: '429' },
    ),
    'https://learn.microsoft.com/en-us/azure/ai-foundry/openai/quotas-limits',
  ),
  azure.final(
    401,
    'auth',
    error(
      'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.',
      { code: '401' },
    ),
    'https://learn.microsoft.com/en-us/azure/ai-foundry/openai/faq',
  ),
  anthropic.final(
    403,
    'forbidden',
    {
      type: 'error',
      error: {
        type: 'permission_error',
        message: 'Your API key does not have permission to use the specified resource.',
      },
    },
    'https://docs.claude.com/en/api/errors',
  ),
  groq.final(
    400,
    'termsRequired',
    error(
      'The model `llama-guard` requires terms acceptance. Please have the org admin accept the terms at https://console.groq.com/playground?model=llama-guard',
      { ...invalid, code: 'model_terms_required' },
    ),
    'https://console.groq.com/docs/errors',
  ),
  groq.final(400, 'badImage', error('invalid image data', invalid), 'https://console.groq.com/docs/vision'),
  xai.final(
    403,
    'forbidden',
    {
      code: 'The caller does not have permission to execute the specified operation',
      error: 'The OAuth2 access token could not be validated.',
    },
    'https://docs.x.ai/docs/key-information/debugging',
  ),
  xai.final(
    400,
    'badImage',
    {
      code: 'Client specified an invalid argument',
      error: 'Unsupported content-type encountered when downloading image. Supported: image/jpeg, image/png',
    },
    'https://docs.x.ai/docs/guides/image-understanding',
  ),
  siliconflow.final(
    400,
    'modelGone',
    { code: 20012, message: 'Model does not exist. Please check it carefully.', data: null },
    siliconflowErrors,
  ),
  siliconflow.final(
    403,
    'billing',
    { code: 30001, message: 'Sorry, your account balance is insufficient', data: null },
    siliconflowErrors,
  ),
  siliconflow.final(
    400,
    'noVision',
    {
      code: 20041,
      message: 'The model is not a VLM (Vision Language Model). Please use text-only prompts.',
      data: null,
    },
    siliconflowErrors,
  ),
  together.final(
    400,
    'modelGone',
    error(
      'Unable to access model meta-llama/Llama-Vision-Free. Please visit https://api.together.ai/models to view the list of supported models.',
      { ...invalid, code: 'model_not_available' },
    ),
    'https://docs.together.ai/docs/error-codes',
  ),
  ollama.final(
    400,
    'badRequest',
    { error: 'registry.ollama.ai/library/llava:latest does not support tools' },
    file('ollama/ollama', 'server/images.go'),
    '2026-08-21',
  ),
  ollama.passing(
    429,
    'rateLimit',
    { error: 'you have reached your weekly usage limit, upgrade for higher limits: https://ollama.com/upgrade' },
    'https://docs.ollama.com/cloud',
  ),
  bedrock.passing(
    429,
    'rateLimit',
    { message: 'Too many tokens, please wait before trying again.' },
    'https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html',
  ),
  openai.final(
    400,
    'badRequest',
    error(
      "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly.)",
      invalid,
    ),
    'https://platform.openai.com/docs/guides/error-codes',
  ),
  responses.passingEvent(
    'overloaded',
    {
      type: 'response.failed',
      response: {
        id: 'r',
        status: 'failed',
        error: {
          code: 'server_error',
          message:
            'An error occurred while processing your request. You can retry your request, or contact us through our help center at help.openai.com if the error persists.',
        },
      },
    },
    'https://platform.openai.com/docs/api-reference/responses-streaming',
  ),
  hub.final(401, 'auth', { error: 'Invalid username or password.' }, 'https://huggingface.co/docs/inference-providers'),
  cloudflare.passing(
    429,
    'rateLimit',
    'error code: 1015',
    'https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/',
  ),
  litellm.final(
    500,
    'modelNotLoaded',
    error(
      'litellm.InternalServerError: InternalServerError: OllamaException - {"error":"model requires more system memory (5.3 GiB) than is available (3.3 GiB)"}',
      { type: null, param: null, code: '500' },
    ),
    issue('continuedev/continue', 11767),
    '2026-03-24',
  ),
];
