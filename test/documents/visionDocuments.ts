// What the vision documents of Groq and xAI describe, row by row, with the tests that show it: docs/seeds.md is written
// from this table, and a guard in test/build looks for each test by its file and title.

export interface Shown {
  readonly file: string;
  /** The test's own title, as it's written in the file. */
  readonly title: string;
}

export interface Row {
  /** What the document describes. */
  readonly says: string;
  /** What has changed since it was written, or what Sightread does otherwise. */
  readonly now?: string;
  readonly shown: readonly Shown[];
}

export interface VisionDocument {
  readonly title: string;
  readonly address: string;
  readonly rows: readonly Row[];
}

/** A use case or a recipe of the documents, and the commands that do it with a picture in `photo.jpg`. */
export interface UseCase {
  readonly title: string;
  /** What the document suggests. */
  readonly says: string;
  readonly commands: readonly string[];
  /** In the editor. */
  readonly editor: string;
}

const unit = 'test/unit';
const documents = `${unit}/commandLine/visionDocuments.test.ts`;
const cli = `${unit}/commandLine/cli.test.ts`;
const options = `${unit}/commandLine/describeOptions.test.ts`;
const asking = `${unit}/core/ask/ask.test.ts`;
const shown = (file: string, ...titles: readonly string[]): Shown[] => titles.map((title) => ({ file, title }));
const here = (...titles: readonly string[]) => shown(documents, ...titles);

const sdkBodies = `${unit}/core/providers/sdkBodies.test.ts`;
const otherServer = `${unit}/core/providers/otherServer.test.ts`;

