/** What the words of alt text reveal, in the languages that documents are most often written in. */

import { decodeUrl } from '../decodeUrl';
import { endsLikeImage } from '../image/extensions';
import { withoutEnd } from '../withoutEnd';

const placeholders = new Set(
  (
    'alt|alt text|alt-text|alttext|alternate text|alternative text|image alt|image alt text|image description|description|' +
    'caption|todo|fixme|tbd|tba|xxx|placeholder|placeholder text|untitled|null|undefined|none|n/a|na|test|object object|lorem ipsum|lorem ipsum dolor sit amet|' +
    'enter alt text|insert alt text|add alt text|add alt text here|alt text here|your alt text|enter image description here|' +
    'image title|image name|foo|bar|asdf|string|alt_text|' +
    'alternativtext|bildbeschreibung|beschreibung|texte alternatif|texto alternativo|testo alternativo|代替テキスト|替代文字|替代文本'
  ).split('|'),
);

const genericNouns =
  'image|picture|photo|photograph|graphic|icon|screenshot|screen shot|screen capture|diagram|chart|graph|illustration|figure|fig|' +
  'gif|animation|logo|banner|avatar|thumbnail|drawing|img|pic|background|spacer|bullet|divider|badge|demo|preview|example|' +
  'bild|foto|grafik|abbildung|symbol|bildschirmfoto|zeichnung|diagramm|' +
  "capture d'écran|capture d’écran|capture|illustration|graphique|schéma|imagen|captura|captura de pantalla|gráfico|ilustración|" +
  'imagem|captura de tela|immagine|fotografia|afbeelding|schermafbeelding|obraz|obrázek|изображение|картинка|скриншот|фото|' +
  '画像|写真|図|スクリーンショット|图片|图像|截图|圖片|그림|이미지|사진|스크린샷';
const vague = new RegExp(
  `^(?:(?:an?|the|this|my|our|some|ein|eine|das|une?|la|le|el|un|una|o|a) )?(?:${genericNouns})(?: ?(?:#|no\\.? ?)?\\d+[a-z]?| here)?[.:!]?$`,
  'iu',
);

/** A word ends here, in any script: `\b` only knows English letters. */
const wordEnd = '(?![\\p{L}\\p{M}\\p{N}])';
const elided = "(?:d[’'](?=\\p{L}))";
const frenchImage = '(?:image|photo|photographie)';
const articles = `(?:(?:an?|the|this|diese[sr]?|das|ein|une?|cette|la|esta|uma?|questa)\\s+|l[’']\\s*)?`;
const redundantPrefix = new RegExp(
  `^${articles}(?:` +
    '(?:image|picture|photo(?:graph)?|graphic|pic)\\s+(?:of|showing|that shows|which shows|shows|depicting|depicts|displaying|displays|illustrating|illustrates|featuring|features|containing|contains|represents|representing|with)|' +
    '(?:bild|foto|grafik|abbildung)\\s+(?:von|mit|zeigt|das|eines|einer|der)|' +
    `${frenchImage}\\s+(?:de|du|des|montrant|montre|représentant|représente)|` +
    '(?:imagen|foto|fotografía)\\s+(?:de|del|que muestra|muestra)|' +
    '(?:imagem|foto)\\s+(?:de|do|da|que mostra|mostra)|' +
    '(?:immagine|foto)\\s+(?:di|del|che mostra|mostra)' +
    `)${wordEnd}|^${articles}${frenchImage}\\s+${elided}`,
  'iu',
);

/**
 * Starts that can be removed without changing the rest: what follows is a noun phrase in the case that it would have
 * without them. In German, that is true only after `zeigt`, and not before an article that shows the accusative. A verb
 * without an article before the noun may be a noun itself (`graphic displays`), so an article or a number has to follow
 * it.
 */
const phraseStart = '(?=an?\\s|the\\s|two\\s|three\\s|several\\s|some\\s|many\\s|\\p{N})';
const shows = '(?:shows|depicts|displays|illustrates|features)';
const removablePrefix = new RegExp(
  '^(?:' +
    `(?:(?:an?|the|this)\\s+)?(?:image|picture|photo(?:graph)?|pic)\\s+(?:of|showing|(?:that|which)\\s+shows|depicting)${wordEnd}|` +
    `(?:the|this)\\s+(?:image|picture|photo(?:graph)?|pic|graphic)\\s+${shows}${wordEnd}|` +
    `(?:image|picture|photo(?:graph)?|pic)\\s+${shows}\\s+${phraseStart}|` +
    `(?:(?:das|dieses)\\s+(?:bild|foto)|(?:die|diese)\\s+(?:grafik|abbildung))\\s+zeigt${wordEnd}(?!\\s+\\p{L}*en${wordEnd})|` +
    `(?:(?:une|cette)\\s+|l[’']\\s*)?${frenchImage}\\s+(?:(?:de|du|des|montrant|montre|représentant|représente)${wordEnd}|${elided})|` +
    `(?:(?:una|la|esta)\\s+)?(?:imagen|foto|fotografía)\\s+(?:de|del|que\\s+muestra|muestra)${wordEnd}|` +
    `(?:(?:uma|esta)\\s+)?(?:imagem|foto)\\s+(?:de|do|da|que\\s+mostra|mostra)${wordEnd}|` +
    `(?:(?:un|una|questa)\\s+|l[’']\\s*)?(?:immagine|foto)\\s+(?:di|del|che\\s+mostra|mostra)${wordEnd}` +
    `)(?!\\s*(?:that|dass|que|che)${wordEnd})[\\s:]*`,
  'iu',
);

