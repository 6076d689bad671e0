import * as vscode from 'vscode';
import { LanguageError, type LanguageErrorReason } from '../../core/text/languages/pack';

const { l10n } = vscode;

/** Why language data couldn't be installed, as a sentence. */
export function explainLanguage(error: unknown, name: string): string {
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
  return error instanceof LanguageError
    ? sentences[error.reason]
    : l10n.t('The language data for {0} couldn’t be saved. See the log for details.', name);
}
