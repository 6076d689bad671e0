/** The only place where a reason becomes words: English, or the user's language through the translator. */
import { AnswerError, type AnswerProblem } from '../core/answers/answerError';
import { AskImageError } from '../core/ask/types';
import type { TurnFailure } from '../core/conversation/conversation';
import { ImageError, type ImageErrorReason } from '../core/image/types';
import { ProviderError, type ProviderErrorReason } from '../core/providers/errors';
import type { Translator } from '../core/providers/offlineText';
import type { LanguageErrorReason } from '../core/text/languages/pack';
import { OcrError, type OcrErrorReason } from '../core/text/types';

/** A thrown value as plain data that a turn can keep. */
export function failureOf(error: unknown): TurnFailure {
  if (error instanceof AskImageError) {
    return { ...failureOf(error.cause), imageId: error.imageId };
  }
  if (error instanceof ProviderError) {
    const { status, retryAfterMs, helpUrl, limit, fault, leftOut, host } = error.details;
    return {
      source: 'provider',
      reason: error.reason,
      message: error.message,
      status,
      retryAfterMs,
      helpUrl,
      limit,
      fault,
      leftOut,
      host,
    };
  }
  if (error instanceof AnswerError) {
    return { source: 'answer', reason: error.reason, message: '' };
  }
  if (error instanceof ImageError || error instanceof OcrError) {
    return { source: 'image', reason: error.reason, message: error.detail };
  }
  return { source: 'unknown', reason: 'unknown', message: error instanceof Error ? error.message : String(error) };
}

/** Names for the placeholders of a sentence. */
export interface SentenceContext {
  readonly provider: string;
  readonly model: string;
  readonly imageName?: string;
  /** True if part of the answer had arrived and is still visible. */
  readonly partKept?: boolean;
}

/** One plain sentence. */
export function sentenceOf(failure: TurnFailure, context: SentenceContext, l10n: Translator): string {
  switch (failure.source) {
    case 'answer':
      return answerSentence(failure.reason as AnswerProblem, context, l10n);
    case 'image':
      return imageSentence(
        failure.reason as ImageErrorReason | OcrErrorReason,
        context.imageName ?? l10n.t('The image'),
        l10n,
        failure.message,
      );
    case 'provider':
      return providerSentence(failure, context, l10n);
    case 'unknown':
      return l10n.t('Something went wrong in Sightread. See the log for details.');
  }
}

function providerSentence(
  failure: TurnFailure,
  { provider, model, imageName, partKept }: SentenceContext,
  l10n: Translator,
): string {
  const host = failure.host ?? provider;
  const sentences: Record<ProviderErrorReason, string> = {
    auth: l10n.t('{0} rejected the API key.', provider),
    forbidden: l10n.t('{0} doesn’t allow this key to use {1}.', provider, model),
    billing: l10n.t('Your {0} account is out of credit.', provider),
    modelGone: l10n.t('{0} no longer offers the model {1}.', provider, model),
    accountSetting: l10n.t('A setting of your {0} account doesn’t allow {1}.', provider, model),
    termsRequired: l10n.t('You need to accept {0}’s terms for {1} first.', provider, model),
    noVision: l10n.t('{0} can’t see images.', model || provider),
    modelNotLoaded: l10n.t('{0} can’t load {1}, or has no model loaded.', provider, model),
    contextTooSmall:
      failure.limit === undefined
        ? l10n.t('The request doesn’t fit into the context of {0}.', model || provider)
        : l10n.t(
            'The request doesn’t fit into the context of {0}, which is {1} tokens.',
            model || provider,
            failure.limit,
          ),
    tooLarge: l10n.t('The request is too large for {0}, even with a smaller image.', provider),
    tooManyImages: tooManySentence(failure, provider, l10n),
    badImage: refusedImageSentence(failure, provider, imageName ?? l10n.t('the image'), l10n),
    badRequest: l10n.t('{0} rejected the request.', provider),
    filtered: l10n.t('{0} declined to answer.', provider),
    schemaUnsupported: l10n.t('{0} can’t answer in the requested format.', model || provider),
    rateLimit:
      failure.retryAfterMs === undefined
        ? l10n.t('{0} has limited your rate. Try again later.', provider)
        : l10n.t('{0} has limited your rate. Try again in {1}.', provider, waitText(failure.retryAfterMs, l10n)),
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
    loginPage: l10n.t('{0} answered with a login page. Log in there with your browser, or check the base URL.', host),
    blocked: l10n.t('A firewall in front of {0} blocked the request.', host),
    badSetting: l10n.t('{0} can’t be used with your current settings.', provider),
  };
  return sentences[failure.reason as ProviderErrorReason] ?? l10n.t('{0} didn’t answer.', provider);
}

