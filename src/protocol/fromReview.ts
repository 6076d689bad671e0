import { isRecord } from './isRecord';
/** Review → host: intents only, each validated on arrival. */

export namespace FromReview {
  export interface Plain {
    readonly type: 'ready' | 'start' | 'pause' | 'stop' | 'scan' | 'acceptAll' | 'changeModel';
  }
  /** Something about one image. `picture` requests its thumbnail. */
  export interface OfItem {
    readonly type: 'skip' | 'decorative' | 'reopen' | 'again' | 'openPlace' | 'picture' | 'longer';
    readonly id: string;
  }
  /** `accept` uses the text as the new alt text; `edit` only keeps it. `longDescription` is the one below the image. */
  export interface WithText {
    readonly type: 'accept' | 'edit' | 'longDescription';
    readonly id: string;
    readonly text: string;
  }
  export interface Role {
    readonly type: 'role';
    readonly id: string;
    readonly role: string;
  }
  export interface Apply {
    readonly type: 'apply';
    /** Shows the changes as a diff first. */
    readonly preview: boolean;
  }
  export interface HostAction {
    readonly type: 'hostAction';
    readonly id: string;
  }
  export type Message = Plain | OfItem | WithText | Role | Apply | HostAction;
}

const plain: readonly string[] = ['ready', 'start', 'pause', 'stop', 'scan', 'acceptAll', 'changeModel'];
const ofItem: readonly string[] = ['skip', 'decorative', 'reopen', 'again', 'openPlace', 'picture', 'longer'];
const withText: readonly string[] = ['accept', 'edit', 'longDescription'];
const maxId = 10_000;
const maxText = 100_000;

/** The message if it's valid, otherwise undefined. Never throws. */
export function parseFromReview(value: unknown): FromReview.Message | undefined {
  if (!isRecord(value)) {
    return undefined;
  }
  const message = value;
  const text = (field: string, most: number): string | undefined => {
    const found = message[field];
    return typeof found === 'string' && found.length <= most ? found : undefined;
  };
  const { type } = message;
  if (typeof type !== 'string') {
    return undefined;
  }
  if (plain.includes(type)) {
    return { type: type as FromReview.Plain['type'] };
  }
  if (type === 'apply') {
    return typeof message.preview === 'boolean' ? { type, preview: message.preview } : undefined;
  }
  const id = text('id', maxId);
  if (id === undefined) {
    return undefined;
  }
  if (type === 'hostAction') {
    return { type, id };
  }
  if (ofItem.includes(type)) {
    return { type: type as FromReview.OfItem['type'], id };
  }
  if (type === 'role') {
    const role = text('role', 100);
    return role === undefined ? undefined : { type, id, role };
  }
  const typed = text('text', maxText);
  return withText.includes(type) && typed !== undefined
    ? { type: type as FromReview.WithText['type'], id, text: typed }
    : undefined;
}
