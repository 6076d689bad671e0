import type { AltEdit, EditRefusal, ImageReference } from '../../../../../src/core/altText/types';
import { altEdits } from '../../../../../src/engines/markup/edit/edit';

/** One edit: `newAlt` becomes exactly the alt text of `reference` in `text`. `''` marks the image as decorative. */
export function altEdit(
  text: string,
  languageId: string,
  reference: ImageReference,
  newAlt: string,
): AltEdit | EditRefusal {
  const { edits, refused } = altEdits(text, languageId, [{ reference, alt: newAlt }]);
  return edits[0] ?? refused[0]?.refusal ?? { refused: 'notRepresentable' };
}
