/** Finds images again in a document that has changed since. */
import type { ImageReference } from './types';

/**
 * For each of `wanted`, in document order, the same image among `all`: the same kind, source and alt, in the same context.
 * Where the context changed too, equal images are told apart by their order, as long as there are as many as before; else
 * undefined. No image is given twice.
 */
export function sameImages(
  all: readonly ImageReference[],
  wanted: readonly ImageReference[],
): readonly (ImageReference | undefined)[] {
  const keys = remembered(keyOf);
  const places = remembered(placeOf);
  const found = new Map<ImageReference, ImageReference>();
  const left = new Set(all);
  const take = (one: ImageReference, image: ImageReference | undefined) => {
    if (image) {
      found.set(one, image);
      left.delete(image);
    }
  };
  for (const one of wanted) {
    take(
      one,
      nearest(
        [...left].filter((image) => keys(image) === keys(one) && places(image) === places(one)),
        one,
      ),
    );
  }
  const rest = Map.groupBy(
    wanted.filter((one) => !found.has(one)),
    keys,
  );
  for (const [key, ones] of rest) {
    const images = [...left].filter((image) => keys(image) === key);
    if (images.length === ones.length) {
      for (const [at, one] of ones.entries()) {
        take(one, images[at]);
      }
    }
  }
  return wanted.map((one) => found.get(one));
}

/** One image again: where several are equal, the one in the same context, else the one nearest to where it was. */
export function sameImage(all: readonly ImageReference[], reference: ImageReference): ImageReference | undefined {
  const equal = all.filter((one) => keyOf(one) === keyOf(reference));
  const inPlace = equal.filter((one) => placeOf(one) === placeOf(reference));
  return nearest(inPlace.length > 0 ? inPlace : equal, reference);
}

function nearest(images: readonly ImageReference[], { start }: ImageReference): ImageReference | undefined {
  return images.toSorted((a, b) => Math.abs(a.start - start) - Math.abs(b.start - start))[0];
}

function remembered(make: (image: ImageReference) => string): (image: ImageReference) => string {
  const known = new Map<ImageReference, string>();
  return (image) => {
    const key = known.get(image) ?? make(image);
    known.set(image, key);
    return key;
  };
}

const keyOf = ({ format, src, alt }: ImageReference) => JSON.stringify([format, src.raw, alt.value ?? null]);
const placeOf = ({ context: { headings, before, after, caption } }: ImageReference) =>
  JSON.stringify([headings, before, after, caption ?? null]);
