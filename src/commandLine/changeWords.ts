import type { ImageChange } from '../core/image/types';

/** What was done to an image, in a few words for `--json`: `2 tiles`, `resized from 8064 × 6048 to 1568 × 1176`. */
export function changeWords(change: ImageChange): string {
  switch (change.kind) {
    case 'turnedUpright':
      return 'rotated upright';
    case 'metadataRemoved':
      return change.location ? 'location and metadata removed' : 'metadata removed';
    case 'converted':
      return `converted from ${change.from} to ${change.to}`;
    case 'shrunk':
      return `resized from ${change.from.join(' × ')} to ${change.to.join(' × ')}`;
    case 'tiled':
      return `${change.count} tiles`;
    case 'textTooSmall':
      return `text may be too small: letters are ${change.height} pixels high`;
    case 'firstFrame':
      return 'first frame';
    case 'endMissing':
      return 'the end of the file is missing';
    case 'flattened':
      return change.ground === 'white'
        ? 'transparency replaced with white'
        : `transparency replaced with ${change.ground === 'dark' ? 'dark gray' : 'gray'}, because light parts wouldn’t be visible on white`;
    case 'padded':
      return `padded from ${change.from.join(' × ')} to ${change.to.join(' × ')}`;
    case 'oneColor':
      return 'shows nothing but one color';
    case 'recompressed':
      return `recompressed at quality ${change.quality}`;
    case 'sourceTextAdded':
      return 'words and shapes in the SVG also sent as text';
    case 'wordsHidden':
      return `${change.count} words in the SVG not sent, because they aren’t visible in the image`;
    case 'picturesElsewhere':
      return `${change.count === 1 ? '1 picture that the SVG refers to wasn’t' : `${change.count} pictures that the SVG refers to weren’t`} drawn, because nothing outside the file is read`;
    case 'contactSheet':
      return `cell ${change.cell} of a contact sheet with ${change.count} images`;
  }
}
