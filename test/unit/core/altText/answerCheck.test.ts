// The gate before an alt is written or kept. What must not pass in the wire formats is in commandLine/altNoAnswers.test.ts.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { altProblem, endingProblem } from '../../../../src/core/altText/answerCheck';
import type { AltDecision } from '../../../../src/core/altText/decision';
import { isRefusal } from '../../../../src/core/answers/refusal';
import { repeatsItself } from '../../../../src/core/answers/repetition';
import { isInOtherScript } from '../../../../src/core/answers/script';
import { findImages } from '../../../../src/engines/markup/parse';

const reference = (before = '') => findImages(`${before}![](a-picture.png)\n`, 'markdown')[0]!;
const decision = (alt: string, more: Partial<AltDecision> = {}): AltDecision => ({
  role: 'informative',
  alt,
  why: 'It adds.',
  longDescriptionDue: false,
  confidence: 'high',
  ...more,
});
const inEnglish = { reference: reference('---\nlang: en\n---\n\n') };

describe('alts that are fine', () => {
  test.each([
    'A person who cannot see the screen uses a Braille display.',
    'Error dialog: the image could not be loaded.',
    'Dialog with the message “I can’t see your image.”',
    'A sign that says sorry.',
    'Sorry, this page isn’t available.',
    'No entry sign at the gate.',
    'No results: the list is empty.',
    'Upload button beside the image field.',
    'Form to upload an image, with a preview.',
    'There is a picture on the wall.',
    'The image viewer with its toolbar.',
    'Ich-Perspektive eines Radfahrers.',
    'Kein Eintrag in der Liste.',
    'Mann, der sich entschuldigt.',
    'Je suis Charlie.',
    'No hay nadie en la plaza.',
    'Non ci sono nuvole sopra il lago.',
    '画像をアップロードする画面。',
    '「画像を表示できません」というエラー。',
    '图片上传按钮。',
    '请勿触摸的标志。',
    '이미지 업로드 화면.',
    'Изображение кошки на фоне моря.',
    'صورة قطة على الكرسي.',
    'Ha ha ha, a laughing face.',
    'Stars: * * * * *',
    'A 3 by 3 grid of red, green and blue tiles; red, green and blue again.',
    'Boxes A, B, C and D in a row, each with an arrow to the next.',
    'Terminal: npm install, npm run build, npm test.',
    'The address bar shows https://example.com/start.',
    'Logo of 東京電力.',
    'Sign with the words “立入禁止”.',
    'A link to the map at [1].',
    'Chart, from January to December.',
  ])('%s', (alt) => {
    expect(altProblem(decision(alt), { reference: reference() })).toBeUndefined();
  });
});

describe('a page and its language', () => {
  test.each([
    ['en', '一辆红色的汽车停在面包店门前。', true],
    ['de', 'Красная машина перед пекарней.', true],
    ['ja', 'A red car is parked in front of the bakery.', true],
    ['ru', 'A red car is parked in front of the bakery.', true],
    ['zh-Hant', 'صورة قطة على الكرسي.', true],
    ['ja', 'GitHub Actions', false],
    ['ja', 'GitHub Actionsの画面。', false],
    ['zh', 'Visual Studio Code', false],
    ['ru', 'Логотип PostgreSQL.', false],
    ['ru', 'PostgreSQL Enterprise Edition', false],
    ['en', 'Façade of the café in Kraków.', false],
    ['en', 'Logo of 東京電力.', false],
    ['en', 'Sign with the words “立入禁止”.', false],
    ['fr', 'Une voiture rouge.', false],
    ['sr-Latn', 'Crveni automobil.', false],
    ['ko', '漢字', false],
    ['not a tag', '一辆红色的汽车', false],
  ])('%s: %s', (language, alt, isOther) => {
    expect(isInOtherScript(alt, language)).toBe(isOther);
  });

  test('a picture of words has them in their language, and who asks for another language gets it', () => {
    const alt = '立入禁止区域、関係者以外立入禁止。';
    expect(altProblem(decision(alt), inEnglish)).toBe('language');
    expect(altProblem(decision(alt, { role: 'text' }), inEnglish)).toBeUndefined();
    expect(altProblem(decision(alt), { ...inEnglish, options: { instruction: 'In Japanese' } })).toBeUndefined();
    expect(altProblem(decision(alt), { ...inEnglish, options: { language: 'ja' } })).toBeUndefined();
  });
});

test('what `alt check` would flag is no answer, but for its length and a start that could go', () => {
  const place = { reference: reference('# Prices\n\nThe price list of this year.\n\n') };
  expect(altProblem(decision('The price list of this year.'), place)).toBe('repeated');
  expect(altProblem(decision('a-picture.png.'), place)).toBe('filename');
  expect(altProblem(decision('Diagram.'), place)).toBe('vague');
  expect(altProblem(decision('[Photo]'), place)).toBe('vague');
  expect(altProblem(decision('画像。'), place)).toBe('vague');
  expect(altProblem(decision('N/A.'), place)).toBe('placeholder');
  expect(
    altProblem(decision(`Many things: ${Array.from({ length: 60 }, (_, n) => `thing${n}`).join(', ')}`), place),
  ).toBeUndefined();
  expect(altProblem(decision('Bild von einem Hund.'), place)).toBeUndefined();
});

test('a long description is looked at too', () => {
  const place = { ...inEnglish, options: { longDescription: true } };
  const of = (longDescription?: string) =>
    altProblem(decision('Sales by year.', { role: 'complex', ...(longDescription && { longDescription }) }), place);
  expect(of('| Year | Sales |\n| --- | --- |\n| 2025 | 3 |\n| 2026 | 4 |')).toBeUndefined();
  expect(of("I'm sorry, I cannot see the chart in this image.")).toBe('declined');
  expect(of('The bar rises and then it falls. '.repeat(50))).toBe('repetition');
  expect(of()).toBe('noDescription');
});

test('only an answer that has come to its end is whole', () => {
  expect((['stop', 'length', 'filtered', 'interrupted', 'tool'] as const).map(endingProblem)).toEqual([
    undefined,
    'cut',
    'filtered',
    'cut',
    'cut',
  ]);
});

test('a phrase again and again is found wherever it begins, and a list of different things is none', () => {
  const word = fc.stringMatching(/^[a-zäß一-十あ-お]{2,8}$/u);
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 6 }),
      fc.uniqueArray(word, { minLength: 1, maxLength: 12 }),
      (start, phrase) => {
        expect(repeatsItself([...start, ...Array(10).fill(phrase).flat()].join(' '))).toBe(true);
      },
    ),
  );
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{2,8}$/), { minLength: 1, maxLength: 40 }), (words) => {
      expect(repeatsItself(words.join(' '))).toBe(false);
    }),
  );
});

test('quotes hide what a picture says, and nothing else does', () => {
  expect(isRefusal('"I cannot see the image"')).toBe(false);
  expect(isRefusal('*I cannot see the image*')).toBe(true);
  expect(isRefusal('  I CANNOT SEE THE IMAGE')).toBe(true);
  expect(isRefusal('Ｉ cannot see the image')).toBe(true);
  expect(isRefusal('')).toBe(false);
});
