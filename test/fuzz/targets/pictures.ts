import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import { sniff } from '../../../src/core/image/sniff';
import { stripMetadata } from '../../../src/core/image/strip';
import { inflate } from '../../../src/core/image/strip/inflate';
import { reducedProfile } from '../../../src/core/image/strip/profile';
import {
  canary,
  holdsCanary,
  plantedGifs,
  plantedJpegs,
  plantedPngs,
  pngChunk,
  profileWithWords,
  segment,
} from '../../unit/core/image/canaries';
import { plantedWebps } from '../../unit/core/image/webpCanaries';
import { must, type Target } from '../target';

const folder = 'test/fixtures/images';
const fixtures = () =>
  readdirSync(folder)
    .filter((name) => !name.endsWith('.mjs'))
    .map((name) => new Uint8Array(readFileSync(join(folder, name))));
const planted = [...(await plantedPngs()), ...plantedJpegs(), ...plantedGifs(), ...(await plantedWebps())];
const seeds = () => [...fixtures(), ...planted.map(({ data }) => new Uint8Array(data))];

const pieces = ['IHDR', 'IDAT', 'IEND', 'tRNS', 'iCCP', 'ICC_PROFILE\0', 'Exif\0\0'];

export const sniffing: Target = {
  seeds,
  pieces: [
    ...pieces,
    'VP8X',
    'VP8 ',
    'VP8L',
    'ALPH',
    'RIFF',
    'WEBP',
    'ftypheic',
    'ftypavif',
    'meta',
    'iprp',
    'ipco',
    'ispe',
    'iloc',
    '<svg ',
    'viewBox="',
    '<!--',
    'II*\0',
    'BM',
  ],
  run: (input) => {
    const sniffed = sniff(input);
    if (!sniffed.ok) {
      return sniffed.reason;
    }
    const { type, width, height, orientation, metadata, truncated, animated, cmyk, alpha } = sniffed.facts;
    must(Number.isInteger(width) && Number.isInteger(height) && width >= 0 && height >= 0, 'a size that is none');
    must(orientation >= 1 && orientation <= 8, 'an orientation that there is not');
    return JSON.stringify([type, orientation > 1, metadata, truncated, animated, cmyk, alpha]);
  },
};

export const stripping: Target = {
  seeds,
  pieces,
  run: async (input) => {
    const sniffed = sniff(input);
    const stripped = sniffed.ok ? await stripMetadata(input, sniffed.facts) : undefined;
    if (!sniffed.ok || !stripped) {
      return sniffed.ok ? `${sniffed.facts.type} is rendered` : sniffed.reason;
    }
    const { type, width, height } = sniffed.facts;
    const again = sniff(stripped);
    must(again.ok, 'what is sent is no image');
    const { facts } = again;
    must(facts.type === type && facts.width === width && facts.height === height, 'what is sent is another image');
    must(!facts.truncated && !Object.values(facts.metadata).some(Boolean), 'what is sent is cut, or has metadata');
    must(same(await stripMetadata(stripped, facts), stripped), 'what is sent is not the least there is');
    const more = withMore(type, stripped, input.length);
    const least = sniff(more);
    must(
      least.ok && same(await stripMetadata(more, least.facts), stripped),
      'what is put between the blocks goes along',
    );
    return `${type} ${stripped.length < input.length}`;
  },
};

const same = (one: Uint8Array | undefined, other: Uint8Array) => one !== undefined && Buffer.compare(one, other) === 0;

/** The file with words in a block of its own, at one of the places where blocks begin. */
function withMore(type: string, file: Uint8Array, choice: number): Uint8Array {
  const at = placesOf(type, file);
  const place = at[choice % at.length] ?? file.length;
  const block = {
    png: pngChunk('prVt', canary),
    jpeg: segment(0xe5, canary),
    gif: Uint8Array.from([0x21, 0xee, canary.length, ...Buffer.from(canary), 0]),
  }[type];
  return new Uint8Array(Buffer.concat([file.subarray(0, place), block ?? new Uint8Array(), file.subarray(place)]));
}

function placesOf(type: string, file: Uint8Array): number[] {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const places: number[] = [];
  if (type === 'gif') {
    const colors = (file[10] ?? 0) & 0x80 ? 3 << (((file[10] ?? 0) & 7) + 1) : 0;
    return [13 + colors, file.length - 1];
  }
  const first = { png: 33, jpeg: 2 }[type] ?? file.length;
  for (let at = first; at + 8 <= file.length; ) {
    places.push(at);
    if (type === 'jpeg') {
      if (file[at + 1] === 0xda) {
        break;
      }
      at += 2 + view.getUint16(at + 2);
    } else {
      at += 12 + view.getUint32(at);
    }
  }
  return places;
}

export const profiles: Target = {
  seeds: () => [profileWithWords(), profileWithWords(true)],
  pieces: ['curv', 'para', 'XYZ ', 'rTRC', 'A2B0', 'GRAY', 'RGB ', 'acsp'],
  run: (input) => {
    const reduced = reducedProfile(input, false);
    if (typeof reduced !== 'object') {
      return String(reduced);
    }
    must(!holdsCanary(reduced), 'a reduced profile holds words');
    const again = reducedProfile(reduced, false);
    must(typeof again === 'object' && Buffer.compare(again, reduced) === 0, 'a reduced profile is reduced further');
    return `profile of ${reduced.length}`;
  },
};

export const inflating: Target = {
  seeds: () => [
    ...['', 'a', 'words and words and words', canary.repeat(300)].flatMap((text) =>
      [0, 1, 9].map((level) => new Uint8Array(deflateSync(text, { level }))),
    ),
    new Uint8Array(deflateSync(Buffer.from(Array.from({ length: 9000 }, (_, i) => (i * 7919) % 251)))),
    new Uint8Array(deflateSync(Buffer.alloc(60_000), { strategy: 3 })),
  ],
  run: async (input) => {
    const most = 1 << 20;
    const output = new Uint8Array(most);
    const found = await inflate(input, most, output);
    const counted = await inflate(input, most);
    must(found?.end === counted?.end && found?.length === counted?.length, 'what is counted is not what is written');
    let truth: { end: number; data: Buffer } | undefined;
    try {
      const { buffer, engine } = inflateSync(input, { info: true, maxOutputLength: most }) as unknown as {
        buffer: Buffer;
        engine: { bytesWritten: number };
      };
      truth = { end: engine.bytesWritten, data: buffer };
    } catch {
      // zlib verifies checksums, which we don't: we may accept what it refuses.
      return `broken ${found !== undefined}`;
    }
    must(found !== undefined && found.end === truth.end, `the stream ends at ${truth.end}, not at ${found?.end}`);
    must(Buffer.compare(truth.data, output.subarray(0, found.length)) === 0, 'what comes out is something else');
    return `whole ${Math.ceil(Math.log2(found.length + 1))}`;
  },
};
