import * as vscode from 'vscode';

/** The commands behind an error's buttons; `setKey:groq` carries the provider. */
const commands: Readonly<Record<string, string>> = {
  setKey: 'sightread.setApiKey',
  selectModel: 'sightread.selectModel',
  showLog: 'sightread.showLog',
  proxySettings: 'workbench.action.openSettings',
};

/** True when this button has a command. */
export const hasErrorAction = (id: string) => Object.hasOwn(commands, id.split(':')[0] ?? '');

/** Carries out a button that `explain` offered. */
export async function runErrorAction(id: string): Promise<void> {
  const [name = '', ...rest] = id.split(':');
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) {
    const argument = name === 'proxySettings' ? ['http.proxy'] : rest.length > 0 ? [rest.join(':')] : [];
    await vscode.commands.executeCommand(command, ...argument);
  }
}
