/**
 * Recognizes a program's own messages in place of a picture's words: that it is loading, that it failed, that there is
 * no name or value. Only as the whole text, because a picture may show the same words among others.
 */
import { once } from '../once';

/** A longer text says something else too. */
const longest = 120;

/** With dots after them, somebody waits. Without, they name a picture of it. */
const waiting =
  '(?:(?:the )?(?:image|picture|photo|page|content|alt text) (?:is )?)?(?:still )?loading(?: (?:the )?(?:image|picture|photo|content|alt text|description|page))?|please (?:wait|hold on|stand by)|one moment(?: please)?|just a (?:moment|second)|working on it|(?:processing|analy[sz]ing|generating|fetching|downloading|uploading|rendering|preparing|reading|retrieving|describing|creating|thinking)(?: (?:the |your |an? )?(?:image|request|picture|photo|file|data|alt text|description|caption|response|answer))?|' +
  '(?:(?:das )?bild )?(?:wird |am )?(?:lädt|laden|geladen|lade)(?: (?:das )?bild)?|ladevorgang(?: läuft)?|bitte warten|einen moment(?: bitte)?|(?:bild )?wird (?:verarbeitet|analysiert|geladen)|' +
  "(?:image )?(?:en cours de )?chargement(?: (?:en cours|de l'image))?|veuillez patienter|analyse en cours|un instant|" +
  'cargando(?: (?:la )?imagen)?|espere(?: por favor)?|por favor,? espere|un momento(?: por favor)?|procesando(?: (?:la )?imagen)?|' +
  "(?:a )?carregar(?: imagem)?|carregando(?: (?:a )?imagem)?|aguarde(?: por favor)?|processando(?: (?:a )?imagem)?|caricamento(?: (?:in corso|(?:dell')?immagine))*|attendere(?: prego)?|elaborazione in corso|" +
  '(?:afbeelding )?(?:wordt geladen|laden|aan het laden)|even geduld(?: a\\.?u\\.?b)?|laddar(?: (?:in )?bilden?)?|indlæser|laster(?: inn)?|vent venligst|vennligst vent|vänta|' +
  'ładowanie(?: (?:obrazu|zdjęcia))?|wczytywanie|proszę czekać|načítání(?: obrázku)?|načítava sa|načítá se|čekejte prosím|загрузка(?: изображения)?|загружается|подождите(?: пожалуйста)?|пожалуйста,? подождите|идет загрузка|завантаження(?: зображення)?|зачекайте|' +
  '(?:görsel |resim )?yükleniyor|lütfen bekleyin|(?:画像を)?(?:読み込み中|読み込んでいます|ロード中|処理中)(?:です)?|(?:少々|しばらく)?お待ちください|(?:图片|圖片|图像)?(?:正在)?(?:加载|載入|加載|处理|處理)中?|请稍[候等]|請稍[候等]|(?:이미지 )?(?:로딩|로드|불러오는|처리) ?중(?:입니다)?|잠시만 기다려 ?주세요|' +
  'جارٍ? (?:ال)?تحميل(?: الصورة)?|يرجى الانتظار|טוען|אנא המתן|लोड हो रहा है|कृपया प्रतीक्षा करें|đang tải(?: ảnh| hình ảnh)?|vui lòng (?:chờ|đợi)|กำลังโหลด(?:รูปภาพ)?|โปรดรอ(?:สักครู่)?|(?:sedang )?memuat(?: gambar)?|mohon tunggu|φόρτωση(?: εικόνας)?|παρακαλώ περιμένετε|betöltés|kérem várjon|se încarcă|ladataan|odota';

const error =
  '(?:http |https |server |status |fatal |api )?(?:error|fehler|erreur|fallo|erro|errore|fout|fel|feil|fejl|błąd|chyba|ошибка|помилка|hata|エラー|错误|錯誤|오류|에러|خطأ|שגיאה|त्रुटि|lỗi|ข้อผิดพลาด|kesalahan|σφάλμα|hiba|eroare|virhe)(?: code| status)?[ :#]{0,3}';
