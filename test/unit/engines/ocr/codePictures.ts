import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, type WriterOptions, writeBarcode } from 'zxing-wasm/writer';

const require = createRequire(import.meta.url);
let isPrepared = false;

/** A PNG file of one code, in black on white with its quiet zone. */
export async function codePicture(
  text: string,
  format: NonNullable<WriterOptions['format']>,
  scale = 4,
): Promise<Uint8Array> {
  if (!isPrepared) {
    const file = require.resolve('zxing-wasm/writer/zxing_writer.wasm');
    prepareZXingModule({ overrides: { wasmBinary: readFileSync(file).buffer as ArrayBuffer } });
    isPrepared = true;
  }
  const { image, error } = await writeBarcode(text, { format, scale });
  if (!image) {
    throw new Error(error);
  }
  return new Uint8Array(await image.arrayBuffer());
}
