import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanAlt, withoutReasoning } from '../../../../src/core/altText/clean';
import { altLength } from '../../../../src/core/altText/findings';
import { bounds } from '../../../../src/core/bounds';

const alt = 'A red car parked in front of a bakery.';

/** Alt text in its field of an answer, with what models put around it even there. */
const wrapped: readonly string[] = [
  alt,
  `"${alt}"`,
  `“${alt}”`,
  `**${alt}**`,
  `«${alt}»`,
  `„${alt}“`,
  `  ${alt}\n`,
  `Alt text: ${alt}`,
  `Alt Text: "${alt}"`,
  `**Alt text:** ${alt}`,
  `**Alt Text**: ${alt}`,
  `### Alt text: ${alt}`,
  `Alt-text: ${alt}`,
  `alt="${alt}"`,
  `<img src="x.png" alt="${alt}">`,
  `![${alt}](image.png)`,
  `Alternative text: ${alt}`,
  `Suggested alt text: "${alt}"`,
  `Sure, here is the alt text: ${alt}`,
  `Sure! Here's the alt text for the image:\n\n"${alt}"`,
  `Certainly! Here is a suitable alt text:\n\n${alt}`,
  `Here is the alt text you requested: ${alt}`,
  `Hier ist der Alternativtext: „${alt}“`,
  `Voici le texte alternatif : « ${alt} »`,
  `Aquí está el texto alternativo: "${alt}"`,
  `<think>The user wants alt text. "Car"?</think>${alt}`,
  `The user wants alt text, so…</think>\n\n${alt}`,
  `<thinking>hm</thinking>\nAlt text: ${alt}`,
  `<|channel|>analysis<|message|>hm<|channel|>final<|message|>${alt}`,
  `${alt} (38 characters)`,
  `An image of a red car parked in front of a bakery.`,
  `The image shows a red car parked in front of a bakery.`,
  `Image of a red car parked in front of a bakery.`,
  `A photo of a red car parked in front of a bakery.`,
  `This picture depicts a red car parked in front of a bakery.`,
  `A red car\nparked in front of\r\na bakery.`,
  `A red car\u200b parked\u202e in front of a bakery.`,
  `\ufeffA red car parked in front of a bakery.`,
  `A red car \u0007parked in front of a bakery.`,
];

/** Alt text as people write it, in many languages: nothing is removed, and nothing changes. */
const asWritten: readonly string[] = [
  'Image detail page with three tabs.',
  'Photo deletion dialog.',
  'Image Deconvolution',
  'Image de-noising before and after',
  'Photo Developer settings',
  'Picture-in-picture button',
  'Image offset field',
  'Image with rounded corners next to one with square corners',
  'Graphic displays in the lobby',
  'Photo features of the new camera',
  'Image/Photo of the week widget',
  'The image shows that sales rose',
  'Bild von einem roten Auto vor der Bäckerei',
  'Das Bild zeigt einen Hund',
  'Foto der Woche',
  'Fotodruck-Dialog mit Vorschau',
  'Bildausschnitt wählen',
  'Fotografie degli anni Venti',
  'Fotodepot der Stadt',
  'Imagen destacada del artículo',
  'Foto dedicada en la portada',
  'Imagem destacada no topo',
  'Immagine digitale a confronto',
  'Image dupliquée dans la galerie',
  'Photo désactivée',
  'Caption: who took the picture, and when',
  'Description: a field for at most 80 characters',
  'Note: restart the server after the change.',
  'Dialog. Would you like to save your changes?',
  'Sure, why not? A meme with a cat',
  'OK, Cancel and Apply buttons',
  'Here is the church, here is the steeple',
  '<button>',
  "'single' and 'double'",
  '_under_scored_',
  'Two signs: “Stop” and “Go”',
  '赤い車がパン屋の前に停まっている。',
  '图像细节页面，有三个选项卡',
  '사진 삭제 대화 상자',
  'Диалог удаления фотографии',
  'صفحة تفاصيل الصورة',
  'फ़ोटो हटाने का संवाद',
  'Görsel ayrıntı sayfası',
  'Trang chi tiết hình ảnh',
];

