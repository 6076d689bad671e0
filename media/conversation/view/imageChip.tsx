import { Icon } from '../../kit/icon';
import { usePanel } from './context';

interface ImageChipProps {
  readonly imageId: string;
  /** Set if there are several images to tell apart. */
  readonly number: number | undefined;
  /** A chip without a name is hidden. */
  readonly name: string | undefined;
}

/** An image of a question. Pressing it shows the image large. */
export function ImageChip({ imageId, number, name }: ImageChipProps) {
  const { showImage } = usePanel();
  return (
    <button type="button" class="chip" hidden={name === undefined} onClick={() => showImage(imageId)}>
      <Icon name="image" />
      <span dir="auto">{number === undefined ? name : `${number}: ${name ?? ''}`}</span>
    </button>
  );
}