const groq: VisionDocument = {
  title: 'Groq: Images and Vision',
  address: 'https://console.groq.com/docs/vision',
  rows: [
    {
      says: 'Two models see images: Llama 4 Scout and Llama 4 Maverick, both previews.',
      now:
        'Both are gone: Maverick since 2026-03-09, Scout since 2026-07-17. `qwen/qwen3.8-27b` and `qwen/qwen3.6-27b` see ' +
        'images. Sightread takes the list from Groq, offers those that see first, and says when a model is gone.',
      shown: [
        ...shown(cli, 'models: those that see come first', '%s: one sentence on stderr, exit 1'),
        ...shown(
          `${unit}/core/providers/catalogue.test.ts`,
          'Groq: modalities, prices a token, what is asleep or speaks is left out',
        ),
      ],
    },
    {
      says: 'The context window has 128K tokens.',
      now: '131,072 tokens, as the list says. A question that no longer fits drops the oldest images first and names them.',
      shown: [
        ...shown(
          `${unit}/core/providers/catalogue.test.ts`,
          'Groq: modalities, prices a token, what is asleep or speaks is left out',
        ),
        ...shown(asking, 'over the provider’s count the oldest images are left out and named in their place'),
      ],
    },
    {
      says: 'The image at a URL may have 20 MB; a larger one gets 400.',
      now: 'Only Groq learns the size, when it fetches the image. After a refusal, Sightread fetches it itself and sends it smaller.',
      shown: shown(asking, 'a link that the provider cannot fetch is read here and sent as bytes'),
    },
    {
      says: 'An image may have 33 megapixels (33,177,600 pixels); more gets 400.',
      shown: here('%s stays below 33 megapixels and 4 MB, whatever detail was asked for'),
    },
    {
      says: 'A request with base64 images may have 4 MB; more gets 413.',
      now: 'Images share 3.9 MB. A 413 from somewhere between is answered once, with smaller images.',
      shown: [
        ...here('%s stays below 33 megapixels and 4 MB, whatever detail was asked for'),
        ...shown(`${unit}/core/ask/tooLarge.test.ts`, 'a new image alone goes in half the bytes, and is named'),
      ],
    },
    {
      says: 'A request may have five images.',
      now: 'Three, by the answer of the models of today. More are refused by name before anything is sent, or go on one contact sheet.',
      shown: [
        ...here('five pictures, as many as the document allows, are two more than now: they go on one sheet'),
        ...shown(
          'test/e2e/contactSheet.e2e.ts',
          'more images than the provider takes are sent as one contact sheet at the press of a button',
        ),
      ],
    },
    {
      says: 'Vision is used in the playground, or by Chat Completions with the model’s name.',
      now: 'The panel in the editor, and `describe --provider groq --model M`.',
      shown: [
        ...shown(
          'test/e2e/providers.e2e.ts',
          'Groq: streams, takes two follow-ups, re-sends image and real answers, shows the usage of the stream',
        ),
        ...here('%s: a picture at an address goes as the SDK sends it, with the same sampling'),
      ],
    },
    {
      says: 'An image is passed by its URL.',
      now: 'After the user has agreed to the host (`--allow-host`), and never an address on this machine or a private network.',
      shown: [
        ...here('%s: a picture at an address goes as the SDK sends it, with the same sampling'),
        ...shown(cli, 'nothing is fetched unasked, and no private address is passed on: %s with %j'),
        ...shown(asking, 'a link that may not be passed on is read here: no address is sent'),
      ],
    },
    {
      says: 'A saved image is passed as a data URL in base64.',
      now: 'Without its metadata: location, camera, comments, thumbnails.',
      shown: here('a saved picture goes in base64 as the SDK sends it'),
    },
    {
      says: '`temperature`, `top_p`, and `max_completion_tokens` are given; `stream` is false and `stop` is null.',
      now: 'The first three are `--temperature`, `--top-p`, and `--max-tokens`, sent only when given. Answers are always streamed; there is no `stop`.',
      shown: [
        ...here('%s: a picture at an address goes as the SDK sends it, with the same sampling'),
        ...shown(options, 'nothing of it is sent unasked', '%s: goes into the provider’s own fields'),
      ],
    },
    {
      says: 'Tool use: a function for the weather is offered with an image of New York, and the model calls it.',
      now: '`--tools` offers it; the call is printed and nothing is run. `tool_choice: auto` is left out because it’s the default.',
      shown: [
        ...here('the function for the weather is offered as the SDK offers it, and its call is printed'),
        ...shown(options, '%s: a call ends the turn and is printed'),
        ...shown(otherServer, 'a function is called with its arguments'),
      ],
    },
    {
      says: 'JSON mode: `response_format` is `json_object`, and the prompt asks for JSON.',
      now: '`--task extractData`, or `--schema`. The answer is checked, and requested once more if it isn’t JSON or doesn’t match.',
      shown: [
        ...here('JSON mode is asked for as the SDK asks for it, and the answer is data'),
        ...shown(
          `${unit}/core/ask/data.test.ts`,
          'a mismatch is sent back once with what is wrong; the usage of both adds up',
        ),
        ...shown(otherServer, 'JSON is JSON'),
      ],
    },
    {
      says: 'Multi-turn: a second question about the same image follows the first.',
      now: 'The example has two questions in a row. Sightread sends the real answer between them.',
      shown: [
        ...here('a further question goes with the picture and the answer before it'),
        ...shown(options, '%s: each question goes with the images and the real answers before it'),
        ...shown(asking, 'history is sent in order with the real answers, and its image is prepared once'),
      ],
    },
  ],
};

