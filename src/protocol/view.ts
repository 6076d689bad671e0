/**
 * The whole state of a panel as plain data. The host creates it; the panel only draws it. Every text is already
 * translated.
 */

export interface ConversationView {
  readonly id: string;
  readonly title: string;
  readonly images: readonly ImageView[];
  readonly turns: readonly TurnView[];
  /** Images that will be sent with the next question, in order. */
  readonly attached: readonly AttachedView[];
  /** The target of the next question. */
  readonly target: TargetView;
  /** Sum over all turns; absent if there are none. */
  readonly totals?: UsageView;
  /** What the next request will carry, estimated before it's sent. */
  readonly estimate?: string;
}

export interface TargetView {
  readonly providerId: string;
  readonly provider: string;
  /** Empty for the offline engine. */
  readonly model: string;
  /** `api.groq.com`, or empty if nothing leaves the machine. */
  readonly host: string;
  readonly offline: boolean;
}

export interface AttachedView {
  readonly imageId: string;
  readonly name: string;
  /** From 1. */
  readonly number: number;
  /** The marker that places the image in the text of the question. */
  readonly marker: string;
}

export interface ImageView {
  readonly id: string;
  readonly name: string;
  /** Where it came from: a workspace path, a URL, "Pasted image". */
  readonly source: string;
  readonly alt: string;
  /** Pixels of the image as shown; 0 while unknown. */
  readonly width: number;
  readonly height: number;
  /** One line: `1568 × 1176 · JPEG · 212 KB`. */
  readonly sentLine: string;
  /** Each change in words: "Rotated upright". */
  readonly changes: readonly string[];
  /** Set if the image can't be used; a plain sentence. */
  readonly problem?: string;
  /** False until the bytes have been posted (`imageBytes`) or if they're gone. */
  readonly hasBytes: boolean;
}

export type TurnState = 'waiting' | 'streaming' | 'done' | 'stopped' | 'failed';

export interface TurnView {
  readonly id: string;
  readonly question: string;
  /** Shown instead of the question if the task is built in ("Describe"). */
  readonly taskLabel?: string;
  readonly imageIds: readonly string[];
  /** The provider and model, as the label of the answer: `Groq · qwen3.8`. */
  readonly from?: string;
  readonly state: TurnState;
  /** Markdown; untrusted. */
  readonly answer: string;
  /**
   * "Waiting for Groq…", "Loading the model…", "Rate limited by Groq. Retrying in 12 s…". Empty if nothing is pending.
   */
  readonly status: string;
  readonly steps: readonly StepView[];
  /** Reasoning that the provider sent separately; untrusted; collapsed. */
  readonly reasoning?: string;
  readonly error?: ErrorView;
  readonly usage?: UsageView;
  readonly notes: readonly NoteView[];
  /** True if this turn isn't part of the next request. */
  readonly excluded: boolean;
  /** A structured answer that has its own document, for example JSON. */
  readonly language?: string;
  /** Buttons below the answer, besides the built-in ones (copy, insert, open, regenerate). */
  readonly actions: readonly ActionView[];
}

export interface StepView {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly state: 'running' | 'done' | 'failed';
}

export interface NoteView {
  readonly kind: 'info' | 'warning';
  readonly text: string;
}

export interface ErrorView {
  /** One plain sentence. */
  readonly text: string;
  readonly actions: readonly ActionView[];
}

export interface ActionView {
  /** One of the host's own action IDs; the panel sends it back unchanged. */
  readonly id: string;
  readonly label: string;
  readonly primary: boolean;
}

/** Rows that are ready to be shown, plus the raw object as JSON text. */
export interface UsageView {
  /** The collapsed line: `1,360 tokens · $0.0013 · 0.4 s to first token`. */
  readonly summary: string;
  readonly groups: readonly UsageGroupView[];
  /** The provider's usage object, pretty-printed JSON; absent if there is none. */
  readonly raw?: string;
}

export interface UsageGroupView {
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly value: string; readonly hint?: string }[];
}

