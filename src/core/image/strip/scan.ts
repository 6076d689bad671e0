/**
 * Follows the coded data of a JPEG (ITU-T T.81, annexes F and G) to the end of its last block. No pixel is computed.
 */
import { pause } from '../../pause';

export interface Component {
  readonly id: number;
  /** Its blocks in a unit of an interleaved scan, across and down. */
  readonly across: number;
  readonly down: number;
  /** The number of its quantization table. */
  readonly table: number;
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly progressive: boolean;
  readonly components: readonly Component[];
}

export interface Scan {
  readonly frame: Frame;
  /** With the lookups of their codes; a missing one isn't used. */
  readonly components: readonly { readonly of: Component; readonly dc?: Codes; readonly ac?: Codes }[];
  readonly first: number;
  readonly last: number;
  /** Bits of the values that earlier scans have coded; 0 in the first one. */
  readonly refines: boolean;
  /** Units between two restart markers; 0 if there are none. */
  readonly interval: number;
}

export interface Codes {
  /** By the next 16 bits: symbol × 32 + bits; 0 if there is no such code. */
  readonly lookup: Uint16Array;
  /** By symbol: 1 if a scan has it. */
  readonly used: Uint8Array;
}

/** Which values in a component's blocks aren't zero so far, 64 bits per block. */
export type Known = Map<number, Uint32Array>;

/** Blocks between two looks at the clock. */
const slice = 20_000;

/** Lookup of a table's codes: 16 counts, then the symbols. Undefined if there are more than fit. */
export function codesOf(table: Uint8Array): Codes | undefined {
  const lookup = new Uint16Array(1 << 16);
  let [code, at] = [0, 16];
  for (let bits = 1; bits <= 16; bits++) {
    for (let i = 0; i < (table[bits - 1] ?? 0); i++) {
      const from = code << (16 - bits);
      if (from >= lookup.length) {
        return undefined;
      }
      lookup.fill((table[at++] ?? 0) * 32 + bits, from, from + (1 << (16 - bits)));
      code += 1;
    }
    code <<= 1;
  }
  return { lookup, used: new Uint8Array(256) };
}

/** Thrown only inside this file: the data isn't what the header says. */
class BrokenScan extends Error {}

/** Where the scan's last block ends in `data`; undefined if the data is malformed. Updates `known`. */
export async function endOfScan(data: Uint8Array, scan: Scan, known: Known): Promise<number | undefined> {
  const walk = new Walk(data, scan, known);
  try {
    while (!walk.step()) {
      await pause();
    }
    return walk.end();
  } catch (error) {
    if (error instanceof BrokenScan) {
      return undefined;
    }
    throw error;
  }
}

class Walk {
  private at = 0;
  private hold = 0;
  private bits = 0;
  /** Blocks that are marked as having nothing more. */
  private empty = 0;
  private unit = 0;
  private readonly units: number;
  /** For a scan with one component: blocks per row, and what is known about them. */
  private readonly values: Uint32Array;

  constructor(
    private readonly data: Uint8Array,
    private readonly scan: Scan,
    known: Known,
  ) {
    const { frame, components } = scan;
    const [widest, tallest] = [
      Math.max(...frame.components.map(({ across }) => across)),
      Math.max(...frame.components.map(({ down }) => down)),
    ];
    const [first] = components;
    if (components.length > 1 || !first) {
      this.units = Math.ceil(frame.width / (8 * widest)) * Math.ceil(frame.height / (8 * tallest));
      this.values = new Uint32Array();
    } else {
      const blocks = (size: number, share: number, most: number) => Math.ceil(Math.ceil((size * share) / most) / 8);
      this.units = blocks(frame.width, first.of.across, widest) * blocks(frame.height, first.of.down, tallest);
      this.values = known.get(first.of.id) ?? new Uint32Array(frame.progressive ? 2 * this.units : 0);
      known.set(first.of.id, this.values);
    }
  }

  /** Continues for some thousand blocks; returns whether the end is reached. */
  step(): boolean {
    const { components, interval } = this.scan;
    const until = Math.min(this.units, this.unit + slice);
    for (; this.unit < until; this.unit++) {
      if (interval > 0 && this.unit > 0 && this.unit % interval === 0) {
        this.restart();
      }
      if (components.length === 1) {
        this.block(components[0]!);
        continue;
      }
      for (const one of components) {
        for (let left = one.of.across * one.of.down; left > 0; left--) {
          this.block(one);
        }
      }
    }
    return this.unit === this.units;
  }

