// `sightread alt write` with models whose answers aren't alt text, in five wire formats and many languages: nothing is
// written, nothing is kept, and each failure is reported.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { altAnswer } from '../../servers/altAnswer';
import { dialectRoutes, type Ending } from '../../servers/dialectReplies';
import { startLoopbackProvider } from '../../servers/loopbackProvider';
import { runCli } from './runCli';

const server = await startLoopbackProvider();
afterAll(() => server.close());

interface NoAnswer {
  /** What the model sends as the alt text in its JSON. */
  readonly alt?: string;
  readonly role?: string;
  /** Or everything that it sends. */
  readonly raw?: string;
  readonly ending?: Ending;
  readonly language?: string;
}

const whole = (alt: string, role = 'informative') => altAnswer(alt, { role, why: 'It adds.' });

const refusals: readonly (readonly [string, ...string[]])[] = [
  [
    'en',
    "I'm sorry, but I can't view images.",
    'As a text-based AI, I am unable to view images.',
    'There doesn’t appear to be an image attached to your message.',
    'Sorry, I can’t help with identifying people in images.',
    'Unfortunately, no image was provided.',
    'It seems the image did not upload. Please try again.',
  ],
  [
    'de',
    'Ich kann leider keine Bilder anzeigen oder analysieren.',
    'Es tut mir leid, aber ich kann das Bild nicht sehen.',
    'Leider wurde kein Bild hochgeladen.',
  ],
  [
    'fr',
    'Je suis désolé, mais je ne peux pas voir les images.',
    'En tant qu’IA, je ne suis pas en mesure d’afficher des images.',
    'Aucune image n’a été fournie.',
  ],
  [
    'es',
    'Lo siento, no puedo ver imágenes.',
    'No se ha adjuntado ninguna imagen.',
    'Por favor, sube la imagen de nuevo.',
  ],
  ['pt', 'Desculpe, não consigo ver a imagem.', 'Nenhuma imagem foi enviada.'],
  ['it', 'Mi dispiace, non posso visualizzare le immagini.', 'Non riesco a vedere l’immagine.'],
  ['nl', 'Het spijt me, ik kan de afbeelding niet bekijken.', 'Er is geen afbeelding bijgevoegd.'],
  ['sv', 'Tyvärr kan jag inte se bilden.', 'Jag kan inte analysera bilder.'],
  ['pl', 'Przepraszam, nie mogę zobaczyć obrazu.', 'Niestety nie widzę żadnego obrazu.'],
  ['cs', 'Omlouvám se, ale nemohu zobrazit obrázek.', 'Bohužel nevidím žádný obrázek.'],
  ['ru', 'К сожалению, я не могу просматривать изображения.', 'Извините, изображение не загружено.'],
  ['tr', 'Üzgünüm, görseli göremiyorum.', 'Lütfen görseli tekrar yükleyin.'],
  [
    'ja',
    '申し訳ありませんが、画像を表示できません。',
    '画像が添付されていないようです。',
    '画像を見ることができません。',
  ],
  ['zh', '抱歉，我无法查看图片。', '我看不到您上传的图片。', '请重新上传图片。'],
  ['ko', '죄송하지만 이미지를 볼 수 없습니다.', '이미지를 업로드해 주세요.'],
  ['ar', 'عذرًا، لا أستطيع رؤية الصورة.', 'لم يتم إرفاق أي صورة.'],
  ['hi', 'क्षमा करें, मैं छवि नहीं देख सकता।'],
  ['vi', 'Xin lỗi, tôi không thể xem hình ảnh.'],
  ['uk', 'Вибачте, я не можу переглядати зображення.'],
  ['th', 'ขออภัย ฉันไม่สามารถดูรูปภาพได้'],
  ['id', 'Maaf, saya tidak dapat melihat gambar.'],
  ['el', 'Λυπάμαι, δεν μπορώ να δω την εικόνα.'],
];

/** Written in 17 languages by examiners who had seen nothing of the project. */
const examined = ['scripts/doubt/y.jsonl', 'test/fixtures/answers/examiner2.jsonl'].flatMap((path) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { none: boolean; lang: string; text: string })
    .filter(({ none }) => none),
);

