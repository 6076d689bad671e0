import type { FromReview } from '../../src/protocol/fromReview';
import type { ReviewStatusView, ReviewStrings } from '../../src/protocol/reviewView';
import { textButton } from '../kit/controls';
import { element, fill, setText } from '../kit/dom';

/** What would be written, and the one place where it is. */
export function createFooter(strings: ReviewStrings, post: (message: FromReview.Message) => void) {
  const apply = textButton('', true, () => post({ type: 'apply', preview: false }));
  const preview = textButton(strings.preview, false, () => post({ type: 'apply', preview: true }));
  const acceptAll = textButton(strings.acceptAll, false, () => post({ type: 'acceptAll' }));
  const node = element('footer', { class: 'reviewFoot' }, apply, preview, acceptAll);
  return {
    node,
    update: ({ toWrite, toAccept, phase, total }: ReviewStatusView) => {
      setText(apply, fill(strings.apply, String(toWrite)));
      const cannot = toWrite === 0 || phase === 'applying' || phase === 'scanning';
      apply.disabled = cannot;
      preview.disabled = cannot;
      // Not while it has the focus, which would go nowhere.
      acceptAll.disabled = toAccept === 0 && document.activeElement !== acceptAll;
      node.hidden = total === 0;
    },
  };
}
