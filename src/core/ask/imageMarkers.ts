/**
 * Where the images of a question stand in its words. The convention of panel and command line: `[image 2]` puts the
 * second image of the turn at that place.
 */

/** What puts the image of that number, from 1, at its place in a text. */
export const imageMarker = (number: number) => `[image ${number}]`;

const markers = /\[image ([1-9]\d{0,3})\]/gi;

/**
 * Cuts a text at its markers into words and numbers of images. Each image stands at its first marker; a second marker
 * of it, or one of an image that is not among `numbers`, stays in the words. Nothing of the words changes.
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
