import { isRefusal } from '../../../../../src/core/altText/applyEdits';
import { longDescriptionEdit } from '../../../../../src/engines/markup/edit/longDescription/longDescription';

/** The edit of a long description: of the nearest one, as who is asked takes it, where its words cannot all stand. */
export function describedEdit(
  ...[text, languageId, reference, markdown]: Parameters<typeof longDescriptionEdit>
): ReturnType<typeof longDescriptionEdit> {
  const edit = longDescriptionEdit(text, languageId, reference, markdown);
  return isRefusal(edit) && edit.nearest !== undefined
    ? longDescriptionEdit(text, languageId, reference, edit.nearest)
    : edit;
}
