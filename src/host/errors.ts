import * as vscode from 'vscode';
import { AnswerError, type AnswerProblem } from '../core/answers/answerError';
import { AskImageError } from '../core/ask/types';
import type { TurnFailure } from '../core/conversation/conversation';
import { ImageError, type ImageErrorReason } from '../core/image/types';
import { lookUp } from '../core/lookUp';
import { ProviderError, type ProviderErrorReason } from '../core/providers/errors';
import { offlineProviderId } from '../core/providers/offline';
import { OcrError, type OcrErrorReason } from '../core/text/types';
import type { ActionView, ErrorView } from '../protocol/view';
import { formats } from './format';
import { errorText } from './log';

/** A thrown value as plain data that a turn can keep. */
export function toFailure(error: unknown): TurnFailure {
  if (error instanceof AskImageError) {
    return { ...toFailure(error.cause), imageId: error.imageId };
  }
  if (error instanceof ProviderError) {
    const { status, retryAfterMs, helpUrl, limit, leftOut, host } = error.details;
    return {
      source: 'provider',
      reason: error.reason,
      message: error.message,
      status,
      retryAfterMs,
      helpUrl,
      limit,
      leftOut,
      host,
    };
  }
  if (error instanceof AnswerError) {
    const { usage, requests } = error;
    const total = usage?.totalTokens ?? (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0);
    const asked = requests === 1 ? l10n.t('1 request') : l10n.t('{0} requests', requests);
    const took = total > 0 ? formats().tokens(total) : l10n.t('tokens not reported');
    return { source: 'answer', reason: error.reason, message: `${asked}, ${took}` };
  }
  if (error instanceof ImageError || error instanceof OcrError) {
    return { source: 'image', reason: error.reason, message: error.detail };
  }
  return { source: 'unknown', reason: 'unknown', message: errorText(error) };
}

export interface FailureContext {
  readonly provider: string;
  readonly providerId: string;
  readonly model: string;
  readonly imageName?: string;
  /** True when a part of the answer had come and is still to be seen. */
  readonly partKept?: boolean;
}

const { l10n } = vscode;

/** One plain sentence and the next step as buttons. The only place where a reason becomes words. */
export function explain(failure: TurnFailure, context: FailureContext): ErrorView {
  if (failure.source === 'answer') {
    return {
      text: `${answerSentence(failure.reason as AnswerProblem, context)} (${failure.message})`,
      actions: actionsFor(failure, context),
    };
  }
  const sentence =
    failure.source === 'image'
      ? imageSentence(failure.reason as ImageErrorReason | OcrErrorReason, context.imageName ?? l10n.t('The image'))
      : failure.source === 'provider'
        ? providerSentence(failure, context)
        : l10n.t('Something went wrong in Sightread. See the log for details.');
  const said =
    failure.source === 'provider' && saysMore.has(failure.reason) && failure.message ? ` (${failure.message})` : '';
  return { text: sentence + said, actions: actionsFor(failure, context) };
}

/** Reasons where the provider's own words tell the user something that our sentence cannot. */
const saysMore: ReadonlySet<string> = new Set([
  'badRequest',
  'forbidden',
  'badImage',
  'filtered',
  'badAnswer',
  'answerTooLarge',
  'termsRequired',
  'tooLarge',
  'rateLimit',
  'consent',
  'badSetting',
]);

