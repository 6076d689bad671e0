/**
 * The largest of everything that comes from outside. Each figure is far above what honest input needs and far below what
 * hurts; what is larger ends with a named reason, and what was there until then is kept. Figures of 2026-11-29. Those
 * of what the panel sends are in `protocol/fromPanel.ts`, which the panel reads as well.
 */
export const bounds = {
  /**
   * Bytes of one message of an answer, unpacked: a Responses API answer repeats its whole text in its last message. It is
   * parsed in one go.
   */
  answerMessageBytes: 8 * 1024 * 1024,
  /** Bytes of a whole answer, unpacked. */
  answerBytes: 64 * 1024 * 1024,
  /**
   * Characters of an answer's text, its reasoning and the arguments of its tool calls together: 128,000 tokens, the most
   * that any model of the table writes, have about 500,000.
   */
  answerCharacters: 2_000_000,
  /** Messages of an answer: one a token, for 128,000 tokens of text and as many of reasoning. */
  answerMessages: 300_000,
  /** Milliseconds of a whole answer, whatever comes in them; a model on a slow machine needs minutes. */
  answerMs: 2 * 60 * 60 * 1000,
  /** Tool calls in one answer; models call one to four at once. */
  answerToolCalls: 64,
  /** Characters of what a provider reports of usage, as JSON; Groq's has about 500. It is kept with the answer. */
  usageCharacters: 8 * 1024,
  /** Bytes of an error's body that are read; the bodies of the vendors' references have up to 2 KB. */
  errorBodyBytes: 256 * 1024,
  /** Characters of an error that are looked at by an expression; 500 are shown. */
  errorText: 8 * 1024,
  /** Bytes of a list of models, unpacked; OpenRouter's has about 1 MB. */
  modelListBytes: 16 * 1024 * 1024,
  /** Models of a list; OpenRouter has about 500. */
  modelListModels: 5_000,
  /** Models that are each asked for what they can; a server on this machine has some dozens. */
  modelsAsked: 100,
  /** Characters of a name that comes with an answer: of a model, a request, a code, a tool; the longest known has about 80. */
  nameLength: 300,
  /** Objects and lists inside each other, in JSON from outside; answers and schemas have about 10. */
  jsonDepth: 1_000,
  /** Objects, lists and members of JSON from outside that is parsed in one go; answers and schemas have some hundreds. */
  jsonValuesAtOnce: 50_000,
  /** The same of JSON that is read in portions; OpenRouter's list of models has about 60,000. */
  jsonValues: 300_000,
  /** Images of one call of an agent. */
  toolImages: 8,
  /** Bytes of a file with an image. */
  imageFileBytes: 64 * 1024 * 1024,
  /** Bytes of a document with images; larger ones are left out. */
  documentBytes: 4_000_000,
  /** Characters of the address of a picture that lies in a file or in the web; 4,096 is the longest path of Linux. */
  imageAddress: 4_096,
  /** Images of an open document that are looked at; the longest pages of real documentation have some hundreds. */
  documentImages: 2_000,
  /** Problems of an open document. */
  documentFindings: 1_000,
  /** Images of a review of a folder; nobody decides on more in a day. What is beyond can be reviewed after. */
  reviewImages: 2_000,
  /** Characters of the images of a document, of its problems, or of a review, together: pictures may be written into it whole. */
  documentImageText: 8_000_000,
  /** Bytes of `.sightread-alt.json`: some 10,000 images. */
  recordsBytes: 1_000_000,
  /** Bytes of the same in the editor's own storage. */
  ownRecordsBytes: 4_000_000,
  /** Objects and members of `.sightread-alt.json`. */
  recordsValues: 30_000,
  /**
   * Characters of a conversation after which nothing more is asked in it: no model reads as many. With the last answer it
   * fits into its file, whatever is escaped there.
   */
  conversationCharacters: 5_000_000,
  /** Bytes of a kept conversation without its images. */
  conversationBytes: 44_000_000,
  /** Bytes of a JSON Schema, a file of functions, or the settings of a folder. */
  jsonFileBytes: 1_000_000,
  /** Bytes of a `.gitignore`; the longest in github/gitignore has about 10 KB. */
  ignoreFileBytes: 30_000,
  /** Rules of a `.gitignore`; the longest in github/gitignore has about 400. */
  ignoreRules: 600,
  /** Calls that are carried out in one round of a turn; models call one to four at once. */
  toolCallsInRound: 8,
  /** Lists, records and values inside of one setting; the longest known list of globs has about 100. */
  settingValues: 5_000,
  /** Characters of all texts inside of one setting; a task's prompt has up to 20,000. */
  settingText: 200_000,
  /** Globs in one setting. */
  globs: 200,
  /** Characters of a glob. */
  globLength: 500,
  /** Folders of a path that globs are tried on, its name included; 4,096 characters, the longest path of Linux, hold 2,048. */
  pathDepth: 64,
  /** Names that the rules of one glob have; there are seven rules. */
  ruleNames: 50,
  /** Characters on either side of the cursor in which an image's address is looked for. */
  cursorReach: 2_000,
  /** Characters of the alt in an answer, which is refused when it has more; the longest alts of real documentation have about 1,000. */
  altAnswer: 4_000,
  /** Characters of an answer in which a decision is looked for. */
  decisionAnswer: 100_000,
  /** Characters of a text that is fitted to the indentation of an editor; a longer one goes in as it is. */
  fittedText: 500_000,
  /** Characters of a word of a page that is doubted; what is longer is a line that the reader ran together. */
  doubtedWord: 200,
  /** Places of a text that are marked as doubtful; nobody looks at more. */
  doubts: 500,
  /** Words of a page that look like one of its words and are compared with it; real pages have two or three. */
  lookalikes: 8,
  /** Pairs of characters of two readings of a line that are compared: two lines of 1,000 characters. */
  comparedCharacters: 1_000_000,
  /** Characters of a long description: some 3,000 words, four printed pages. */
  longDescription: 20_000,
  /** Characters of a text from whose beginning its language is told; three signs of a kind are enough. */
  languageSample: 8_000,
  /** Characters of a text in which brackets and quotes are paired: a page of code has about 5,000. */
  pairedText: 10_000,
  /** Pairs of lines that are compared when two readings are: two pages of 2,000 lines each. */
  comparedLines: 4_000_000,
  /** Chunks or segments of an image file: 64 MB in pieces of 8 KB are 8,192. What has more counts as cut off. */
  imageParts: 100_000,
  /** Entries of an archive of language data that are looked at; the packages have about ten. */
  archiveEntries: 1_000,
  /** Bytes of an SVG whose words are looked for; what is in a larger one is drawn outlines or embedded pictures. */
  svgSourceBytes: 200_000,
  /** Characters of what an SVG draws, sent along as text; more is of more cost than help. */
  svgText: 24_000,
  /** Words of an SVG that are looked at, which is about as many as `svgText` holds; of one that has more, none. */
  svgWords: 5_000,
  /**
   * Characters that the renderer's outlines of such an SVG may have, by rough estimate: uses within uses can make any number
   * of them. An ordinary one has up to 5 million, for 1,000 labels.
   */
  svgOutlines: 24_000_000,
  /** Pixels of all pictures inside an SVG together; each takes 4 bytes, twice while it is decoded. */
  svgPicturePixels: 50_000_000,
  /** Pictures inside an SVG. */
  svgPictures: 500,
} as const;