/**
 * Every fixed text in the panel, translated by the host. A missing one is a compile error. `{0}`, `{1}` … are replaced
 * as the comments say; a text without a comment has no placeholder.
 */
export interface PanelStrings {
  /** Heading of the user's own messages. */
  readonly you: string;
  /** Accessible name of an answer. {0}: `Groq · qwen3.8`. */
  readonly answerFrom: string;
  /** Accessible name and heading of an answer if `from` is absent. */
  readonly answerLabel: string;
  /** Accessible name of the box for editing a question. */
  readonly questionLabel: string;
  readonly conversation: string;
  readonly image: string;
  readonly images: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly zoomFit: string;
  readonly openImage: string;
  readonly whatWasSent: string;
  /** Accessible name of the follow-up box. */
  readonly ask: string;
  readonly askPlaceholder: string;
  readonly send: string;
  readonly stop: string;
  readonly edit: string;
  readonly cancel: string;
  readonly resend: string;
  readonly regenerate: string;
  readonly retry: string;
  readonly copy: string;
  readonly copied: string;
  readonly copyCode: string;
  readonly insert: string;
  readonly openAsDocument: string;
  readonly usage: string;
  readonly usageTotal: string;
  readonly rawUsage: string;
  readonly reasoning: string;
  readonly steps: string;
  readonly stopped: string;
  readonly failed: string;
  readonly notInNextRequest: string;
  /** Spoken before the text of a finished answer. */
  readonly answerReady: string;
  readonly answering: string;
  readonly changeModel: string;
  /** End of the target line if nothing leaves the machine; the provider or the model comes before it. */
  readonly staysHere: string;
  /** The target line; the model comes after it. {0}: host name. */
  readonly goesTo: string;
  /** Name of an image that has none. */
  readonly pastedImage: string;
  readonly imageMissing: string;
  /** Tooltip of a link. {0}: its real host name. */
  readonly linkHint: string;
  /** The same if the URL has a query. {0}: its real host name, {1}: the query. */
  readonly linkHintWithQuery: string;
  readonly newConversation: string;
  /** The button that inserts the text of the whole image into the editor. */
  readonly readImage: string;
  readonly selectRegion: string;
  readonly readRegion: string;
  readonly askRegion: string;
  readonly clearRegion: string;
  /** Stands in for an image in an answer, which is never loaded. {0}: its alt text. */
  readonly imageInText: string;
  /** How the keyboard pans and zooms an image: arrow keys, +, -, 0. */
  readonly imageKeys: string;
  /** How the keyboard moves (arrows) and resizes (Shift+arrows) a region; Enter reads it, Escape clears it. */
  readonly regionKeys: string;
  /** Accessible name of the region. {0} width, {1} height, {2} left, {3} top, in pixels. */
  readonly regionSize: string;
  /** Button that goes to the end of the conversation. */
  readonly jumpToEnd: string;
  /** Button below a text that is only shown in part. */
  readonly showMore: string;
  readonly note: string;
  readonly warning: string;
  readonly stepRunning: string;
  readonly stepDone: string;
  readonly stepFailed: string;
  /** Accessible name of a table's scrolling box. */
  readonly table: string;
  /** Accessible name of a code block without a language. */
  readonly code: string;
  /** Accessible name of the list of images above the follow-up box. */
  readonly attachedImages: string;
  readonly placeInText: string;
  /** Accessible name of that button; begins with its text. {0}: the image's number. {1}: its name. */
  readonly placeImageInText: string;
  /** Removes an image that would be sent with the next question. {0}: its name. */
  readonly removeImage: string;
  /** Shown over the panel while an image is dragged above it. */
  readonly dropImage: string;
  /** {0}: the image's name. {1}: the limit in MB. */
  readonly imageTooBig: string;
  /** {0}: the limit in characters. */
  readonly questionTooLong: string;
  /** {0}: how many images a question can have. */
  readonly tooManyAttached: string;
}
