interface Picture {
  readonly id: string;
  readonly mediaType: string;
  readonly bytes: ArrayBuffer;
}

/** The pictures that have arrived, as URLs that only this page can load. */
export function createPictures() {
  let addresses: ReadonlyMap<string, string> = new Map();
  const without = (isGone: (id: string) => boolean) => {
    for (const [id, address] of addresses) {
      if (isGone(id)) {
        URL.revokeObjectURL(address);
      }
    }
    return [...addresses].filter(([id]) => !isGone(id));
  };
  return {
    /** By the pictures' IDs; a new map after each change. */
    addresses: () => addresses,
    add: ({ id, mediaType, bytes }: Picture) => {
      const others = without((one) => one === id);
      addresses = new Map([...others, [id, URL.createObjectURL(new Blob([bytes], { type: mediaType }))]]);
    },
    keepOnly: (ids: readonly string[]) => {
      addresses = new Map(without((one) => !ids.includes(one)));
    },
  };
}
