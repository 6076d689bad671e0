// What appears instead of alt text, and what only looks like it.
import { expect, test } from 'vitest';
import { readDecision } from '../../../../src/core/altText/decision';
import { isAnnouncement, isBlank } from '../../../../src/core/answers/announcement';

test.each([
  'Sure! Here is the alt text:',
  'Here is a concise alt text for the image:',
  'Voici le texte alternatif :',
  'Hier ist der Alternativtext:.',
  '代替テキスト：',
  'The user wants me to describe the image.',
  'Okay, let me look at the image carefully.',
  'So, I’ll describe what I see.',
])('%s announces', (text) => {
  expect(isAnnouncement(text)).toBe(true);
});

test.each([
  '[description of image]',
  '<alt text, one line>',

  '{{ alt }}.',
  'Insert alt text here',
  '【图片描述】',
])('%s is a blank', (text) => {
  expect(isBlank(text)).toBe(true);
});

test.each([
  'Form with the label "Name:" above a field',
  'The user menu is open',
  'A sign that reads "Let me look"',
  'Button: Save',
  'Array [1, 2, 3] drawn as boxes',
  '[Logo] of Example beside a button',
  'Place your order here button on a shop page of a bakery in the evening sun',
  'Ratio 3:1',
])('%s is an alt', (text) => {
  expect([isAnnouncement(text), isBlank(text)]).toEqual([false, false]);
});

test('an announcement in its field is no alt, before cleaning makes a sentence of it; the words of a picture may be one', () => {
  const answer = (role: string, alt: unknown) => readDecision(JSON.stringify({ role, alt }));
  expect(answer('informative', 'Hier ist der Alternativtext:')).toEqual({ ok: false, reason: 'empty' });
  expect(answer('text', 'Ingredients:')).toMatchObject({ ok: true });
  expect(answer('informative', 12)).toEqual({ ok: false, reason: 'unreadable' });
});
