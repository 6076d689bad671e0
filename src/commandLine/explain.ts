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
    return `${providerLines[error.reason] ?? 'The provider did not answer.'}${said}`;
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
    unknown: 'This is not an image of a known kind.',
    tooManyPixels: 'The image has more pixels than can be decoded safely.',
    notFound: 'The file is not there, or may not be read.',
    badUrl: 'This is not an http or https address.',
    privateAddress: 'The address leads into this machine or a private network, and was not opened.',
    tooManyRedirects: 'The address leads from one to the next without end.',
    otherHost: `The address leads to another host, ${detail}, and was not followed.`,
    notFetched: `Nothing was fetched from ${detail}. Allow it with --allow-host ${detail}.`,
    httpStatus: `The web server answered ${detail}.`,
    excluded: 'The file is excluded by sightread.exclude, or holds a key, and was not sent.',
    outside: 'The file is outside of this folder, or a link leads out of it, and was not sent.',
    badGlob: 'Nothing is sent: a glob of sightread.exclude in .vscode/settings.json is not understood.',
    deadline: 'The image could not be read in time.',
  };
  return lines[reason] ?? `The image cannot be used: ${reason}${detail ? ` (${detail})` : ''}`;
}

const providerLines: Partial<Record<ProviderErrorReason, string>> = {
  auth: 'The API key was not accepted.',
  notConfigured:
    'There is no API key. Set the environment variable of the provider; with --base-url, name the provider with --provider.',
  plainHttp: 'The API key was not sent: the connection is not encrypted. The address has to begin with https://.',
  wrongAddress: 'The address does not lead to the provider’s API. Check --base-url.',
  modelGone: 'This model does not exist any more. See: sightread models',
  noVision: 'This model cannot see images. See: sightread models',
  schemaUnsupported: 'This model cannot answer in the form that was asked for. See: sightread models',
  tooLarge: 'The request is too large for the provider.',
  tooManyImages: 'These are more images than the provider takes; --contact-sheet sends them as one picture.',
  rateLimit: 'The provider asks to wait before the next request.',
  overloaded: 'The provider has trouble at the moment.',
  offline: 'The host could not be reached.',
  refused: 'Nothing answers there. Is the server running?',
  timeout: 'The provider took too long to answer.',
  stalled: 'The provider stopped sending in the middle of the answer.',
  badAnswer: 'The provider sent an answer that cannot be understood.',
  answerTooLarge: 'The answer is too large and was stopped.',
  certificate: 'The certificate of the host is not trusted. See NODE_EXTRA_CA_CERTS.',
  proxyAuth:
    'The proxy asks for a login: HTTPS_PROXY=http://name:password@proxy:8080. Kerberos and NTLM are not spoken here.',
  filtered: 'The provider declined to answer.',
  billing: 'The account has no credit left.',
};

const answerLines: Record<AnswerProblem, string> = {
  empty: 'The model answered with nothing.',
  prose: 'The model did not answer in the form that was asked for, not even when asked again.',
  unreadable: 'The model sent an answer that is not whole, also when asked again.',
  cut: 'The answer was cut off: the model used all the tokens it may.',
  filtered: 'The provider declined to answer.',
  declined: 'The model says that it cannot see or describe the image.',
  doubtful: 'The answer does not read like an alt text, and the model did not confirm that it is one.',
  placeholder: 'The model answered with a placeholder.',
  filename: 'The model answered with a file name.',
  vague: 'The model’s answer does not say what the image shows.',
  repeated: 'The model repeated the text beside the image.',
  repetition: 'The model repeats itself.',
  language: 'The model answered in another language than the page’s.',
  link: 'The model answered with a link or a tag.',
  echo: 'The model repeated its instructions.',
  tooLong: 'The model wrote an alt text of more than 4,000 characters.',
  noDescription: 'The model wrote no long description.',
};

const languageLines: Record<LanguageErrorReason, string> = {
  badCode: 'This is not the code of a language.',
  notPinned:
    'The data of this language cannot be checked, so it is not downloaded. Name a file of it: --get-language CODE.traineddata',
  unknown: 'The npm registry has no data for this language.',
  network: 'The npm registry could not be reached.',
  tooLarge: 'The language data is too large, and was not kept.',
  integrity: 'The language data is not what it should be, and was thrown away.',
  badPackage: 'The package does not hold the language data that it should.',
  badFile: 'This is not language data for Tesseract.',
};