const failing =
  `(?:${error}|http )\\d{3,4}|(?:http )?[45]\\d\\d (?:error|not found|forbidden|unauthori[sz]ed|bad (?:request|gateway)|internal server error|service unavailable|gateway time-?out|too many requests|payment required|timeout)|(?:${error})?(?:(?:image |picture |file |page |resource |url |model )?not found|forbidden|unauthori[sz]ed|bad (?:request|gateway)|internal (?:server )?error|service (?:temporarily )?unavailable|gateway time-?out|too many requests|rate limit(?: (?:exceeded|reached))?|(?:request |connection |the request )?timed out|(?:network|connection|server|unknown|unexpected|parse|internal|fetch|request|api|timeout) (?:error|failed|failure)|an? (?:unknown |unexpected |internal )?error (?:has )?occurred|(?:oops,? |sorry,? )?something went wrong|quota exceeded|context length exceeded|out of memory|invalid (?:request|image|response|input|api key|url|json)|unsupported (?:image|format|file type|media type)|failed to (?:fetch|load)|load failed)(?:[,.:;!]? (?:please )?(?:try again|retry)(?: later| soon)?)?|(?:please )?try again(?: later| soon)?|` +
  '(?:ein )?(?:unbekannter |interner )?(?:fehler|serverfehler)(?: ist)? aufgetreten|etwas ist schief ?gelaufen|(?:seite|datei) nicht gefunden|zeitüberschreitung|(?:bitte )?versuchen sie es (?:später )?(?:erneut|noch einmal)|' +
  "une erreur (?:est survenue|s'est produite)|(?:page|fichier) (?:non trouvée?|introuvable)|(?:se (?:ha producido|produjo) |ha ocurrido )un error|algo salió mal|(?:archivo|página) no encontrad[ao]|ocorreu um erro(?: inesperado)?|algo deu errado|(?:arquivo|página) não encontrad[ao]|si è verificato un errore|qualcosa è andato storto|(?:file|pagina) non trovat[ao]|er is (?:een fout opgetreden|iets (?:mis|fout) ?gegaan)|(?:bestand|pagina) niet gevonden|(?:ett|et) (?:fel|feil)(?: har)? (?:uppstod|oppstod|inträffade)|der opstod en fejl|något gick fel|noe gikk galt|noget gik galt|" +
  'wystąpił (?:nieoczekiwany )?błąd|coś poszło nie tak|(?:pliku? )?nie znaleziono(?: (?:obrazu|zdjęcia|pliku|strony))?|(?:obraz|obrázek|stránka|soubor) ?nenalezena?|došlo k chybě|něco se pokazilo|произошла ошибка|что-то пошло не так|(?:файл|страница) не найден[ао]?|сталася помилка|щось пішло не так|(?:bir )?hata oluştu|bir şeyler ters gitti|(?:dosya|sayfa) bulunamadı|' +
  '(?:エラーが発生しました|問題が発生しました|(?:ページ|ファイル)が見つかりません(?:でした)?)|(?:发生|發生|出现)(?:了)?(?:错误|錯誤)|出错了|出錯了|(?:页面|文件|頁面)(?:未找到|不存在)|(?:오류가 발생했습니다|문제가 발생했습니다|(?:파일|페이지)을? ?를? ?찾을 수 없습니다)|حدث خطأ(?: ما)?|אירעה שגיאה|כ?משהו השתבש|कुछ गलत हो गया|(?:एक )?त्रुटि हुई|đã xảy ra lỗi|không tìm thấy (?:tệp|trang)|เกิดข้อผิดพลาด|terjadi kesalahan|παρουσιάστηκε σφάλμα|κάτι πήγε στραβά|hiba történt|a apărut o eroare|tapahtui virhe|jokin meni pieleen';

