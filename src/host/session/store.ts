import * as vscode from 'vscode';
import { bounds } from '../../core/bounds';
import { joinBytes } from '../../core/bytes';
import type { Conversation, ConversationImage, ImageSource } from '../../core/conversation/conversation';
import { asRecord } from '../../core/json';
import { parseJsonInPortions } from '../../core/jsonInPortions';
import { createPacer } from '../../core/pause';
import { writeOwnFile } from '../ownFiles';
import { readTextUpTo, readUpTo } from '../readUpTo';
import { toSource } from '../targets';

/**
 * Conversations on this machine: one JSON file each, with the images beside it. Nothing is uploaded or synchronized.
 */
export interface ConversationStore {
  save(conversation: Conversation): Promise<void>;
  load(id: string): Promise<Conversation | undefined>;
  /** Newest first. */
  list(): Promise<readonly Conversation[]>;
  remove(id: string): Promise<void>;
  saveImage(conversationId: string, imageId: string, bytes: Uint8Array): Promise<void>;
  readImage(conversationId: string, imageId: string): Promise<Uint8Array | undefined>;
  /** Deletes what is older than this many days. */
  prune(keepDays: number): Promise<void>;
}

const formatVersion = 1;

export function createConversationStore(folder: vscode.Uri): ConversationStore {
  const { fs } = vscode.workspace;
  const file = (id: string) => vscode.Uri.joinPath(folder, safe(id), 'conversation.json');
  const imageFile = (id: string, imageId: string) => vscode.Uri.joinPath(folder, safe(id), `${safe(imageId)}.image`);
  const writing = new Map<string, Promise<void>>();

  const load = async (id: string): Promise<Conversation | undefined> => {
    const text = await readTextUpTo(file(id), bounds.conversationBytes);
    return text === undefined ? undefined : await parseConversation(text);
  };
  return {
    load,
    // One write at a time per conversation, in order.
    save: (conversation) => {
      const before = writing.get(conversation.id) ?? Promise.resolve();
      const next = before.then(async () => writeOwnFile(file(conversation.id), await bytesOf(conversation), folder));
      writing.set(
        conversation.id,
        next.catch(() => undefined),
      );
      return next;
    },
    list: async () => {
      const entries = await readDirectory(folder);
      const all: Conversation[] = [];
      // One after another: together they may be very much.
      for (const entry of entries) {
        const one = await load(entry);
        if (one) {
          all.push(one);
        }
      }
      return all.sort((a, b) => b.createdAt - a.createdAt);
    },
    remove: async (id) => {
      await writing.get(id);
      await fs.delete(vscode.Uri.joinPath(folder, safe(id)), { recursive: true });
    },
    saveImage: (id, imageId, bytes) => writeOwnFile(imageFile(id, imageId), bytes, folder),
    readImage: async (id, imageId) => {
      const bytes = await readUpTo(imageFile(id, imageId), bounds.imageFileBytes);
      return typeof bytes === 'string' ? undefined : bytes;
    },
    prune: async (keepDays) => {
      const oldest = Date.now() - keepDays * 86_400_000;
      for (const id of await readDirectory(folder)) {
        const stat = await fs.stat(file(id)).then(
          (found) => found,
          () => undefined,
        );
        if (stat && stat.mtime < oldest) {
          await fs.delete(vscode.Uri.joinPath(folder, id), { recursive: true });
        }
      }
    },
  };
}

/** We generate IDs, but not a panel's state, which must not name a path. */
const safe = (id: string) => id.replace(/[^\w-]/g, '');

async function readDirectory(uri: vscode.Uri): Promise<string[]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(uri);
    return entries.filter(([, type]) => type === vscode.FileType.Directory).map(([name]) => name);
  } catch (error) {
    if (error instanceof vscode.FileSystemError) {
      return [];
    }
    throw error;
  }
}

/** The file of a conversation, its turns one by one: an answer can be long. */
async function bytesOf({ turns, ...rest }: Conversation): Promise<Uint8Array> {
  const encoder = new TextEncoder();
  const head = JSON.stringify({ version: formatVersion, conversation: rest }).slice(0, -2);
  const bytes = [encoder.encode(`${head},"turns":[`)];
  const pace = createPacer();
  for (const [at, turn] of turns.entries()) {
    bytes.push(encoder.encode((at > 0 ? ',' : '') + JSON.stringify(turn)));
    await pace();
  }
  return joinBytes([...bytes, encoder.encode(']}}')]);
}

/** Undefined for a file of another version or a damaged one. */
async function parseConversation(text: string): Promise<Conversation | undefined> {
  const file = asRecord(await parseJsonInPortions(text));
  const found = file?.version === formatVersion ? (file.conversation as Conversation | undefined) : undefined;
  if (!(found && Array.isArray(found.turns) && Array.isArray(found.images))) {
    return undefined;
  }
  const images = found.images.map((image: ConversationImage) => ({ ...image, source: sourceOf(image.source) }));
  return { ...found, images };
}

/** Earlier versions stored a URL, or `paste:` and the image's ID. */
function sourceOf(source: ImageSource | string): ImageSource {
  if (typeof source !== 'string') {
    return source;
  }
  return source.startsWith('paste:') ? { kind: 'pasted' } : toSource(vscode.Uri.parse(source));
}