describe('cleanAlt', () => {
  test('what is longer than any alt is none, and never the beginning of one', () => {
    const longest = `${'a'.repeat(bounds.altAnswer - 1)}.`;
    expect(cleanAlt(longest)).toBe(longest);
    expect(cleanAlt(`a${longest}`)).toBeUndefined();
    expect(cleanAlt('word '.repeat(100_000))).toBeUndefined();
    expect(cleanAlt(`<think>${'hm '.repeat(10_000)}</think>A red boat.`)).toBe('A red boat.');
  });

  test.each(wrapped)('finds the alt in %j', (answer) => {
    expect(cleanAlt(answer)).toBe(alt);
  });

  test.each([
    'Sticky note: buy milk.',
    'Poster that says “Yes, we can”.',
    'Yes We Can poster.',
    'OK button.',
    'Chart: sales doubled in 2025.',
    'From the summit, Mount Everest casts a long shadow.',
    'Terminal output: 3 tests passed.',
    'Screenshot of the settings page with Dark mode on.',
    'Why we moved: three arrows from Berlin to Lisbon.',
    '“Hello” and “Goodbye” signs.',
    'It\'s a "quoted" word.',
    'A man says "hello"',
    'Map of the 5 * 3 grid.',
    'Sure Deal logo.',
    'Great Wall of China at dawn.',
    'Imagery of war on a Greek vase.',
    '1,024 characters of code on a blackboard.',
    'Family: mother, father \u{1f469}\u200d\u{1f469}\u200d\u{1f467} and a dog.',
    'می‌خواهم',
  ])('leaves %j alone', (text) => {
    expect(cleanAlt(text)).toBe(text);
  });

  test.each(asWritten)('leaves %j alone', (text) => {
    expect(cleanAlt(text)).toBe(text);
  });

  test('two paragraphs stay two sentences of one line', () => {
    expect(cleanAlt('Opening hours.\n\nMonday to Friday, 9 to 5.')).toBe('Opening hours. Monday to Friday, 9 to 5.');
  });

  test.each([
    ['image of an iPhone 15', 'An iPhone 15'],
    ['Image of iPhone 15', 'iPhone 15'],
    ['Photo of eBay’s front page', 'eBay’s front page'],
    ['Picture of npm.install()', 'npm.install()'],
    ['Photo of 3', 'Photo of 3'],
    ['Image of …', 'Image of …'],
    ['Une photo d’un chat noir', 'Un chat noir'],
    ['Imagen de una montaña', 'Una montaña'],
    ['Immagine di éclairs', 'Éclairs'],
    ['Das Bild zeigt eine Katze', 'Eine Katze'],
  ])('a start that screen readers say anyway goes with whole words only: %j', (text, rest) => {
    expect(cleanAlt(text)).toBe(rest);
  });

  test('of whatever is written, only words at the start go, and whole', () => {
    const starts = [
      'Image',
      'The image',
      'Photo',
      'A picture',
      'Das Bild',
      'Une photo',
      'Imagen',
      'Foto',
      'Immagine',
      'Imagem',
    ];
    const joints = [
      'of',
      'de',
      'di',
      'do',
      'du',
      'des',
      'shows',
      'zeigt',
      'von',
      'd’un',
      'with',
      'that',
      'muestra',
      'mostra',
      '',
    ];
    const word = fc.oneof(
      fc.constantFrom(...joints.filter(Boolean), ...joints.filter(Boolean).map((one) => `${one}tail`)),
      fc.stringMatching(/^[a-zA-ZäöüéñçßıİşğАБвгдאבגابتअआक]{1,9}$/u),
      fc.constantFrom('赤い車', '사진', 'ภาพ', 'iPhone', 'npm', 'C++', "it's", '(z)', '3'),
    );
    const text = fc
      .tuple(fc.constantFrom(...starts, ''), fc.constantFrom(...joints), fc.array(word, { minLength: 1, maxLength: 8 }))
      .map(([start, joint, words]) => [start, joint, ...words].filter(Boolean).join(' '));
    fc.assert(
      fc.property(text, (written) => {
        const before = written.split(' ');
        const after = cleanAlt(written)!.split(' ');
        const rest = before.slice(-after.length);
        const first = rest[0]!.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
        // French and Italian elide the article: `d’un` leaves `un`.
        const elided = rest[0]!.replace(/^d’/u, '').replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
        expect([rest[0], first, elided]).toContain(after[0]);
        expect(after.slice(1)).toEqual(rest.slice(1));
      }),
      { numRuns: 3000 },
    );
  });

  test('never cuts a long text', () => {
    const long = `${'Very long text, '.repeat(100)}with an end`;
    expect(cleanAlt(long)).toBe(long);
    expect(altLength(long)).toBe(long.length);
    expect(altLength('e\u0301\u{1f469}\u200d\u{1f52c}')).toBe(2);
  });

  test('ends as the setting says', () => {
    const all = (text: string) => (['sentence', 'phrase', 'asIs'] as const).map((ending) => cleanAlt(text, { ending }));
    expect(all('A cat')).toEqual(['A cat.', 'A cat', 'A cat']);
    expect(all('A cat.')).toEqual(['A cat.', 'A cat', 'A cat.']);
    expect(all('A cat sleeps. A dog barks.')).toEqual([
      'A cat sleeps. A dog barks.',
      'A cat sleeps. A dog barks.',
      'A cat sleeps. A dog barks.',
    ]);
    expect(all('Stop!')).toEqual(['Stop!', 'Stop!', 'Stop!']);
    expect(all('赤い車')).toEqual(['赤い車。', '赤い車', '赤い車']);
    expect(all('A sign: “Stop.”')).toEqual(['A sign: “Stop.”', 'A sign: “Stop.”', 'A sign: “Stop.”']);
  });

  test('reasoning that leaks is gone, and nothing may be left', () => {
    expect(withoutReasoning('<think>only thoughts')).toBe('');
    expect(cleanAlt('<think>only thoughts')).toBe('');
    expect(cleanAlt('<reasoning>a</reasoning> A cat.')).toBe('A cat.');
  });
});
