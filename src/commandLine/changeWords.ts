import type { ImageChange } from '../core/image/types';

/** What was done to an image, in a few words for `--json`: `2 tiles`, `shrunk from 8064 × 6048 to 1568 × 1176`. */
export function changeWords(change: ImageChange): string {
  switch (change.kind) {
    case 'turnedUpright':
      return 'turned upright';
    case 'metadataRemoved':
      return change.location ? 'location and metadata removed' : 'metadata removed';
    case 'converted':
      return `converted from ${change.from} to ${change.to}`;
    case 'shrunk':
      return `shrunk from ${change.from.join(' × ')} to ${change.to.join(' × ')}`;
    case 'tiled':
      return `${change.count} tiles`;
    case 'textTooSmall':
      return `text may be too small: letters are ${change.height} pixels high`;
    case 'firstFrame':
      return 'first frame';
    case 'flattened':
      return 'laid on white';
    case 'recompressed':
      return `compressed again at quality ${change.quality}`;
    case 'sourceTextAdded':
      return 'words and shapes of the SVG sent along';
    case 'wordsHidden':
      return `${change.count} words of the SVG not sent: they are not seen in the picture`;
    case 'contactSheet':
      return `cell ${change.cell} of ${change.count} on a contact sheet`;
  }
}
