import { isRefusal } from '../../../../../src/core/altText/applyEdits';
import { longDescriptionEdit } from '../../../../../src/engines/markup/edit/longDescription/longDescription';

/**
 * The edit for a long description, or for the closest one, as if the user accepted it, if its words can't all be
 * represented.
 */
export function describedEdit(
  ...[text, languageId, reference, markdown]: Parameters<typeof longDescriptionEdit>
): ReturnType<typeof longDescriptionEdit> {
  const edit = longDescriptionEdit(text, languageId, reference, markdown);
  return isRefusal(edit) && edit.nearest !== undefined
    ? longDescriptionEdit(text, languageId, reference, edit.nearest)
    : edit;
}
