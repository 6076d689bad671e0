import * as vscode from 'vscode';
import type { FromPanel } from '../protocol/fromPanel';
import type { Editors } from './editors';
import { runErrorAction } from './errorActions';
import { actionIds } from './explain';
import { selectModel } from './features/models';
import type { KeyInputDeps } from './keyInput';
import type { PanelActions } from './panel/conversationPage';
import { tooLargeSentence } from './panel/strings';
import { sayWarning } from './say';
import type { RetryChange, Session } from './session/session';
import { readAll } from './text/job';
import type { TextOutput } from './text/output';
import type { TextReader } from './text/reader';

interface Deps {
  readonly editors: Editors;
  readonly models: KeyInputDeps;
  readonly reader: TextReader;
  readonly output: TextOutput;
  readonly log: vscode.LogOutputChannel;
}

const { l10n } = vscode;

/** Does what the panel asks for. Links and actions may come from model text, so each is checked here. */
export function createPanelActions({ editors, models, reader, output, log }: Deps): PanelActions {
  const pickModel = async (session: Session, providerId?: string) => {
    const picked = await selectModel(models, providerId);
    if (picked) {
      session.setChoice(undefined);
    }
    return picked !== undefined;
  };
  const retryWith = async (session: Session, turnId: string | undefined, change?: RetryChange) => {
    if (turnId !== undefined) {
      await session.retry(turnId, change);
    }
  };
  return {
    copy: async (text) => vscode.env.clipboard.writeText(text),
    insert: async (text) => {
      // An answer is Markdown or code, and its source is inserted as the panel shows it.
      await editors.insert(text, 'exact');
    },
    openDocument: async (text, language) => {
      await editors.openDocument(text, language ?? 'markdown');
    },
    openLink: async (href) => {
      const uri = /^(https?|mailto):/i.test(href) ? vscode.Uri.parse(href) : undefined;
      if (!uri) {
        void sayWarning(l10n.t('Only web links can be opened from an answer.'));
        return;
      }
      // The editor asks again about a host that isn't trusted.
      await vscode.env.openExternal(uri);
    },
    openImage: async (session, imageId) => {
      const image = session.conversation().images.find((one) => one.id === imageId);
      if (image && image.source.kind !== 'pasted') {
        const { source } = image;
        const uri = vscode.Uri.parse(source.kind === 'web' ? source.url : source.uri);
        await vscode.commands.executeCommand('vscode.open', uri);
      }
    },
    selectModel: (session) => pickModel(session),
    newConversation: async () => {
      await vscode.commands.executeCommand('sightread.newConversation');
    },
    hostAction: async (session, id, turnId) => {
      const turn = session.conversation().turns.find((one) => one.id === turnId);
      switch (id) {
        case actionIds.retry:
          await retryWith(session, turnId);
          break;
        case actionIds.contactSheet:
          await retryWith(session, turnId, { contactSheet: true });
          break;
        case actionIds.smaller:
          await retryWith(session, turnId, { detail: 'low' });
          break;
        case actionIds.firstImages:
          await retryWith(session, turnId, { imageIds: turn?.imageIds.slice(0, turn.failure?.limit) ?? [] });
          break;
        default:
          if (await runErrorAction(id, turn?.failure?.helpUrl)) {
            session.setChoice(undefined);
            await retryWith(session, turnId);
          }
      }
    },
    region: async (session, message: FromPanel.Region) => {
      const crop = await reader.cropShown(session, message);
      if (message.action === 'read') {
        const source = { name: l10n.t('Region'), read: async () => crop };
        const read = await readAll([source], {}, { reader, log });
        if (read) {
          await output.insert(read);
        }
      } else if (!(await session.addPastedImage(l10n.t('Region'), crop))) {
        void sayWarning(tooLargeSentence('images'));
      }
    },
  };
}
