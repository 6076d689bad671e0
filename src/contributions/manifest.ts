/**
 * What package.json tells VS Code. `npm run manifest` writes it; a test fails if package.json differs. The product
 * contains nothing from this folder.
 */
import { viewTypes } from '../startup/viewTypes';
import { commandContributions } from './commands';
import { configuration, restrictedConfigurations } from './settings';
import { languageModelTools } from './tools';
import { languageEvents } from './when';

/**
 * Steps of the walkthrough by ID, and the commands that complete each. Texts are `walkthrough.<id>.title` and
 * `.description`.
 */
const steps = {
  describe: ['describeImage'],
  model: ['selectModel', 'setApiKey'],
  text: ['extractText'],
  altText: ['generateAltText', 'addMissingAltText', 'reviewAltText'],
};

const walkthrough = {
  id: 'start',
  title: '%walkthrough.title%',
  description: '%walkthrough.description%',
  steps: Object.entries(steps).map(([id, commands]) => ({
    id,
    title: `%walkthrough.${id}.title%`,
    description: `%walkthrough.${id}.description%`,
    media: { markdown: `docs/walkthrough/${id}.md` },
    completionEvents: commands.map((command) => `onCommand:sightread.${command}`),
  })),
};

/** The generated part of the manifest; `package.json` keeps the rest: names, scripts, dependencies. */
export const manifest = {
  // A paste waits for whatever this event starts; all other commands, and the tools, start the extension themselves.
  activationEvents: [
    'onCommand:editor.action.pasteAs',
    ...Object.values(viewTypes).map((type) => `onWebviewPanel:${type}`),
    ...languageEvents,
  ],
  capabilities: {
    virtualWorkspaces: true,
    untrustedWorkspaces: { supported: 'limited', description: '%untrusted%', restrictedConfigurations },
  },
  contributes: { ...commandContributions, languageModelTools, configuration, walkthroughs: [walkthrough] },
};
