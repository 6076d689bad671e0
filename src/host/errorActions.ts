import * as vscode from 'vscode';
import { lookUp } from '../core/lookUp';
import { actionIds, explain, type FailureContext, toFailure } from './explain';
import { sayError } from './say';

const { commands, env, Uri } = vscode;

const openSettings = (query: string) => commands.executeCommand('workbench.action.openSettings', query);

/** What each button of `explain` does if there is no turn to continue. The argument is the provider, if that helps. */
const actions: Readonly<
  Record<string, (provider: string | undefined, helpUrl: string | undefined) => Thenable<unknown>>
> = {
  [actionIds.setKey]: (provider) => commands.executeCommand('sightread.setApiKey', provider),
  [actionIds.selectModel]: (provider) => commands.executeCommand('sightread.selectModel', provider),
  [actionIds.showLog]: () => commands.executeCommand('sightread.showLog'),
  [actionIds.openHelp]: async (_, helpUrl) =>
    helpUrl?.startsWith('https://') && (await env.openExternal(Uri.parse(helpUrl))),
  [actionIds.proxySettings]: () =>
    openSettings('@id:http.proxy,http.noProxy,http.proxySupport,http.systemCertificates'),
  [actionIds.providerSettings]: () => openSettings('@id:sightread.providers'),
  [actionIds.readingLanguages]: () => commands.executeCommand('sightread.manageLanguages'),
};

/**
 * Runs a button of `explain`: `setKey:groq` is the action and its provider.
 * @returns true if a key was set or a model chosen, so that trying again makes sense.
 */
export async function runErrorAction(id: string, helpUrl?: string): Promise<boolean> {
  const [name = '', ...rest] = id.split(':');
  const action = lookUp(actions, name);
  const done = await action?.(rest.join(':') || undefined, helpUrl);
  return Boolean(done) && (name === actionIds.setKey || name === actionIds.selectModel);
}

/**
 * Says outside a conversation what went wrong, in one sentence with the buttons that work there. Try Again is one of
 * them if `again` can do that.
 */
export async function showFailure(
  error: unknown,
  context: FailureContext,
  again?: () => Thenable<unknown>,
): Promise<void> {
  const failure = toFailure(error);
  const { text, actions: offered } = explain(failure, context);
  const canDo = (id: string) => Object.hasOwn(actions, id.split(':')[0] ?? '') || (id === actionIds.retry && again);
  const buttons = offered.filter(({ id }) => canDo(id));
  const chosen = await sayError(text, ...buttons.map(({ label }) => label));
  const button = buttons.find(({ label }) => label === chosen);
  if (button?.id === actionIds.retry) {
    await again?.();
  } else if (button) {
    await runErrorAction(button.id, failure.helpUrl);
  }
}
