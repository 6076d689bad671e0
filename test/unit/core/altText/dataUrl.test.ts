import { expect, test } from 'vitest';
import { dataUrlBytes } from '../../../../src/core/altText/dataUrl';

const text = (url: string) => {
  const bytes = dataUrlBytes(url);
  return bytes && new TextDecoder().decode(bytes);
};

test('bytes in an address, as base64 or as text', () => {
  expect(text('data:image/png;base64,YWJj')).toBe('abc');
  expect(text('data:image/png;base64,YWJj%3D')).toBe('abc');
  expect(text('DATA:image/svg+xml;charset=utf-8,%3Csvg>\n</svg>')).toBe('<svg>\n</svg>');
});

test('what is none, and escapes that are none', () => {
  expect(text('data:image/png;base64')).toBeUndefined();
  expect(text('https://example.com/a.png')).toBeUndefined();
  expect(text('data:,100%')).toBe('100%');
});
