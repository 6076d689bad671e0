import { describe, expect, test } from 'vitest';
import { cleanAlt, isDeclined, withoutReasoning } from '../../../../src/core/altText/clean';
import { altLength } from '../../../../src/core/altText/findings';

const alt = 'A red car parked in front of a bakery.';

const wrapped: readonly string[] = [
  alt,
  `"${alt}"`,
  `“${alt}”`,
  `'${alt}'`,
  `\`${alt}\``,
  `**${alt}**`,
  `«${alt}»`,
  `„${alt}“`,
  `  ${alt}\n`,
  `Alt text: ${alt}`,
  `Alt Text: "${alt}"`,
  `**Alt text:** ${alt}`,
  `**Alt Text**: ${alt}`,
  `### Alt text\n\n${alt}`,
  `Alt-text: ${alt}`,
  `alt: ${alt}`,
  `alt="${alt}"`,
  `<img src="x.png" alt="${alt}">`,
  `![${alt}](image.png)`,
  `Alternative text: ${alt}`,
  `Suggested alt text: "${alt}"`,
  `Description: ${alt}`,
  `Image description: ${alt}`,
  `Caption: ${alt}`,
  `Sure! ${alt}`,
  `Sure, here is the alt text: ${alt}`,
  `Sure! Here's the alt text for the image:\n\n"${alt}"`,
  `Sure thing! Here is a concise alt text for this image: ${alt}`,
  `Certainly! Here is a suitable alt text:\n\n${alt}`,
  `Of course. Here’s an alternative text: “${alt}”`,
  `Absolutely! Alt text: ${alt}`,
  `Okay, here is the alt text: ${alt}`,
  `Here is the alt text you requested: ${alt}`,
  `Here's a possible description for the image: ${alt}`,
  `Here are some options for alt text:\n\n"${alt}"`,
  `I would suggest the following alt text: "${alt}"`,
  `I'd use this: "${alt}"`,
  `You could use: "${alt}"`,
  `My suggestion: "${alt}"`,
  `A good alt text would be: "${alt}"`,
  `The alt text is: ${alt}`,
  `The alt text for this image is "${alt}"`,
  `The following is the alt text: ${alt}`,
  `Based on the image and its context, here is the alt text: ${alt}`,
  `Based on the surrounding text, I suggest the following alt text: "${alt}"`,
  `Hier ist der Alternativtext: „${alt}“`,
  `Voici le texte alternatif : « ${alt} »`,
  `Aquí está el texto alternativo: "${alt}"`,
  `<think>The user wants alt text. "Car"?</think>${alt}`,
  `The user wants alt text, so…</think>\n\n${alt}`,
  `<thinking>hm</thinking>\nAlt text: ${alt}`,
  `<|channel|>analysis<|message|>hm<|channel|>final<|message|>${alt}`,
  `\`\`\`\n${alt}\n\`\`\``,
  `\`\`\`text\nAlt text: ${alt}\n\`\`\``,
  `${alt}\n\nLet me know if you'd like any changes!`,
  `${alt} Let me know if you need anything else.`,
  `"${alt}"\n\nThis alt text is concise and describes the scene.`,
  `"${alt}" This alt text conveys the main subject.`,
  `${alt} (38 characters)`,
  `${alt}\n\n(Character count: 38)`,
  `${alt}\n\n**Note:** I kept it short.`,
  `${alt} I hope this helps!`,
  `An image of a red car parked in front of a bakery.`
    .replace('a red', 'A red')
    .replace('An image of A', 'An image of a'),
  `The image shows a red car parked in front of a bakery.`,
  `Image of a red car parked in front of a bakery.`,
  `A photo of a red car parked in front of a bakery.`,
  `This picture depicts a red car parked in front of a bakery.`,
  `A red car\nparked in front of\r\na bakery.`,
  `A red\u200b car parked\u202e in front of a bakery.`,
  `\ufeffA red car parked in front of a bakery.`,
  `A red car \u0007parked in front of a bakery.`,
  `The image shows a busy street with many shops.\n\nAlt text: ${alt}`,
];

describe('cleanAlt', () => {
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

  test('knows a refusal from an alt', () => {
    expect(isDeclined("I'm sorry, but I can't help with that.")).toBe(true);
    expect(isDeclined('I cannot view images.')).toBe(true);
    expect(isDeclined('Please upload the image.')).toBe(true);
    expect(isDeclined('A sign that says sorry.')).toBe(false);
  });
});
