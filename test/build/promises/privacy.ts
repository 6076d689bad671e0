import { type Evidence, type Promises, provedBy } from './promises';

const thief = ['e2e/thief/thief › nothing has left, run, been written outside, or hung'];
const settingsOfAWorkspace = 'e2e/trust › a repository’s settings change neither where the key and the image go';

/** The sentences of docs/privacy.md. */
export const privacy: Promises = new Map<string, Evidence>([
  [
    'Every sentence here that promises something is tied to the test that proves it, in test/build/promises.',
    'this list is it',
  ],
  [
    'Nothing, until you choose a provider.',
    provedBy('e2e/textOffline › with the network cut a dark editor is read exactly'),
  ],
  [
    'The offline engine and Extract Text with its default settings work without any network.',
    provedBy('e2e/textOffline › with the network cut a dark editor is read exactly, and nothing tries to connect'),
  ],
  [
    "When you ask a provider, one request goes to that provider's host, and to nobody else.",
    provedBy('unit/core/providers/httpProvider › is one POST with the key in the vendor’s own place', ...thief),
  ],
  ['It carries:', 'the list follows'],
  [
    "the prompt, the task's instructions, any JSON Schema or functions that you provide, and, in a conversation, the earlier questions and answers of that conversation;",
    provedBy(
      'unit/core/ask/ask › history is sent in order with the real answers',
      'unit/host/extractData › a schema of the workspace goes along',
    ),
  ],
  [
    'for alt text, the text around the image: headings, up to 400 characters before and after, caption, link, and file name;',
    'says what is sent, and promises nothing less',
  ],
  [
    "for an answer that doesn't read like alt text, its words, in a request that asks whether they are;",
    provedBy('unit/core/altText/askAlt › the question about words goes without the picture'),
  ],
  [
    'the images of the conversation, as shown in the panel under "What was sent";',
    provedBy('e2e/providers › Groq: streams, takes two follow-ups, re-sends image and real answers'),
  ],
  [
    'your key for that provider, in a header.',
    provedBy('unit/core/providers/httpProvider › the key goes into its own header, trimmed'),
  ],
  [
    'Redirects by a provider are refused, so a key never travels on.',
    provedBy('unit/core/providers/faults › networkFaults.redirect.title'),
  ],
  [
    'A key is never sent over plain http, except to this machine.',
    provedBy(
      'unit/core/providers/httpProvider › never sends %s unencrypted beyond this machine',
      'unit/commandLine/cli › a key is never sent unencrypted beyond this machine',
    ),
  ],
  [
    'On the command line, a URL given without a provider gets no key.',
    provedBy('unit/commandLine/cli › an address without a provider is sent no key'),
  ],
  [
    "Whatever a provider sends back is searched for the key before it's shown, stored, or logged.",
    provedBy(
      'unit/core/providers/secrets › is in no error',
      'unit/core/providers/secrets › is in no answer',
      'unit/core/providers/secrets › is in no model list',
      'build/guards/network › only one file sends what a provider gets: it takes the secrets out of what comes back',
    ),
  ],
  ['Other requests are sent only on these occasions:', 'the table follows'],
  ['when | to | what', 'the head of the table'],
  [
    'you set a key or open the model list, or agree to send something and the list is older than a day | the chosen provider | a request for its list of models, with the key; no image, no tokens',
    provedBy('e2e/questions › no key is shown to anybody before the question'),
  ],
  [
    'an image from the web is to be described, or its alt text written, and you agreed to its host | that host | a download by this machine, without cookies or credentials',
    provedBy(
      'e2e/questions › an image of the web is fetched after a question',
      'build/guards/network › an image of the web is fetched only where its host is asked about first',
    ),
  ],
  [
    'you describe an image by its URL with a provider that fetches images itself | the provider | the URL as well, once you agreed to its host',
    provedBy(
      'unit/core/ask/ask › a link is passed on to a provider that fetches images itself',
      'unit/core/ask/ask › a link that may not be passed on is read here',
    ),
  ],
  [
    "you agree to download a language for the offline engine, or choose one in Manage Text Recognition Languages… | registry.npmjs.org | a download of that language's archive, only if its SHA-512 is pinned in Sightread's source",
    provedBy(
      'unit/core/text/languages/pack › bytes that are not those that are known are thrown away',
      'unit/core/text/languages/pack › a language whose archive is not known is not asked for',
    ),
  ],
  [
    'the model calls find_in_workspace and you agree to send the lines it would see | the chosen provider | those lines',
    provedBy('e2e/repository › a search shows every line that goes, and none of a secret'),
  ],
  [
    'an agent calls a tool of Sightread | the chosen provider, as when you describe the image yourself | the image; the answer goes to the agent, and so to the model it runs on',
    provedBy('e2e/trust › an agent’s call names image and host, and is carried out only after a yes'),
  ],
  [
    "you open the model list, or auto looks for a local server | this machine's loopback addresses | a check whether Ollama, LM Studio, or llama.cpp is running",
    provedBy('e2e/localServers › it is sent nothing before a yes'),
  ],
  [
    'There is no telemetry, no update check, and no request at startup.',
    provedBy(
      'e2e/textOffline › with the network cut a dark editor is read exactly, and nothing tries to connect',
      'e2e/questions › a window that opens again fetches nothing of the web to show it',
      ...thief,
    ),
  ],
  [
    'Paste As… → Text from image reads on this machine.',
    provedBy('e2e/textPaste › Paste As… offers the text of a screenshot'),
  ],
  [
    'If sightread.ocr.engine is model, the model is asked after the text was pasted, as by Read Again with a Model.',
    'says what the setting does',
  ],
  [
    'Before the first image is sent to a host, Sightread names the host and asks you.',
    provedBy('e2e/trust › the first image for a host is sent after a question that names it'),
  ],
  [
    'It asks before it requests the list of models with your key.',
    provedBy('e2e/questions › no key is shown to anybody before the question'),
  ],
  [
    'Your answer applies to that scheme, host, and port.',
    provedBy('unit/core/network/agreements › a yes for %s counts under %j'),
  ],
  [
    "Sightread also asks before it uses a local server that it merely found, on the command line too; where nobody can answer, that server isn't used.",
    provedBy(
      'e2e/localServers › it is sent nothing before a yes, and asked about once',
      'unit/commandLine/foundServer › a server that was found is named, and used after %s only',
      'unit/commandLine/foundServer › where nobody can answer it is not used, and how to use it is said',
    ),
  ],
  [
    "It doesn't ask about a server on this machine that your settings name.",
    provedBy('unit/host/consent › a server of this machine that the settings name is not asked about'),
  ],
  [
    'On the command line, naming a provider or setting its key counts as consent.',
    provedBy('unit/jobs/providers › %s', 'unit/commandLine/model › asks %s'),
  ],
  [
    'With the setting sightread.confirmBeforeSending, Sightread asks every time, or never.',
    provedBy('unit/host/consent › the setting makes it every time, or never'),
  ],
  [
    'An image from the web is fetched only after a question that names its host and shows the whole URL.',
    provedBy(
      'e2e/questions › an image of the web is fetched after a question that names the host and the whole address',
    ),
  ],
  [
    'Several hosts in one document are asked about in one question.',
    provedBy('e2e/questions › the images of a document are asked about once, with all their hosts'),
  ],
  [
    "Redirects to another host aren't followed.",
    provedBy('unit/engines/network/download › follows no redirect to another host'),
  ],
  [
    "Private and loopback addresses are refused, and aren't passed to a provider either.",
    provedBy(
      'unit/engines/network/download › sends nothing to a refused address',
      'unit/engines/network/download › a link to %s may be handed on: %s',
      'unit/commandLine/mayBeFetched › no private address is handed on, whatever was allowed',
    ),
  ],
  [
    'On the command line, --allow-host names the hosts; without it, nothing is fetched unless you agree at the terminal.',
    provedBy(
      'unit/commandLine/cli › nothing is fetched unasked',
      'unit/commandLine/mayBeFetched › only the hosts that were named are asked for images',
    ),
  ],
  [
    'What another program writes into an open document is neither fetched nor asked about.',
    provedBy(
      'e2e/questions › what another program writes into an open document is neither fetched nor asked about',
      'vscode/altText › what a program puts into a document is no paste',
    ),
  ],
  [
    'An alt text review stays with the provider that you agreed to.',
    provedBy('e2e/questions › a review goes on with the provider that was agreed to'),
  ],
  [
    'sightread.exclude names files that are never sent; a workspace can add to them but remove none.',
    provedBy('unit/commandLine/mayBeSent › the team’s globs add to the defaults', 'unit/core/mayBeSent › test.each'),
  ],
  [
    "It applies to a file's name and to the target of a link, in the editor, for agents, and on the command line.",
    provedBy(
      'unit/core/mayBeSent › what a person picked may lie anywhere, and is still excluded by its names',
      'vscode/languageModelTools › look at nothing that the user excluded, not even offline',
      'unit/commandLine/mayBeSent › alt write follows no link out of the folder, and sends neither excluded pictures',
      'unit/commandLine/mayBeSent › what goes along with a question is not sent either where it is excluded: --%s',
      'build/guards/reading › only these functions read files, and why each asks no question of its own',
    ),
  ],
  [
    'An invalid pattern blocks everything until you fix it, and you are told.',
    provedBy(
      'unit/core/mayBeSent › a glob that is not understood lets nothing through',
      'unit/commandLine/mayBeSent › a glob that is not understood blocks',
    ),
  ],
  [
    'Alt text, agents, workspace search, and schemas for data read nothing outside the open folders, not even through a symbolic link.',
    provedBy(
      'unit/host/extractData › what may not be sent is no schema: %s',
      'vscode/languageModelTools › look at nothing outside of the open folders, by dots, by an absolute path, by a link',
      ...thief,
    ),
  ],
  [
    "Workspace search shows you every line before it's sent, leaves out secrets and whatever git ignores, and is off in a workspace that you don't trust.",
    provedBy(
      'e2e/repository › a search shows every line that goes, and none of a secret',
      'unit/core/mayBeSent › a search shows no secret, whatever the settings say',
      ...thief,
    ),
  ],
  [
    'A PNG, JPEG, or GIF is rebuilt from only the parts that make up the picture: no EXIF with the location and the camera, no XMP, comments, thumbnails, private parts, or trailing data.',
    provedBy(
      'unit/core/image/metadata › holds no word of %s',
      'unit/core/image/metadata › is looked for in at least 30 places',
      'build/imagePath › a prepared image has its parts from the engine, or out of the one place that builds files anew',
    ),
  ],
  [
    "A color profile is reduced to its colors, or left out when it's sRGB.",
    provedBy('unit/core/image/strip › keeps of the colour profile of %s its primaries and curves'),
  ],
  [
    'Every other format is rendered, and only its pixels are sent.',
    provedBy('unit/engines/imaging/metadata › is nothing of a file of another format but its pixels'),
  ],
  [
    'The visible words of an SVG are also sent as text, and the outlines around them as numbers and colors: a word is visible if the picture changes noticeably without it.',
    provedBy(
      'unit/engines/imaging/drawnText › takes no word that the picture does not show: %s',
      'unit/engines/imaging/drawnText › keeps every word that is seen in %s',
      'unit/engines/imaging/drawnTextBounds › writes no shape that holds more than lines and curves',
    ),
  ],
  [
    'Every other word stays here, whatever hides it, and "What was sent" says how many labels were left out.',
    provedBy(
      'unit/engines/imaging/drawnText › takes no word that the picture does not show: %s',
      'unit/engines/imaging/drawnTextBounds › makes at most 64 pictures, and counts the words that it could not look at',
      'unit/engines/imaging/prepare › tells how many words of an SVG stayed here',
    ),
  ],
  ['Of course, whatever is visible in the picture is sent.', 'says what is sent'],
  [
    "Where anything is sent, with which key, and whether you're asked is read only from your user settings: whatever a workspace says about it is ignored.",
    provedBy(settingsOfAWorkspace, ...thief),
  ],
  [
    "In a workspace that you don't trust, none of its settings count.",
    provedBy(
      'build/settings › every setting that a workspace can write is restricted',
      'vscode/multiRoot/settings › what they say counts in a trusted window alone',
    ),
  ],
  [
    'A value that is invalid for its setting is replaced by the default.',
    provedBy('unit/core/settings › test.each', 'build/settings › every setting has a form'),
  ],
  [
    "Files that Sightread writes on its own are written completely or not at all, never through a symbolic link, and never over a file that isn't Sightread's.",
    provedBy(
      'unit/disk/wholeFile › a link to a file outside is not followed',
      'unit/disk/wholeFile › a link to a file that is missing makes none',
      'unit/disk/wholeFile › a folder that is a link is not entered',
      'build/guards/writing › only these functions write, rename or delete files, or change documents and the clipboard',
      'e2e/repository › an alt text is written into its document, and nothing through the link',
    ),
  ],
  [
    "Keys: in the editor's secret storage, never in settings, files, logs, or the panel. sightread.removeApiKey removes one.",
    provedBy('e2e/keys › a removed key is gone', ...thief),
  ],
  [
    'On the command line, keys come only from the environment.',
    provedBy('unit/commandLine/cli › without a key the sentence says what to set, and nothing is sent'),
  ],
  [
    "Conversations: text, usage, and the images as sent, in the editor's storage folder, for sightread.history.keepDays days (30).",
    'says what is kept and where',
  ],
  ['With 0, a conversation is deleted when its panel closes.', 'says what the setting does'],
  [
    "Alt text: what was written, by the image's hash, so that you don't pay twice for the same image.",
    provedBy('unit/core/altText/decisionStore › a decision outlives the program, under its key alone'),
  ],
  [
    'Conversations of the command line (--conversation FILE): questions, answers, and the paths of the images, in the file that you name; no key and no image.',
    'says what is kept and where',
  ],
  [
    'Usage: tokens and cost by day and provider, for Show Usage, and the hosts you have agreed to.',
    'says what is kept and where',
  ],
  [
    "The log (Show Log): host, model, status, tokens, timings, and the name of a file that couldn't be read.",
    'says what is kept and where',
  ],
  ['Never a key, an image, a prompt, or an answer.', provedBy(...thief)],
  [
    "What a model writes is displayed as text, can't run scripts, and can't load anything from outside.",
    provedBy(
      'webview/hostile › loads nothing, runs nothing, and becomes only harmless elements',
      'webview/hostile › stops what a hole in the drawing would let through',
    ),
  ],
  [
    "A link in an answer opens only when you click it, through the editor, which asks about hosts it doesn't trust.",
    provedBy('webview/hostile › links in it send only web addresses to the host, and nothing by themselves'),
  ],
  ['That is between you and the provider.', 'says whose it is'],
  ['Two notes are shown when you enter their keys:', 'the sentence goes on'],
  [
    "Google may use what is sent to the free tier of the Gemini API to improve its products, and OpenRouter passes requests on to the model's host.",
    'says what others do',
  ],
]);
