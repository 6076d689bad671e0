import { useState } from 'preact/hooks';
import { TextButton } from '../../kit/buttons';
import { usePanel } from './context';

/** Characters of a text that are drawn at first, and added by each "Show More": ten times a long answer. */
const portion = 50_000;

/** How far before the end of a portion to look for the end of a line, in characters. */
const lineReach = 2_000;

/** How much of a text is drawn. The rest can still be copied, inserted, and opened. */
export interface Portions {
  /** The beginning of the text, up to the end of a line if one is near. */
  readonly shown: string;
  readonly isCut: boolean;
  readonly showMore: () => void;
}

/** The beginning of a text, and more of it with each `showMore`. */
export function usePortions(text: string): Portions {
  const { focusComposer } = usePanel();
  const [most, setMost] = useState(portion);
  const showMore = () => {
    setMost(most + portion);
    if (text.length <= most + portion) {
      // The button disappears.
      focusComposer();
    }
  };
  return { shown: beginning(text, most), isCut: text.length > most, showMore };
}

function beginning(text: string, most: number): string {
  if (text.length <= most) {
    return text;
  }
  const line = text.lastIndexOf('\n', most);
  return text.slice(0, line > most - lineReach ? line : most).replace(/[\ud800-\udbff]$/, '');
}

/** The button below a text; hidden when all of it is drawn. */
export function ShowMore({ portions: { isCut, showMore } }: { readonly portions: Portions }) {
  const { strings } = usePanel();
  return (
    <div class="actions" hidden={!isCut}>
      <TextButton label={strings.showMore} press={showMore} />
    </div>
  );
}
