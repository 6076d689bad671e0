/**
 * The limits for everything that comes from outside. Each figure is far above what honest input needs and far below
 * what hurts. Anything larger ends with a named reason, and what has arrived by then is kept. Figures from 2026-11-29.
 * The limits for the panel's messages are in `protocol/fromPanel.ts`, which the panel reads too.
 */
export const bounds = {
  /**
   * Bytes of one message in an answer, unpacked: a Responses API answer repeats its whole text in its last message.
   * It's parsed in one go.
   */
  answerMessageBytes: 8 * 1024 * 1024,
  /** Bytes of a whole answer, unpacked. */
  answerBytes: 64 * 1024 * 1024,
  /**
   * Characters of an answer's text, reasoning, and tool call arguments together: 128,000 tokens, the most that any
   * model in the table writes, have about 500,000.
   */
  answerCharacters: 2_000_000,
  /** Messages in an answer: one per token, for 128,000 tokens of text and as many of reasoning. */
  answerMessages: 300_000,
  /** Milliseconds for a whole answer, whatever arrives; a model on a slow machine needs minutes. */
  answerMs: 2 * 60 * 60 * 1000,
  /** Tool calls in one answer; models call one to four at once. */
  answerToolCalls: 64,
  /** Characters of the usage that a provider reports, as JSON; Groq's has about 500. It's stored with the answer. */
  usageCharacters: 8 * 1024,
  /** Bytes read of an error's body; the bodies in the vendors' references have up to 2 KB. */
  errorBodyBytes: 256 * 1024,
  /** Characters of an error that an expression examines; 500 are shown. */
  errorText: 8 * 1024,
  /** Bytes of a model list, unpacked; OpenRouter's has about 1 MB. */
  modelListBytes: 16 * 1024 * 1024,
  /** Models in a list; OpenRouter has about 500. */
  modelListModels: 5_000,
  /** Models whose capabilities are requested one by one; a server on this machine has a few dozen. */
  modelsAsked: 100,
  /** Characters of a name in an answer: of a model, a request, a code, a tool; the longest known has about 80. */
  nameLength: 300,
  /** Nesting depth of objects and arrays in JSON from outside; answers and schemas have about 10. */
  jsonDepth: 1_000,
  /**
   * Objects, arrays, and members in JSON from outside that is parsed in one go; answers and schemas have some hundreds.
   */
  jsonValuesAtOnce: 50_000,
  /** The same for JSON that is read in portions; OpenRouter's model list has about 60,000. */
  jsonValues: 300_000,
  /** Images in one call by an agent. */
  toolImages: 8,
  /** Bytes of an image file. */
  imageFileBytes: 64 * 1024 * 1024,
  /** Bytes of a document with images; larger ones are skipped. */
  documentBytes: 4_000_000,
  /** Characters of the path or URL of a picture in a file or on the web; the longest path on Linux has 4,096. */
  imageAddress: 4_096,
  /** Images that are examined in an open document; the longest real documentation pages have some hundreds. */
  documentImages: 2_000,
  /** Problems in an open document. */
  documentFindings: 1_000,
  /** Images in a folder's review; nobody decides about more in a day. The rest can be reviewed afterwards. */
  reviewImages: 2_000,
  /**
   * Total characters of the images in a document, of its problems, or of a review: whole pictures can be embedded
   * there.
   */
  documentImageText: 8_000_000,
  /** Bytes of `.sightread-alt.json`: some 10,000 images. */
  recordsBytes: 1_000_000,
  /** Bytes of the same in the editor's own storage. */
  ownRecordsBytes: 4_000_000,
  /** Objects and members in `.sightread-alt.json`. */
  recordsValues: 30_000,
  /**
   * Characters after which a conversation is full: no model reads as many. Including the last answer, it fits into its
   * file, whatever is escaped there.
   */
  conversationCharacters: 5_000_000,
  /** Bytes of a stored conversation without its images. */
  conversationBytes: 44_000_000,
  /** Bytes of a JSON Schema, a file of functions, or a folder's settings. */
  jsonFileBytes: 1_000_000,
  /** Bytes of a `.gitignore`; the longest in github/gitignore has about 10 KB. */
  ignoreFileBytes: 30_000,
  /** Rules in a `.gitignore`; the longest in github/gitignore has about 400. */
  ignoreRules: 600,
  /** Calls that are run in one round of a turn; models call one to four at once. */
  toolCallsInRound: 8,
  /** Arrays, objects, and values inside one setting; the longest known list of globs has about 100. */
  settingValues: 5_000,
  /** Total characters of the texts inside one setting; a task's prompt has up to 20,000. */
  settingText: 200_000,
  /** Globs per setting. */
  globs: 200,
  /** Characters of a glob. */
  globLength: 500,
  /**
   * Folders of a path that globs are tried on, including its name; 4,096 characters, the longest path on Linux, can
   * have 2,048.
   */
  pathDepth: 64,
  /** Rule names for one glob; there are seven rules. */
  ruleNames: 50,
  /** Characters on either side of the cursor that are searched for an image's path or URL. */
  cursorReach: 2_000,
  /**
   * Characters of the alt text in an answer, which is refused if it's longer; the longest alt text in real
   * documentation has about 1,000.
   */
  altAnswer: 4_000,
  /** Characters of an answer that are searched for a decision. */
  decisionAnswer: 100_000,
  /** Characters of a text that is fitted to an editor's indentation; a longer one is inserted unchanged. */
  fittedText: 500_000,
  /** Characters of an uncertain word; anything longer is a line that was read without spaces. */
  doubtedWord: 200,
  /** Places in a text that are marked as uncertain; nobody looks at more. */
  doubts: 500,
  /** Words on a page that look like one of its words and are compared with it; real pages have two or three. */
  lookalikes: 8,
  /** Pairs of characters that are compared in two readings of a line: two lines of 1,000 characters. */
  comparedCharacters: 1_000_000,
  /** Characters of a long description: some 3,000 words, four printed pages. */
  longDescription: 20_000,
  /** Characters at the start of a text that determine its language; three signs of one kind are enough. */
  languageSample: 8_000,
  /** Characters of a text whose brackets and quotes are paired: a page of code has about 5,000. */
  pairedText: 10_000,
  /** Pairs of lines that are compared in two readings: two pages of 2,000 lines each. */
  comparedLines: 4_000_000,
  /** Chunks or segments in an image file: 64 MB in pieces of 8 KB are 8,192. One with more counts as cut off. */
  imageParts: 100_000,
  /** Entries that are read in an archive of language data; the packages have about ten. */
  archiveEntries: 1_000,
  /** Bytes of an SVG that is searched for words; a larger one consists of outlines or embedded pictures. */
  svgSourceBytes: 200_000,
  /** Characters of what an SVG draws, sent as text; more costs more than it helps. */
  svgText: 24_000,
  /** Words that are examined in an SVG, about as many as `svgText` holds; an SVG with more has none examined. */
  svgWords: 5_000,
  /**
   * Characters of the renderer's outlines of such an SVG, by rough estimate: nested uses can make any number of them.
   * An ordinary one has up to 5 million, for 1,000 labels.
   */
  svgOutlines: 24_000_000,
  /** Pixels of all pictures inside an SVG together; each needs 4 bytes, twice while it's decoded. */
  svgPicturePixels: 50_000_000,
  /** Pictures inside an SVG. */
  svgPictures: 500,
} as const;
