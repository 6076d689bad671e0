import type { AttachedView } from '../../../src/protocol/view';
import { IconButton, TextButton } from '../../kit/buttons';
import { fill } from '../../kit/fill';
import { usePanel } from './context';
import { ImageChip } from './imageChip';

interface AttachedProps {
  readonly attached: readonly AttachedView[];
  /** Puts a marker into the text. */
  readonly place: (marker: string) => void;
}

/** The images that go with the next question, each with its number and a button that mentions it in the text. */
export function Attached({ attached, place }: AttachedProps) {
  const { strings, post, focusComposer } = usePanel();
  const remove = (imageId: string) => {
    post({ type: 'removeImage', imageId });
    focusComposer();
  };
  return (
    <ul class="attached" aria-label={strings.attachedImages} hidden={attached.length === 0}>
      {attached.map(({ imageId, name, number, marker }) => (
        <li key={imageId}>
          <ImageChip imageId={imageId} number={number} name={name} />
          <TextButton
            label={strings.placeInText}
            name={fill(strings.placeImageInText, String(number), name)}
            tooltip={marker}
            press={() => place(marker)}
          />
          <IconButton icon="close" label={fill(strings.removeImage, name)} press={() => remove(imageId)} />
        </li>
      ))}
    </ul>
  );
}
