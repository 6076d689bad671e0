/** Finds images again in a document that has changed since. */
import type { ImageReference } from '../../../core/altText/types';

/**
 * For each of `wanted`, in document order, the same image among `all`: the same kind, source, and alt text, in the same
 * context. If the context has changed too, equal images are matched by their order, as long as there are as many as
 * before; otherwise undefined. No image is returned twice.
 */
export function sameImages(
  all: readonly ImageReference[],
  wanted: readonly ImageReference[],
): readonly (ImageReference | undefined)[] {
  const number = createNumbers();
  const numbered = (images: readonly ImageReference[]) =>
    images.map((image) => ({
      image,
      key: namesOf(image).map(number).join(' '),
      place: placesOf(image).map(number).join(' '),
    }));
  const [present, asked] = [numbered(all), numbered(wanted)];
  const found = new Map<ImageReference, ImageReference>();
  const taken = new Set<ImageReference>();
  const take = (one: ImageReference, image: ImageReference | undefined) => {
    if (image) {
      found.set(one, image);
      taken.add(image);
    }
  };
  const inPlace = new Map<string, ImageReference[]>();
  for (const { image, key, place } of present) {
    const equal = inPlace.get(`${key}, ${place}`) ?? [];
    equal.push(image);
    inPlace.set(`${key}, ${place}`, equal);
  }
  for (const { image, key, place } of asked) {
    const equal = inPlace.get(`${key}, ${place}`) ?? [];
    const best = nearest(equal, image);
    take(image, best);
    equal.splice(best ? equal.indexOf(best) : 0, best ? 1 : 0);
  }
  const left = Map.groupBy(
    present.filter(({ image }) => !taken.has(image)),
    ({ key }) => key,
  );
  const rest = Map.groupBy(
    asked.filter(({ image }) => !found.has(image)),
    ({ key }) => key,
  );
  for (const [key, ones] of rest) {
    const images = left.get(key) ?? [];
    if (images.length === ones.length) {
      for (const [at, one] of ones.entries()) {
        take(one.image, images[at]?.image);
      }
    }
  }
  return wanted.map((one) => found.get(one));
}

/**
 * One image again: if several are equal, the one in the same context, otherwise the one nearest to the old position.
 */
export function sameImage(all: readonly ImageReference[], reference: ImageReference): ImageReference | undefined {
  const areEqual = (one: readonly unknown[], other: readonly unknown[]) =>
    one.length === other.length && one.every((part, at) => part === other[at]);
  const [names, places] = [namesOf(reference), placesOf(reference)];
  const equal = all.filter((one) => areEqual(namesOf(one), names));
  const inPlace = equal.filter((one) => areEqual(placesOf(one), places));
  return nearest(inPlace.length > 0 ? inPlace : equal, reference);
}

function nearest(images: readonly ImageReference[], { start }: ImageReference): ImageReference | undefined {
  let best: ImageReference | undefined;
  for (const one of images) {
    best = !best || Math.abs(one.start - start) < Math.abs(best.start - start) ? one : best;
  }
  return best;
}

/** Numbers for texts, equal for equal texts, so that long ones are compared once. */
function createNumbers(): (text: string | undefined) => number {
  const known = new Map<string | undefined, number>();
  return (text) => {
    const number = known.get(text) ?? known.size;
    known.set(text, number);
    return number;
  };
}

const namesOf = ({ format, src, alt }: ImageReference) => [format, src.raw, alt.value];
const placesOf = ({ context: { headings, before, after, caption } }: ImageReference) => [
  before,
  after,
  caption,
  ...headings,
];
