/** The commands and the menus they appear in. A title is the text `command.<name>` in package.nls.json. */
import { documentsWithImages, imageAtCursor, imageInTree, onImage, pagesInTree } from './when';

/** The `when` clause that shows an entry in each menu, unless the entry has its own. */
const menus = {
  'explorer/context': imageInTree,
  'editor/title': "activeCustomEditorId == 'imagePreview.previewEditor'",
  'editor/title/context': onImage,
  'webview/context': "webviewId == 'imagePreview.previewEditor'",
  'editor/context': imageAtCursor,
  'sightread.image': undefined,
  'sightread.editor': undefined,
} as const;

type Menu = keyof typeof menus;
/** `group@order`, or both that and the clause. */
type Place = string | { readonly group: string; readonly when: string };

interface Contribution {
  /** A codicon. */
  readonly icon?: string;
  readonly in?: Readonly<Partial<Record<Menu, Place>>>;
  /** When the palette lists it; always, if left out. */
  readonly palette?: string;
}

const inDocuments = `${documentsWithImages} || activeEditor == 'workbench.editor.notebook'`;

/** In the order of the README, by name without `sightread.`. */
const commands: Readonly<Record<string, Contribution & { readonly icon: string }>> = {
  describeImage: {
    icon: 'eye',
    in: {
      'explorer/context': '4_sightread@1',
      'editor/title': 'navigation@1',
      'editor/title/context': '4_sightread@1',
      'webview/context': '4_sightread@1',
      'sightread.editor': '1@1',
    },
  },
  askAboutImage: {
    icon: 'comment-discussion',
    in: { 'editor/title': '4_sightread@1', 'sightread.image': '1_ask@1', 'sightread.editor': '1@2' },
  },
  describeImageUrl: { icon: 'link' },
  compareImages: { icon: 'diff', in: { 'sightread.image': { group: '1_ask@2', when: 'listMultiSelection' } } },
  extractText: {
    icon: 'symbol-string',
    in: {
      'editor/title': '4_sightread@2',
      'editor/title/context': '4_sightread@2',
      'webview/context': '4_sightread@2',
      'sightread.image': '2_text@1',
      'sightread.editor': '1@3',
    },
  },
  extractTextAs: { icon: 'list-selection', in: { 'sightread.image': '2_text@2' } },
  extractTextToNewFile: { icon: 'new-file', in: { 'sightread.image': '2_text@3' } },
  extractTextToClipboard: { icon: 'copy', in: { 'sightread.image': '2_text@4' } },
  manageLanguages: { icon: 'globe' },
  extractData: { icon: 'json', in: { 'sightread.image': '2_text@5' } },
  generateAltText: {
    icon: 'sparkle',
    in: { 'sightread.image': '3_alt@1', 'sightread.editor': '2_alt@1' },
    palette: inDocuments,
  },
  addMissingAltText: { icon: 'checklist', in: { 'sightread.editor': '2_alt@2' }, palette: inDocuments },
  reviewAltText: {
    icon: 'list-tree',
    in: { 'explorer/context': { group: '4_sightread@1', when: pagesInTree }, 'sightread.editor': '2_alt@3' },
    palette: 'workspaceFolderCount != 0',
  },
  newConversation: { icon: 'add' },
  showHistory: { icon: 'history' },
  selectModel: { icon: 'server-environment', in: { 'sightread.image': '4_model@1' } },
  setApiKey: { icon: 'key' },
  removeApiKey: { icon: 'trash' },
  showUsage: { icon: 'graph' },
  showLog: { icon: 'output' },
};

/** By ID; a label is the text `submenu.<name>`. */
const submenus: Readonly<Record<string, Contribution>> = {
  'sightread.image': { in: { 'explorer/context': '4_sightread@2' } },
  'sightread.editor': { in: { 'editor/context': '4_sightread@1' } },
};

interface Entry {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}

const commandId = (name: string) => `sightread.${name}`;

/** `contributes.commands`, `submenus` and `menus`. */
export const commandContributions = {
  commands: Object.entries(commands).map(([name, { icon }]) => ({
    command: commandId(name),
    title: `%command.${name}%`,
    category: 'Sightread',
    icon: `$(${icon})`,
  })),
  submenus: Object.keys(submenus).map((id) => ({ id, label: `%${id.replace('sightread', 'submenu')}%` })),
  menus: menuEntries(),
};

function menuEntries(): Readonly<Record<string, readonly Entry[]>> {
  return {
    ...Object.fromEntries(Object.entries(menus).map(([menu, when]) => [menu, entriesOf(menu as Menu, when)])),
    commandPalette: Object.entries(commands).flatMap(([name, { palette }]) =>
      palette === undefined ? [] : [{ command: commandId(name), when: palette }],
    ),
  };
}

function entriesOf(menu: Menu, usual: string | undefined): readonly Entry[] {
  const all = [
    ...Object.entries(commands).map(([name, one]) => ({ named: { command: commandId(name) }, place: one.in?.[menu] })),
    ...Object.entries(submenus).map(([submenu, one]) => ({ named: { submenu }, place: one.in?.[menu] })),
  ];
  return all
    .flatMap(({ named, place }) => {
      const { group, when } = typeof place === 'object' ? place : { group: place, when: usual };
      return group === undefined ? [] : [{ ...named, when, group }];
    })
    .sort((a, b) => (a.group < b.group ? -1 : a.group > b.group ? 1 : 0));
}
