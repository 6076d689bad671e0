import { AskImageError } from '../core/ask/types';
import { ImageError } from '../core/image/types';
import { lookUp } from '../core/lookUp';
import { english } from '../core/providers/offlineText';
import { isPinned, LanguageError } from '../core/text/languages/pack';
import { OcrError } from '../core/text/types';
import { failureOf, languageSentence, sentenceOf } from '../jobs/sentences';

/** Where something is thrown, the name isn't known. */
const names = { provider: 'the provider', model: 'this model', imageName: 'the file', language: 'this language' };

/** A thrown value as one line for stderr. `answerHints`: what else the command offers for an answer that is none, by reason. */
export function explainLine(error: unknown, answerHints: Readonly<Record<string, string>> = {}): string {
  if (error instanceof AskImageError) {
    return `${error.imageName}: ${explainLine(error.cause)}`;
  }
  if (error instanceof LanguageError) {
    const { reason, detail } = error;
    const sentence = languageSentence(reason, reason === 'badFile' ? names.imageName : names.language, english);
    return `${lookUp(languageLines, reason) ?? toLine(sentence)}${detail ? ` (${detail})` : ''}`;
  }
  const failure = failureOf(error);
  const { source, reason, message } = failure;
  if (source === 'unknown') {
    return message;
  }
  const line = toLine(sentenceOf(failure, names, english));
  if (error instanceof ImageError || error instanceof OcrError) {
    return lookUp(imageLines, reason)?.(error.detail) ?? line;
  }
  const hint =
    source === 'answer'
      ? (lookUp(answerHints, reason) ?? ' Try again, or another --model.')
      : (lookUp(hints, reason) ?? '');
  return `${lookUp(providerLines, reason) ?? line + hint}${message ? ` (${message})` : ''}`;
}

/** Different wording for the command line, because its users have different options. */
const imageLines: Readonly<Record<string, (detail: string) => string>> = {
  lfsPointer: () => 'This is a Git LFS pointer, not the image. Run "git lfs pull".',
  privateAddress: () => 'The URL points to this machine or a private network, so it wasn’t opened.',
  tooManyRedirects: () => 'The URL redirects too many times.',
  otherHost: (host) => `The URL redirects to another host, ${host}, so it wasn’t followed.`,
  notFetched: (host) => `Nothing was fetched from ${host}. Allow it with --allow-host ${host}.`,
  httpStatus: (status) => `The web server answered ${status}.`,
  excluded: () => 'The file is excluded by sightread.exclude, or contains a key, so it wasn’t sent.',
  outside: () => 'The file isn’t inside this folder, or is a link out of it, so it wasn’t sent.',
  badGlob: () => 'Nothing was sent, because sightread.exclude in .vscode/settings.json has an invalid glob.',
  languageMissing: (code) =>
    `There is no language data for ${code}. Get it with: sightread ocr --get-language ${code}${isPinned(code) ? '' : '.traineddata'}`,
};

const providerLines: Readonly<Record<string, string>> = {
  notConfigured:
    'There is no API key. Set the provider’s environment variable; with --base-url, also name the provider with --provider.',
  wrongAddress: 'This URL isn’t the provider’s API. Check --base-url.',
  modelGone: 'This model no longer exists. See: sightread models',
  tooManyImages: 'That’s more images than the provider accepts. To send them as one, add --contact-sheet.',
  certificate: 'The host’s certificate isn’t trusted. See NODE_EXTRA_CA_CERTS.',
  proxyAuth:
    'The proxy requires a login: HTTPS_PROXY=http://name:password@proxy:8080. Kerberos and NTLM aren’t supported.',
  billing: 'The account is out of credit.',
  accountSetting:
    'A setting of your account doesn’t allow this model. Change it on the provider’s website, or choose another --model.',
};

const hints: Readonly<Record<string, string>> = {
  noVision: ' See: sightread models',
  modelNotLoaded: ' Load it in the server, or choose another --model.',
  contextTooSmall: ' Load the model with a larger context, or send fewer pixels: --detail low',
  schemaUnsupported: ' See: sightread models',
};

const languageLines: Readonly<Record<string, string>> = {
  notPinned:
    'Sightread can’t verify data for this language, so it isn’t downloaded. Add it from a file: --get-language CODE.traineddata',
};

const toLine = (sentence: string) => sentence.slice(0, 1).toUpperCase() + sentence.slice(1);
