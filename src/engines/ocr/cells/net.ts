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

/** `conv` combines 3 × 3 places, `flat` everything and the x-height, and `last` what `flat` makes. */
interface Layer {
  readonly kind: 'conv' | 'flat' | 'last';
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
    const to = kind === 'conv' ? zeros(from.width / stride, from.height / stride, outputs) : zeros(1, 1, outputs);
    const inputs = {
      conv: 9 * from.channels,
      flat: from.width * from.height * from.channels + extras,
      last: from.channels,
    };
    const weights = readWeights(view, at, outputs, inputs[kind]);
    at += outputs * (8 + inputs[kind]);
    const step = {
      conv: () => convStep(from, to, stride, weights),
      flat: () => flatStep(from, to, xHeights, weights),
      last: () => lastStep(from, to, weights),
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

/**
 * The inputs of one place that aren't zero, and where their weights start. More than half are zero, because a cell is mostly
 * empty and what a step computes is rectified.
 */
class Inputs {
  readonly #size: number;
  readonly #values: Float32Array;
  readonly #offsets: Int32Array;
  #count = 0;

  constructor(size: number) {
    this.#size = size;
    this.#values = new Float32Array(size);
    this.#offsets = new Int32Array(size);
  }

  /** Takes `count` values as the inputs from number `first` on. */
  take(values: Float32Array, from: number, count: number, first: number): void {
    let taken = first === 0 ? 0 : this.#count;
    for (let i = 0; i < count; i++) {
      const value = values[from + i]!;
      this.#values[taken] = value;
      this.#offsets[taken] = (first + i) * lanes;
      taken += value === 0 ? 0 : 1;
    }
    this.#count = taken;
  }

  /** Each output is the sum of its bias and the weighted inputs. */
  multiply({ weights, biases }: Weights, output: Float32Array, to: number, outputs: number, rectify: boolean): void {
    const values = this.#values;
    const offsets = this.#offsets;
    const count = this.#count;
    for (let lane = 0; lane < outputs; lane += lanes) {
      const start = lane * this.#size;
      let a = biases[lane]!;
      let b = biases[lane + 1]!;
      let c = biases[lane + 2]!;
      let d = biases[lane + 3]!;
      for (let i = 0; i < count; i++) {
        const value = values[i]!;
        const at = start + offsets[i]!;
        a += value * weights[at]!;
        b += value * weights[at + 1]!;
        c += value * weights[at + 2]!;
        d += value * weights[at + 3]!;
      }
      output[to + lane] = rectify && a < 0 ? 0 : a;
      output[to + lane + 1] = rectify && b < 0 ? 0 : b;
      output[to + lane + 2] = rectify && c < 0 ? 0 : c;
      output[to + lane + 3] = rectify && d < 0 ? 0 : d;
    }
  }
}

/** Where the values of a place start. */
function placeOf({ width, channels }: Values, x: number, y: number): number {
  return ((y + 1) * (width + 2) + x + 1) * channels;
}

function convStep(from: Values, to: Values, stride: number, weights: Weights): () => void {
  const row = 3 * from.channels;
  const inputs = new Inputs(3 * row);
  return () => {
    for (let y = 0; y < to.height; y++) {
      for (let x = 0; x < to.width; x++) {
        for (let line = 0; line < 3; line++) {
          inputs.take(from.data, placeOf(from, x * stride - 1, y * stride - 1 + line), row, line * row);
        }
        inputs.multiply(weights, to.data, placeOf(to, x, y), to.channels, true);
      }
    }
  };
}

function flatStep(from: Values, to: Values, xHeights: Float32Array, weights: Weights): () => void {
  const row = from.width * from.channels;
  const inputs = new Inputs(row * from.height + extras);
  return () => {
    for (let y = 0; y < from.height; y++) {
      inputs.take(from.data, placeOf(from, 0, y), row, y * row);
    }
    inputs.take(xHeights, 0, extras, from.height * row);
    inputs.multiply(weights, to.data, placeOf(to, 0, 0), to.channels, true);
  };
}

function lastStep(from: Values, to: Values, weights: Weights): () => void {
  const inputs = new Inputs(from.channels);
  return () => {
    inputs.take(from.data, placeOf(from, 0, 0), from.channels, 0);
    inputs.multiply(weights, to.data, placeOf(to, 0, 0), to.channels, false);
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
