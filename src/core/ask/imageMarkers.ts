/**
 * Where the images of a question go in its text. Panel and command line share the convention: `[image 2]` places the
 * turn's second image there.
 */

/** The marker that places the image with that number, from 1, in a text. */
export const imageMarker = (number: number) => `[image ${number}]`;

const markers = /\[image ([1-9]\d{0,3})\]/gi;

/**
 * Splits a text at its markers into words and image numbers. Each image goes to its first marker. A second marker for
 * the same image, or one for an image that isn't among `numbers`, stays in the text. The words don't change.
 */
export function splitAtImages(text: string, numbers: readonly number[]): (string | number)[] {
  const waiting = new Set(numbers);
  const pieces: (string | number)[] = [];
  let from = 0;
  for (const found of text.matchAll(markers)) {
    const number = Number(found[1]);
    if (waiting.delete(number)) {
      pieces.push(text.slice(from, found.index), number);
      from = found.index + found[0].length;
    }
  }
  return [...pieces, text.slice(from)].filter((piece) => piece !== '');
}