const cameraName =
  /^(?:IMG|DSC[NF]?|PXL|MVI|GOPR|Screen ?shot|Screenshot|Bildschirmfoto|image|photo|untitled|signal|WhatsApp Image)[-_ ]?\(?\d\d[\d\-_. ()]*(?:at\s[\d.: ]+(?:AM|PM)?)?$/i;

/** A note to self: `TODO: alt text`, whatever follows the colon. */
const note = /^(?:todo|fixme|tbd|tba|xxx)\s*[:：]/i;
/** The place for the words instead of the words: `your alt text goes here`. */
const placeOfWords =
  /^(?:(?:the|your|my|this|an?|insert|enter|add|put|write|place|type) ){0,3}(?:(?:image|alt|alternative) ){0,2}(?:text|alt|description|caption) (?:(?:should|will|would|must|needs? to) )?(?:goes?|comes?|be) (?:in )?here$/i;
/** The same without a colon, if only words of such a note follow: TODO comments may be what a picture shows. */
const noteAlone = new RegExp(
  '^(?:TODO|FIXME|TBD|TBA|XXX)(?:[\\s\\p{P}]+(?:please|add|write|fill|insert|in|here|an?|the|proper|better|good|real|later|for|' +
    'this|image|picture|screenshot|alt|alttext|alternative|text|description|caption|describe|missing))*[\\s\\p{P}]*$',
  'u',
);

/** Words nobody wrote for this image: `alt text`, `TODO: alt text`, dots, the editor's own snippets. */
export function isPlaceholder(alt: string): boolean {
  const inside = withoutEnd(alt.trim().replace(/^[<[({]+/, ''), '>])}');
  return (
    placeholders.has(withoutEnd(inside.toLowerCase(), '.:…')) ||
    note.test(inside) ||
    noteAlone.test(inside) ||
    placeOfWords.test(withoutEnd(inside, '.:…!')) ||
    !/[\p{L}\p{N}\p{Emoji_Presentation}]/u.test(inside)
  );
}

/** The file's name, with or without its extension, or a name from a camera or a screenshot tool. */
export function looksLikeFileName(alt: string, src: string): boolean {
  const bare = alt.trim();
  if (endsLikeImage(bare) && !/\s/.test(bare.replace(/\([^()]*\)|\s\d/g, ''))) {
    return true;
  }
  if (cameraName.test(bare)) {
    return true;
  }
  const file = fileNameOf(src);
  const stem = file.replace(/\.[^.]+$/, '');
  return bare === file || (bare === stem && /[\d_-]/.test(stem) && /\p{L}/u.test(stem));
}

/** Says only that there is an image: `screenshot`, `Logo`, `image 3`. */
export function isVague(alt: string): boolean {
  return vague.test(alt.trim());
}

/**
 * Starts with `image of`, `This picture shows`, or the like. Kinds that say something (chart, map, painting) may stay.
 */
export function hasRedundantPrefix(alt: string): boolean {
  return redundantPrefix.test(alt.trim());
}

/**
 * The alt text without such a start, if the rest is correct as it is: whole words, at least one of them with two
 * letters. A lowercase first word is capitalized; `iPhone` and code names stay as they are.
 */
export function withoutRedundantPrefix(alt: string): string {
  const rest = alt.replace(removablePrefix, '').trim();
  if (rest === alt.trim() || !/^["“„«'‘]?[\p{L}\p{N}]/u.test(rest) || !/\p{L}{2}|\p{Script=Han}/u.test(rest)) {
    return alt;
  }
  return capitalized(rest);
}

/** Capitalized, unless the first word is a code name or has its own capitals. */
export function capitalized(text: string): string {
  return text.replace(/^\p{Ll}+(?![\p{L}\p{M}\p{N}_.\-/(:])/u, (word) =>
    word.replace(/^./u, (letter) => letter.toUpperCase()),
  );
}

/** The decoded last part of a path or URL. */
export function fileNameOf(src: string): string {
  const path =
    src
      .replace(/[?#].*$/s, '')
      .split(/[/\\]/)
      .at(-1) ?? '';
  return decodeUrl(path);
}

/** For comparison: only letters and digits, lowercase, single spaces. */
export function plainKey(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
