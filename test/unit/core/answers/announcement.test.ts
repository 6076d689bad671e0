// What stands where an alt was to stand, and what only looks like it.
import { expect, test } from 'vitest';
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