  /** Past the byte with the last bit, and past the byte stuffed after it. */
  end(): number {
    return this.at;
  }

  private block({ dc, ac }: Scan['components'][number]): void {
    const { frame, first, last, refines } = this.scan;
    if (!frame.progressive) {
      this.take(this.symbol(dc));
      this.sequential(ac);
    } else if (first === 0) {
      this.take(refines ? 1 : this.symbol(dc));
    } else if (refines) {
      this.refine(ac, first, last);
    } else {
      this.select(ac, first, last);
    }
  }

  private sequential(codes: Codes | undefined): void {
    for (let k = 1; k < 64; k++) {
      const symbol = this.symbol(codes);
      const size = symbol & 15;
      if (size === 0 && symbol !== 0xf0) {
        return;
      }
      k += symbol >> 4;
      this.take(size);
    }
  }

  /** Values of a band that are coded for the first time. */
  private select(codes: Codes | undefined, first: number, last: number): void {
    if (this.empty > 0) {
      this.empty -= 1;
      return;
    }
    for (let k = first; k <= last; k++) {
      const symbol = this.symbol(codes);
      const [run, size] = [symbol >> 4, symbol & 15];
      if (size === 0 && run < 15) {
        this.empty = (1 << run) + this.take(run) - 1;
        return;
      }
      k += run;
      if (size > 0) {
        this.take(size);
        this.set(k);
      }
    }
  }

  /** One more bit of the known values, and new ones between them. */
  private refine(codes: Codes | undefined, first: number, last: number): void {
    let k = first;
    while (this.empty === 0 && k <= last) {
      const symbol = this.symbol(codes);
      const size = symbol & 15;
      let run = symbol >> 4;
      if (size === 0 && run < 15) {
        this.empty = (1 << run) + this.take(run);
        break;
      }
      this.take(size);
      for (; k <= last; k++) {
        if (this.isSet(k)) {
          this.take(1);
        } else if (run-- === 0) {
          break;
        }
      }
      if (size > 0) {
        this.set(k);
      }
      k += 1;
    }
    if (this.empty > 0) {
      for (; k <= last; k++) {
        this.take(this.isSet(k) ? 1 : 0);
      }
      this.empty -= 1;
    }
  }

  private set(k: number): void {
    if (k > 63) {
      throw new BrokenScan();
    }
    const at = 2 * this.unit + (k >> 5);
    this.values[at] = (this.values[at] ?? 0) | (1 << (k & 31));
  }

  private isSet(k: number): boolean {
    return (((this.values[2 * this.unit + (k >> 5)] ?? 0) >>> (k & 31)) & 1) === 1;
  }

  /** The rest of a byte is skipped, and the marker has to follow. */
  private restart(): void {
    this.bits = 0;
    this.hold = 0;
    this.empty = 0;
    const marker = this.data[this.at + 1] ?? 0;
    if (this.data[this.at] !== 0xff || marker < 0xd0 || marker > 0xd7) {
      throw new BrokenScan();
    }
    this.at += 2;
  }

  private symbol(codes: Codes | undefined): number {
    let [peeked, bits, at] = [this.hold, this.bits, this.at];
    // Looks ahead without consuming: what follows may belong to another scan.
    while (bits < 16) {
      const byte = this.data[at];
      const stuffed = byte === 0xff;
      const ended = byte === undefined || (stuffed && this.data[at + 1] !== 0);
      peeked = (peeked << 8) | (ended ? 0 : byte);
      at += ended ? 0 : stuffed ? 2 : 1;
      bits += 8;
    }
    const found = codes?.lookup[(peeked >>> (bits - 16)) & 0xffff] ?? 0;
    if (!codes || found === 0) {
      throw new BrokenScan();
    }
    codes.used[found >> 5] = 1;
    this.take(found & 31);
    return found >> 5;
  }

  private take(count: number): number {
    if (count > 16) {
      throw new BrokenScan();
    }
    while (this.bits < count) {
      const byte = this.data[this.at];
      const stuffed = byte === 0xff;
      if (byte === undefined || (stuffed && this.data[this.at + 1] !== 0)) {
        throw new BrokenScan();
      }
      this.hold = ((this.hold << 8) | byte) & 0xffffff;
      this.at += stuffed ? 2 : 1;
      this.bits += 8;
    }
    this.bits -= count;
    return (this.hold >>> this.bits) & ((1 << count) - 1);
  }
}
