/**
 * Recognizes alt text that says only that there is none: no image, no description, a failure, a rule that forbids it.
 * Such texts are short, so only the whole text counts: a picture may show the same words among others.
 */

import { once } from '../once';
import { isProgramWords } from './programWords';
import { isApology } from './refusal';

/** A longer text says something else too. */
const longest = 120;

/** How a language says it; sources of regular expressions for lowercase and straight apostrophes. */
interface NothingWords {
  /** `no`, before what is missing. */
  readonly no: string;
  /** The image, or the words that should have been written. */
  readonly noun: string;
  /** `is not`, and what follows: `available`. */
  readonly not?: string;
  readonly available?: string;
  /** `missing`: says it in one word. */
  readonly gone: string;
  /** `failed to describe`, before what failed. */
  readonly failed?: string;
  /** A rule, and that it forbids something: on their own. */
  readonly forbidden?: string;
}

const make = 'describ|process|analy[sz]|generat|creat|produc|provid|caption|interpret';

const languages: readonly NothingWords[] = [
  {
    // English
    no: '(?:there (?:is|was) )?(?:no|missing) ',
    noun: "(?:(?:the|this|an?|your|any|this image's) )?(?:(?:image|picture|photo|alt|alternative|text|valid|visual|suitable) ){0,2}(?:image|picture|photo|description|caption|alt|alt-text|text alternative|(?:alt|alternative) text|image content)",
    not: '(?:(?:is|was|are|could|has|be|been|currently) ){0,3}(?:not|never|no longer|un)[ -]?(?:(?:currently|be|been) ){0,2}',
    available:
      '(?:available|provided|found|given|supplied|generated|described|processed|possible|accessible|supported|loaded|displayed|shown|retrieved|opened|rendered|downloaded|fetched|read|decoded)(?: (?:for|by|in|at|due to|because of) .{1,60})?',
    gone: '(?:(?:is|was|has been|are) )?(?:currently )?(?:unavailable(?: (?:for|at|due to|because of) .{1,60})?|(?:failed|fails|unable) to (?:load|display|render|open|download)|missing|blocked|filtered|flagged)(?: (?:by|due to|because of) .{1,60})?',
    failed: `(?:error|fail(?:ed|ure|s)?|unable|cannot|can't|could ?n[o']t|not possible|impossible|refus(?:ed?|ing)|declin(?:ed?|ing))(?:[ :,]+(?:to|in|while|when))? (?:${make})[a-z]{0,3}`,
    forbidden:
      "(?:(?:this|the|your|possible|a|an|image|request|picture|output|response|answer|content) ){0,4}(?:was |is |has been |have been |may |might |could |would |appears to |seems to )?(?:blocked|violates?|violated|violation|violating|flagged|filtered|rejected|refused|removed|stopped|against|prohibited|disallowed)(?: (?:by|of|due|to|for|as|because|the|our|my|a|an|its?|openai's|content|usage|safety|moderation|violating|violates|violation|community|terms)){0,6} (?:polic(?:y|ies)|guidelines?|filters?|rules|moderation|safety(?: system)?|terms(?: of (?:use|service))?)|" +
      '(?:content|safety|usage|moderation|policy|responsible ai)(?: (?:policy|policies|filter|filters|guidelines?|system|moderation|safety)){0,2} (?:violat(?:ion|ed)|error|triggered|block(?:ed)?|refusal|restrictions?)|' +
      "(?:i'm sorry[,.]? |sorry[,.]? )?(?:(?:due to|because of|under|per|according to) )?my (?:[a-z]+ ){0,2}(?:guidelines|polic(?:y|ies)|rules|instructions|programming|training|safety)(?: (?:[a-z]+ ){0,2}(?:do not|don't|does not|doesn't|prevents?|prohibits?|forbids?|won't|will not|restricts?|disallows?) .{1,80}|,? i .{1,80})|" +
      "i(?:'m| am)? (?:will not|won't|refuse to|decline to|must decline to|have to decline to|not allowed to|not permitted to|not comfortable|not going to|prefer not to|would rather not|cannot|can't|do not|don't) ?(?:describ|comply|assist|help|continue|answer|respond|identify|do that|do this)[a-z]{0,3}(?: (?:with|this|that|it|the|image|picture|photo|request|people|persons?|real|in|content|you|what|is|shown|here|these|such|images|pictures)){0,6}|" +
      "i(?:'m| am) (?:just |only )?an? (?:large )?(?:text|text-only|text-based|language)(?: language)? (?:model|assistant|ai).{0,60}|sorry[,.!]? (?:no|not possible|no can do)|" +
      '(?:the|this|your) (?:image|picture|photo) (?:is|was|seems|appears) (?:to be )?(?:far )?too .{1,30} to (?:describe|see|identify|make out|read|tell|interpret|analy[sz]e)(?: .{1,30})?|' +
      'let me know (?:if|when|once) you .{1,60}',
  },
  {
    // German
    no: '(?:es gibt |es ist |es wurde )?(?:kein(?:e|en|erlei)?|fehlende[rs]?) ',
    noun: '(?:(?:das|die|der|den|dieses|zu diesem|ein(?:e|en)?) )?(?:gültige[rs]? )?(?:bild(?:er|beschreibung)?|foto|grafik|abbildung|beschreibung|alternativ-?text|alt-?text|inhalt)(?: (?:zu|für|des|dieses) (?:diese[sm] )?bild(?:es)?)?',
    not: '(?:(?:ist|sind|wurde|konnte|kann|war|leider|derzeit|zurzeit) ){0,3}nicht (?:mehr )?',
    available:
      '(?:verfügbar|vorhanden|gefunden|möglich|angegeben|(?:beschrieben|erstellt|erzeugt|generiert|verarbeitet|analysiert|geladen|angezeigt|geöffnet|gelesen)(?: werden)?)',
    gone: 'fehlt|fehlen',
    failed:
      '(?:fehler|problem) (?:beim?|bei der) (?:erstellen|erzeugen|generieren|verarbeiten|beschreiben|analysieren|erstellung|erzeugung|generierung|verarbeitung|analyse)(?: (?:der|des|von|eines|einer))?',
    forbidden:
      '(?:(?:der|ein|möglicher) )?verst(?:oß|ößt) gegen (?:die |unsere )?(?:[a-zäöü]{0,12}richtlinien?|nutzungsbedingungen)|meine [a-zäöü]{0,12}(?:richtlinien|regeln) .{1,80}|(?:das|dies(?:es)?(?: bild)?) (?:beschreibe ich nicht|werde ich nicht beschreiben)|ich (?:werde|möchte|darf) (?:das|dies(?:es bild)?) nicht beschreiben',
  },
  {
    // French
    no: "(?:il n'y a )?(?:aucune?|pas d[e']|sans) ?",
    noun: "(?:(?:la|le|l'|cette|une?) ?)?(?:image|photo|description|légende|texte alternatif|contenu|texte de remplacement)(?: de (?:l'|cette )image)?",
    not: "(?:(?:n'est|n'a|est|a) )?(?:non|pas)(?: pu)?(?: été| être)? ",
    available: '(?:disponible|trouvée?|fournie?|générée?|décrite?|accessible|chargée?|affichée?|ouverte?)',
    gone: '(?:est )?(?:indisponible|introuvable|manquante?)',
    failed:
      "(?:échec|erreur|impossible) (?:de |d'|lors de |lors d')(?:la |l')?(?:générer|générati?on|décrire|description|traiter|traitement|analyser|analyse|créer|création|produire)(?: (?:de|du|d'))?",
    forbidden:
      'violation (?:de la |des |du )(?:politique|règles?|règlement|conditions)(?: .{1,40})?|mes (?:directives|règles|consignes|politiques) .{1,80}|je (?:ne décrirai pas|refuse de décrire) .{1,40}',
  },
  {
    // Spanish
    no: '(?:no hay |sin |ninguna? |falta )(?:una? |la )?',
    noun: '(?:(?:la|el|esta|una?) )?(?:imagen|foto|descripción|leyenda|texto alternativo|contenido)(?: de (?:la|esta) imagen)?',
    not: '(?:no (?:está |es |fue |se (?:ha |pudo )?|ha sido )?)',
    available:
      '(?:disponible|encontrad[ao]|cargad[ao]|cargar|mostrar|abrir|proporcionad[ao]|generad[ao]|generar|describir|procesar|accesible)',
    gone: '(?:está )?ausente',
    failed:
      'no se (?:ha encontrado|encontró|ha cargado|cargó)|(?:error|fallo|no se pudo|no se ha podido|imposible)(?: al| en)? (?:cargar|encontrar|mostrar|generar|describir|procesar|analizar|crear|producir)',
    forbidden:
      '(?:violación|infracción|incumplimiento) de (?:la |las )?(?:política|normas|directrices|condiciones)(?: .{1,40})?|mis (?:directrices|normas|políticas|reglas) .{1,80}|no (?:voy a describir|describiré) .{1,40}',
  },
  {
    // Portuguese
    no: '(?:não há |sem |nenhuma? |falta )(?:uma? |a )?',
    noun: '(?:(?:a|o|esta|essa|uma?) )?(?:imagem|foto|descrição|legenda|texto alternativo|conteúdo)(?: da imagem)?',
    not: 'não (?:está |é |foi |se |pôde ser )?',
    available:
      '(?:disponível|encontrad[ao]|carregad[ao]|exibid[ao]|abert[ao]|fornecid[ao]|gerad[ao]|descrit[ao]|processad[ao]|acessível)',
    gone: '(?:está )?indisponível',
    failed:
      '(?:erro|falha|não foi possível|impossível)(?: ao| em)? (?:gerar|descrever|processar|analisar|criar|produzir)',
    forbidden:
      'violação (?:da|das|de) (?:política|normas|diretrizes|regras|termos)(?: .{1,40})?|minhas (?:diretrizes|normas|políticas|regras) .{1,80}|não (?:vou descrever|descreverei) .{1,40}',
  },
  {
    // Italian
    no: "(?:non c'è |senza |nessuna? |manca )(?:una? |la |l')?",
    noun: "(?:(?:la|il|questa|una?) |l')?(?:immagine|foto|descrizione|didascalia|testo alternativo|contenuto)(?: dell'immagine)?",
    not: '(?:non (?:è |è stat[ao] |può essere )?)',
    available:
      '(?:disponibile|trovat[ao]|caricat[ao]|visualizzat[ao]|apert[ao]|fornit[ao]|generat[ao]|descritt[ao]|elaborat[ao]|accessibile)',
    gone: 'mancante',
    failed:
      "(?:errore|impossibile)(?: durante| nel| nella)? (?:generare|la generazione|generazione|descrivere|elaborare|l'elaborazione|analizzare|creare)(?: (?:di|della|del|dell'))?",
    forbidden:
      'violazione (?:delle?|dei|della) (?:norme|politica|politiche|linee guida|regole|condizioni)(?: .{1,40})?|le mie (?:linee guida|regole|norme) .{1,80}|non (?:descriverò|intendo descrivere) .{1,40}',
  },
  {
    // Dutch
    no: '(?:er is )?(?:geen|zonder|ontbrekende) ',
    noun: '(?:(?:de|het|deze|een) )?(?:afbeelding|foto|plaatje|beschrijving|bijschrift|alternatieve tekst|alt-?tekst|inhoud)',
    not: '(?:(?:is|kan|kon|momenteel) ){0,2}niet ',
    available:
      '(?:beschikbaar|gevonden|opgegeven|mogelijk|(?:beschreven|gegenereerd|verwerkt|geladen|weergegeven|geopend)(?: worden)?)',
    gone: 'ontbreekt',
    failed: '(?:fout bij(?: het)?|kan niet|mislukt om) (?:genereren|beschrijven|verwerken|maken|analyseren)(?: van)?',
    forbidden:
      '(?:schending|overtreding) van (?:het |de )?[a-z]{0,12}(?:beleid|richtlijnen|voorwaarden)|mijn richtlijnen .{1,80}|ik (?:ga|zal) (?:dit|deze afbeelding) niet beschrijven',
  },
  {
    // Swedish, Danish, Norwegian
    no: '(?:ingen|inget|intet|saknad|manglende) ',
    noun: '(?:bild|bilden|bildet?|billede|billedet|foto|beskrivning(?:en)?|beskrivelsen?|alternativ(?:text| tekst)|alt-?te(?:xt|kst)|bildtext)',
    not: '(?:är |er |kunde |kunne )?(?:inte |ikke |ej )',
    available: '(?:tillgänglig|tillgängligt|tilgængelig|tilgængeligt|tilgjengelig|tillgängliga|hittad|funnet|fundet)',
    gone: 'saknas|mangler',
    failed: '(?:fel vid|fejl ved|feil ved) (?:generering|beskrivning|behandling|oprettelse|opprettelse)(?: (?:av|af))?',
    forbidden:
      '(?:brott mot|brudd på|brud på|overtrædelse af) [a-zåäöæø]{0,14}(?:policyn?|riktlinjer(?:na)?|retningslin?j?er(?:ne)?)',
  },
  {
    // Polish, Czech, Slovak
    no: '(?:brak|nie ma|bez|žádný|žádná|bez|chybí|žiadny|chýba) ',
    noun: '(?:obraz(?:u|ek|ka)?|zdjęci[ae]|opisu?|tekstu? alternatywn(?:y|ego)|obráz(?:ek|ku|ok)|popis(?:ek|u)?|fotografi[ei]|alternativní text)(?: obrazu)?',
    not: '(?:nie |není |nie je |nebyl )(?:jest )?',
    available: '(?:dostępn[yae]|dostupn[ýáéy]|k dispozici|nalezen)',
    gone: '(?:jest )?(?:niedostępn[ya]|nedostupn[ýá]|chybí|chýba)',
    failed:
      '(?:nie udało się|nepodařilo se|nepodarilo sa|błąd podczas) (?:wygenerować|opisać|przetworzyć|vygenerovat|popsat|zpracovat|generowania|vygenerovať)',
    forbidden: '(?:naruszenie|porušení|porušenie) (?:zasad|polityki|pravidel|pravidiel)(?: .{1,30})?',
  },
  {
    // Russian, Ukrainian
    no: '(?:нет|без|отсутствует|немає|брак|відсутній|відсутнє) ',
    noun: '(?:изображени[ея]|картинк[аи]|фото|описани[ея]|альтернативн(?:ый|ого) текста?|зображення|опис(?:у)?)(?: (?:изображения|зображення))?',
    gone: '(?:недоступн[оаы]|отсутствует|не (?:доступн[оаы]|найден[оаы]?|предоставлен[оаы]?|знайдено|доступне)|недоступне|відсутн[єій])',
    failed:
      '(?:не удалось|невозможно|ошибка при|не вдалося|помилка) (?:создать|сгенерировать|описать|обработать|создании|обработке|генерации|створити|описати|обробити)',
    forbidden:
      '(?:нарушение|порушення) (?:политики|правил|политик|політики)(?: .{1,40})?|(?:мои|мої) (?:правила|принципы|інструкції) .{1,80}',
  },
  {
    // Turkish
    no: '',
    noun: '(?:(?:ekli|yüklenmiş) )?(?:(?:herhangi )?bir )?(?:görsel|görüntü|resim|fotoğraf|açıklama|alternatif metin|alt metin)(?: açıklaması)?',
    gone: '(?:yok|mevcut değil|bulunamadı|kullanılamıyor|oluşturulamadı|açıklanamadı|işlenemedi|bulunmuyor)',
    forbidden: '(?:içerik )?politikası ihlali|içerik kuralları ihlali',
  },
  {
    // Japanese
    no: '',
    noun: '(?:この)?(?:画像|写真|図|イメージ)?の?(?:画像|写真|説明文?|代替テキスト|altテキスト|キャプション|内容)',
    gone: '(?:は|が|を|の)?(?:なし|無し|ありません|ない|無い|利用(?:でき|出来)ません|利用不可|(?:生成|取得|処理|説明|作成|表示)(?:に失敗しました|に失敗|できません(?:でした)?|不可|エラー)|未設定|見つかりません)',
    forbidden:
      '(?:コンテンツ)?(?:ポリシー|ガイドライン)(?:に)?(?:違反|抵触)(?:です|しています|しました)?|(?:私の)?(?:ポリシー|ガイドライン)(?:により|上)[、]?.{0,30}(?:説明|お答え|対応|描写)(?:できません|出来ません)',
  },
  {
    // Chinese
    no: '(?:无|無|没有|沒有|暂无|暫無|缺少|未提供)(?:可用的?)?',
    noun: '(?:该|此|这张|這張)?(?:图片|图像|圖片|圖像|照片|图|圖)?的?(?:图片|图像|圖片|圖像|照片|描述|说明|說明|替代文本|替代文字|内容|內容)',
    gone: '(?:暂|暫)?(?:不可用|无法(?:显示|获取|生成|描述|处理)|無法(?:顯示|取得|產生|描述|處理)|不存在|缺失|未提供|生成失败|處理失敗|处理失败|不可見|不可见)',
    failed: '(?:无法|無法|未能|不能)(?:生成|描述|处理|產生|處理|创建|提供)',
    forbidden:
      '(?:违反|違反)(?:了)?.{0,12}(?:政策|准则|準則)|内容(?:政策|审核|过滤).{0,6}(?:违规|拦截|错误)|无|無|暂无|暫無',
  },
  {
    // Korean
    no: '',
    noun: '(?:이 )?(?:이미지|사진|그림)?(?: ?)(?:이미지|사진|설명|대체 텍스트|내용)',
    gone: '(?:이|가|을|를)? ?(?:없음|없습니다|없어요|(?:사용|이용|생성|설명|처리)(?:할 수 없(?:음|습니다)|에? ?실패(?:했습니다)?| 불가))',
    forbidden: '(?:콘텐츠|컨텐츠)? ?(?:정책|가이드라인) 위반(?:입니다)?',
  },
  {
    // Arabic, Hebrew
    no: '(?:لا (?:توجد|يوجد|تتوفر|يتوفر)|بدون|אין|ללא) ',
    noun: '(?:ال)?(?:صورة|وصف|نص بديل|محتوى)(?: (?:ال)?(?:صورة|متاح|متوفرة?))?|ה?(?:תמונה|תיאור|טקסט חלופי)(?: (?:ה?תמונה|זמין|זמינה))?',
    gone: '(?:غير (?:متوفرة?|متاحة?|موجودة?)|مفقودة?|לא (?:זמין|זמינה|נמצא|נמצאה)|חסר(?:ה)?)',
    forbidden: '(?:انتهاك|مخالفة) (?:سياسة|سياسات|إرشادات)(?: .{1,30})?|הפרת (?:מדיניות|הנחיות)(?: .{1,30})?',
  },
  {
    // Hindi, Thai
    no: '(?:कोई |ไม่มี)',
    noun: '(?:छवि|तस्वीर|चित्र|फ़ोटो|फोटो|विवरण|वर्णन|वैकल्पिक पाठ)|(?:รูป)?(?:ภาพ|คำอธิบาย|คำบรรยาย|ข้อความแสดงแทน)(?:รูป)?(?:ภาพ)?',
    gone: '(?:(?:उपलब्ध )?नहीं(?: है| मिली| मिला)?|अनुपलब्ध(?: है)?|ไม่พร้อมใช้งาน|ไม่มี|ไม่พบ)',
  },
  {
    // Vietnamese, Indonesian, Malay
    no: '(?:không có|chưa có|thiếu|tidak ada|tiada|tanpa) ',
    noun: '(?:hình(?: ảnh)?|ảnh|mô tả|văn bản thay thế|gambar|foto|deskripsi|keterangan|teks alternatif|penerangan)(?: (?:hình )?(?:ảnh|gambar))?',
    gone: '(?:không (?:có sẵn|khả dụng|tìm thấy|tồn tại)|tidak (?:tersedia|ditemukan|dapat (?:dibuat|diproses|dideskripsikan))|gagal (?:dibuat|diproses))',
    forbidden: '(?:vi phạm|pelanggaran) (?:chính sách|kebijakan|pedoman)(?: .{1,30})?',
  },
  {
    // Greek, Hungarian, Romanian, Finnish
    no: '(?:δεν υπάρχει|χωρίς|καμία|nincs|nicio|fără|nu există|ei) ',
    noun: '(?:η )?(?:εικόνα|φωτογραφία|περιγραφή|εναλλακτικό κείμενο)|(?:a )?(?:kép|leírás|alternatív szöveg|képleírás)|(?:imagine|fotografie|descriere)a?|text alternativ|(?:kuvaa?|kuvausta|kuvaus|vaihtoehtoista tekstiä)',
    gone: '(?:δεν είναι διαθέσιμη|μη διαθέσιμη|λείπει|nem (?:elérhető|található|áll rendelkezésre)|hiányzik|(?:nu este )?(?:in)?disponibilă|lipsește|ei (?:ole )?(?:saatavilla|löydy|käytettävissä)|puuttuu)',
    forbidden: '(?:παραβίαση|încălcarea|megsértése|rikkoo) .{1,40}(?:πολιτικής|politicii|käytäntöä|irányelvek)',
  },
];

