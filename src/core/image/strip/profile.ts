/** Color profiles (ICC.1:2022), reduced to what colors need. */
import { joinBytes } from '../../bytes';
import { ascii, i32, u8, u16, u32 } from '../sniff/reader';

/** PCS white: D50. */
const white = [0.9642, 1, 0.8249];
/** Red, green, and blue of sRGB, adapted to D50, as in its profiles. */
const primaries = [
  [0.4361, 0.2225, 0.0139],
  [0.3851, 0.7169, 0.0971],
  [0.1431, 0.0606, 0.7141],
];
const nearColor = 0.003;
/** As a fraction of the range of values: 1.5 of 255. */
const nearValue = 0.006;
const curvePoints = 64;

interface Curve {
  /** In the form that a profile uses. */
  readonly bytes: Uint8Array;
  readonly at: (value: number) => number;
}

/**
 * What has to be sent with the picture for its colors to be right: nothing (`srgb`), or a profile with only primaries
 * and curves and nobody's words. Undefined if the profile isn't understood, uses tables, or isn't for a gray (`gray`)
 * or color picture as given; then the picture has to be rendered.
 */
export function reducedProfile(profile: Uint8Array, gray: boolean): Uint8Array | 'srgb' | undefined {
  const size = u32(profile, 0);
  const known = ['mntr', 'scnr', 'spac'].includes(ascii(profile, 12, 4)) && [2, 4].includes(u8(profile, 8));
  const plain = ascii(profile, 36, 4) === 'acsp' && ascii(profile, 20, 4) === 'XYZ ' && size <= profile.length;
  if (!known || !plain || ascii(profile, 16, 4) !== (gray ? 'GRAY' : 'RGB ')) {
    return undefined;
  }
  const tags = tagsOf(profile.subarray(0, size));
  if (!tags || [...tags.keys()].some((name) => /^[AD]2B\d$/.test(name))) {
    return undefined;
  }
  const curves = (gray ? ['kTRC'] : ['rTRC', 'gTRC', 'bTRC']).map((name) => curveOf(tags.get(name)));
  const colors = gray ? [] : ['rXYZ', 'gXYZ', 'bXYZ'].map((name) => xyzOf(tags.get(name)));
  if (!curves.every((one) => one !== undefined) || !colors.every((one) => one !== undefined) || !addUp(colors)) {
    return undefined;
  }
  const standard =
    colors.every((color, i) => color.every((value, k) => near(value, primaries[i]?.[k] ?? 0, nearColor))) &&
    curves.every(isStandard);
  const intent = u32(profile, 64);
  return standard ? 'srgb' : build(gray, curves, colors, intent <= 3 ? intent : 0);
}

const near = (one: number, other: number, by: number) => Math.abs(one - other) <= by;

/** Red, green, and blue add up to white, except in very old profiles. */
const addUp = (colors: readonly (readonly number[])[]) =>
  colors.length === 0 ||
  white.every((value, k) =>
    near(
      colors.reduce((sum, one) => sum + (one[k] ?? 0), 0),
      value,
      0.02,
    ),
  );

function tagsOf(profile: Uint8Array): Map<string, Uint8Array> | undefined {
  const tags = new Map<string, Uint8Array>();
  const count = u32(profile, 128);
  for (let i = 0; i < count; i++) {
    const at = 132 + 12 * i;
    const offset = u32(profile, at + 4);
    const end = offset + u32(profile, at + 8);
    if (at + 12 > profile.length || end > profile.length) {
      return undefined;
    }
    tags.set(ascii(profile, at, 4), profile.subarray(offset, end));
  }
  return tags;
}

const fixed = (bytes: Uint8Array, at: number) => i32(bytes, at) / 65536;

/** Letters, read as such a number, are far beyond any color. */
function xyzOf(tag: Uint8Array | undefined): number[] | undefined {
  const values = [8, 12, 16].map((at) => fixed(tag ?? new Uint8Array(), at));
  const sane =
    tag && tag.length >= 20 && ascii(tag, 0, 4) === 'XYZ ' && values.every((value) => value > -1 && value < 2);
  return sane ? values : undefined;
}

function curveOf(tag: Uint8Array | undefined): Curve | undefined {
  if (!tag || tag.length < 12) {
    return undefined;
  }
  const type = ascii(tag, 0, 4);
  return type === 'curv' ? tableCurve(tag) : type === 'para' ? formulaCurve(tag) : undefined;
}

/** Numbers that rise from first to last; letters don't. */
function tableCurve(tag: Uint8Array): Curve | undefined {
  const count = u32(tag, 8);
  if (count > 4096 || 12 + 2 * count > tag.length) {
    return undefined;
  }
  const values = Array.from({ length: count }, (_, i) => u16(tag, 12 + 2 * i));
  const bytes = cleared(tag.subarray(0, 12 + 2 * count));
  if (count <= 1) {
    const gamma = count === 0 ? 1 : (values[0] ?? 0) / 256;
    return gamma >= 0.2 && gamma <= 8 ? { bytes, at: (value) => value ** gamma } : undefined;
  }
  const rises = values.every((value, i) => value >= (values[i - 1] ?? 0));
  const at = (value: number) => {
    const place = value * (count - 1);
    const below = Math.min(count - 2, Math.floor(place));
    const [low = 0, high = 0] = [values[below], values[below + 1]];
    return (low + (high - low) * (place - below)) / 65535;
  };
  return rises ? { bytes, at } : undefined;
}