function providerSentence(failure: TurnFailure, { provider, model, partKept }: FailureContext): string {
  const host = failure.host ?? provider;
  const sentences: Record<ProviderErrorReason, string> = {
    auth: l10n.t('{0} rejected the API key.', provider),
    forbidden: l10n.t('{0} doesn’t allow this key to use {1}.', provider, model),
    billing: l10n.t('Your {0} account is out of credit.', provider),
    modelGone: l10n.t('{0} no longer offers the model {1}.', provider, model),
    termsRequired: l10n.t('You need to accept {0}’s terms for {1} first.', provider, model),
    noVision: l10n.t('{0} can’t see images.', model || provider),
    tooLarge: l10n.t('The request is too large for {0}, even with a smaller image.', provider),
    tooManyImages: tooManySentence(failure, provider),
    badImage: l10n.t('{0} couldn’t read the image.', provider),
    badRequest: l10n.t('{0} rejected the request.', provider),
    filtered: l10n.t('{0} declined to answer.', provider),
    schemaUnsupported: l10n.t('{0} can’t answer in the requested format.', model || provider),
    rateLimit:
      failure.retryAfterMs === undefined
        ? l10n.t('{0} has limited your rate. Try again later.', provider)
        : l10n.t('{0} has limited your rate. Try again in {1}.', provider, waitText(failure.retryAfterMs)),
    overloaded: l10n.t('{0} is having problems. Try again later.', provider),
    proxyAuth: l10n.t(
      'The proxy for {0} requires a login. You can put the username and password in its URL: http://name:password@proxy:8080.',
      host,
    ),
    certificate: l10n.t(
      'The certificate of {0} isn’t trusted. If you’re behind a company proxy, check “http.systemCertificates”.',
      host,
    ),
    offline: l10n.t('Couldn’t reach {0}. Is this machine online?', host),
    refused: l10n.t('No server is answering at {0}. Is it running?', host),
    timeout: l10n.t('{0} took too long to answer.', host),
    stalled: l10n.t('{0} stopped responding.', provider),
    interrupted: partKept
      ? l10n.t('The connection to {0} was lost. The partial answer is kept.', provider)
      : l10n.t('The connection to {0} was lost.', provider),
    badAnswer: l10n.t('{0} sent an answer that Sightread can’t read.', provider),
    answerTooLarge: partKept
      ? l10n.t('The answer from {0} was too large and was stopped. The partial answer is kept.', provider)
      : l10n.t('The answer from {0} was too large and was stopped.', provider),
    conversationFull: l10n.t('This conversation is full. Start a new one.'),
    consent: l10n.t('The image wasn’t sent.'),
    notConfigured: l10n.t('{0} needs an API key.', provider),
    plainHttp: l10n.t(
      'The API key wasn’t sent, because the connection to {0} isn’t encrypted. Use a URL that starts with https://.',
      host,
    ),
    wrongAddress:
      failure.host === undefined
        ? l10n.t('No base URL is set for {0}. Add one in “sightread.providers”.', provider)
        : l10n.t('{0} isn’t the provider’s API. Check the base URL in “sightread.providers”.', host),
    badSetting: l10n.t('{0} can’t be used with your current settings.', provider),
  };
  return sentences[failure.reason as ProviderErrorReason] ?? l10n.t('{0} didn’t answer.', provider);
}

/** Why nothing is made of an answer that came. */
function answerSentence(reason: AnswerProblem, { provider, model }: FailureContext): string {
  const who = model || provider;
  const sentences: Record<AnswerProblem, string> = {
    empty: l10n.t('{0} sent an empty answer.', who),
    prose: l10n.t('{0} didn’t answer in the requested format, even when asked again.', who),
    unreadable: l10n.t('{0} sent an answer that Sightread can’t read, even when asked again.', who),
    cut: l10n.t('The answer from {0} was cut off at the token limit.', who),
    filtered: l10n.t('{0} declined to answer.', provider),
    declined: l10n.t('{0} says it can’t see or describe the image.', who),
    doubtful: l10n.t('The answer from {0} doesn’t read like alt text, and the model didn’t confirm that it is.', who),
    placeholder: l10n.t('{0} answered with a placeholder.', who),
    filename: l10n.t('{0} answered with a file name.', who),
    vague: l10n.t('The answer from {0} doesn’t say what the image shows.', who),
    repeated: l10n.t('{0} repeated the text beside the image.', who),
    repetition: l10n.t('{0} kept repeating itself.', who),
    language: l10n.t('{0} didn’t answer in the page’s language.', who),
    link: l10n.t('{0} answered with a link or a tag.', who),
    echo: l10n.t('{0} repeated its instructions.', who),
    tooLong: l10n.t('{0} wrote alt text of more than 4,000 characters.', who),
    noDescription: l10n.t('{0} didn’t write a long description.', who),
  };
  return sentences[reason];
}