/** All of a language's whole texts. */
function sourceOf({ no, noun, not, available, gone, failed, forbidden }: NothingWords): string {
  const isGone = [gone, not && available && `(?:${not})(?:${available})`].filter(Boolean).join('|');
  const forms = [
    no && `${no}(?:${noun})(?: ?(?:${[available, isGone].filter(Boolean).join('|')}))?`,
    `(?:${noun})[ :]?(?:${isGone})`,
    failed &&
      `(?:${failed}) ?(?:${noun}|(?:this |the |your )?request|response|this|it)(?: (?:for|of|due to|because) .{1,60})?`,
    forbidden,
  ];
  return forms.filter(Boolean).join('|');
}

// Composed like the text: Thai and Devanagari are then written with other characters.
const compiled = once(() => languages.map((one) => new RegExp(`^(?:${sourceOf(one).normalize('NFKC')})$`, 'u')));

/**
 * True if a text says only that there is no image, that nothing will or can be said about it, or something that a
 * program says.
 */
export function saysNothing(text: string): boolean {
  if (text.length > longest) {
    return false;
  }
  const said = text
    .normalize('NFKC')
    .replace(/[’‘`´]/g, "'")
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^[\s*_#>([{<'-]+/, '')
    .replace(
      /^(?:error|note|alt text|unfortunately|leider|malheureusement|lamentablemente|infelizmente|purtroppo|helaas)[:,.!] /,
      '',
    );
  const whole = said.slice(0, said.length - (/[\s*_)\]}>'.!…。।]+$/.exec(said)?.[0].length ?? 0));
  return compiled().some((one) => one.test(whole)) || isProgramWords(text) || isApology(text);
}
