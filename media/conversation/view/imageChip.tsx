import { Icon } from '../../kit/icon';
import { usePanel } from './context';

interface ImageChipProps {
  readonly imageId: string;
  /** Where it tells the image apart from others. */
  readonly number: number | undefined;
  /** A chip without a name is hidden. */
  readonly name: string | undefined;
}

/** An image of a question; a press shows it large. */
export function ImageChip({ imageId, number, name }: ImageChipProps) {
  const { showImage } = usePanel();
  return (
    <button type="button" class="chip" hidden={name === undefined} onClick={() => showImage(imageId)}>
      <Icon name="image" />
      <span dir="auto">{number === undefined ? name : `${number}: ${name ?? ''}`}</span>
    </button>
  );
}
