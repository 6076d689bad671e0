/** Is it an SVG, and what size does it state? Works on the start of the text; nothing is parsed beyond the root tag. */

import { lookUp } from '../../lookUp';
import type { Sniffed } from '../types';
import { imageFacts } from './facts';
import { u8 } from './reader';

const headBytes = 0x10000;

/** The first 64 KiB as text, by the byte-order mark, otherwise as UTF-8. */
function headText(bytes: Uint8Array): string {
  const mark = (u8(bytes, 0) << 8) | u8(bytes, 1);
  const encoding = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes.subarray(0, headBytes)).replace(/^\ufeff/, '');
}

/** The root tag with its attributes, past whitespace, processing instructions, comments, and a document type. */
function rootTag(text: string): string | undefined {
  let at = 0;
  for (;;) {
    at += text.slice(at).search(/\S|$/);
    let close: string;
    if (text.startsWith('<?', at)) {
      close = '?>';
    } else if (text.startsWith('<!--', at)) {
      close = '-->';
    } else if (/^<!doctype/i.test(text.slice(at, at + 9))) {
      const bracket = text.indexOf('[', at);
      const end = text.indexOf('>', at);
      close = bracket >= 0 && bracket < end ? ']' : '>';
    } else {
      break;
    }
    const end = text.indexOf(close, at);
    if (end < 0) {
      return undefined;
    }
    at = end + close.length;
    if (close === ']') {
      at = text.indexOf('>', at) + 1;
      if (at === 0) {
        return undefined;
      }
    }
  }
  if (!/^<(?:[\w.-]{1,40}:)?svg[\s/>]/.test(text.slice(at, at + 60))) {
    return undefined;
  }
  let quote = '';
  for (let i = at; i < text.length; i++) {
    const character = text[i] ?? '';
    if (quote !== '') {
      quote = character === quote ? '' : quote;
    } else if (character === '"' || character === "'") {
      quote = character;
    } else if (character === '>') {
      return text.slice(at, i + 1);
    }
  }
  return undefined;
}

const pixelsPer: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  em: 16,
};

function length(value: string | undefined): number | undefined {
  const match = /^\+?([\d.]{1,20}(?:e[+-]?\d{1,3})?)\s*([a-z]{0,2})$/i.exec(value?.trim() ?? '');
  const unit = match ? lookUp(pixelsPer, (match[2] ?? '').toLowerCase()) : undefined;
  const pixels = match && unit ? Number(match[1]) * unit : Number.NaN;
  return Number.isFinite(pixels) && pixels > 0 ? pixels : undefined;
}

function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return match?.[1] ?? match?.[2];
}

/** Undefined if the text isn't an SVG. */
export function sniffSvg(bytes: Uint8Array): Sniffed | undefined {
  const text = headText(bytes);
  const tag = rootTag(text);
  if (tag === undefined) {
    return undefined;
  }
  const box = (attribute(tag, 'viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [boxWidth, boxHeight] = box.length === 4 && box.every(Number.isFinite) ? [box[2], box[3]] : [];
  const ratio = boxWidth && boxHeight && boxWidth > 0 && boxHeight > 0 ? boxWidth / boxHeight : undefined;
  let width = length(attribute(tag, 'width'));
  let height = length(attribute(tag, 'height'));
  if (ratio && boxWidth && boxHeight) {
    [width, height] = [
      width ?? (height === undefined ? boxWidth : height * ratio),
      height ?? (width === undefined ? boxHeight : width / ratio),
    ];
  }
  const whole = (side: number | undefined) =>
    side === undefined ? 0 : Math.min(0x7fffffff, Math.max(1, Math.round(side)));
  return imageFacts({
    type: 'svg',
    width: width && height ? whole(width) : 0,
    height: width && height ? whole(height) : 0,
    alpha: true,
    metadata: { comments: /<!--|<metadata[\s>]|inkscape:|sodipodi:/.test(text) },
  });
}
