/** What a model says to the user before it answers, by language: `Sure!`, `As requested,`. */
import { capitalized } from './wording';

/** A sentence of its own: a full stop, an exclamation mark, or a colon follows it. */
const replies =
  "sure(?: thing)?|certainly|of course|absolutely|definitely|gladly|with pleasure|got it|understood|no problem|my pleasure|happy to help|i'?d be happy to(?: help)?|i can help with that|here (?:it is|you go|you are)|there you go|as (?:requested|you (?:asked|requested|wish(?:ed)?))|as per your request|per your request|here(?:'s| is) (?:it|what i see|my answer|the answer|the result)|(?:ok|okay|alright|sure|great)[,.!] (?:here (?:it is|you go|you are)|got it|understood)|" +
  'gerne?(?: doch)?|sehr gerne|natürlich|selbstverständlich|aber (?:gerne?|natürlich|sicher)|klar(?: doch)?|verstanden|kein problem|bitte (?:sehr|schön)|hier bitte|wie (?:gewünscht|angefragt|gefragt)|' +
  "bien sûr|bien entendu|certainement|volontiers|avec plaisir|d['’]accord|entendu|compris|pas de problème|voici|voilà|comme (?:demandé|souhaité|convenu)|" +
  'claro(?: que sí)?|por supuesto|desde luego|con (?:mucho )?gusto|entendido|de acuerdo|sin problema|aquí (?:tienes|está)|como (?:pediste|solicitaste|solicitado)|' +
  'com certeza|certamente|com prazer|sem problemas?|aqui está|como (?:pediu|pedido)|conforme (?:solicitado|pedido)|' +
  "certo|certamente|volentieri|con piacere|va bene|capito|d[’']accordo|ecco(?: (?:qui|a te|il risultato))?|come richiesto|nessun problema|" +
  'natuurlijk|zeker|graag(?: gedaan)?|begrepen|geen probleem|alsjeblieft|alstublieft|zoals gevraagd|' +
  'självklart|naturligtvis|absolut|gärna|visst|förstått|inga problem|som (?:önskat|du bad om)|selvfølgelig|naturligvis|gerne|forstået|forstått|som (?:ønsket|forespurgt)|' +
  'oczywiście|jasne|pewnie|naturalnie|proszę bardzo|rozumiem|zgodnie z prośbą|samozřejmě|jistě|jasně|rozumím|samozrejme|iste|jak jste si přáli|' +
  'конечно|разумеется|безусловно|понял[а]?|понятно|с удовольствием|пожалуйста|как вы просили|по вашему запросу|звичайно|звісно|зрозуміло|будь ласка|' +
  'elbette|tabii(?: ki)?|tabi(?: ki)?|memnuniyetle|anladım|istediğiniz gibi|işte|' +
  'もちろん(?:です|でございます)?|承知(?:しました|いたしました)|かしこまりました|了解(?:です|しました|いたしました)|わかりました|分かりました|ご要望(?:どおり|通り)|はい、(?:承知(?:しました|いたしました)|かしこまりました|わかりました|もちろんです|こちらです)|' +
  '好的|当然(?:可以)?|當然(?:可以)?|没问题|沒問題|明白了?|收到|可以的|按照您的要求|根据您的要求|根據您的要求|' +
  '물론(?:입니다|이죠|이에요)?|알겠습니다|네[,.]? (?:알겠습니다|물론입니다)|요청하신 대로|그럼요|' +
  'بالتأكيد|بالطبع|طبعا|طبعًا|حسنا|حسنًا|بكل سرور|تفضل|كما طلبت|בטח|כמובן|בוודאי|בשמחה|כמבוקש|' +
  'ज़रूर|जरूर|बिल्कुल|निश्चित रूप से|अवश्य|जैसा आपने कहा|chắc chắn(?: rồi)?|tất nhiên(?: rồi)?|được(?: rồi)?|vâng|dạ|theo yêu cầu|ได้เลย(?:ครับ|ค่ะ)?|แน่นอน(?:ครับ|ค่ะ)?|ตามที่ขอ|tentu(?: saja)?|baik|siap|sesuai permintaan|sudah tentu|' +
  'βεβαίως|φυσικά|σίγουρα|όπως ζητήσατε|természetesen|persze|rendben|ahogy kérte|desigur|sigur|bineînțeles|așa cum ați cerut|tietysti|toki|selvä|kuten pyydettiin';

/** A colon or a comma can follow it too: nothing else begins like this. */
const asAsked =
  '(?:(?:ok|okay|sure|alright|great)[,.!] )?here (?:it is|you go|you are)|there you go|voici|voilà|aquí (?:tienes|está)|aqui está|ecco(?: (?:qui|a te|il risultato))?|hier bitte|işte|as (?:requested|you (?:asked|requested))|as per your request|per your request|wie gewünscht|wie angefragt|comme demandé|como (?:pediste|solicitaste|solicitado|pedido)|conforme (?:solicitado|pedido)|come richiesto|zoals gevraagd|som (?:önskat|ønsket|forespurgt)|zgodnie z prośbą|как вы просили|по вашему запросу|istediğiniz gibi|ご要望(?:どおり|通り)|好的|按照您的要求|根据您的要求|根據您的要求|요청하신 대로|كما طلبت|כמבוקש|theo yêu cầu|sesuai permintaan|όπως ζητήσατε|ahogy kérte|kuten pyydettiin';

/** Where a comma alone isn't an end, an article after it begins the actual answer. */
const article =
  '(?:an?|the|two|three|several|some|ein|eine|einen|das|der|die|zwei|drei|une?|le|la|les|deux|trois|una|unos|unas|el|los|las|dos|tres|um|uma|o|a|dois|duas|il|lo|gli|due|tre|een|het|de|twee|drie|en|ett|et|to|två)';

const sentence = new RegExp(`^¡?(?:${replies})(?:\\s?[!.]+\\s+|[。！]\\s*)`, 'iu');
const beforeComma = new RegExp(
  `^(?:(?:${asAsked})(?:\\s?[:：]|[,，、])\\s*|(?:${replies})(?:,|\\s?:)\\s+(?=${article}\\s))(?=\\p{L})`,
  'iu',
);
/** What can begin a sentence or a phrase after a colon. */
const begins = /^["“„«「『]?[\p{Lu}\p{Lo}\p{N}]/u;

/** The alt text without such sentences at the start; unchanged if nothing else would be left. */
export function withoutChatter(alt: string): string {
  const [said = ''] = sentence.exec(alt) ?? beforeComma.exec(alt) ?? [];
  const rest = alt.slice(said.length);
  const isWhole = said !== '' && (/[:：,，、]\s*$/.test(said) ? /\p{L}/u.test(rest) : begins.test(rest));
  return isWhole ? capitalized(rest) : alt;
}
