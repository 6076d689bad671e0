// Who speaks in a text: a model about itself, or alt text about its picture.
import { expect, test } from 'vitest';
import { speaksForItself } from '../../../../src/core/answers/speaker';

test.each([
  'Okay, the picture is here. I need to decide whether it is decorative.',
  'There is nothing for me to look at here; the file came through blank on my end.',
  'To respect people’s privacy, I avoid identifying individuals.',
  'Leider wurde mir nur Text übermittelt, die Grafik selbst fehlt.',
  'Bei dieser Anfrage kann ich nicht weiterhelfen.',
  'Je vais d’abord analyser l’image, puis rédiger un texte.',
  'Primeiro vou identificar os elementos principais da figura.',
  'まず画像の内容を確認し、それから代替テキストを作成します。',
  'Este pedido viola as políticas de uso.',
  'Se ha superado el límite de solicitudes. Inténtelo de nuevo más tarde.',
  'Bir hata oluştu, lütfen daha sonra tekrar deneyin.',
  'Error 1015: You are being rate limited',
  'litellm.APIConnectionError: Cannot connect to host localhost:11434',
  'upstream connect error or disconnect/reset before headers',
])('%s speaks for itself', (text) => {
  expect(speaksForItself(text)).toBe(true);
});

test.each([
  'A soldier of World War I in a trench',
  'Type I error: a person told that he is pregnant',
  'Je suis Charlie.',
  'NullPointerException in the console of an editor',
  'Error dialog - the disk is full',
  'Error page with a Try Again button',
  'A dialog that says “I cannot open the file. Please try again.”',
  'Ein Schild mit der Aufschrift „Ich kann nicht mehr“',
  'Minecraft: 我的世界的游戏截图',
  'グラフは売上の推移を表示しています。',
  'İki kişi ve bir köpek gün batımında sahilde yürüyor.',
  'Kullanıcı yorumlarının listesi',
])('%s is an alt', (text) => {
  expect(speaksForItself(text)).toBe(false);
});
