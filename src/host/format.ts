import * as vscode from 'vscode';

/** Numbers, sizes, and times in the user's language. */
export function formats(locale = vscode.env.language) {
  const number = new Intl.NumberFormat(locale);
  const one = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const two = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return {
    number: (value: number) => number.format(value),
    tokens: (value: number) =>
      value === 1 ? vscode.l10n.t('1 token') : vscode.l10n.t('{0} tokens', number.format(value)),
    bytes: (value: number) =>
      value < 1024
        ? vscode.l10n.t('{0} bytes', value)
        : value < 1024 ** 2
          ? vscode.l10n.t('{0} KB', one.format(value / 1024))
          : vscode.l10n.t('{0} MB', one.format(value / 1024 ** 2)),
    seconds: (value: number) =>
      value < 1
        ? vscode.l10n.t('{0} ms', number.format(Math.round(value * 1000)))
        : vscode.l10n.t('{0} s', two.format(value)),
    pixels: (width: number, height: number) => `${number.format(width)} × ${number.format(height)}`,
    /** Small sums keep enough digits to differ from zero. */
    usd: (value: number) =>
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency: 'USD',
        maximumFractionDigits: value < 0.01 ? 6 : value < 1 ? 4 : 2,
      }).format(value),
  };
}

/** `image/jpeg` → `JPEG`. */
export function typeName(mediaType: string): string {
  return mediaType
    .replace(/^image\//, '')
    .replace(/\+xml$/, '')
    .replace(/^x-icon$|^vnd\.microsoft\.icon$/, 'ico')
    .toUpperCase();
}
