// Recognizes the language of a text by its function words.
import { expect, test } from 'vitest';
import { isInOtherWords } from '../../../../src/core/answers/functionWords';
import { hasOtherLetters } from '../../../../src/core/answers/ownLetters';

const alts: Readonly<Record<string, readonly string[]>> = {
  en: [
    'A red car parked in front of a bakery.',
    'Two people walk along the beach at sunset with their dog.',
    'The settings dialog with the General tab open and a list of languages.',
  ],
  de: [
    'Ein rotes Auto steht vor einer Bäckerei.',
    'Zwei Menschen gehen mit ihrem Hund bei Sonnenuntergang am Strand.',
    'Der Dialog für die Einstellungen mit einer Liste der Sprachen.',
  ],
  fr: [
    'Une voiture rouge garée devant une boulangerie.',
    'Deux personnes marchent sur la plage avec leur chien au coucher du soleil.',
    'La boîte de dialogue des réglages avec la liste des langues.',
  ],
  es: [
    'Un coche rojo aparcado delante de una panadería.',
    'Dos personas caminan por la playa con su perro al atardecer.',
    'El diálogo de configuración con una lista de los idiomas.',
  ],
  pt: [
    'Um carro vermelho estacionado em frente a uma padaria.',
    'Duas pessoas caminham na praia com o seu cão ao pôr do sol.',
    'A janela de configurações com uma lista dos idiomas.',
  ],
  it: [
    'Un’auto rossa parcheggiata davanti a una panetteria.',
    'Due persone camminano sulla spiaggia con il loro cane al tramonto.',
    'La finestra delle impostazioni con un elenco delle lingue.',
  ],
  nl: [
    'Een rode auto staat voor een bakkerij.',
    'Twee mensen lopen met hun hond over het strand bij zonsondergang.',
    'Het venster met de instellingen en een lijst van de talen.',
  ],
  sv: [
    'En röd bil parkerad framför ett bageri.',
    'Två människor går med sin hund på stranden i solnedgången.',
    'Dialogrutan för inställningar med en lista över de språk som finns.',
  ],
  pl: [
    'Czerwony samochód stoi przed piekarnią na rogu.',
    'Dwie osoby idą z psem po plaży o zachodzie słońca.',
    'Okno ustawień z listą języków, które są w programie.',
  ],
  cs: [
    'Červené auto stojí před pekárnou na rohu.',
    'Dva lidé jdou se psem po pláži při západu slunce.',
    'Okno nastavení se seznamem jazyků, které jsou v programu.',
  ],
  hu: [
    'Egy piros autó áll a pékség előtt.',
    'Két ember sétál a kutyájával a tengerparton.',
    'A beállítások ablaka és a nyelvek listája, amely egy ablakban van.',
  ],
  tr: [
    'Bir fırının önünde duran kırmızı bir araba.',
    'İki kişi ve bir köpek gün batımında sahilde yürüyor.',
    'Ayarlar penceresi ile bir dil listesi ve bu düğme.',
  ],
};

test('no alt is taken for one of another language than its own', () => {
  for (const [language, all] of Object.entries(alts)) {
    expect(all.filter((alt) => isInOtherWords(alt, language))).toEqual([]);
    expect(all.filter((alt) => isInOtherWords(alt, `${language}-XX`))).toEqual([]);
  }
});

test('most alts in another language are told, English ones nearly all', () => {
  const languages = Object.keys(alts);
  const told = (from: readonly string[], pages: readonly string[]) => {
    const all = from.flatMap((language) =>
      pages
        .filter((page) => page !== language)
        .flatMap((page) => alts[language]!.map((alt) => isInOtherWords(alt, page))),
    );
    return all.filter(Boolean).length / all.length;
  };
  expect(told(languages, languages)).toBeGreaterThan(0.6);
  expect(told(['en'], languages)).toBeGreaterThan(0.8);
});

test.each([
  ['ar', 'نشانی آبی‌رنگ که یک موج سفید در میان دارد', true],
  ['ar', 'شعار أزرق عليه موجة بيضاء', false],
  ['ja', '一个蓝色的圆形标志，中间有一道白色的波浪。', true],
  ['ja', '東京大学', false],
  ['ja', '青い丸いロゴに白い波', false],
  ['zh', '一个蓝色的圆形标志', false],
  ['uk', 'Красный квадрат с тонкой чёрной рамкой и объектом внутри, был бы виден', true],
  ['ru', 'Красный квадрат', false],
])('on a page in %s, by the letters of %s', (language, alt, isOther) => {
  expect(hasOtherLetters(alt, language)).toBe(isOther);
});

test.each([
  ['de', 'Logo von The Lord of the Rings'],
  ['de', 'Startseite „The State of the Art in the World“'],
  ['de', 'Rotes Auto'],
  ['en', 'Portrait of Ludwig van Beethoven'],
  ['en', 'Plaza de la Independencia'],
  ['en', 'Café de la Paix, Paris'],
  ['en', 'Screenshot of `der die das` in the editor'],
  ['fr', 'Capture de Visual Studio Code'],
  ['ja', 'A red car parked in front of a bakery.'],
  ['xx', 'A red car parked in front of a bakery.'],
])('on a page in %s, %s stays', (language, alt) => {
  expect(isInOtherWords(alt, language)).toBe(false);
});
