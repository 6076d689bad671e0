// @ts-check
// Makes the model of what is written in code, src/engines/ocr/models/code.grams: how likely a character is after those
// before it. Counted in packages that `npm run bench` never draws pages from.
import { readFileSync, writeFileSync } from 'node:fs';
import { codeIn } from '../tools/codeSources.mjs';
import { ensurePackages } from '../tools/pinnedPackages.mjs';
import { root, say } from '../tools/run.mjs';
import { loadEngine } from './engine.mjs';

/** Code in two dozen languages. @type {readonly import('../tools/pinnedPackages.mjs').PinnedPackage[]} */
const sources = JSON.parse(readFileSync(`${root}/scripts/glyphs/languageSources.json`, 'utf8'));

/** Bytes of one language in one package, and of one language. */
const mostOfPackage = 400_000;
const mostOfLanguage = 2_500_000;
const mostOfFile = 200_000;
/** A line that occurs more often, such as a license's, counts no more. */
const mostOften = 2;
/** Characters that a probability depends on. */
const order = 5;
/** What is taken from each count for what was never seen. */
const discount = 0.75;

/** @param {string} file @param {number} size how many sequences are kept */
export async function makeLanguageModel(file, size) {
  const { symbolsOf, symbolCount } = await loadEngine();
  const grams = count(await lines(), symbolsOf);
  const kept = choose(grams, size, symbolCount);
  const bytes = write(kept, symbolCount);
  writeFileSync(file, bytes);
  say(`${file}: ${kept.reduce((sum, one) => sum + one.size, 0)} sequences, ${bytes.length} bytes`);
}

async function lines() {
  const files = codeIn([await ensurePackages('code for the language model', sources)]);
  /** @type {Map<string, number>} */
  const seen = new Map();
  /** @type {string[]} */
  const lines = [];
  for (const [language, packages] of files) {
    let left = mostOfLanguage;
    for (const paths of packages.values()) {
      let own = mostOfPackage;
      for (const path of paths) {
        const text = readFileSync(path, 'utf8');
        if (text.length > mostOfFile || own <= 0 || left <= 0) {
          continue;
        }
        own -= text.length;
        left -= text.length;
        for (const line of text.split(/\r?\n/)) {
          const trimmed = line.trim();
          const before = seen.get(trimmed) ?? 0;
          seen.set(trimmed, before + 1);
          if (trimmed !== '' && trimmed.length <= 200 && before < mostOften) {
            lines.push(trimmed);
          }
        }
      }
    }
    say(`${language}: ${mostOfLanguage - left} bytes`);
  }
  return lines;
}

/**
 * How often each sequence occurs, by its length; a sequence is a number in base 128.
 * @param {readonly string[]} lines @param {(text: string) => readonly number[]} symbolsOf
 */
function count(lines, symbolsOf) {
  const counts = Array.from({ length: order + 1 }, () => /** @type {Map<number, number>} */ (new Map()));
  for (const line of lines) {
    const symbols = symbolsOf(line);
    for (let at = 1; at < symbols.length; at++) {
      let key = 0;
      let place = 1;
      for (let length = 1; length <= Math.min(order, at + 1); length++) {
        key += (symbols[at - length + 1] ?? 0) * place;
        place *= 128;
        const own = /** @type {Map<number, number>} */ (counts[length]);
        own.set(key, (own.get(key) ?? 0) + 1);
      }
    }
  }
  return counts;
}

/**
 * The sequences whose probability differs most from that of a shorter one, with the logarithm of their probability.
 * @param {readonly Map<number, number>[]} counts @param {number} size @param {number} symbolCount
 */
