import { type Evidence, type Promises, provedBy } from './promises';

const thief = 'e2e/thief/thief › nothing has left, run, been written outside, or hung';

/** The sentences of SECURITY.md. */
export const security: Promises = new Map<string, Evidence>([
  ['Please report it in private: open an advisory with the steps to repeat it.', 'a request'],
  ['Do not open a public issue.', 'a request'],
  ['The latest release is supported.', 'a rule for releases'],
  ['Images, documents, repositories, models, servers and file names are data.', provedBy(thief)],
  [
    'Opening them, and using every command on them, must run no command, write no file but those you asked for, send nothing before you were asked, and never hold up the editor.',
    provedBy('e2e/thief/thief › is used once', thief),
  ],
  ['Whatever breaks one of these is a vulnerability.', 'a rule for reports'],
  ['Nothing that is read can act.', 'the sentences that follow say how'],
  [
    "Whatever a model, a document, a file or a server says is shown as text: no link, no icon, no second line in the editor's notifications, pickers and boxes.",
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
    'What a model writes into a document opens no template, directive, macro or script there.',
    provedBy(
      'unit/engines/markup/edit/openers.property › and would run an alt that is written as it is',
      'unit/engines/markup/edit/openers.property › nor does a page that is given to an engine when it is finished run them',
    ),
  ],
  [
    'Text read from an image opens none in running text, until you choose Insert Exactly; in code it is put in as it was read, and you are told when a site generator may run part of it.',
    provedBy(
      'unit/core/text/inertProse › AsciiDoc: the same page with the words in it, whatever a site sets',
      'unit/core/text/inertProse › Markdown shows the words, without an element of theirs',
      'unit/core/text/inertProse › what was asked for as code of a language is not touched, and what engines run in it is told',
    ),
  ],
  [
    'A terminal and a build server get it without control characters or commands.',
    provedBy(
      'unit/commandLine/cli › an answer moves no cursor, sets no clipboard and gives no command to a build server',
      'build/guards/acting › no other function prints',
    ),
  ],
  ['Nothing that is written breaks anything.', 'the sentences that follow say how'],
  [
    'An alt text is written only where a second parser reads the same document with exactly that alt changed.',
    provedBy(
      'unit/engines/markup/edit/secondReading › only the alts with which %s are refused',
      'unit/engines/markup/edit/edit.property › an alt is written exactly, and nothing else changes',
      'unit/engines/markup/asciidoc › any words are written exactly and break nothing',
    ),
  ],
  [
    'A document that changed meanwhile is read again.',
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
    'An answer that is cut, refused or filtered is neither written nor kept.',
    provedBy('unit/commandLine/altNoAnswers › answers that are none'),
  ],
  ['Nothing is sent unasked.', 'the page on privacy says how'],
  ['Privacy says what goes where, and after which question.', 'a reference'],
  ['Everything has a bound.', 'the sentences that follow say how'],
  [
    'Answers, error messages, model lists, downloads, documents, drawings, tool calls and JSON all end somewhere, with a sentence that says so.',
    provedBy(
      'unit/core/providers/endless › %s ends as %s',
      'unit/core/json › takes what nests deeper, or holds more values, for no JSON',
      'unit/engines/imaging/svgPictures › refuses pictures with too many pixels: %s',
      'unit/hostile/eventLoop › no turn takes long',
      'unit/engines/direct/download › reads no more than it may, whether the size is stated or not',
    ),
  ],
  [
    'No regular expression takes exponential time.',
    provedBy('build/regularExpressions › every expression takes time linear in its input'),
  ],
  [
    'Heavy work is done in threads with a deadline.',
    provedBy('unit/engines/markup/client › a document that takes too long fails alone'),
  ],
  ['What is built is pinned.', 'the sentences that follow say how'],
  [
    'Every dependency and every action of the workflows is taken by version and hash.',
    provedBy(
      'build/dependencies › are all in the lock file with their SHA-512',
      'build/supplyChain › every action is a commit',
    ),
  ],
  [
    'The package holds no node_modules.',
    provedBy('build/dependencies › are never loaded at run time from node_modules: the package carries none'),
  ],
  ['npm run fuzz looks for what breaks these; every test run does so for a minute.', 'says how it is looked for'],
  ['A provider that you chose sees what you send it.', 'says what is not promised'],
  ['A program that already runs as you, or another extension, can do what you can.', 'says what is not promised'],
  [
    'Between the last look at a document and its replacement on the command line lie milliseconds in which another program could save it.',
    'says what is not promised',
  ],
  ['Behind a proxy, the proxy resolves the names of hosts once more.', 'says what is not promised'],
]);
