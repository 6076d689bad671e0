// What model servers on one's own machine answer when they can't or won't.
import { error, type Failure, failuresOf, file, issue } from './failure';

const llamacpp = failuresOf('llama.cpp', 'llamacpp');
const lmstudio = failuresOf('LM Studio', 'lmstudio');
const ollama = failuresOf('Ollama', 'ollama');
const ollamaV1 = failuresOf('Ollama', 'lmstudio');
const vllm = failuresOf('vLLM', 'lmstudio');
const sglang = failuresOf('SGLang', 'lmstudio');
const tgi = failuresOf('text-generation-inference', 'lmstudio');
const webui = failuresOf('text-generation-webui', 'lmstudio');
const python = failuresOf('llama-cpp-python', 'lmstudio');
const mlx = failuresOf('MLX servers', 'lmstudio');

const ollamaSource = (path: string) => file('ollama/ollama', path);
const routes = ollamaSource('server/routes.go');

export const localFailures: readonly Failure[] = [
  // llama.cpp
  llamacpp.final(
    500,
    'noVision',
    error('image input is not supported - hint: if this is unexpected, you may need to provide the mmproj', {
      code: 500,
      type: 'server_error',
    }),
    issue('ggml-org/llama.cpp', 15377),
    '2025-08-17',
  ),
  llamacpp.final(
    500,
    'noVision',
    error('image input is not supported by this server', { code: 500, type: 'server_error' }),
    issue('ggml-org/llama.cpp', 13566),
    '2025-05-15',
  ),
  llamacpp.final(
    500,
    'noVision',
    error('Failed to parse messages: Unsupported content part type: "image_url"; messages = [ { "role": "user" } ]', {
      code: 500,
      type: 'server_error',
    }),
    issue('ggml-org/llama.cpp', 12947),
    '2025-04-15',
  ),
  llamacpp.final(
    501,
    'noVision',
    { error: "The server was not compiled for multimodal or the model projector can't be loaded." },
    issue('ggml-org/llama.cpp', 8595),
    '2024-07-19',
  ),
  llamacpp.final(
    500,
    'contextTooSmall',
    error(
      'Failed to process image: the request exceeds the available context size (4096 tokens). try increasing the context size',
      { code: 500, type: 'server_error' },
    ),
    file('badlogic/pi-mono', 'packages/ai/src/utils/overflow.ts'),
    '2026-11-30',
  ),
  llamacpp.final(
    400,
    'badImage',
    error('Failed to load image or audio file', { code: 400, type: 'invalid_request_error' }),
    issue('cline/cline', 8977),
    '2026-01-30',
  ),
  llamacpp.passing(
    503,
    'overloaded',
    error('Loading model', { code: 503, type: 'unavailable_error' }),
    file('ggml-org/llama.cpp', 'tools/server/README.md'),
  ),

  // LM Studio
  lmstudio.finalEvent(
    'noVision',
    {
      ...error(
        'Error in iterating prediction stream: ValueError: Vision add-on is not loaded, but images were provided for processing',
      ),
      message:
        'Error in iterating prediction stream: ValueError: Vision add-on is not loaded, but images were provided for processing',
    },
    issue('lmstudio-ai/lmstudio-bug-tracker', 362),
  ),
  lmstudio.final(
    200,
    'noVision',
    error(
      'Error in iterating prediction stream: ValueError: Vision add-on is not loaded, but images were provided for processing',
    ),
    issue('lmstudio-ai/lmstudio-bug-tracker', 362),
  ),
  lmstudio.final(
    400,
    'noVision',
    error('Model does not support images. Please use a model that does.', { code: null }),
    issue('lmstudio-ai/lmstudio-bug-tracker', 1132),
    '2025-10-21',
  ),
  lmstudio.final(
    400,
    'noVision',
    {
      error:
        '<LM Studio error> Vision model is not loaded. Cannot process images. Suggestion: Make sure to load both the primary and the Vision Adapter models. Error Data: n/a, Additional Data: n/a',
    },
    issue('lmstudio-ai/lms', 53),
    '2024-07-28',
  ),
  lmstudio.final(
    200,
    'contextTooSmall',
    error(
      'Trying to keep the first 6120 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough.',
    ),
    issue('lmstudio-ai/lmstudio-bug-tracker', 237),
    '2024-12-06',
  ),
  lmstudio.final(
    400,
    'contextTooSmall',
    {
      error:
        'The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 13055>= n_ctx: 4096). Try to load the model with a larger context length, or provide a shorter input.',
    },
    issue('Gitlawb/openclaude', 353),
    '2026-04-04',
  ),
  lmstudio.finalEvent(
    'contextTooSmall',
    error('Cannot truncate prompt with n_keep (15028) >= n_ctx (7424)'),
    issue('anomalyco/opencode', 11141),
    '2026-01-29',
  ),
  lmstudio.final(
    404,
    'modelNotLoaded',
    error('No models loaded. Please load a model in the developer page or use the `lms load` command.', {
      type: 'invalid_request_error',
      param: 'model',
      code: 'model_not_found',
    }),
    'https://lmstudio.ai/docs/developer/openai-compat',
  ),
  lmstudio.final(
    400,
    'modelNotLoaded',
    error(
      'Failed to load model "mistralai/mistral-nemo". Error: Model loading was stopped due to insufficient system resources. Under the current settings, this model requires approximately 273.25 GB of memory, and continuing to load it would likely overload your system and cause it to freeze.',
    ),
    issue('lmstudio-ai/lmstudio-bug-tracker', 1202),
    '2025-11-08',
  ),
  lmstudio.final(
    400,
    'badImage',
    { error: "'url' field must be a base64 encoded image." },
    issue('HartsyAI/SwarmUI-MagicPromptExtension', 51),
    '2025-11-26',
  ),
  lmstudio.final(
    200,
    'wrongAddress',
    { error: 'Unexpected endpoint or method. (POST /chat/completions)' },
    issue('lmstudio-ai/lmstudio-bug-tracker', 618),
    '2025-04-25',
  ),

  // Ollama
  ollama.final(404, 'modelGone', { error: "model 'llava' not found" }, routes, '2026-08-21'),
  ollama.final(404, 'modelGone', { error: 'model "llava" not found, try pulling it first' }, routes, '2026-08-21'),
  ollama.final(
    500,
    'modelGone',
    {
      error:
        "'llama3.2-vision' is no longer compatible with your version of Ollama and has been replaced by a newer version. To re-download, run 'ollama pull llama3.2-vision'",
    },
    routes,
    '2026-08-21',
  ),
  ollama.final(
    400,
    'noVision',
    { error: '"llama3.1:8b" does not support vision' },
    ollamaSource('server/images.go'),
    '2026-08-21',
  ),
  ollama.final(
    400,
    'noVision',
    { error: 'this model does not support image input (ref: b8bd630e-4a39-4b57-82af-9158ee9d5703)' },
    issue('ollama/ollama', 17301),
    '2026-07-22',
  ),
  ollama.final(
    500,
    'noVision',
    {
      error:
        'Failed to create new sequence: failed to process inputs: this model is missing data required for image input',
    },
    ollamaSource('runner/ollamarunner/runner.go'),
    '2026-08-21',
  ),
  ollama.final(
    500,
    'modelNotLoaded',
    { error: 'model requires more system memory (11.2 GiB) than is available (7.5 GiB)' },
    issue('continuedev/continue', 11478),
    '2026-03-16',
  ),
  ollama.final(
    500,
    'modelNotLoaded',
    { error: 'llama runner process has terminated: error loading model: unable to allocate backend buffer' },
    issue('ollama/ollama', 5958),
    '2024-07-25',
  ),
  ollama.final(
    500,
    'modelNotLoaded',
    { error: 'llama runner exited, you may not have enough available memory to run this model?' },
    issue('ollama/ollama', 1019),
    '2023-11-06',
  ),
  ollama.passing(
    500,
    'overloaded',
    {
      error:
        'model runner has unexpectedly stopped, this may be due to resource limitations or an internal error, check ollama server logs for details',
    },
    ollamaSource('llm/server.go'),
    '2026-08-21',
  ),
  ollama.passing(
    503,
    'overloaded',
    { error: 'server busy, please try again.  maximum pending requests exceeded' },
    ollamaSource('server/sched.go'),
    '2026-08-21',
  ),
  ollama.final(
    500,
    'badImage',
    { error: 'Failed to create new sequence: failed to process inputs: image: unknown format' },
    ollamaSource('runner/ollamarunner/runner.go'),
    '2026-08-21',
  ),
  ollama.final(
    500,
    'badImage',
    { error: 'invalid image type: image/webp' },
    ollamaSource('model/imageproc/images.go'),
    '2026-08-21',
  ),
  ollama.final(
    400,
    'tooManyImages',
    { error: 'this model only supports one image while more than one image requested' },
    routes,
    '2026-08-21',
  ),
  ollama.final(
    400,
    'contextTooSmall',
    { error: 'input after truncation exceeds maximum context length' },
    routes,
    '2026-08-21',
  ),
  ollama.finalLine('modelNotLoaded', { error: 'CUDA error: out of memory' }, ollamaSource('llm/server.go')),
  ollama.passingLine(
    'overloaded',
    { error: 'an error was encountered while running the model: unexpected EOF' },
    ollamaSource('llm/server.go'),
  ),
  ollamaV1.final(
    400,
    'badImage',
    error('invalid image input', { type: 'invalid_request_error' }),
    ollamaSource('openai/openai.go'),
    '2026-08-21',
  ),
  ollamaV1.final(
    400,
    'badImage',
    error('image URLs are not currently supported, please use base64 encoded data instead', {
      type: 'invalid_request_error',
    }),
    ollamaSource('openai/openai.go'),
    '2026-08-21',
  ),

  // vLLM
  vllm.final(
    400,
    'noVision',
    {
      object: 'error',
      message: 'facebook/opt-125m is not a multimodal model None',
      type: 'BadRequestError',
      param: null,
      code: 400,
    },
    issue('studio-dots-ai/dots.ocr', 61),
    '2025-08-08',
  ),
  vllm.final(
    400,
    'noVision',
    error('At most 0 image(s) may be provided in one prompt. Set `--limit-mm-per-prompt` to increase this limit.', {
      type: 'BadRequestError',
      code: 400,
    }),
    file('vllm-project/vllm', 'vllm/multimodal/processing.py'),
  ),
  vllm.final(
    400,
    'tooManyImages',
    {
      object: 'error',
      message: 'At most 1 image(s) may be provided in one request.',
      type: 'BadRequestError',
      param: null,
      code: 400,
    },
    issue('vllm-project/vllm', 8053),
    '2024-08-31',
  ),
  vllm.finalEvent(
    'tooManyImages',
    {
      object: 'error',
      message: 'At most 1 image(s) may be provided in one request.',
      type: 'BadRequestError',
      param: null,
      code: 400,
    },
    issue('gpustack/gpustack', 315),
    '2024-09-26',
  ),
  vllm.final(
    400,
    'contextTooSmall',
    {
      object: 'error',
      message:
        "This model's maximum context length is 4096 tokens. However, you requested 6120 tokens (5608 in the messages, 512 in the completion). Please reduce the length of the messages or completion.",
      type: 'BadRequestError',
      param: null,
      code: 400,
    },
    file('vllm-project/vllm', 'vllm/entrypoints/openai/serving_engine.py'),
  ),
  vllm.final(
    404,
    'modelGone',
    { object: 'error', message: 'The model `qwen2-vl` does not exist.', type: 'NotFoundError', param: null, code: 404 },
    file('vllm-project/vllm', 'vllm/entrypoints/openai/serving_models.py'),
  ),
  vllm.finalEvent(
    'badImage',
    error(
      "Failed to apply Qwen2_5_VLProcessor on data={'text': '<|image_pad|>', 'images': [<PIL.Image.Image image mode=RGB size=332x27>]} with kwargs={}",
      {
        type: 'BadRequestError',
        code: 400,
      },
    ),
    issue('vllm-project/vllm', 21109),
    '2025-07-17',
  ),
  vllm.final(
    500,
    'badImage',
    {
      object: 'error',
      message: 'cannot identify image file <_io.BytesIO object at 0x7f8a>',
      type: 'InternalServerError',
      param: null,
      code: 500,
    },
    issue('vllm-project/vllm', 11629),
  ),
  vllm.passing(500, 'overloaded', 'Internal Server Error', issue('vllm-project/vllm-ascend', 10426), '2026-06-11'),

  // SGLang
  sglang.final(
    400,
    'contextTooSmall',
    {
      object: 'error',
      message: "The input (131123 tokens) is longer than the model's context length (131072 tokens).",
      type: 'BadRequestError',
      param: null,
      code: 400,
    },
    file('sgl-project/sglang', 'python/sglang/srt/managers/tokenizer_manager.py'),
  ),

  // text-generation-inference
  tgi.final(
    422,
    'contextTooSmall',
    {
      error:
        'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 5000 `inputs` tokens and 512 `max_new_tokens`',
      error_type: 'validation',
    },
    file('huggingface/text-generation-inference', 'router/src/validation.rs'),
  ),
  tgi.passing(
    429,
    'overloaded',
    { error: 'Model is overloaded', error_type: 'overloaded' },
    file('huggingface/text-generation-inference', 'docs/openapi.json'),
  ),

  // text-generation-webui
  webui.passing(500, 'overloaded', 'Internal Server Error', issue('oobabooga/textgen', 4378), '2023-10-24'),
  webui.passing(
    503,
    'overloaded',
    error('Service unavailable, please try again later.', { code: 503, type: 'ServiceUnavailableError', param: null }),
    file('oobabooga/text-generation-webui', 'extensions/openai/errors.py'),
  ),

  // llama-cpp-python
  python.final(
    500,
    'noVision',
    error('can only concatenate str (not "list") to str', { type: 'internal_server_error', param: null, code: null }),
    issue('abetlen/llama-cpp-python', 1168),
    '2024-02-09',
  ),
  python.final(
    500,
    'noVision',
    error('Image input detected, but the loaded model is not configured with a mmproj module.', {
      type: 'internal_server_error',
    }),
    issue('JamePeng/llama-cpp-python', 165),
    '2026-08-07',
  ),

  // Servers for Apple silicon
  mlx.final(
    400,
    'badImage',
    error('absolute aspect ratio must be smaller than 200, got 218.6'),
    issue('jundot/omlx', 3529),
    '2026-09-08',
  ),
  mlx.final(
    400,
    'badImage',
    { detail: 'Failed to process image: image too small (min dim must be >= 3, got 1x100)' },
    issue('raullenchai/Rapid-MLX', 739),
    '2026-06-20',
  ),
];