const xai: VisionDocument = {
  title: 'xAI: Image Understanding',
  address: 'https://docs.x.ai/docs/guides/image-understanding',
  rows: [
    {
      says: 'An account and an API key in `XAI_API_KEY`, with access to a model that sees images.',
      now: 'In the editor, the key is in its secret storage. A key without access, or a model that doesn’t see, gets a sentence of its own.',
      shown: [
        ...here('the key comes from XAI_API_KEY'),
        ...shown(
          `${unit}/core/providers/catalogue.test.ts`,
          'xAI: its own list and its own unit of price; a gateway’s plain list where that is missing',
        ),
        ...shown(cli, 'a model that is known to be blind is not sent the image'),
      ],
    },
    {
      says: 'The model of the examples is `grok-4`.',
      now: 'Retired on 2026-05-15. `grok-4.7` and `grok-4.3` see images; the list comes from xAI.',
      shown: shown(`${unit}/core/providers/httpProvider.test.ts`, 'but not when it is the model that is missing'),
    },
    {
      says: 'Chat Completions takes images in the messages of `system`, `user`, and `assistant`; `content` is a string, or a list with `image_url` and `text`.',
      now:
        'xAI calls Chat Completions deprecated. Sightread speaks the Responses API with `input_image`, and Chat Completions, ' +
        'once, where a gateway has nothing else.',
      shown: [
        ...here(
          'the messages are of the system, the user, and the assistant, in one API',
          'where only the API of the document is served, a picture %s goes there as in its example',
        ),
        ...shown(
          `${unit}/core/providers/httpProvider.test.ts`,
          'speaks chat after one request where the answer is %d, %s',
          'speaks chat where a gateway of xAI has no responses, in its own fields',
        ),
        ...shown(sdkBodies, 'xAI responses, by OpenAI’s SDK: no difference'),
        ...shown(`${unit}/core/providers/gateway.test.ts`, '%s: a description comes whole'),
      ],
    },
    {
      says: 'An image may have 20 MiB.',
      now: 'xAI’s proto files say 10 MiB (2026-05-17), so Sightread stays below that.',
      shown: here('a picture of more than 20 MiB goes smaller'),
    },
    {
      says: 'The number of images isn’t limited.',
      shown: here('several pictures go in one request, before, between, and after the words'),
    },
    {
      says: 'Images are JPEG or PNG.',
      now: 'All other formats that Sightread reads become one of them.',
      shown: here('a picture as %s becomes JPEG or PNG'),
    },
    {
      says: 'Text and images can be in any order, and images can be between texts.',
      now: '`[image 2]` in a prompt places the second image there; images without a place come first.',
      shown: [
        ...here('several pictures go in one request, before, between, and after the words'),
        ...shown(cli, '[image N] in the prompt puts that image at its place'),
        ...shown(`${unit}/core/ask/places.test.ts`, 'history keeps its places, also where an image of it is gone'),
      ],
    },
    {
      says: '`detail` is `auto` (the default), `low`, or `high`.',
      now:
        '`--detail`, and `sightread.image.detail` in the editor. `auto` is sent to Responses, whose description requires a ' +
        'level, and left out of Chat Completions, where it’s the default. At `low`, the picture itself is made smaller too.',
      shown: [
        ...here('detail %s is sent as it is', 'detail is auto unless another is asked for'),
        ...shown(
          `${unit}/core/providers/encode.test.ts`,
          'is always there in Responses, whose input requires it',
          'is sent as asked, auto by leaving it out, and original only to those who know it',
        ),
        ...shown(`${unit}/core/image/plan.test.ts`, 'grows with the detail asked for'),
      ],
    },
    {
      says: 'An image is passed by its URL on the web.',
      now: 'After the user has agreed to the host, and never an address on this machine or a private network.',
      shown: [
        ...here('a picture %s goes to Responses as the SDK sends it'),
        ...shown(cli, 'nothing is fetched unasked, and no private address is passed on: %s with %j'),
      ],
    },
    {
      says: 'An image is passed as a string in base64.',
      shown: here('a picture %s goes to Responses as the SDK sends it'),
    },
    {
      says: 'Several images are passed with one prompt.',
      now: 'Each is preceded by its number and file name, so that an answer can name it.',
      shown: [
        ...here(
          'two pictures go in their order as the SDK sends them, each after its number and name',
          'several pictures go in one request, before, between, and after the words',
        ),
        ...shown(cli, '--json names an image as often as it is sent, an address too, and estimates the tokens'),
        ...shown(asking, 'several images are numbered so that an answer can name them'),
      ],
    },
    {
      says: 'An image takes 256 tokens for each tile of 448 × 448 pixels, and for one more; it has at most six tiles, so 1,792 tokens.',
      now: 'The formula isn’t confirmed for the models of today, and the layout of the tiles isn’t stated: what is calculated by it is shown as “about”.',
      shown: [
        ...here('a picture of %d × %d: tokens by tiles, estimated as they are reported'),
        ...shown(`${unit}/core/image/tokens.test.ts`, 'xAI: six tiles and one at most'),
        ...shown(`${unit}/host/usageView.test.ts`, 'they are an estimate, and said to be one, where it reports none'),
      ],
    },
    {
      says: 'The response reports the tokens of the images as `usage.prompt_image_tokens`.',
      now:
        'That is the name in xAI’s SDK. Chat Completions has `prompt_tokens_details.image_tokens`; Responses reports nothing. ' +
        'All are read, and shown after the answer and in the panel.',
      shown: [
        ...here('a picture of %d × %d: tokens by tiles, estimated as they are reported'),
        ...shown(`${unit}/core/providers/decode.test.ts`, 'are read where a gateway passes them on'),
        ...shown(cli, 'the tokens are the provider’s where it reports them, else about what its formula says'),
        ...shown(
          `${unit}/host/usageView.test.ts`,
          'image tokens are the provider’s where it reports them, under the SDK’s name too',
        ),
      ],
    },
  ],
};

