import { AnswerError, type AnswerProblem } from '../core/answers/answerError';
import { AskImageError } from '../core/ask/types';
import { ImageError } from '../core/image/types';
import { ProviderError, type ProviderErrorReason } from '../core/providers/errors';
import { isPinned, LanguageError, type LanguageErrorReason } from '../core/text/languages/pack';
import { OcrError } from '../core/text/types';

/** A thrown value as one line for stderr. */
export function explainLine(error: unknown): string {
  if (error instanceof AskImageError) {
    return `${error.imageName}: ${imageLine(error.cause)}`;
  }
  if (error instanceof ImageError) {
    return imageLine(error);
  }
  if (error instanceof OcrError && error.reason === 'languageMissing') {
    const file = isPinned(error.detail) ? '' : '.traineddata';
    return `There is no language data for ${error.detail}. Get it with: sightread ocr --get-language ${error.detail}${file}`;
  }
  if (error instanceof LanguageError) {
    return `${languageLines[error.reason]}${error.detail ? ` (${error.detail})` : ''}`;
  }
  if (error instanceof OcrError) {
    return `The text could not be read: ${error.reason}${error.detail ? ` (${error.detail})` : ''}`;
  }
  if (error instanceof AnswerError) {
    return `${answerLines[error.reason]} Try again, or another --model.`;
  }
  if (error instanceof ProviderError) {
    const said = error.message ? ` (${error.message})` : '';
    return `${providerLines[error.reason] ?? 'The provider didn’t answer.'}${said}`;
  }
  return error instanceof Error ? error.message : String(error);
}

function imageLine({ reason, detail }: ImageError): string {
  const lines: Partial<Record<ImageError['reason'], string>> = {
    empty: 'The file is empty.',
    lfsPointer: 'This is a Git LFS pointer, not the image. Run "git lfs pull".',
    truncated: 'The file is cut off.',
    corrupt: 'The file is damaged.',
    pdf: 'This is a PDF document, not an image.',
    video: 'This is a video, not an image.',
    text: 'This is a text file, not an image.',
    unknown: 'This isn’t in a known image format.',
    tooManyPixels: 'The image has too many pixels to be decoded safely.',
    notFound: 'The file doesn’t exist or can’t be read.',
    badUrl: 'This isn’t an http or https URL.',
    privateAddress: 'The URL points to this machine or a private network, so it wasn’t opened.',
    tooManyRedirects: 'The URL redirects too many times.',
    otherHost: `The address leads to another host, ${detail}, and was not followed.`,
    notFetched: `Nothing was fetched from ${detail}. Allow it with --allow-host ${detail}.`,
    httpStatus: `The web server answered ${detail}.`,
    excluded: 'The file is excluded by sightread.exclude, or contains a key, so it wasn’t sent.',
    outside: 'The file isn’t inside this folder, or is a link out of it, so it wasn’t sent.',
    badGlob: 'Nothing was sent, because sightread.exclude in .vscode/settings.json has an invalid glob.',
    deadline: 'Reading the image took too long.',
  };
  return lines[reason] ?? `The image cannot be used: ${reason}${detail ? ` (${detail})` : ''}`;
}

const providerLines: Partial<Record<ProviderErrorReason, string>> = {
  auth: 'The provider rejected the API key.',
  notConfigured:
    'There is no API key. Set the provider’s environment variable; with --base-url, also name the provider with --provider.',
  plainHttp: 'The API key wasn’t sent, because the connection isn’t encrypted. Use a URL that starts with https://.',
  wrongAddress: 'This URL isn’t the provider’s API. Check --base-url.',
  modelGone: 'This model no longer exists. See: sightread models',
  noVision: 'This model can’t see images. See: sightread models',
  schemaUnsupported: 'This model can’t answer in the requested format. See: sightread models',
  tooLarge: 'The request is too large for the provider.',
  tooManyImages: 'That’s more images than the provider accepts. To send them as one, add --contact-sheet.',
  rateLimit: 'The provider has limited your rate. Try again later.',
  overloaded: 'The provider is having problems. Try again later.',
  offline: 'Couldn’t reach the host.',
  refused: 'No server is answering there. Is it running?',
  timeout: 'The provider took too long to answer.',
  stalled: 'The provider stopped responding mid-answer.',
  badAnswer: 'The provider sent an answer that Sightread can’t read.',
  answerTooLarge: 'The answer was too large and was stopped.',
  certificate: 'The host’s certificate isn’t trusted. See NODE_EXTRA_CA_CERTS.',
  proxyAuth:
    'The proxy requires a login: HTTPS_PROXY=http://name:password@proxy:8080. Kerberos and NTLM aren’t supported.',
  filtered: 'The provider declined to answer.',
  billing: 'The account is out of credit.',
};

const answerLines: Record<AnswerProblem, string> = {
  empty: 'The model sent an empty answer.',
  prose: 'The model didn’t answer in the requested format, even when asked again.',
  unreadable: 'The model sent an incomplete answer, even when asked again.',
  cut: 'The answer was cut off at the token limit.',
  filtered: 'The provider declined to answer.',
  declined: 'The model says it can’t see or describe the image.',
  doubtful: 'The answer doesn’t read like alt text, and the model didn’t confirm that it is.',
  placeholder: 'The model answered with a placeholder.',
  filename: 'The model answered with a file name.',
  vague: 'The model’s answer doesn’t say what the image shows.',
  repeated: 'The model repeated the text beside the image.',
  repetition: 'The model kept repeating itself.',
  language: 'The model didn’t answer in the page’s language.',
  link: 'The model answered with a link or a tag.',
  echo: 'The model repeated its instructions.',
  tooLong: 'The model wrote alt text of more than 4,000 characters.',
  noDescription: 'The model didn’t write a long description.',
};

const languageLines: Record<LanguageErrorReason, string> = {
  badCode: 'This isn’t a language code.',
  notPinned:
    'Sightread can’t verify data for this language, so it isn’t downloaded. Add it from a file: --get-language CODE.traineddata',
  unknown: 'The npm registry has no data for this language.',
  network: 'Couldn’t reach the npm registry.',
  tooLarge: 'The language data is too large and was discarded.',
  integrity: 'The language data failed its integrity check and was discarded.',
  badPackage: 'The package doesn’t contain the expected language data.',
  badFile: 'This isn’t Tesseract language data.',
};