function refusedImageSentence({ fault }: TurnFailure, provider: string, name: string, l10n: Translator): string {
  switch (fault) {
    case 'shape':
      return l10n.t('{0} doesn’t accept the shape of {1}: it’s too small or too narrow.', provider, name);
    case 'type':
      return l10n.t('{0} doesn’t accept the format of {1}.', provider, name);
    default:
      return l10n.t('{0} couldn’t read {1}.', provider, name);
  }
}

/** Why an answer is unusable. */
function answerSentence(reason: AnswerProblem, { provider, model }: SentenceContext, l10n: Translator): string {
  const who = model || provider;
  const sentences: Record<AnswerProblem, string> = {
    empty: l10n.t('{0} sent an empty answer.', who),
    prose: l10n.t('{0} didn’t answer in the requested format, even when asked again.', who),
    unreadable: l10n.t('{0} sent an answer that Sightread can’t read, even when asked again.', who),
    cut: l10n.t('The answer from {0} was cut off at the token limit.', who),
    thinking: l10n.t('{0} used all its tokens for thinking and wrote nothing.', who),
    summary: l10n.t('{0} described the image instead of reading its text.', who),
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

function tooManySentence({ limit, leftOut }: TurnFailure, provider: string, l10n: Translator): string {
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
function waitText(ms: number, l10n: Translator): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 120) {
    return l10n.t('{0} s', seconds);
  }
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? l10n.t('{0} minutes', minutes) : l10n.t('{0} hours', Math.ceil(minutes / 60));
}

/** Why an image can't be used. `detail` is the one of the `ImageError`, if it's known. */
export function imageSentence(
  reason: ImageErrorReason | OcrErrorReason,
  name: string,
  l10n: Translator,
  detail = '',
): string {
  const cutOff = l10n.t('{0} is cut off: the end of the file is missing.', name);
  const sentences: Record<ImageErrorReason | OcrErrorReason, string> = {
    empty: l10n.t('{0} is empty.', name),
    lfsPointer: l10n.t(
      '{0} is a Git LFS pointer, not the image itself. Run “git lfs pull” to download the image.',
      name,
    ),
    truncated: cutOff,
    partial: detail ? l10n.t('{0} is cut off: only {1} % of the picture is there.', name, detail) : cutOff,
    corrupt: l10n.t('{0} is damaged and can’t be decoded.', name),
    pdf: l10n.t('{0} is a PDF document, not an image.', name),
    video: l10n.t('{0} is a video, not an image.', name),
    audio: l10n.t('{0} is an audio file, not an image.', name),
    archive: l10n.t('{0} is an archive, not an image.', name),
    text: l10n.t('{0} is a text file, not an image.', name),
    unsupportedImage: detail
      ? l10n.t('{0} is in an image format that isn’t supported yet: {1}.', name, detail)
      : l10n.t('{0} is in an image format that isn’t supported yet.', name),
    unknown: l10n.t('{0} isn’t in a known image format.', name),
    tooManyPixels: l10n.t('{0} has too many pixels to be decoded safely.', name),
    tooLarge: l10n.t('{0} is too large.', name),
    tooManyImages: l10n.t('That’s too many images for one request.'),
    deadline: l10n.t('Reading {0} took too long.', name),
    engineUnavailable: l10n.t('The image engine couldn’t start on this machine.'),
    notFound: l10n.t('{0} doesn’t exist or can’t be read.', name),
    severalFiles: l10n.t('{0} doesn’t exist, but these have nearly the same name: {1}.', name, detail),
    badUrl: l10n.t('The URL for {0} doesn’t start with https:// or http://.', name),
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

/** Why the data for a language, or a file with it, couldn't be installed. */
export function languageSentence(reason: LanguageErrorReason, name: string, l10n: Translator): string {
  const sentences: Record<LanguageErrorReason, string> = {
    badCode: l10n.t('{0} isn’t named after a language. German data, for example, is named “deu.traineddata”.', name),
    notPinned: l10n.t(
      'Sightread can’t verify language data for {0}, so it wasn’t downloaded. You can add it from a file.',
      name,
    ),
    unknown: l10n.t('The npm registry has no language data for {0}.', name),
    network: l10n.t('Couldn’t reach the npm registry. Is this machine online?'),
    tooLarge: l10n.t('The language data for {0} is too large and was discarded.', name),
    integrity: l10n.t('The language data for {0} failed its integrity check and was discarded.', name),
    badPackage: l10n.t('The package for {0} doesn’t contain the expected language data.', name),
    badFile: l10n.t('{0} isn’t Tesseract language data.', name),
  };
  return sentences[reason];
}
