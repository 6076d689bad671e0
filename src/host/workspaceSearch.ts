import * as vscode from 'vscode';
import { bounds } from '../core/bounds';
import { type GitIgnore, readGitIgnore } from '../core/gitignore';
import { asRecord, asText } from '../core/json';
import { isSecret } from '../core/mayBeSent';
import { pause } from '../core/pause';
import { type Tool, toolFailure } from '../core/tools/types';
import { realNameOf, whyNot } from './mayBeSent';
import { readUpTo } from './readUpTo';
import { askModally } from './say';

const maxFiles = 2000;
const maxFileBytes = 512 * 1024;
/** As many as a question can show; no other line is sent. */
const maxHits = 12;
const maxLine = 160;
const maxText = 200;

/**
 * The tool `find_in_workspace`: lines in the open folder that contain a text, for a model that reads, for example, an
 * error message in a screenshot. Nothing leaves before the user has seen every line of it and agreed, once for each
 * search; after a no, the tool is gone for the turn. Secrets, excluded and ignored files, and whatever is behind a link
 * are left out.
 */
export function workspaceSearchTool(providerLabel: string): Tool {
  let isRefused = false;
  return {
    isOver: () => isRefused,
    definition: {
      name: 'find_in_workspace',
      description:
        'Searches the text files of the folder that is open in the editor for an exact text (not a pattern), for example an error message or a name seen in the image. Returns file, line number and line. The user is asked first.',
      parameters: {
        type: 'object',
        properties: { text: { type: 'string', description: 'The text to look for, at least 3 characters' } },
        required: ['text'],
        additionalProperties: false,
      },
    },
    title: (input) => vscode.l10n.t('Search workspace: {0}', textOf(input) ?? '?'),
    run: async (input, signal) => {
      if (isRefused) {
        return toolFailure(refusal);
      }
      const text = textOf(input);
      if (!text || text.trim().length < 3 || text.length > maxText) {
        return toolFailure(`The call needs a text of 3 to ${maxText} characters.`);
      }
      const hits = await search(text, signal);
      if (hits.length === 0) {
        return { text: 'No file holds this text.', detail: vscode.l10n.t('No matches') };
      }
      const send = vscode.l10n.t('Send These Lines');
      const answer = await askModally(
        hits.length === 1
          ? vscode.l10n.t('Send 1 line from your workspace to {0}?', providerLabel)
          : vscode.l10n.t('Send {0} lines from your workspace to {1}?', hits.length, providerLabel),
        [vscode.l10n.t('The model is searching for “{0}” and would see:', text), '', ...hits],
        send,
      );
      if (answer !== send) {
        isRefused = true;
        return toolFailure(refusal);
      }
      return { text: hits.join('\n'), detail: vscode.l10n.t('Lines sent: {0}', hits.length) };
    },
  };
}

const textOf = (input: unknown) => asText(asRecord(input)?.text);

const refusal = 'The user does not want to share lines of the workspace.';

async function search(text: string, signal: AbortSignal): Promise<string[]> {
  const { fs, workspaceFolders = [] } = vscode.workspace;
  const files = await vscode.workspace.findFiles('**/*', '**/{node_modules,.git,dist,out,build}/**', maxFiles);
  const ignored = createIgnored();
  const hits: string[] = [];
  for (const uri of files) {
    signal.throwIfAborted();
    const name = vscode.workspace.asRelativePath(uri, workspaceFolders.length > 1);
    const stat = await fs.stat(uri);
    if ((stat.type & vscode.FileType.SymbolicLink) !== 0 || isSecret(name)) {
      continue;
    }
    const bytes = await readUpTo(uri, maxFileBytes, stat);
    const content = typeof bytes === 'string' ? '' : new TextDecoder().decode(bytes);
    if (content.includes('\0') || !content.includes(text) || (await whyNot(uri))) {
      continue;
    }
    const real = await realNameOf(uri);
    if (
      !real ||
      isSecret(vscode.workspace.asRelativePath(real, false)) ||
      (await ignored(uri)) ||
      (await ignored(real))
    ) {
      continue;
    }
    for (const [index, line] of content.split('\n').entries()) {
      if (line.includes(text)) {
        hits.push(`${name}:${index + 1}: ${cut(line, text)}`);
      }
      if (hits.length >= maxHits) {
        return hits;
      }
    }
  }
  return hits;
}

/** The part of a line that contains the text, as the question can show it: what is sent is what is shown. */
function cut(line: string, text: string): string {
  const at = Math.max(0, line.indexOf(text) - Math.floor((maxLine - Math.min(text.length, maxLine)) / 2));
  return line
    .slice(at, at + maxLine)
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ')
    .trim();
}

/** Whether a `.gitignore` in a folder on its path names a file. */
function createIgnored(): (uri: vscode.Uri) => Promise<boolean> {
  const known = new Map<string, Promise<GitIgnore | undefined>>();
  const rulesIn = (folder: vscode.Uri) => {
    const found = known.get(folder.toString()) ?? readIgnoreFile(vscode.Uri.joinPath(folder, '.gitignore'));
    known.set(folder.toString(), found);
    return found;
  };
  return async (uri) => {
    const root = vscode.workspace.getWorkspaceFolder(uri)?.uri;
    if (!root) {
      return true;
    }
    const parts = uri.path.slice(root.path.replace(/\/$/, '').length + 1).split('/');
    let said: boolean | undefined;
    for (const at of parts.keys()) {
      const folder = vscode.Uri.joinPath(root, ...parts.slice(0, at));
      const rules = await rulesIn(folder);
      if (rules) {
        // Each file of rules takes a turn of its own.
        await pause();
        said = (await rules(parts.slice(at).join('/'))) ?? said;
      }
    }
    return said === true;
  };
}

/** Undefined without a file; an invalid one, or one that is too large, ignores everything. */
async function readIgnoreFile(file: vscode.Uri): Promise<GitIgnore | undefined> {
  const bytes = await readUpTo(file, bounds.ignoreFileBytes);
  if (bytes === 'missing') {
    return undefined;
  }
  return typeof bytes === 'string' ? async () => true : readGitIgnore(new TextDecoder().decode(bytes));
}