const noAnswers: readonly NoAnswer[] = [
  ...examined.map(({ text, lang }) => ({ alt: text, language: lang })),
  { raw: JSON.stringify({ imageSeen: false, role: 'informative', why: 'It adds.', alt: 'A red square.' }) },
  ...refusals.flatMap(([language, ...all]) => all.map((alt) => ({ alt, language }))),
  { raw: 'I cannot view images.' },
  { raw: '画像を表示できません。' },
  { raw: 'Ich kann das Bild nicht sehen.' },
  { raw: 'Here is a nice picture of something.' },
  { raw: 'Ein schönes Bild.' },
  { alt: '', role: 'informative' },
  { alt: 'N/A' },
  { alt: '[Image]' },
  { alt: 'image' },
  { alt: 'Screenshot' },
  { alt: 'TODO' },
  { alt: 'alt text' },
  { alt: '...' },
  { alt: 'undefined' },
  { alt: 'null' },
  { alt: 'string' },
  { alt: 'IMG_20240501' },
  { alt: 'i7.png' },
  { alt: '![x](https://example.com/made-up.png) and more' },
  { alt: 'https://example.com/what-the-picture-shows' },
  { alt: 'The same line of the table. '.repeat(400) },
  { alt: '一辆红色的汽车停在面包店门前。', language: 'en' },
  { alt: 'A red car in front of the bakery on a sunny day.', language: 'ja' },
  { alt: 'Say what matters in this place; the same picture needs another alt elsewhere.' },
  { raw: '{"role": "informative", "alt": "A "red" square."}' },
  { raw: '{"role": "informative", "alt": null}' },
  { raw: 'null' },
  { raw: '"A red square."' },
  { raw: '{"error": "no image"}' },
  { raw: '{"type":"object","properties":{"alt":{"type":"string"}}}' },
  { raw: whole('As an AI language model I can’t see this image.', 'decorative') },
  { raw: whole('A red square, cut off').slice(0, 60) },
  { raw: whole('A red square, cut off').slice(0, 60), ending: 'length' },
  { raw: whole('A red square, whole by chance.'), ending: 'length' },
  { raw: whole('A red square, kept back.'), ending: 'filtered' },
  { raw: '<think>only thoughts' },
];

/**
 * All of them go through one format; every other one gets whatever its own ending can spoil, and a share of the words.
 */
const routes = Object.entries(dialectRoutes).map(([name, route], format, all) => {
  const answers = noAnswers.filter(
    ({ raw, ending }, at) => format === 0 || raw !== undefined || ending || at % (all.length - 1) === format - 1,
  );
  return { name, route, answers };
});

describe.each(routes)('$name', ({ route, answers }) => {
  const languages = new Set(answers.map(({ language }) => language).filter(Boolean));
  test(`${answers.length} answers that are none, in ${languages.size} languages`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sightread-none-'));
    const png = readFileSync('samples/logo.png');
    for (const [at, { language }] of answers.entries()) {
      // Bytes after the end of a PNG are skipped, but make each file a different picture.
      writeFileSync(join(folder, `i${at}.png`), Buffer.concat([png, Buffer.from(`${at}`)]));
      writeFileSync(join(folder, `p${at}.md`), `${language ? `---\nlang: ${language}\n---\n\n` : ''}![](i${at}.png)\n`);
    }
    const pages = () => answers.map((_, at) => readFileSync(join(folder, `p${at}.md`), 'utf8'));
    const before = pages();
    server.reset();
    server.on('POST', route.path, ({ text }) => {
      const number = /i(\d+)\.png/.exec(text)?.[1];
      if (!number) {
        // The model gives such an answer to each question.
        return route.reply(whole('What is there?'));
      }
      const { raw, alt, role, ending } = answers[Number(number)]!;
      return route.reply(raw ?? whole(alt!, role), ending);
    });
    const cache = join(folder, 'cache');
    const write = (provider = route.provider) =>
      runCli(
        ['alt', 'write', '.', '--provider', provider, '--model', route.model, '--base-url', server.url + route.base],
        { XDG_CACHE_HOME: cache, ...(route.key && { [route.key]: 'test_key' }) },
        folder,
      );
    const { code, err } = await write();
    expect(pages()).toEqual(before);
    expect(code).toBe(1);
    for (const at of answers.keys()) {
      expect(err).toMatch(new RegExp(`^p${at}\\.md: i${at}\\.png: .+ Try again, or another --model\\.$`, 'm'));
    }
    const asked = server.requests.filter(({ method }) => method === 'POST').length;
    expect(err).toMatch(
      new RegExp(`^0 written, 0 decorative, ${answers.length} failed\\. ${asked} requests, \\d+ tokens\\.$`, 'm'),
    );
    // Only an answer in the wrong form is requested once more, and only a doubtful one is asked about.
    const more = err.match(/when asked again|doesn’t read like alt text/g)!;
    expect(asked).toBe(answers.length + more.length);
    const kept = join(cache, 'sightread/altTexts');
    expect(existsSync(kept) ? readdirSync(kept) : []).toEqual([]);

    // The next run asks again, and a good answer is written and kept.
    server.on('POST', route.path, ({ text }) =>
      route.reply(
        text.includes('describesPicture')
          ? '{"describesPicture": true}'
          : whole(`What number ${/i(\d+)\.png/.exec(text)![1]} shows`, 'text'),
      ),
    );
    const again = await write();
    expect(again.err).toContain(`${answers.length} written, 0 decorative, 0 failed.`);
    expect(readdirSync(kept)).toHaveLength(answers.length);
    rmSync(folder, { recursive: true });
  });
});
