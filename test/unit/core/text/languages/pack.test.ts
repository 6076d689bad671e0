import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createFetchTransport } from '../../../../../src/core/providers/fetchTransport';
import { languageName } from '../../../../../src/core/text/languages/names';
import {
  codeOfFile,
  downloadLanguage,
  isLanguageCode,
  type PackOptions,
  readLanguageFile,
} from '../../../../../src/core/text/languages/pack';
import { languagePins } from '../../../../../src/core/text/languages/pins';
import { readTarFile } from '../../../../../src/core/text/languages/tar';
import { packTarball, registryRoutes, tar } from '../../../../servers/languageRegistry';
import { type LoopbackProvider, startLoopbackProvider } from '../../../../servers/loopbackProvider';

let server: LoopbackProvider;
beforeAll(async () => {
  server = await startLoopbackProvider();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const model = new TextEncoder().encode('the model of German '.repeat(5000));
const fetched = (code: string, options: Partial<PackOptions> = {}) =>
  downloadLanguage(code, {
    transport: createFetchTransport((...args) => globalThis.fetch(...args)),
    signal: new AbortController().signal,
    registry: server.url,
    ...options,
  });
/** Serves an archive, and its pin. */
const known = (code: string, archive: Uint8Array) => ({ pins: { [code]: registryRoutes(server, code, archive) } });

test('the integer model comes out of the package, with progress to the end', async () => {
  const pins = known('deu', packTarball('deu', model));
  const seen: [number, number | undefined][] = [];
  const data = await fetched('deu', { ...pins, onProgress: (received, total) => seen.push([received, total]) });
  expect(Buffer.from(data).equals(model)).toBe(true);
  expect(server.requests.map(({ path }) => path)).toEqual(['/@tesseract.js-data/deu/-/deu-1.0.0.tgz']);
  const [received, total] = seen.at(-1) ?? [];
  expect(received).toBe(packTarball('deu', model).length);
  expect([received, undefined]).toContain(total);
});

test('bytes that are not those that are known are thrown away, whatever the registry says', async () => {
  registryRoutes(server, 'fra', packTarball('fra', model));
  await expect(fetched('fra')).rejects.toMatchObject({ reason: 'integrity' });
});

test('a language whose archive is not known is not asked for', async () => {
  for (const code of ['xyz', 'constructor']) {
    registryRoutes(server, code, packTarball(code, model));
    await expect(fetched(code)).rejects.toMatchObject({ reason: isLanguageCode(code) ? 'notPinned' : 'badCode' });
  }
  expect(server.requests).toHaveLength(0);
});

test('what is known of a language is a version and a SHA-512', () => {
  for (const [code, { version, integrity }] of Object.entries(languagePins)) {
    expect([code, isLanguageCode(code), version]).toEqual([code, true, expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
    expect(Buffer.from(integrity.slice('sha512-'.length), 'base64')).toHaveLength(64);
  }
});

test('a download larger than allowed ends, told beforehand or not', async () => {
  const tarball = packTarball('deu', Buffer.from(Array.from({ length: 40_000 }, (_, i) => (i * 7919) % 251)));
  const pins = known('deu', tarball);
  await expect(fetched('deu', { ...pins, maxBytes: tarball.length - 1 })).rejects.toMatchObject({ reason: 'tooLarge' });
  const chunks = Array.from({ length: 50 }, () => new Uint8Array(tarball.length / 10));
  server.on('GET', '/@tesseract.js-data/deu/-/deu-1.0.0.tgz', { chunks });
  await expect(fetched('deu', { ...pins, maxBytes: tarball.length })).rejects.toMatchObject({ reason: 'tooLarge' });
});

test('a gzip bomb ends', async () => {
  const bomb = gzipSync(Buffer.alloc(220 * 1024 * 1024), { level: 9 });
  await expect(fetched('deu', known('deu', bomb))).rejects.toMatchObject({ reason: 'tooLarge' });
});

test.each([
  [
    'names that lead outside',
    tar([{ name: '../../deu.traineddata.gz' }, { name: '/package/4.0.0_best_int/deu.traineddata.gz' }]),
  ],
  ['a link with the right name', tar([{ name: 'package/4.0.0_best_int/deu.traineddata.gz', type: '2' }])],
  ['another language', tar([{ name: 'package/4.0.0_best_int/fra.traineddata.gz' }])],
  ['the end cut off', tar([{ name: 'package/4.0.0_best_int/deu.traineddata.gz', data: model }]).subarray(0, 2000)],
  ['no archive in it', Buffer.from('hello')],
  ['a model that is no gzip', tar([{ name: 'package/4.0.0_best_int/deu.traineddata.gz', data: model }])],
])('a package with %s gives nothing', async (_, archive) => {
  await expect(fetched('deu', known('deu', gzipSync(archive)))).rejects.toMatchObject({ reason: 'badPackage' });
});

test('a language that the registry does not have is unknown; a broken one is the network', async () => {
  await expect(fetched('fra')).rejects.toMatchObject({ reason: 'unknown' });
  server.on('GET', '/@tesseract.js-data/deu/-/deu-1.0.0.tgz', { status: 503, body: 'later' });
  await expect(fetched('deu')).rejects.toMatchObject({ reason: 'network' });
  await expect(fetched('deu', { registry: 'http://127.0.0.1:1' })).rejects.toMatchObject({ reason: 'network' });
});

test('what is not a code is never asked for', async () => {
  for (const code of ['', 'de', 'deutsch', '../etc', 'DEU', 'deu/latest', 'deu_', 'deu\n', 'a.b']) {
    expect(isLanguageCode(code)).toBe(false);
    await expect(fetched(code)).rejects.toMatchObject({ reason: 'badCode' });
  }
  expect(server.requests).toHaveLength(0);
});

test('a stop in the middle rejects with its reason', async () => {
  registryRoutes(server, 'deu', packTarball('deu', model));
  server.on('GET', '/@tesseract.js-data/deu/-/deu-1.0.0.tgz', { chunks: ['a'], hang: true });
  const controller = new AbortController();
  const reason = new Error('stopped');
  const pending = fetched('deu', { signal: controller.signal, onProgress: () => controller.abort(reason) });
  await expect(pending).rejects.toBe(reason);
});

test('a long name may stand in two fields', () => {
  const archive = tar([{ name: 'deu.gz', prefix: 'package/deep', data: model }]);
  expect(readTarFile(archive, 'package/deep/deu.gz')).toHaveLength(model.length);
  expect(readTarFile(archive, 'deu.gz')).toBeUndefined();
});

test('languages have their names', () => {
  expect(languageName('deu', 'en')).toBe('German');
  expect(languageName('deu', 'fr')).toBe('allemand');
  expect(languageName('chi_sim', 'en')).toMatch(/Simplified/);
  expect(languageName('aze_cyrl', 'en')).toMatch(/Azerbaijani|aze_cyrl/);
});

describe('a file of language data', () => {
  /** As Tesseract packs it: how many parts, their offsets, the parts. */
  const trained = (starts: readonly bigint[], length = 200, count = starts.length) => {
    const data = Buffer.alloc(length);
    data.writeUInt32LE(count);
    for (const [at, start] of starts.entries()) {
      data.writeBigInt64LE(start, 4 + 8 * at);
    }
    return new Uint8Array(data);
  };

  test.each([
    ['deu.traineddata', 'deu'],
    ['chi_sim.traineddata.gz', 'chi_sim'],
    ['../x.traineddata', undefined],
    ['.traineddata', undefined],
    ['deu', undefined],
  ])('%s is named after %s', (name, code) => {
    expect(codeOfFile(name)).toBe(code);
  });

  test('is kept as it is, or unpacked', async () => {
    const data = trained([28n, -1n, 100n]);
    expect(await readLanguageFile(data)).toEqual(data);
    expect(await readLanguageFile(new Uint8Array(gzipSync(data)))).toEqual(data);
  });

  test.each([
    ['nothing', new Uint8Array()],
    ['another file', new TextEncoder().encode('\x89PNG')],
    ['no parts', trained([])],
    ['more parts than there are bytes', trained([28n], 200, 60)],
    ['a part that begins in the head', trained([4n])],
    ['a part that begins behind the end', trained([200n])],
    ['the archive of npm', new Uint8Array(packTarball('deu', model))],
    ['gzip that is broken', new Uint8Array(gzipSync(model)).slice(0, 40)],
  ])('%s is none', async (_, file) => {
    await expect(readLanguageFile(file)).rejects.toMatchObject({ reason: 'badFile' });
  });

  test('a gzip bomb ends', async () => {
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(220 * 1024 * 1024), { level: 9 }));
    await expect(readLanguageFile(bomb)).rejects.toMatchObject({ reason: 'tooLarge' });
  });
});
