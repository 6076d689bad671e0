/** The net that reads single characters: a few convolutions over a cell, in plain JavaScript. */
import { cellHeight, cellWidth } from './cell';

/** A reader of single characters. */
export interface CellNet {
  /** What the net distinguishes: `' '` is an empty cell, `''` is something that isn't text, such as an icon. */
  readonly characters: readonly string[];
  /**
   * The logarithm of each character's probability, overwritten by the next call. `xHeight` is the height of the letter x
   * divided by the pitch, 0 if it's unknown: it distinguishes o from O.
   */
  read(cell: Uint8Array, xHeight: number): Float32Array;
}

/**
 * `conv` combines all channels of 3 × 3 places, `depth` each channel by itself, `point` all channels of one place, and
 * `flat` everything and the x-height.
 */
interface Layer {
  readonly kind: 'conv' | 'depth' | 'point' | 'flat';
  readonly stride: number;
  /** A multiple of four, but for the last. */
  readonly outputs: number;
}

/** Values by row, column, and channel. Around them is a border of zeros, so that no step has to look for the edge. */
interface Values {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Float32Array;
}

/** Weights of four outputs are interleaved: `multiply` reads them in a row. */
interface Weights {
  readonly weights: Float32Array;
  readonly biases: Float32Array;
}

const magic = 'SRCN';
const lanes = 4;
/** Inputs of `flat` beside the values: the x-height, and whether it's known. */
const extras = 2;
/** Brings the x-height to about -1 to 1. */
const usualXHeight = 0.85;
const xHeightScale = 4;

/**
 * Loads what `scripts/glyphs/train.py` writes: a header in JSON, then for each layer the scales and biases of its outputs
 * as 32-bit floats and its weights as 8-bit integers.
 */
export function loadNet(bytes: Uint8Array): CellNet {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (String.fromCharCode(...bytes.subarray(0, magic.length)) !== magic) {
    throw new Error("This isn't a net.");
  }
  let at = 8 + view.getUint32(4, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, at))) as {
    readonly characters: readonly string[];
    readonly layers: readonly Layer[];
  };
  const input = zeros(cellWidth, cellHeight, 1);
  const xHeights = new Float32Array(extras);
  const steps: (() => void)[] = [];
  let values = input;
  for (const { kind, stride, outputs } of header.layers) {
    const from = values;
    const isLast = steps.length === header.layers.length - 1;
    const to = kind === 'flat' ? zeros(1, 1, outputs) : zeros(from.width / stride, from.height / stride, outputs);
    const inputs = {
      conv: 9 * from.channels,
      depth: 9,
      point: from.channels,
      flat: from.width * from.height * from.channels + extras,
    };
    const weights = readWeights(view, at, outputs, inputs[kind]);
    at += outputs * (8 + inputs[kind]);
    const step = {
      conv: () => convStep(from, to, stride, weights),
      depth: () => depthStep(from, to, stride, weights),
      point: () => pointStep(from, to, weights, isLast),
      flat: () => flatStep(from, to, xHeights, weights),
    };
    steps.push(step[kind]());
    values = to;
  }
  const logits = values.data.subarray(placeOf(values, 0, 0)).subarray(0, values.channels);
  const result = new Float32Array(header.characters.length);
  return {
    characters: header.characters,
    read(cell, xHeight) {
      for (let y = 0; y < cellHeight; y++) {
        for (let x = 0; x < cellWidth; x++) {
          input.data[(y + 1) * (cellWidth + 2) + x + 1] = cell[y * cellWidth + x]! / 255;
        }
      }
      xHeights[0] = xHeight === 0 ? 0 : (xHeight - usualXHeight) * xHeightScale;
      xHeights[1] = xHeight === 0 ? 0 : 1;
      for (const step of steps) {
        step();
      }
      return logSoftmax(logits, result);
    },
  };
}

function zeros(width: number, height: number, channels: number): Values {
  // `multiply` writes four at once.
  const data = new Float32Array((width + 2) * (height + 2) * channels + lanes);
  return { width, height, channels, data };
}

function readWeights(view: DataView, at: number, outputs: number, inputs: number): Weights {
  const padded = Math.ceil(outputs / lanes) * lanes;
  const weights = new Float32Array(padded * inputs);
  const biases = new Float32Array(padded);
  for (let output = 0; output < outputs; output++) {
    const scale = view.getFloat32(at + output * 4, true);
    biases[output] = view.getFloat32(at + (outputs + output) * 4, true);
    const from = at + outputs * 8 + output * inputs;
    const to = Math.floor(output / lanes) * lanes * inputs + (output % lanes);
    for (let i = 0; i < inputs; i++) {
      weights[to + i * lanes] = view.getInt8(from + i) * scale;
    }
  }
  return { weights, biases };
}

