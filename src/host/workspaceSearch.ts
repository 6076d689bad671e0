import * as vscode from 'vscode';
import { type Tool, toolFailure } from '../core/tools/types';
import { askModally } from './say';

const maxFiles = 2000;
const maxFileBytes = 512 * 1024;
const maxHits = 40;
const maxLine = 240;

/**
 * The tool `find_in_workspace`: lines of the open folder that hold a text, for a model that reads, say, an error message in
 * a screenshot. Nothing leaves before the user has seen how much, and said yes, once for each search.
 */
export function workspaceSearchTool(providerLabel: string): Tool {
  return {
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
    title: (input) => vscode.l10n.t('Search the workspace: {0}', textOf(input) ?? '?'),
    run: async (input, signal) => {
      const text = textOf(input);
      if (!text || text.trim().length < 3) {
        return toolFailure('The call needs a text of at least 3 characters.');
      }
      const hits = await search(text, signal);
      if (hits.length === 0) {
        return { text: 'No file holds this text.', detail: vscode.l10n.t('Found nowhere') };
      }
      const send = vscode.l10n.t('Send These Lines');
      const answer = await askModally(
        hits.length === 1
          ? vscode.l10n.t('Send 1 line of your workspace to {0}?', providerLabel)
          : vscode.l10n.t('Send {0} lines of your workspace to {1}?', hits.length, providerLabel),
        [
          vscode.l10n.t('The model searches for “{0}”. It would see:', text),
          '',
          ...hits.slice(0, 8),
          ...(hits.length > 8 ? ['…'] : []),
        ],
        send,
      );
      if (answer !== send) {
        return toolFailure('The user does not want to share lines of the workspace.');
      }
      return { text: hits.join('\n'), detail: vscode.l10n.t('Lines sent: {0}', hits.length) };
    },
  };
}

function textOf(input: unknown): string | undefined {
  const text = typeof input === 'object' && input !== null ? (input as { text?: unknown }).text : undefined;
  return typeof text === 'string' ? text : undefined;
}

async function search(text: string, signal: AbortSignal): Promise<string[]> {
  const files = await vscode.workspace.findFiles('**/*', '**/{node_modules,.git,dist,out,build}/**', maxFiles);
  const hits: string[] = [];
  for (const uri of files) {
    signal.throwIfAborted();
    const stat = await vscode.workspace.fs.stat(uri);
    if (stat.size > maxFileBytes) {
      continue;
    }
    const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    if (content.includes('\0') || !content.includes(text)) {
      continue;
    }
    for (const [index, line] of content.split('\n').entries()) {
      if (line.includes(text)) {
        hits.push(`${vscode.workspace.asRelativePath(uri)}:${index + 1}: ${line.trim().slice(0, maxLine)}`);
      }
      if (hits.length >= maxHits) {
        return hits;
      }
    }
  }
  return hits;
}
