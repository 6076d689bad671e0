import * as vscode from 'vscode';
import type { Task } from '../../core/tasks/tasks';
import { imageTools, type ToolImage } from '../../core/tools/imageTools';
import type { Tool } from '../../core/tools/types';
import type { ModelSelection, Providers } from '../../jobs/providers';
import type { Engines } from '../engines';
import { workspaceSearchTool } from '../workspaceSearch';

/** Tools for questions, if the model is known to call them; a description or exact text needs none. */
export async function toolsFor(
  choice: ModelSelection,
  task: Task,
  images: readonly ToolImage[],
  { providers, engines }: { readonly providers: Providers; readonly engines: Engines },
): Promise<Tool[] | undefined> {
  const { provider } = choice;
  const mayUse = task.intent === 'ask' && provider.vendor?.quirks.tools;
  if (!mayUse || (await providers.stated(choice))?.tools !== true) {
    return undefined;
  }
  return [
    ...imageTools({
      images,
      limits: provider.limits,
      imaging: engines.imaging,
      ocr: engines.ocr,
      title: (tool, what) =>
        tool === 'zoom' ? vscode.l10n.t('Look closer: {0}', what) : vscode.l10n.t('Read text: {0}', what),
    }),
    // A repository's contents are sent nowhere before its user trusts it.
    ...(vscode.workspace.isTrusted && vscode.workspace.workspaceFolders ? [workspaceSearchTool(provider.label)] : []),
  ];
}
