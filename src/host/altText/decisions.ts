import * as v from 'valibot';
import * as vscode from 'vscode';
import { type AltDecision, altRoles } from '../../core/altText/decision';
import type { AltStore } from '../../core/altText/paidOnce';
import { errorText } from '../log';

const decision = v.object({
  role: v.picklist(altRoles),
  alt: v.string(),
  why: v.string(),
  longDescriptionDue: v.boolean(),
  longDescription: v.optional(v.string()),
  confidence: v.picklist(['high', 'medium', 'low']),
  structured: v.boolean(),
});

/** Files older than this are deleted at the first use, days. */
const keepDays = 180;

/**
 * The decisions that were paid for, a small file each, so that nothing of it is lost when the program ends at any moment.
 * What cannot be read counts as not there.
 */
export function createDecisionStore(folder: vscode.Uri, log: vscode.LogOutputChannel): AltStore {
  const { fs } = vscode.workspace;
  const read = new Map<string, AltDecision>();
  const file = (key: string) => vscode.Uri.joinPath(folder, `${key.replace(/[^0-9a-f]/g, '')}.json`);
  let pruned = false;
  const prune = async () => {
    const oldest = Date.now() - keepDays * 86_400_000;
    for (const [name] of await fs.readDirectory(folder)) {
      const uri = vscode.Uri.joinPath(folder, name);
      if ((await fs.stat(uri)).mtime < oldest) {
        await fs.delete(uri);
      }
    }
  };
  return {
    get: async (key) => {
      const known = read.get(key) ?? (await load(file(key)));
      if (known) {
        read.set(key, known);
      }
      return known;
    },
    set: async (key, made) => {
      read.set(key, made);
      await fs.writeFile(file(key), new TextEncoder().encode(JSON.stringify(made)));
      if (!pruned) {
        pruned = true;
        prune().catch((error: unknown) => log.debug(`old alt texts: ${errorText(error)}`));
      }
    },
  };

  async function load(uri: vscode.Uri): Promise<AltDecision | undefined> {
    try {
      const parsed = v.safeParse(decision, JSON.parse(new TextDecoder().decode(await fs.readFile(uri))));
      return parsed.success ? (parsed.output as AltDecision) : undefined;
    } catch (error) {
      if (error instanceof vscode.FileSystemError || error instanceof SyntaxError) {
        return undefined;
      }
      throw error;
    }
  }
}
