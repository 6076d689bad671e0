// Language packages as the npm registry serves them, made here.
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { LanguagePin } from '../../src/core/text/languages/pins';
import type { LoopbackProvider } from './loopbackProvider';

export interface TarEntry {
  readonly name: string;
  /** The second field of a long name. */
  readonly prefix?: string;
  readonly data?: Uint8Array;
  /** '0', a file, when absent. */
  readonly type?: string;
}

/** A ustar archive. */
export function tar(entries: readonly TarEntry[]): Buffer {
  const blocks = entries.flatMap(({ name, prefix = '', data = new Uint8Array(), type = '0' }) => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write('0000644\0', 100);
    header.write(`${data.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write('        ', 148);
    header.write(type, 156);
    header.write('ustar\u000000', 257);
    header.write(prefix, 345);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [header, Buffer.from(data), Buffer.alloc((512 - (data.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

/** The package of a language with the integer model `model`. */
export function packTarball(code: string, model: Uint8Array): Buffer {
  return gzipSync(
    tar([
      { name: 'package/package.json', data: Buffer.from('{}') },
      { name: `package/4.0.0/${code}.traineddata.gz`, data: gzipSync('the larger model') },
      { name: `package/4.0.0_best_int/${code}.traineddata.gz`, data: gzipSync(model) },
    ]),
  );
}

/** Serves a language's archive; its pin if the archive is the right one. */
export function registryRoutes(server: LoopbackProvider, code: string, tarball: Uint8Array): LanguagePin {
  const headers = { 'content-length': String(tarball.length) };
  server.on('GET', `/@tesseract.js-data/${code}/-/${code}-1.0.0.tgz`, { body: tarball, headers });
  return { version: '1.0.0', integrity: `sha512-${createHash('sha512').update(tarball).digest('base64')}` };
}
