import { altEdits } from '../../../../src/core/altText/edit';
import type { AltEdit, EditRefusal, ImageReference, ParseDocument } from '../../../../src/core/altText/types';

/** One alt: `newAlt` becomes the alt of `reference` in `text`, exactly. `''` marks the image as decorative. */
export function altEdit(
  text: string,
  languageId: string,
  reference: ImageReference,
  newAlt: string,
  parse: ParseDocument,
): AltEdit | EditRefusal {
  const { edits, refused } = altEdits(text, languageId, [{ reference, alt: newAlt }], parse);
  return edits[0] ?? refused[0]?.refusal ?? { refused: 'notRepresentable' };
}
