import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Pixels } from '../../../src/core/image/types';

/** A picture of a page, and its text. */
export interface Page {
  readonly name: string;
  readonly file: string;
  readonly scale: number;
  readonly language: string;
  /** Judged including its indentation. */
  readonly code: boolean;
  /** Judged by its words in any order. */
  readonly hard: boolean;
  /** A full screen, for speed and memory. */
  readonly screen: boolean;
  readonly truth: string;
}

interface Entry {
  readonly case: string;
  readonly file: string;
  readonly scale: number;
  readonly lang: string;
  readonly code: boolean;
  readonly bag: boolean;
  readonly gutter: boolean;
  readonly screen?: boolean;
}

/**
 * The pages in a folder with img/, gt/, and meta.json. Line numbers aren't part of the expected text if it's known
 * without them.
 */
export function pagesIn(folder: string): Page[] {
  const entries = JSON.parse(readFileSync(join(folder, 'meta.json'), 'utf8')) as Record<string, Entry>;
  return Object.entries(entries).map(([name, entry]) => {
    const bare = join(folder, 'gt', `${entry.case}.nogutter.txt`);
    const truth = entry.gutter && existsSync(bare) ? bare : join(folder, 'gt', `${entry.case}.txt`);
    return {
      name,
      file: join(folder, entry.file),
      scale: entry.scale,
      language: entry.lang,
      code: entry.code,
      hard: entry.bag,
      screen: entry.screen ?? false,
      truth: readFileSync(truth, 'utf8'),
    };
  });
}

/** @param file its path, or its bytes */
export async function pixelsOf(file: string | Buffer): Promise<Pixels> {
  const { data, info } = await sharp(file).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}
