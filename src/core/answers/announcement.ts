/** Recognizes what a model says before alt text: an announcement, its plan, a blank to be filled in. */

/** Ends where the alt text was supposed to begin. */
const announced = /[:：]\s?["'“”«»]?[.。]?$/;
/** Talks about the task, to nobody. */
const planned =
  /^["'“*\s]*(?:the user (?:wants|needs|asked|asks|is asking|has asked|would like|uploaded|sent|provided)|(?:(?:ok|okay|alright|hmm|well|so|first),? )*(?:let me|let's) (?:look|see|think|analy[sz]e|examine|describe|check|start|begin)|(?:(?:ok|okay|alright|hmm|well|so|first),? )*i(?:'ll| will| need to| should| have to| must| am going to|'m going to) (?:describe|look|analy[sz]e|write|examine|think|provide|create|generate|start|begin)\b)/i;
/** `[description of image]`, `<alt text, one line>`, `{{alt}}`: brackets around all of it. */
const inBrackets = /^\s*(?:\[[^[\]]*\]|<[^<>/=]{1,80} [^<>/=]{1,80}>|\{+[^{}]*\}+|【[^【】]*】)[.。]?\s*$/;
const named =
  /^(?:descripción de (?:la|esta) imagen|descrição da imagem|descrizione dell['’]immagine|description de l['’]image|(?:beschreibung des bildes|bildbeschreibung)(?: hier (?:einfügen|eingeben))?|(?:tutaj )?(?:wstaw )?opis (?:obrazka|obrazu|zdjęcia)(?: tutaj)?|описание изображения|画像の説明(?:文)?|图片描述|圖片描述|이미지 설명|görsel açıklaması|(?:image|picture|photo) description|description of (?:the |an )?(?:image|picture))[.。]?$/i;
const toFillIn = /^["'“*\s]*(?:insert|enter|add|type|write|put|place) .{0,40}\bhere["'”*.\s]*$/i;

/** True if a text announces or plans alt text and contains none. */
export function isAnnouncement(text: string): boolean {
  return announced.test(text.trim()) || planned.test(text.replaceAll('’', "'"));
}

/** True if a text is a blank that somebody was supposed to fill in. */
export function isBlank(text: string): boolean {
  return text.length <= 120 && (inBrackets.test(text) || toFillIn.test(text) || named.test(text.trim()));
}
