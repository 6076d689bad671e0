import { type Evidence, type Promises, provedBy } from './promises';

const thief = 'e2e/thief/thief › nothing has left, run, been written outside, or hung';

/** The sentences of SECURITY.md. */
export const security: Promises = new Map<string, Evidence>([
  ['Please report it privately: open an advisory with the steps to reproduce it.', 'a request'],
  ["Don't open a public issue.", 'a request'],
  ['The latest release is supported.', 'a rule for releases'],
  ['Images, documents, repositories, models, servers, and file names are data.', provedBy(thief)],
  [
    "Opening them, and using every command on them, must not run a command, write a file that you didn't ask for, send anything before you were asked, or block the editor.",
    provedBy('e2e/thief/thief › is used once', thief),
  ],
  ['Anything that breaks one of these is a vulnerability.', 'a rule for reports'],
  ['Nothing that is read can act.', 'the sentences that follow say how'],
  [
    "Whatever a model, a document, a file, or a server says is shown as text: no link, no icon, no second line in the editor's notifications, pickers, and boxes.",
    provedBy(
      'unit/core/inert › no sentence holds a link or an icon of the editor, a second line, or what turns text',
      'build/guards/saying › only one file says something in the editor’s own surfaces',
      'e2e/chrome › a model’s reason is text',
      'e2e/chrome › the address of an image in a document is text',
      'e2e/chrome › the name of a file is text',
      'e2e/chrome › a picker shows the same as text',
    ),
  ],
  [
    'What a model writes into a document runs no template, directive, macro, or script there.',
    provedBy(
      'unit/engines/markup/edit/openers.property › and would run an alt that is written as it is',
      'unit/engines/markup/edit/openers.property › nor does a page that is given to an engine when it is finished run them',
    ),
  ],
  [
    'Nor does text from an image in prose, unless you choose Insert Exactly; in code it is inserted exactly, and you are told when a site generator might run part of it.',
    provedBy(
      'unit/core/text/inertProse › AsciiDoc: the same page with the words in it, whatever a site sets',
      'unit/core/text/inertProse › Markdown shows the words, without an element of theirs',
      'unit/core/text/inertProse › what was asked for as code of a language is not touched, and what engines run in it is told',
    ),
  ],
  [
    'Terminals and build servers get it without control characters or commands.',
    provedBy(
      'unit/commandLine/cli › an answer moves no cursor, sets no clipboard and gives no command to a build server',
      'build/guards/acting › no other function prints',
    ),
  ],
  ['Nothing that is written breaks anything.', 'the sentences that follow say how'],
  [
    'Alt text is written only if a second parser reads the same document with exactly that alt text changed.',
    provedBy(
      'unit/engines/markup/edit/secondReading › only the alts with which %s are refused',
      'unit/engines/markup/edit/edit.property › an alt is written exactly, and nothing else changes',
      'unit/engines/markup/asciidoc › any words are written exactly and break nothing',
    ),
  ],
  [
    'A document that changed in the meantime is read again.',
    provedBy(
      'unit/commandLine/altMeanwhile › a document that is saved in the middle of a run keeps both changes',
      'vscode/altText › a document that changes while the model answers',
    ),
  ],
  [
    'No words are changed without being shown.',
    provedBy(
      'unit/commandLine/altMeanwhile › words that a document cannot hold are shown, and written in others only with --nearest',
      'vscode/altText › words that a place cannot hold are not written without a question',
    ),
  ],
  [
    'A partial, refused, or filtered answer is neither written nor kept.',
    provedBy('unit/commandLine/altNoAnswers › answers that are none'),
  ],
  ['Nothing is sent unasked.', 'the page on privacy says how'],
  ['Privacy says what goes where, and after which question.', 'a reference'],
  ['Everything has a limit.', 'the sentences that follow say how'],
  [
    'Answers, error messages, model lists, downloads, documents, drawings, tool calls, and JSON are all limited in size, and you are told when a limit is reached.',
    provedBy(
      'unit/core/providers/endless › %s ends as %s',
      'unit/core/json › takes what nests deeper, or holds more values, for no JSON',
      'unit/engines/imaging/svgPictures › refuses pictures with too many pixels: %s',
      'unit/hostile/eventLoop › no turn takes long',
      'unit/engines/network/download › reads no more than it may, whether the size is stated or not',
    ),
  ],
  [
    'No regular expression takes exponential time.',
    provedBy('build/regularExpressions › every expression takes time linear in its input'),
  ],
  [
    'Heavy work runs in worker threads with a deadline.',
    provedBy('unit/engines/markup/client › a document that takes too long fails alone'),
  ],
  ['What is built is pinned.', 'the sentences that follow say how'],
  [
    'Every dependency and every action of the workflows is pinned by version and hash.',
    provedBy(
      'build/dependencies › are all in the lock file with their SHA-512',
      'build/supplyChain › every action is a commit',
    ),
  ],
  [
    'The package contains no node_modules.',
    provedBy('build/dependencies › are never loaded at run time from node_modules: the package carries none'),
  ],
  ['npm run fuzz looks for what breaks these; every test run does so for a minute.', 'says how it is looked for'],
  ['A provider that you chose sees what you send it.', 'says what is not promised'],
  ['A program that already runs as you, or another extension, can do what you can.', 'says what is not promised'],
  [
    'On the command line, another program could save a document in the milliseconds between the last check and its replacement.',
    'says what is not promised',
  ],
  ['Behind a proxy, the proxy resolves host names once more.', 'says what is not promised'],
]);
