import * as vscode from 'vscode';
import { LanguageError, type LanguageErrorReason } from '../../core/text/languages/pack';

const { l10n } = vscode;

/** Why language data did not come, as a sentence. */
export function explainLanguage(error: unknown, name: string): string {
  const sentences: Record<LanguageErrorReason, string> = {
    badCode: l10n.t('{0} is not named after a language. Data for German is “deu.traineddata”, for example.', name),
    notPinned: l10n.t(
      'Sightread cannot check language data for {0}, so it does not download it. You can add it from a file.',
      name,
    ),
    unknown: l10n.t('The npm registry has no language data for {0}.', name),
    network: l10n.t('The npm registry could not be reached. Is this machine online?'),
    tooLarge: l10n.t('The language data of {0} is too large, and was not kept.', name),
    integrity: l10n.t('The language data of {0} is not what it should be, and was thrown away.', name),
    badPackage: l10n.t('The package of {0} does not hold the language data that it should.', name),
    badFile: l10n.t('{0} is not language data for Tesseract.', name),
  };
  return error instanceof LanguageError
    ? sentences[error.reason]
    : l10n.t('The language data of {0} could not be kept. The log has the details.', name);
}