const value =
  '(?:undefined|null|nan|nil|none|nullptr|n/a|not applicable|(?:content |text |preview )?(?:is )?not available|none available|none provided|not provided|not specified|unspecified|not set|unknown|true|false|object object|promise|function|symbol\\(\\)|empty(?: string)?|no alt|unnamed|no title|no name)';
const nameless =
  `${value}(?:[ ,;|/]{1,3}${value}){0,4}|(?:untitled|unnamed|unknown)(?:[ -](?:image|picture|photo|document|file|design|artwork|drawing))?(?:[ -]?#?\\d{1,4})?|` +
  '(?:unbenannt|unbekannt|namenlos|ohne (?:titel|namen)|kein titel|nicht zutreffend|nicht angegeben|keine angabe|k\\. ?a)(?:es bild)?|sans (?:titre|nom)|inconnue?|non applicable|non (?:disponible|renseigné|spécifié)|sin (?:título|nombre)|desconocid[ao]|no (?:aplica|aplicable|disponible|especificado)|sem (?:título|nome)|desconhecid[ao]|não (?:aplicável|disponível|se aplica|especificado)|senza (?:titolo|nome)|sconosciut[ao]|non (?:applicabile|disponibile|specificato)|naamloos|zonder titel|onbekend|niet (?:van toepassing|beschikbaar)|n\\. ?v\\. ?t|namnlös|okänd|uden (?:titel|navn)|uten (?:tittel|navn)|ukendt|ukjent|ej tillämpligt|ikke (?:tilgængelig|tilgjengelig)|' +
  'brak|không có|bez (?:tytułu|nazwy|názvu)|nieznan[yae]|nie dotyczy|neznám[ýáé]|nedostupné|без (?:названия|имени|назви|імені)|неизвестно|невідомо|не применимо|недоступно|adsız|isimsiz|başlıksız|bilinmiyor|uygulanamaz|無題|名称未設定|タイトルなし|不明|該当なし|未命名|无标题|無標題|未知|不适用|不適用|제목 없음|이름 없음|알 수 없음|해당 없음|بدون (?:عنوان|اسم)|بلا عنوان|غير معروف|غير متاح|לא ידוע|ללא (?:כותרת|שם)|बिना शीर्षक|शीर्षकहीन|अज्ञात|không (?:có tiêu đề|rõ|xác định|áp dụng)|chưa đặt tên|ไม่มีชื่อ|ไม่ทราบ|tanpa (?:judul|nama)|tidak diketahui|χωρίς τίτλο|άγνωστο|névtelen|cím nélkül|ismeretlen|fără (?:titlu|nume)|necunoscut|nimetön|tuntematon';

const whole = (source: string) => once(() => new RegExp(`^(?:${source.normalize('NFKC')})$`, 'u'));
const waits = whole(waiting);
/** After a code too: `Error 404: image not found`. */
const fails = whole(`(?:(?:${error}|http )\\d{3,4} ?[:,–—-] ?)?(?:${failing})`);
const isNone = whole(nameless);
/** Dots, or a word that asks for patience. */
const toCome = /(?:…|\.\.|。。|・・|中|です)['")\]。.\s]*$|please|bitte|patienter|ください|请|請|주세요/;

/** Lowercase, and the same without marks around it. */
function bare(text: string): { readonly said: string; readonly bare: string } {
  const said = text
    .normalize('NFKC')
    .replace(/[’‘`´]/g, "'")
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^[\s*_#>([{<'"¡]+/, '');
  return { said, bare: said.slice(0, said.length - (/[\s*_)\]}>'".!,;…。！।]+$/.exec(said)?.[0].length ?? 0)) };
}

/** True if a text says only that something is still loading, or failed. */
export function isProgramWords(text: string): boolean {
  if (text.length > longest) {
    return false;
  }
  const { said, bare: words } = bare(text);
  return fails().test(words) || (toCome.test(said) && waits().test(words));
}

/** True if a text says only that there is no value, name, or title. */
export function isNoValue(text: string): boolean {
  return text.length <= longest && isNone().test(bare(text).bare);
}
