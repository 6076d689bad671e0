// @ts-check
// Makes the model behind `src/core/answers/doubt.ts` from scripts/doubt/*.jsonl: texts written by hand, each an alt or
// none. `node scripts/trainDoubt.mjs`. How good it is: test/unit/core/answers/doubt.test.ts, on texts that are not here.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const output = 'src/core/answers/doubtModel.ts';
const folder = 'scripts/doubt';
const epochs = 10;
const rate = 0.3;
const shrinking = 2e-5;
/** One bucket in this many has more than the maximum weight. */
const clipped = 1 / 100;
/** This many samples of alt text that the model wasn't trained on may be doubted. */
const doubted = 0.12;

/** @typedef {{ none: boolean, lang: string, text: string, file: string }} Row */

/** @returns {Promise<typeof import('../src/core/answers/doubtFeatures')>} */
async function loadFeatures() {
  const { outputFiles } = await build({
    entryPoints: ['src/core/answers/doubtFeatures.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    charset: 'utf8',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0]?.text ?? '').toString('base64')}`);
}

const { buckets, doubtFeatures, doubtOf, maxWeight } = await loadFeatures();

/**
 * Logistic regression by AdaGrad over naive Bayes: what is rare in one kind and common in the other counts more. Each row
 * has the length 1. In whole numbers. Wang & Manning 2012, "Baselines and Bigrams".
 * @param {readonly Row[]} rows
 */
function train(rows) {
  const nones = rows.filter(({ none }) => none).length;
  const samples = rows.flatMap(bothEndings).map(({ text, none }) => ({
    places: doubtFeatures(text),
    none: none ? 1 : 0,
    // Both kinds count equally.
    share: rows.length / 2 / (none ? nones : rows.length - nones),
  }));
  const inNones = new Float64Array(buckets).fill(1);
  const inAlts = new Float64Array(buckets).fill(1);
  for (const { places, none } of samples) {
    for (const place of places) {
      const counts = none ? inNones : inAlts;
      counts[place] = Number(counts[place]) + 1;
    }
  }
  const ratios = inNones.map((count, place) =>
    Math.log(count / (nones + 1) / (Number(inAlts[place]) / (rows.length - nones + 1))),
  );
  const weights = new Float64Array(buckets);
  const gradients = new Float64Array(buckets).fill(1e-8);
  let seed = 1;
  const random = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let at = samples.length - 1; at > 0; at--) {
      const other = Math.floor(random() * (at + 1));
      [samples[at], samples[other]] = [/** @type {any} */ (samples[other]), /** @type {any} */ (samples[at])];
    }
    for (const { places, none, share } of samples) {
      const length = Math.sqrt(places.length);
      let sum = 0;
      for (const place of places) {
        sum += Number(weights[place]) * Number(ratios[place]);
      }
      const wrong = (1 / (1 + Math.exp(-sum / length)) - none) * share;
      for (const place of places) {
        const gradient = (wrong * Number(ratios[place])) / length + shrinking * Number(weights[place]);
        gradients[place] = Number(gradients[place]) + gradient ** 2;
        weights[place] = Number(weights[place]) - (rate * gradient) / Math.sqrt(Number(gradients[place]));
      }
    }
  }
  const scaled = weights.map((weight, place) => weight * Number(ratios[place]));
  const largest = Number([...scaled].map(Math.abs).sort((a, b) => b - a)[Math.floor(buckets * clipped)]);
  return Int8Array.from(scaled, (weight) =>
    Math.max(-maxWeight, Math.min(maxWeight, Math.round((weight / largest) * maxWeight))),
  );
}

/**
 * Whether a text ends in a full stop is a setting, and says nothing of what it is.
 * @param {Row} row
 * @returns {readonly Row[]}
 */
function bothEndings(row) {
  const text = row.text.replace(/[.。।]$/, '');
  return text !== row.text
    ? [row, { ...row, text }]
    : /[\p{L}\p{N}]$/u.test(text)
      ? [row, { ...row, text: `${text}.` }]
      : [row];
}

/** @type {readonly Row[]} */
const rows = readdirSync(folder)
  .filter((file) => file.endsWith('.jsonl'))
  .flatMap((file) =>
    readFileSync(`${folder}/${file}`, 'utf8')
      .trim()
      .split('\n')
      .map((line) => ({ ...JSON.parse(line), file })),
  );

// Each part is judged by a model of the others, so the threshold isn't set on what was learned by heart.
const parts = 5;
/** @type {number[]} */
const ofAlts = [];
/** @type {number[]} */
const ofNones = [];
for (let part = 0; part < parts; part++) {
  const weights = train(rows.filter((_, at) => at % parts !== part));
  for (const { none, text } of rows.filter((_, at) => at % parts === part)) {
    (none ? ofNones : ofAlts).push(doubtOf(weights, doubtFeatures(text)));
  }
}
ofAlts.sort((a, b) => b - a);
const limit = Number(ofAlts[Math.floor(ofAlts.length * doubted)]);
console.log(
  `${ofNones.filter((score) => score > limit).length} of ${ofNones.length} nones, ${ofAlts.filter((score) => score > limit).length} of ${ofAlts.length} alts are doubted.`,
);

const weights = train(rows);
const packed = Uint8Array.from(
  { length: buckets / 2 },
  (_, at) => ((Number(weights[2 * at]) + maxWeight) << 4) | (Number(weights[2 * at + 1]) + maxWeight),
);
writeFileSync(
  output,
  `/** Made by \`scripts/trainDoubt.mjs\` from ${rows.length} texts. */
export const doubtModel = {
  /** Two weights in each byte, each increased by 7, in base64. */
  weights:
    // biome-ignore format: one word
    '${Buffer.from(packed).toString('base64')}',
  threshold: ${Math.round(limit * 1000) / 1000},
};
`,
);
