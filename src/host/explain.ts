import * as vscode from 'vscode';
import { AnswerError } from '../core/answers/answerError';
import type { TurnFailure } from '../core/conversation/conversation';
import { errorText } from '../core/errorText';
import type { ImageErrorReason } from '../core/image/types';
import { lookUp } from '../core/lookUp';
import { offlineProviderId } from '../core/providers/offline';
import type { OcrErrorReason } from '../core/text/types';
import { failureOf, imageSentence as imageSentenceOf, type SentenceContext, sentenceOf } from '../jobs/sentences';
import type { ActionView, ErrorView } from '../protocol/view';
import { formats } from './format';

const { l10n } = vscode;

/** A thrown value as plain data that a turn can keep; `message` is for the log: for an answer, its usage. */
export function toFailure(error: unknown): TurnFailure {
  const failure = failureOf(error);
  if (error instanceof AnswerError) {
    const { usage, requests } = error;
    const total = usage?.totalTokens ?? (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0);
    const asked = requests === 1 ? l10n.t('1 request') : l10n.t('{0} requests', requests);
    const took = total > 0 ? formats().tokens(total) : l10n.t('tokens not reported');
    return { ...failure, message: `${asked}, ${took}` };
  }
  return failure.source === 'unknown' ? { ...failure, message: errorText(error) } : failure;
}

export interface FailureContext extends SentenceContext {
  readonly providerId: string;
}

/** Why an image can't be used, in the user's language. */
export const imageSentence = (reason: ImageErrorReason | OcrErrorReason, name: string, detail?: string): string =>
  imageSentenceOf(reason, name, l10n, detail);

/** One plain sentence and the next step as buttons. */
export function explain(failure: TurnFailure, context: FailureContext): ErrorView {
  const { source, reason, message } = failure;
  const saidMore = source === 'answer' || (source === 'provider' && saysMore.has(reason) && message !== '');
  const text = `${sentenceOf(failure, context, l10n)}${saidMore ? ` (${message})` : ''}`;
  return { text, actions: actionsFor(failure, context) };
}

/** Reasons where the provider's own message tells the user something that our sentence can't. */
const saysMore: ReadonlySet<string> = new Set([
  'badRequest',
  'forbidden',
  'badImage',
  'filtered',
  'badAnswer',
  'answerTooLarge',
  'termsRequired',
  'tooLarge',
  'accountSetting',
  'noVision',
  'modelNotLoaded',
  'contextTooSmall',
  'rateLimit',
  'consent',
  'badSetting',
]);

/** Action IDs that the panel sends back; `errorActions.ts` runs them. */
export const actionIds = {
  retry: 'retry',
  setKey: 'setKey',
  selectModel: 'selectModel',
  showLog: 'showLog',
  openHelp: 'openHelp',
  proxySettings: 'proxySettings',
  providerSettings: 'providerSettings',
  contactSheet: 'contactSheet',
  firstImages: 'firstImages',
  smaller: 'smaller',
  readingLanguages: 'readingLanguages',
} as const;

const needsProvider: ReadonlySet<string> = new Set([actionIds.setKey]);
/** Another model from the same provider helps; the picker opens at its live list. */
const sameProvider: ReadonlySet<string> = new Set([
  'modelGone',
  'noVision',
  'forbidden',
  'termsRequired',
  'schemaUnsupported',
  'accountSetting',
  'modelNotLoaded',
  'contextTooSmall',
]);

function actionsFor(failure: TurnFailure, { providerId }: FailureContext): ActionView[] {
  const label: Record<string, string> = {
    [actionIds.retry]: l10n.t('Try Again'),
    [actionIds.setKey]: l10n.t('Set API Key'),
    [actionIds.selectModel]: l10n.t('Choose Another Model'),
    [actionIds.showLog]: l10n.t('Show Log'),
    [actionIds.openHelp]: l10n.t('Open Provider’s Website'),
    [actionIds.proxySettings]: l10n.t('Open Proxy Settings'),
    [actionIds.providerSettings]: l10n.t('Open Setting'),
    [actionIds.contactSheet]: l10n.t('Send as One Contact Sheet'),
    [actionIds.firstImages]: l10n.t('Send First {0}', failure.limit ?? 0),
    [actionIds.smaller]: l10n.t('Send Smaller Images'),
    [actionIds.readingLanguages]: l10n.t('Manage Text Recognition Languages'),
  };
  const byReason: Record<string, readonly string[]> = {
    auth: [actionIds.setKey, actionIds.openHelp, actionIds.retry],
    notConfigured: [actionIds.setKey, actionIds.selectModel],
    forbidden: [actionIds.openHelp, actionIds.selectModel],
    billing: [actionIds.openHelp, actionIds.selectModel],
    modelGone: [actionIds.selectModel],
    noVision: [actionIds.selectModel],
    accountSetting: [actionIds.openHelp, actionIds.selectModel],
    modelNotLoaded: [actionIds.retry, actionIds.selectModel],
    contextTooSmall: [actionIds.smaller, actionIds.selectModel],
    loginPage: [actionIds.retry, actionIds.providerSettings],
    blocked: [actionIds.retry, actionIds.selectModel, actionIds.showLog],
    termsRequired: [actionIds.openHelp, actionIds.selectModel],
    schemaUnsupported: [actionIds.selectModel],
    filtered: [actionIds.selectModel],
    tooManyImages: [actionIds.contactSheet, ...(failure.leftOut ? [actionIds.firstImages] : []), actionIds.selectModel],
    badImage: [actionIds.retry, actionIds.selectModel],
    badRequest: [actionIds.retry, actionIds.selectModel, actionIds.showLog],
    certificate: [actionIds.proxySettings, actionIds.retry],
    proxyAuth: [actionIds.proxySettings, actionIds.retry],
    wrongAddress: [actionIds.providerSettings, actionIds.retry],
    plainHttp: [actionIds.providerSettings, actionIds.selectModel],
    badSetting: [actionIds.providerSettings, actionIds.retry, actionIds.selectModel],
    refused: [actionIds.retry, actionIds.selectModel],
    answerTooLarge: [actionIds.retry, actionIds.selectModel],
    conversationFull: [],
    consent: [actionIds.retry],
    notFetched: [actionIds.retry],
    languageMissing: [actionIds.readingLanguages, actionIds.retry],
  };
  const ofAnswer = failure.source === 'answer' ? [actionIds.retry, actionIds.selectModel] : undefined;
  const unreadable =
    failure.source === 'image' && !['deadline', 'engineUnavailable', 'notFound'].includes(failure.reason);
  const ids = ofAnswer ?? lookUp(byReason, failure.reason) ?? (unreadable ? [] : [actionIds.retry, actionIds.showLog]);
  const possible = ids.filter((id) => id !== actionIds.openHelp || failure.helpUrl !== undefined);
  return possible.map((id, index) => ({
    id:
      needsProvider.has(id) ||
      (id === actionIds.selectModel && sameProvider.has(failure.reason) && providerId !== offlineProviderId)
        ? `${id}:${providerId}`
        : id,
    label: lookUp(label, id) ?? id,
    primary: index === 0,
  }));
}