function choose(counts, size, symbolCount) {
  const all = [...(counts[1]?.values() ?? [])].reduce((sum, one) => sum + one, 0);
  /** @type {Map<number, number>[]} */
  const chances = [new Map(), new Map()];
  for (let symbol = 0; symbol < symbolCount; symbol++) {
    chances[1]?.set(symbol, ((counts[1]?.get(symbol) ?? 0) + 0.5) / (all + 0.5 * symbolCount));
  }
  /** @type {{ length: number, key: number, worth: number }[]} */
  const ranked = [];
  for (let length = 2; length <= order; length++) {
    const own = counts[length] ?? new Map();
    const place = 128 ** (length - 1);
    /** @type {Map<number, { sum: number, kinds: number }>} */
    const contexts = new Map();
    for (const [key, times] of own) {
      const context = Math.floor(key / 128);
      const one = contexts.get(context) ?? { sum: 0, kinds: 0 };
      contexts.set(context, { sum: one.sum + times, kinds: one.kinds + 1 });
    }
    /** @type {Map<number, number>} */
    const chance = new Map();
    for (const [key, times] of own) {
      const context = contexts.get(Math.floor(key / 128)) ?? { sum: 1, kinds: 1 };
      const shorter = chances[length - 1]?.get(key % place) ?? 1e-6;
      const p = (times - discount) / context.sum + ((discount * context.kinds) / context.sum) * shorter;
      chance.set(key, p);
      const without = ((discount * context.kinds) / context.sum) * shorter;
      if (times > 1) {
        ranked.push({ length, key, worth: times * Math.log(p / Math.min(p, Math.max(without, shorter * 0.2))) });
      }
    }
    chances.push(chance);
  }
  ranked.sort((one, other) => other.worth - one.worth);
  const kept = chances.map((one, length) => (length < 2 ? one : /** @type {Map<number, number>} */ (new Map())));
  for (const { length, key } of ranked.slice(0, size)) {
    // A longer one needs what it begins and ends with.
    let [from, shorter] = [key, length];
    while (shorter >= 2) {
      kept[shorter]?.set(from, chances[shorter]?.get(from) ?? 0);
      from = Math.floor(from / 128);
      shorter--;
    }
  }
  return kept;
}

/**
 * For each length: how many, their numbers as distances, and a byte each for the probability and for what is left for
 * sequences that aren't here.
 * @param {readonly Map<number, number>[]} kept @param {number} symbolCount
 */
function write(kept, symbolCount) {
  /** @type {Map<number, number>[]} */
  const left = kept.map(() => new Map());
  const chanceOf = (/** @type {number} */ key, /** @type {number} */ length) => {
    let [rest, factor] = [key, 1];
    for (let own = length; own >= 1; own--) {
      const p = kept[own]?.get(rest);
      if (p !== undefined) {
        return p * factor;
      }
      factor *= left[own - 1]?.get(Math.floor(rest / 128)) ?? 1;
      rest %= 128 ** (own - 1);
    }
    return 1e-9;
  };
  for (let length = 2; length < kept.length; length++) {
    /** @type {Map<number, { own: number, shorter: number }>} */
    const sums = new Map();
    for (const [key, p] of kept[length] ?? []) {
      const context = Math.floor(key / 128);
      const sum = sums.get(context) ?? { own: 0, shorter: 0 };
      sum.own += p;
      sum.shorter += chanceOf(key % 128 ** (length - 1), length - 1);
      sums.set(context, sum);
    }
    for (const [context, { own, shorter }] of sums) {
      left[length - 1]?.set(context, Math.max(1e-4, 1 - own) / Math.max(1e-4, 1 - shorter));
    }
  }
  /** @type {number[]} */
  const bytes = [symbolCount, kept.length - 1];
  const varint = (/** @type {number} */ value) => {
    let rest = value;
    while (rest >= 128) {
      bytes.push((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    bytes.push(rest);
  };
  const byte = (/** @type {number} */ log) => Math.max(0, Math.min(255, Math.round(-log * 16)));
  for (let length = 1; length < kept.length; length++) {
    const keys = [...(kept[length] ?? new Map()).keys()].sort((one, other) => one - other);
    varint(keys.length);
    let last = 0;
    for (const key of keys) {
      varint(key - last);
      last = key;
    }
    bytes.push(...keys.map((key) => byte(Math.log(kept[length]?.get(key) ?? 1))));
    if (length < kept.length - 1) {
      // Never more than 1/16 of e^4, nor less than e^-12.
      bytes.push(...keys.map((key) => byte(Math.log(left[length]?.get(key) ?? 1) - 4)));
    }
  }
  return Uint8Array.from(bytes);
}