/** The outputs at one place: each is the sum of its bias and the weighted inputs from `from` on. */
function multiply(
  input: Float32Array,
  from: number,
  count: number,
  { weights, biases }: Weights,
  output: Float32Array,
  to: number,
  outputs: number,
  rectify: boolean,
): void {
  let at = 0;
  for (let lane = 0; lane < outputs; lane += lanes) {
    let a = biases[lane]!;
    let b = biases[lane + 1]!;
    let c = biases[lane + 2]!;
    let d = biases[lane + 3]!;
    for (let i = from; i < from + count; i++) {
      const value = input[i]!;
      a += value * weights[at]!;
      b += value * weights[at + 1]!;
      c += value * weights[at + 2]!;
      d += value * weights[at + 3]!;
      at += lanes;
    }
    output[to + lane] = rectify && a < 0 ? 0 : a;
    output[to + lane + 1] = rectify && b < 0 ? 0 : b;
    output[to + lane + 2] = rectify && c < 0 ? 0 : c;
    output[to + lane + 3] = rectify && d < 0 ? 0 : d;
  }
}

/** Where the values of a place start. */
function placeOf({ width, channels }: Values, x: number, y: number): number {
  return ((y + 1) * (width + 2) + x + 1) * channels;
}

function convStep(from: Values, to: Values, stride: number, weights: Weights): () => void {
  const { channels, data } = from;
  const patch = new Float32Array(9 * channels);
  return () => {
    for (let y = 0; y < to.height; y++) {
      for (let x = 0; x < to.width; x++) {
        for (let line = 0; line < 3; line++) {
          const corner = placeOf(from, x * stride - 1, y * stride - 1 + line);
          for (let i = 0; i < 3 * channels; i++) {
            patch[line * 3 * channels + i] = data[corner + i]!;
          }
        }
        multiply(patch, 0, patch.length, weights, to.data, placeOf(to, x, y), to.channels, true);
      }
    }
  };
}

function depthStep(from: Values, to: Values, stride: number, { weights, biases }: Weights): () => void {
  const { channels, data } = from;
  const taps = Array.from({ length: 9 }, (_, tap) => placeOf(from, (tap % 3) - 1, Math.floor(tap / 3) - 1));
  return () => {
    for (let y = 0; y < to.height; y++) {
      for (let x = 0; x < to.width; x++) {
        const start = placeOf(from, x * stride, y * stride) - placeOf(from, 0, 0);
        const place = placeOf(to, x, y);
        for (let channel = 0; channel < channels; channel++) {
          let sum = biases[channel]!;
          let at = (channel - (channel % lanes)) * 9 + (channel % lanes);
          for (let tap = 0; tap < 9; tap++) {
            sum += data[start + taps[tap]! + channel]! * weights[at]!;
            at += lanes;
          }
          to.data[place + channel] = sum < 0 ? 0 : sum;
        }
      }
    }
  };
}

function pointStep(from: Values, to: Values, weights: Weights, isLast: boolean): () => void {
  return () => {
    for (let y = 0; y < to.height; y++) {
      for (let x = 0; x < to.width; x++) {
        const place = placeOf(from, x, y);
        multiply(from.data, place, from.channels, weights, to.data, placeOf(to, x, y), to.channels, !isLast);
      }
    }
  };
}

function flatStep(from: Values, to: Values, xHeights: Float32Array, weights: Weights): () => void {
  const row = from.width * from.channels;
  const all = new Float32Array(row * from.height + extras);
  return () => {
    for (let y = 0; y < from.height; y++) {
      const start = placeOf(from, 0, y);
      for (let i = 0; i < row; i++) {
        all[y * row + i] = from.data[start + i]!;
      }
    }
    all.set(xHeights, row * from.height);
    multiply(all, 0, all.length, weights, to.data, placeOf(to, 0, 0), to.channels, true);
  };
}

function logSoftmax(logits: Float32Array, result: Float32Array): Float32Array {
  let largest = -Infinity;
  for (const logit of logits) {
    largest = Math.max(largest, logit);
  }
  let sum = 0;
  for (const logit of logits) {
    sum += Math.exp(logit - largest);
  }
  const total = largest + Math.log(sum);
  for (let i = 0; i < result.length; i++) {
    result[i] = logits[i]! - total;
  }
  return result;
}
