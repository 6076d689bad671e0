import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createFetchTransport } from '../../../../../src/core/providers/fetchTransport';
import { languageName, offeredLanguages } from '../../../../../src/core/text/languages/names';
import { downloadLanguage, isLanguageCode, type PackOptions } from '../../../../../src/core/text/languages/pack';
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
    pins: {},
    ...options,
  });

test('the integer model comes out of the package, with progress to the end', async () => {
  registryRoutes(server, 'deu', packTarball('deu', model));
  const seen: [number, number | undefined][] = [];
  const data = await fetched('deu', { onProgress: (received, total) => seen.push([received, total]) });
  expect(Buffer.from(data).equals(model)).toBe(true);
  expect(server.requests.map(({ path }) => path)).toEqual([
    '/@tesseract.js-data/deu/latest',
    '/@tesseract.js-data/deu/-/deu-1.0.0.tgz',
  ]);
  const [received, total] = seen.at(-1) ?? [];
  expect(received).toBe(packTarball('deu', model).length);
  expect([received, undefined]).toContain(total);
});

test('bytes that are not those the registry promised are thrown away', async () => {
  const tarball = packTarball('deu', model);
  registryRoutes(server, 'deu', tarball, {
    integrity: `sha512-${createHash('sha512').update('other').digest('base64')}`,
  });
  await expect(fetched('deu')).rejects.toMatchObject({ reason: 'integrity' });
});

test('of a language that is known only the known archive is taken, whatever the registry says', async () => {
  const tarball = packTarball('deu', model);
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  registryRoutes(server, 'deu', tarball);
  const data = await fetched('deu', { pins: { deu: { version: '1.0.0', integrity } } });
  expect(Buffer.from(data).equals(model)).toBe(true);
  expect(server.requests.map(({ path }) => path)).toEqual(['/@tesseract.js-data/deu/-/deu-1.0.0.tgz']);
  registryRoutes(server, 'fra', packTarball('fra', model));
  await expect(fetched('fra', { pins: languagePins })).rejects.toMatchObject({ reason: 'integrity' });
});

test('what is known of a language is a version and a SHA-512', () => {
  for (const [code, { version, integrity }] of Object.entries(languagePins)) {
    expect([code, isLanguageCode(code), version]).toEqual([code, true, expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
    expect(Buffer.from(integrity.slice('sha512-'.length), 'base64')).toHaveLength(64);
  }
});

test.each([
  ['none', undefined],
  ['a weak one', `sha1-${createHash('sha1').update('x').digest('base64')}`],
])('an archive with %s as its hash is not asked for', async (_, integrity) => {
  registryRoutes(server, 'deu', packTarball('deu', model), { integrity: integrity ?? null });
  await expect(fetched('deu')).rejects.toMatchObject({ reason: 'badPackage' });
  expect(server.requests).toHaveLength(1);
});

test('an archive on another host is not asked for', async () => {
  const other = await startLoopbackProvider();
  registryRoutes(server, 'deu', packTarball('deu', model), { tarball: `${other.url}/deu.tgz` });
  await expect(fetched('deu')).rejects.toMatchObject({ reason: 'badPackage' });
  expect(other.requests).toHaveLength(0);
  await other.close();
});

test('a download larger than allowed ends, told beforehand or not', async () => {
  const tarball = packTarball('deu', Buffer.from(Array.from({ length: 40_000 }, (_, i) => (i * 7919) % 251)));
  registryRoutes(server, 'deu', tarball);
  await expect(fetched('deu', { maxBytes: tarball.length - 1 })).rejects.toMatchObject({ reason: 'tooLarge' });
  const chunks = Array.from({ length: 50 }, () => new Uint8Array(tarball.length / 10));
  server.on('GET', '/@tesseract.js-data/deu/-/deu-1.0.0.tgz', { chunks });
  await expect(fetched('deu', { maxBytes: tarball.length })).rejects.toMatchObject({ reason: 'tooLarge' });
});

test('a gzip bomb ends', async () => {
  const bomb = gzipSync(Buffer.alloc(220 * 1024 * 1024), { level: 9 });
  registryRoutes(server, 'deu', bomb);
  await expect(fetched('deu')).rejects.toMatchObject({ reason: 'tooLarge' });
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
  registryRoutes(server, 'deu', gzipSync(archive));
  await expect(fetched('deu')).rejects.toMatchObject({ reason: 'badPackage' });
});

test('a language that the registry does not have is unknown; a broken one is the network', async () => {
  await expect(fetched('xyz')).rejects.toMatchObject({ reason: 'unknown' });
  server.on('GET', '/@tesseract.js-data/deu/latest', { status: 503, body: 'later' });
  await expect(fetched('deu')).rejects.toMatchObject({ reason: 'network' });
  await expect(fetched('deu', { registry: 'http://127.0.0.1:1' })).rejects.toMatchObject({ reason: 'network' });
});

test('what is not a code is never asked for', async () => {
  for (const code of ['', 'de', 'deutsch', '../etc', 'DEU', 'deu/latest', 'deu_', 'deu\n', 'a.b']) {
    expect(isLanguageCode(code)).toBe(false);
    await expect(fetched(code)).rejects.toMatchObject({ reason: 'badCode' });
  }
  expect(offeredLanguages.every(isLanguageCode)).toBe(true);
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
