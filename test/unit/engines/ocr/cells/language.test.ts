import { expect, it } from 'vitest';
import { symbolCount, symbolsOf } from '../../../../../src/engines/ocr/cells/language';
import { ourLanguage } from '../cellReaders';

const language = ourLanguage();
const logOf = (line: string) => {
  const symbols = symbolsOf(line);
  return symbols.slice(1).reduce((sum, _, i) => sum + language.logOf(symbols, i + 1), 0);
};

it('finds code likelier than what looks like it', () => {
  expect(logOf('return value;')).toBeGreaterThan(logOf('tetutn value;') + 10);
  expect(logOf('/** A comment. */')).toBeGreaterThan(logOf('[** A comment. *['));
  expect(logOf('if (a === b) {')).toBeGreaterThan(logOf('if (a sss b) f'));
});

it('shares out all that may follow', () => {
  for (const before of ['', 'ret', 'cons', '/*', 'ж~§', '  a']) {
    const symbols = symbolsOf(before).slice(0, -1);
    const total = Array.from({ length: symbolCount }, (_, symbol) =>
      Math.exp(language.logOf([...symbols, symbol], symbols.length)),
    ).reduce((sum, one) => sum + one, 0);
    // A probability is kept to a sixteenth of its logarithm.
    expect(total).toBeGreaterThan(0.9);
    expect(total).toBeLessThan(1.1);
  }
});

it('takes digits as alike, and several spaces as one', () => {
  expect(symbolsOf('a  10')).toEqual(symbolsOf('a 99'));
  expect(logOf('port = 8080;')).toBe(logOf('port = 1234;'));
});