const parameters = [1, 3, 4, 5, 7];

function formulaCurve(tag: Uint8Array): Curve | undefined {
  const kind = u16(tag, 8);
  const count = parameters[kind];
  if (count === undefined || tag.length < 12 + 4 * count) {
    return undefined;
  }
  const values = Array.from({ length: count }, (_, i) => fixed(tag, 12 + 4 * i));
  const [gamma = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = values;
  if (gamma < 0.2 || gamma > 8 || values.slice(1).some((value) => Math.abs(value) > 16)) {
    return undefined;
  }
  const power = (value: number) => Math.max(0, a * value + b) ** gamma;
  const at = (x: number) => {
    switch (kind) {
      case 0:
        return x ** gamma;
      case 1:
        return a * x + b >= 0 ? power(x) : 0;
      case 2:
        return (a * x + b >= 0 ? power(x) : 0) + c;
      default:
        return x >= d ? power(x) + e : c * x + f;
    }
  };
  const bytes = cleared(tag.subarray(0, 12 + 4 * count));
  bytes.fill(0, 10, 12);
  return { bytes, at };
}

/** A copy without the contents of a tag's reserved bytes. */
function cleared(tag: Uint8Array): Uint8Array {
  const copy = new Uint8Array(tag);
  copy.fill(0, 4, 8);
  return copy;
}

/** sRGB's value for a linear value. */
const encoded = (value: number) => (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055);

const isStandard = ({ at }: Curve) =>
  Array.from({ length: curvePoints + 1 }, (_, i) => i / curvePoints).every((x) => near(encoded(at(x)), x, nearValue));

/** A version 4 profile that describes only the colors. */
function build(
  gray: boolean,
  curves: readonly Curve[],
  colors: readonly (readonly number[])[],
  intent: number,
): Uint8Array {
  const tags: [string, Uint8Array][] = [
    ['desc', description],
    ['wtpt', xyzTag(white)],
    ...colors.map((color, i): [string, Uint8Array] => [`${'rgb'[i]}XYZ`, xyzTag(color)]),
    ...curves.map(({ bytes }, i): [string, Uint8Array] => [gray ? 'kTRC' : `${'rgb'[i]}TRC`, bytes]),
  ];
  const parts: Uint8Array[] = [];
  const offsets: number[] = [];
  let end = 132 + 12 * tags.length;
  for (const [index, [, tag]] of tags.entries()) {
    // One curve serves all channels if they have the same.
    const same = tags.findIndex(([, other]) => sameBytes(tag, other));
    if (same < index) {
      offsets.push(offsets[same] ?? 0);
      continue;
    }
    offsets.push(end);
    const padded = new Uint8Array((tag.length + 3) & ~3);
    padded.set(tag);
    parts.push(padded);
    end += padded.length;
  }
  const head = new Uint8Array(132 + 12 * tags.length);
  const view = new DataView(head.buffer);
  const word = (at: number, text: string) =>
    head.set(
      [...text].map((one) => one.charCodeAt(0)),
      at,
    );
  view.setUint32(0, end);
  view.setUint32(8, 0x04300000);
  word(12, `mntr${gray ? 'GRAY' : 'RGB '}XYZ `);
  word(36, 'acsp');
  view.setUint32(64, intent);
  head.set(xyzTag(white).subarray(8), 68);
  view.setUint32(128, tags.length);
  for (const [index, [name, tag]] of tags.entries()) {
    word(132 + 12 * index, name);
    view.setUint32(136 + 12 * index, offsets[index] ?? 0);
    view.setUint32(140 + 12 * index, tag.length);
  }
  return joinBytes([head, ...parts]);
}

const sameBytes = (one: Uint8Array, other: Uint8Array) =>
  one.length === other.length && one.every((byte, i) => byte === other[i]);

function xyzTag(values: readonly number[]): Uint8Array {
  const tag = new Uint8Array(20);
  const view = new DataView(tag.buffer);
  view.setUint32(0, 0x58595a20);
  for (const [i, value] of values.entries()) {
    view.setInt32(8 + 4 * i, Math.round(value * 65536));
  }
  return tag;
}

/** The name `RGB`, which readers require, in the form of version 4: one text, in English. */
const description = Uint8Array.of(
  ...[0x6d, 0x6c, 0x75, 0x63, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 12],
  ...[0x65, 0x6e, 0x55, 0x53, 0, 0, 0, 6, 0, 0, 0, 28, 0, 0x52, 0, 0x47, 0, 0x42],
);
