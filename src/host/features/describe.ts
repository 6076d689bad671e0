import * as vscode from 'vscode';
import { imageMarker } from '../../core/ask/imageMarkers';
import type { Panels } from '../panel/conversationPage';
import { askFor, createPicker, registerCommand, sayInfo } from '../say';
import type { SessionRegistry } from '../session/registry';
import { startConversation, toConversationImage } from '../session/session';
import type { ConversationStore } from '../session/store';
import { findTargets, type ImageTarget, pickImages, titleOf, toTarget } from '../targets';

interface Deps {
  readonly sessions: SessionRegistry;
  readonly panels: Panels;
  readonly store: ConversationStore;
  readonly log: vscode.LogOutputChannel;
}

const { l10n } = vscode;

/** Describe, ask, compare, from a file or a URL; new conversation and history. */
export function registerDescribeSupport(deps: Deps): vscode.Disposable {
  const begin = (targets: readonly ImageTarget[], taskId: string, question = '') => {
    if (targets.length === 0) {
      return;
    }
    const session = deps.sessions.start(startConversation(titleOf(targets)));
    deps.panels.show(session);
    void session.ask(question, { taskId, images: targets.map(toConversationImage) });
  };
  const askFirst = async (targets: readonly ImageTarget[]) => {
    const question =
      targets.length > 0
        ? await askFor({
            title: l10n.t('Ask about {0}', targets.map((target) => target.name).join(', ')),
            placeHolder: l10n.t('What do you want to know?'),
            prompt:
              targets.length > 1
                ? l10n.t('Use “{0}” to place the second image in your question.', imageMarker(2))
                : undefined,
            ignoreFocusOut: true,
          })
        : undefined;
    if (question?.trim()) {
      begin(targets, 'ask', question);
    }
  };
  return vscode.Disposable.from(
    registerCommand('sightread.describeImage', deps.log, async (first: unknown, selection: unknown) =>
      begin(await findTargets(first, selection), 'describe'),
    ),
    registerCommand('sightread.askAboutImage', deps.log, async (first: unknown, selection: unknown) =>
      askFirst(await findTargets(first, selection)),
    ),
    registerCommand('sightread.compareImages', deps.log, async (first: unknown, selection: unknown) => {
      const targets = await findTargets(first, selection);
      const [only] = targets;
      const all =
        only && targets.length === 1
          ? [only, ...(await pickImages(l10n.t('Choose the image to compare with {0}', only.name)))]
          : targets;
      if (all.length === 1) {
        void sayInfo(l10n.t('Choose at least two images to compare.'));
        return;
      }
      begin(all, 'compare');
    }),
    registerCommand('sightread.describeImageUrl', deps.log, async (given: unknown) => {
      const url = typeof given === 'string' ? given : await askUrl();
      if (url) {
        begin([toTarget(vscode.Uri.parse(url, true))], 'describe');
      }
    }),
    registerCommand('sightread.newConversation', deps.log, async () => {
      const targets = await pickImages();
      await askFirst(targets);
    }),
    registerCommand('sightread.showHistory', deps.log, () => showHistory(deps)),
  );
}

function askUrl(): Thenable<string | undefined> {
  return askFor({
    title: l10n.t('Describe an image from the web'),
    placeHolder: 'https://example.com/picture.png',
    ignoreFocusOut: true,
    validateInput: (value) =>
      /^https?:\/\/\S+$/i.test(value.trim()) ? undefined : l10n.t('A URL that starts with https:// or http://'),
  });
}

interface HistoryItem extends vscode.QuickPickItem {
  readonly id: string;
}

async function showHistory({ sessions, panels, store }: Deps): Promise<void> {
  const remove: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('trash'), tooltip: l10n.t('Delete') };
  const pick = createPicker<HistoryItem>();
  pick.title = l10n.t('Conversations about images');
  pick.placeholder = l10n.t('Type to filter by name, question, or answer');
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.busy = true;
  pick.show();
  const load = async () => {
    const when = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
    const all = await store.list();
    pick.items = all.map((one) => ({
      id: one.id,
      label: one.title,
      description: when.format(one.createdAt),
      detail: one.turns.at(-1)?.answer.replace(/\s+/g, ' ').slice(0, 200),
      buttons: [remove],
    }));
    pick.busy = false;
    if (all.length === 0) {
      pick.placeholder = l10n.t('No conversations are saved on this machine.');
    }
  };
  pick.onDidTriggerItemButton(async ({ item }) => {
    await sessions.remove(item.id);
    await load();
  });
  pick.onDidAccept(async () => {
    const id = pick.selectedItems[0]?.id;
    pick.hide();
    const session = id && (await sessions.open(id));
    if (session) {
      panels.show(session);
    }
  });
  pick.onDidHide(() => pick.dispose());
  await load();
}
