import { isRecord } from './isRecord';
/**
 * Panel → host: intents only. Every message is validated on arrival before anything uses it, because the panel draws
 * model text.
 */

export namespace FromPanel {
  export interface Ready {
    readonly type: 'ready';
    /** Kept by `setState` across reloads. */
    readonly draft: string;
  }
  export interface Ask {
    readonly type: 'ask';
    readonly text: string;
  }
  /** The content of the follow-up box, shortly after the last key: closing the panel must not lose it. */
  export interface Draft {
    readonly type: 'draft';
    readonly text: string;
  }
  export interface EditAndResend {
    readonly type: 'editAndResend';
    readonly turnId: string;
    readonly text: string;
  }
  export interface TurnAction {
    readonly type: 'turnAction';
    readonly turnId: string;
    readonly action: 'stop' | 'regenerate' | 'copy' | 'insert' | 'open';
  }
  export interface CopyText {
    readonly type: 'copyText';
    readonly text: string;
  }
  /** A button that the host itself put into the view (an error's next step, "Choose a model"). */
  export interface HostAction {
    readonly type: 'hostAction';
    readonly id: string;
    readonly turnId: string | undefined;
  }
  export interface ChangeModel {
    readonly type: 'changeModel';
  }
  export interface NewConversation {
    readonly type: 'newConversation';
  }
  export interface OpenLink {
    readonly type: 'openLink';
    readonly href: string;
  }
  export interface OpenImage {
    readonly type: 'openImage';
    readonly imageId: string;
  }
  /** Removes an image that would be sent with the next question. */
  export interface RemoveImage {
    readonly type: 'removeImage';
    readonly imageId: string;
  }
  /** An image pasted or dropped into the panel. */
  export interface AddImage {
    readonly type: 'addImage';
    readonly name: string;
    readonly bytes: ArrayBuffer;
  }
  /**
   * A region drawn on an image: left, top, width, height in pixels of the image as shown (its `width` × `height`, or
   * those of the posted bytes if their aspect ratios differ), whole numbers.
   */
  export interface Region {
    readonly type: 'region';
    readonly imageId: string;
    readonly box: readonly [number, number, number, number];
    /** Width and height of the image in the same pixels. */
    readonly of: readonly [number, number];
    readonly action: 'read' | 'ask';
  }
  export type Message =
    | Ready
    | Ask
    | Draft
    | EditAndResend
    | TurnAction
    | CopyText
    | HostAction
    | ChangeModel
    | NewConversation
    | OpenLink
    | OpenImage
    | AddImage
    | RemoveImage
    | Region;
}

const turnActions: readonly string[] = ['stop', 'regenerate', 'copy', 'insert', 'open'];
/** Largest image that the panel may pass on, in bytes. */
export const maxImageBytes = 64 * 1024 * 1024;
/** Longest question, in characters: as much as the largest model reads at once. */
export const maxQuestion = 1_000_000;
/** Images waiting for one question; no provider accepts as many. */
export const maxAttached = 100;
/** Longest text that is copied: the maximum length of an answer. */
const maxCopied = 2_000_000;
/** Longest URL of a link. */
const maxAddress = 100_000;
/** Longest ID, and longest file name; file systems allow 255 characters. */
const maxName = 1_000;

/** What is too large about a message; the user is told, and the message is ignored. */
export type TooLarge = 'question' | 'image' | 'copy';

/** Why a message was refused that would be valid if it were smaller; undefined if that isn't the reason. */
export function tooLargeFromPanel(value: unknown): TooLarge | undefined {
  if (!isRecord(value)) {
    return undefined;
  }
  const { type, text, bytes } = value;
  const length = typeof text === 'string' ? text.length : 0;
  switch (type) {
    case 'ask':
    case 'editAndResend':
      return length > maxQuestion ? 'question' : undefined;
    case 'copyText':
      return length > maxCopied ? 'copy' : undefined;
    case 'addImage':
      return bytes instanceof ArrayBuffer && bytes.byteLength > maxImageBytes ? 'image' : undefined;
    default:
      return undefined;
  }
}

/** The message if it's valid, otherwise undefined. Never throws. */
export function parseFromPanel(value: unknown): FromPanel.Message | undefined {
  if (!isRecord(value)) {
    return undefined;
  }
  const message = value;
  const text = (field: string, most = maxName): string | undefined => {
    const found = message[field];
    return typeof found === 'string' && found.length <= most ? found : undefined;
  };
  switch (message.type) {
    case 'ready': {
      const draft = text('draft', maxQuestion);
      return draft === undefined ? undefined : { type: 'ready', draft };
    }
    case 'ask':
    case 'draft': {
      const typed = text('text', maxQuestion);
      return typed === undefined ? undefined : { type: message.type, text: typed };
    }
    case 'editAndResend': {
      const [turnId, question] = [text('turnId'), text('text', maxQuestion)];
      return turnId === undefined || question === undefined
        ? undefined
        : { type: 'editAndResend', turnId, text: question };
    }
    case 'turnAction': {
      const [turnId, action] = [text('turnId'), text('action')];
      if (turnId === undefined || action === undefined || !turnActions.includes(action)) {
        return undefined;
      }
      return { type: 'turnAction', turnId, action: action as FromPanel.TurnAction['action'] };
    }
    case 'copyText': {
      const copied = text('text', maxCopied);
      return copied === undefined ? undefined : { type: 'copyText', text: copied };
    }
    case 'hostAction': {
      const id = text('id');
      return id === undefined ? undefined : { type: 'hostAction', id, turnId: text('turnId') };
    }
    case 'changeModel':
    case 'newConversation':
      return { type: message.type };
    case 'openLink': {
      const href = text('href', maxAddress);
      return href === undefined ? undefined : { type: 'openLink', href };
    }
    case 'openImage':
    case 'removeImage': {
      const imageId = text('imageId');
      return imageId === undefined ? undefined : { type: message.type, imageId };
    }
    case 'addImage': {
      const [name, bytes] = [text('name'), message.bytes];
      if (name === undefined || !(bytes instanceof ArrayBuffer) || bytes.byteLength > maxImageBytes) {
        return undefined;
      }
      return { type: 'addImage', name, bytes };
    }
    case 'region': {
      const [imageId, action, { box, of }] = [text('imageId'), text('action'), message];
      if (imageId === undefined || (action !== 'read' && action !== 'ask') || !areSizes(box, 4) || !areSizes(of, 2)) {
        return undefined;
      }
      return { type: 'region', imageId, box: box as FromPanel.Region['box'], of: of as FromPanel.Region['of'], action };
    }
    default:
      return undefined;
  }
}

/** This many finite numbers that aren't negative. */
function areSizes(value: unknown, count: number): value is readonly number[] {
  return (
    Array.isArray(value) &&
    value.length === count &&
    value.every((n) => typeof n === 'number' && Number.isFinite(n) && n >= 0)
  );
}