function tooManySentence({ limit, leftOut }: TurnFailure, provider: string): string {
  if (limit === undefined) {
    return l10n.t('That’s more images than {0} accepts in one request.', provider);
  }
  const most =
    limit === 1
      ? l10n.t('{0} accepts only one image per request.', provider)
      : l10n.t('{0} accepts at most {1} images per request.', provider, limit);
  return leftOut ? `${most} ${l10n.t('These wouldn’t be sent: {0}.', leftOut.join(', '))}` : most;
}

/** A wait in the largest unit that fits. */
function waitText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 120) {
    return l10n.t('{0} s', seconds);
  }
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? l10n.t('{0} minutes', minutes) : l10n.t('{0} hours', Math.ceil(minutes / 60));
}

/** Also used outside of conversations: text extraction, alt text. */
export function imageSentence(reason: ImageErrorReason | OcrErrorReason, name: string): string {
  const sentences: Record<ImageErrorReason | OcrErrorReason, string> = {
    empty: l10n.t('{0} is empty.', name),
    lfsPointer: l10n.t(
      '{0} is a Git LFS pointer, not the image itself. Run “git lfs pull” to download the image.',
      name,
    ),
    truncated: l10n.t('{0} is cut off: the end of the file is missing.', name),
    corrupt: l10n.t('{0} is damaged and can’t be decoded.', name),
    pdf: l10n.t('{0} is a PDF document, not an image.', name),
    video: l10n.t('{0} is a video, not an image.', name),
    audio: l10n.t('{0} is an audio file, not an image.', name),
    archive: l10n.t('{0} is an archive, not an image.', name),
    text: l10n.t('{0} is a text file, not an image.', name),
    unsupportedImage: l10n.t('{0} is in an image format that isn’t supported yet.', name),
    unknown: l10n.t('{0} isn’t in a known image format.', name),
    tooManyPixels: l10n.t('{0} has too many pixels to be decoded safely.', name),
    tooLarge: l10n.t('{0} is too large.', name),
    tooManyImages: l10n.t('That’s too many images for one request.'),
    deadline: l10n.t('Reading {0} took too long.', name),
    engineUnavailable: l10n.t('The image engine couldn’t start on this machine.'),
    notFound: l10n.t('{0} doesn’t exist or can’t be read.', name),
    badUrl: l10n.t('The URL of {0} doesn’t start with https:// or http://.', name),
    privateAddress: l10n.t('{0} points to this machine or a private network, so it wasn’t opened.', name),
    tooManyRedirects: l10n.t('{0} redirects too many times.', name),
    otherHost: l10n.t('{0} redirects to another host, so it wasn’t opened.', name),
    notFetched: l10n.t('{0} wasn’t fetched.', name),
    httpStatus: l10n.t('The web server didn’t return {0}.', name),
    excluded: l10n.t('{0} is excluded by your settings, so it wasn’t read.', name),
    outside: l10n.t('{0} isn’t inside the open folders, or is a link out of them, so it wasn’t read.', name),
    badGlob: l10n.t('{0} wasn’t sent, because the setting “sightread.exclude” has an invalid glob.', name),
    languageMissing: l10n.t('The language data for {0} isn’t installed.', name),
    badImage: l10n.t('{0} can’t be read.', name),
  };
  return sentences[reason];
}

/** Action ids that the panel sends back; `features/actions.ts` carries them out. */
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
  readingLanguages: 'readingLanguages',
} as const;

const needsProvider: ReadonlySet<string> = new Set([actionIds.setKey]);
/** Another model of the same provider helps; the picker opens at its live list. */
const sameProvider: ReadonlySet<string> = new Set([
  'modelGone',
  'noVision',
  'forbidden',
  'termsRequired',
  'schemaUnsupported',
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
    [actionIds.readingLanguages]: l10n.t('Manage Text Recognition Languages'),
  };
  const byReason: Record<string, readonly string[]> = {
    auth: [actionIds.setKey, actionIds.openHelp, actionIds.retry],
    notConfigured: [actionIds.setKey, actionIds.selectModel],
    forbidden: [actionIds.openHelp, actionIds.selectModel],
    billing: [actionIds.openHelp, actionIds.selectModel],
    modelGone: [actionIds.selectModel],
    noVision: [actionIds.selectModel],
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