export const visionDocuments: readonly VisionDocument[] = [groq, xai];

/** The files that the commands name. */
export const useCaseFiles: Readonly<Record<string, unknown>> = {
  'moderation.json': {
    type: 'object',
    properties: {
      safe: { type: 'boolean' },
      category: { enum: ['none', 'violence', 'sexual', 'hate', 'self-harm', 'other'] },
      reason: { type: 'string' },
    },
    required: ['safe', 'category', 'reason'],
  },
  'product.json': {
    type: 'object',
    properties: { name: { type: 'string' }, color: { type: 'string' }, material: { type: ['string', 'null'] } },
    required: ['name', 'color', 'material'],
  },
  'catalog.json': [
    {
      name: 'add_to_catalog',
      description: 'Adds the product in the image to the catalog',
      parameters: {
        type: 'object',
        properties: { name: { type: 'string' }, category: { type: 'string' } },
        required: ['name', 'category'],
      },
    },
  ],
};

export const useCases: readonly UseCase[] = [
  {
    title: 'Audio description',
    says: 'Groq, use cases: an application that describes images for people who can’t see them, and speaks the description.',
    commands: [
      'describe photo.jpg --prompt "Describe this image for somebody who listens: three plain sentences, no lists, no Markdown."',
    ],
    editor:
      'Only the answer goes to standard output, so it can be piped into any program that speaks. In the editor, **Generate ' +
      'Alt Text** puts a short description into the document, where screen readers find it.',
  },
  {
    title: 'Product description',
    says: 'Groq, use cases: descriptions of products for a shop.',
    commands: [
      'describe photo.jpg --prompt "Write a product description for a shop: a title, two sentences, and three features that are visible."',
      'describe photo.jpg --schema product.json --prompt "Which product is this?"',
    ],
    editor: 'A task of your own in `sightread.tasks` keeps the prompt.',
  },
  {
    title: 'Several languages',
    says: 'Groq, use cases: images described in several languages.',
    commands: [
      'describe photo.jpg --prompt "Describe this image in German, then in French, then in Japanese."',
      'describe photo.jpg --prompt "Beschreibe dieses Bild."',
    ],
    editor:
      '`sightread.outputLanguage` sets the language of all answers; alt text is written in the language of its document.',
  },
  {
    title: 'A conversation about an image',
    says: 'Groq, use cases: long conversations about images.',
    commands: [
      'describe photo.jpg --conversation talk.json',
      'describe --conversation talk.json --prompt "What is in the background?"',
    ],
    editor: 'Every description is the start of a conversation in the panel.',
  },
  {
    title: 'Moderation',
    says: 'Groq, cookbook: images are checked for what may not be shown.',
    commands: [
      'describe photo.jpg --schema moderation.json --prompt "Is this image fit for everybody to see? Name the category that it breaks, if any, and why."',
    ],
    editor:
      '**Extract Data from Image (JSON)** takes a schema of the same kind. An image that the provider itself refuses is named as filtered.',
  },
  {
    title: 'Tools and JSON together',
    says: 'Groq, cookbook: a pipeline that reads images as JSON and calls functions with what is in them.',
    commands: [
      'describe photo.jpg --task extractData',
      'describe photo.jpg --tools catalog.json --prompt "Add this product to the catalog."',
    ],
    editor:
      'The offered functions are never run; a script reads the calls from `--json`. Groq allows JSON mode or tools in one request, not both.',
  },
];
