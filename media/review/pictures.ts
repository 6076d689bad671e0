import type { ToReview } from '../../src/protocol/toReview';

/** The small pictures that have arrived, as URLs that only this page can load. */
export function createPictures() {
  const addresses = new Map<string, string>();
  const drop = (id: string) => {
    URL.revokeObjectURL(addresses.get(id) ?? '');
    addresses.delete(id);
  };
  return {
    addressOf: (id: string) => addresses.get(id),
    add: ({ id, mediaType, bytes }: ToReview.Picture) => {
      drop(id);
      addresses.set(id, URL.createObjectURL(new Blob([bytes], { type: mediaType })));
    },
    keepOnly: (ids: readonly string[]) => {
      for (const id of [...addresses.keys()].filter((one) => !ids.includes(one))) {
        drop(id);
      }
    },
  };
}
