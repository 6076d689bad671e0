/** How a model says that it sees no image, or won't describe it, by language. Data for `refusal.ts`. */

/** Each is the beginning of a lowercase sentence, with straight apostrophes, as the source of a regular expression. */
export interface RefusalWords {
  /** An apology: with it, any word about the image or about seeing is a refusal. */
  readonly sorry: string;
  /** What can come before the refusal and says nothing itself. */
  readonly filler?: string;
  /** `as an AI`, up to the end of the noun. */
  readonly ai: string;
  /** The first person, and that it is unable or unwilling. */
  readonly cannot: string;
  /** That there is no image, or that it didn't arrive. */
  readonly absent: string;
  /** That somebody should send one. */
  readonly give: string;
  /** Anywhere: the image, or seeing and describing. */
  readonly image: string;
  /** Anywhere: help, a request, or identifying somebody; together with the first person and that it can't. */
  readonly help: string;
}

const some = '(?:\\S+ ){0,4}?';

export const refusalWords: readonly RefusalWords[] = [
  {
    // English
    sorry:
      "(?:i'?m |i am |we'?re |we are |my |i )?(?:so |very |really |truly |sincerely |deeply |sincere |do )*(?:sorry|apologi[sz]e|apologies|afraid|regret)(?: that)?(?: (?:about that|about this|for (?:that|this|the|any) ?(?:inconvenience|confusion|trouble|delay|misunderstanding)?))?",
    filler: 'unfortunately|regrettably|sadly|it (?:seems|appears|looks)(?: like| as if| that)?|but|however|oops',
    ai: "(?:as|i am|i'm|being) (?:just |only )?an? (?:[a-z-]+ ){0,3}?(?:ai|assistant|language model|llm|model(?=[,.]| i | trained|$))(?: language model| assistant| model)?",
    cannot:
      "(?:i|we)(?:'m| am|'re| are| was)? (?:[a-z]+ ){0,2}?(?:can'?t|cannot|can not|unable|not able|not capable|don't|do not|didn't|did not|won't|will not|couldn't|could not|haven't|have not|have no|lack|only see text)|" +
      "(?:unable|not able|not possible|impossible) to (?:view|see|process|analy[sz]e|access|load|describe|display|open|identify|determine|interpret|read|assist|help)|(?:cannot|can't|can not|could not|couldn't) (?:view|see|process|analy[sz]e|access|load|describe|display|open|identify|determine|interpret|assist|help)",
    absent:
      "(?:there (?:is|was|are|were|seems to be|appears to be) no|there (?:does not|is not|was not|doesn't|isn't|wasn't)|no) (?:[a-z]+ ){0,4}?(?:image|picture|photo|file|attachment)s?(?: (?:was|is|were|has|have|could|can|provided|attached|uploaded|available|found|given|received|visible|detected|to|data|content|here)|$)|" +
      "(?:the|your|this|an?) (?:[a-z]+ ){0,2}?(?:image|picture|photo|file|attachment|upload)s? (?:[a-z]+ ){0,4}?(?:not|failed|missing|empty|[a-z]+n't|cannot) ?(?:[a-z]+ ){0,3}?(?:upload|attach|provid|load|receiv|visible|access|available|display|process|view|seen|come|render|open|there|shown|$)",
    give: '(?:please|could you|can you|kindly|if you|try) (?:[a-z]+ ){0,2}?(?:re-?)?(?:upload|provide|attach|share|send|submit|supply|paste)',
    image:
      'image|picture|photo|screenshot|attachment|\\bfile|visual|\\bsee\\b|\\bview|upload|\\bpolic(?:y|ies)\\b|guidelines?\\b',
    help: '\\b(?:help|assist|comply|fulfil|requests?\\b|identif|descri|answer|discuss|continue|engage|provide|person|people|individual)',
  },
  {
    // German
    sorry: '(?:es tut mir (?:sehr )?leid|tut mir leid|entschuldigung|entschuldige|verzeihung|sorry)',
    filler:
      'leider|dabei|damit|dazu|darüber|hierzu|hierbei|hier|aus [a-zäöüß]{3,20}gründen|bedauerlicherweise|aber|jedoch|es (?:scheint|sieht so aus)|offenbar|anscheinend',
    ai: 'als (?:[a-zäöü-]+ ){0,3}?(?:ki|sprachmodell|assistent|ki-[a-z]+|sprachassistent)',
    cannot: `das (?:geht|ist) (?:mir )?(?:leider )?nicht(?: möglich)?|(?:ich|wir) (?:kann|können|konnte|bin|sehe|habe|darf|werde|erkenne) ${some}(?:nicht|kein|keine|keinen|keinerlei|weder)|(?:kann|konnte|sehe|habe|bin|darf) ich ${some}(?:nicht|kein|keine|keinen)`,
    absent:
      'es (?:wurde|ist|gibt|liegt) (?:[a-zäöü]+ ){0,3}?kein|(?:wurde|ist|liegt) (?:mir )?kein bild|kein (?:bild|foto)(?: |$)|(?:das|dein|ihr|dieses) (?:bild|foto) (?:[a-zäöü]+ ){0,4}?(?:nicht|fehlt)',
    give: '(?:bitte|könn(?:en|te|ten)|kannst) (?:[a-zäöü]+ ){0,5}?(?:hochladen|hoch|bereitstellen|bereit|sende|schicke|teile|senden|schicken|zur verfügung|lade|stellen|laden|anhängen)',
    image: 'bild|foto|grafik|datei|anhang|screenshot|sehen|erkennen|anzeigen|beschreib',
    help: 'helf|hilf|unterstütz|anfrage|bitte nach|identifizier|beantwort|weiter|auskunft|person|benenn|namen',
  },
  {
    // French
    sorry:
      "(?:je suis )?(?:vraiment )?(?:désolée?|navrée?)|je m'excuse|(?:toutes )?mes excuses|pardon|veuillez m'excuser",
    filler: 'malheureusement|mais|cependant|il semble(?:rait)?(?: que)?|apparemment|hélas',
    ai: "en tant qu['e ]{1,2}(?:une? )?(?:[a-zéèê-]+ ){0,2}?(?:ia|intelligence artificielle|modèle(?: de langage)?|assistant)",
    cannot: `je (?:ne |n'|suis |me )${some}(?:pas|aucune?|incapable|mesure|jamais)|(?:impossible|incapable) (?:de |d')(?:voir|afficher|analyser|décrire|accéder|traiter|lire|ouvrir)`,
    absent:
      "(?:aucune|pas d'?) ?(?:image|photo|pièce jointe|fichier)|il n'y a (?:pas d'|aucune )(?:image|photo)|(?:l'|votre |cette |la )(?:image|photo) (?:n'|ne |semble )",
    give: '(?:veuillez|merci de|pouvez-vous|pourriez-vous|peux-tu) (?:[a-zéèê]+ ){0,3}?(?:télécharger|téléverser|fournir|joindre|partager|envoyer|importer)',
    image: 'image|photo|fichier|pièce jointe|capture|voir|décrire|visualis',
    help: 'aider|assister|demande|requête|identifi|répondre|satisfaire|fournir|personne',
  },
  {
    // Spanish
    sorry: '(?:lo siento|lo lamento|disculpa|disculpe|perdón|perdona|mis disculpas|pido disculpas)',
    filler: 'lamentablemente|desafortunadamente|por desgracia|pero|sin embargo|parece(?: ser)?(?: que)?|mucho',
    ai: 'como (?:una? )?(?:[a-záéíóúñ-]+ ){0,2}?(?:ia|inteligencia artificial|modelo(?: de lenguaje)?|asistente)|soy (?:una ia|un modelo|un asistente)',
    cannot: `(?:yo )?no (?:me )?(?:puedo|veo|tengo|soy capaz|es posible|logro|consigo|estoy|he recibido|recibí|pude) ${some}(?:ver|visualizar|analizar|describir|acceder|procesar|imagen|imágenes|capacidad|mostrar|abrir|identificar|ayudar|foto|ninguna)`,
    absent:
      'no (?:se |hay |existe |aparece )(?:ha |me )?(?:[a-záéíóú]+ )?(?:ninguna |la |una )?(?:imagen|foto|archivo)|(?:la|tu|su|esta) (?:imagen|foto) no ',
    give: '(?:por favor|podrías|podría|puedes)(?:,)? (?:[a-záéíóú]+ ){0,2}?(?:sube|suba|subir|proporcion|adjunt|compart|envía|envíe|enviar|carga)',
    image: 'imagen|imágenes|foto|archivo|captura|ver\\b|describir',
    help: 'ayudar|asistir|solicitud|petición|identificar|cumplir|responder|proporcionar|persona|eso\\b',
  },
  {
    // Portuguese
    sorry: '(?:desculpe|desculpa|sinto muito|lamento|peço desculpas?|perdão|me desculpe)',
    filler: 'infelizmente|mas|porém|no entanto|parece(?: que)?',
    ai: 'como (?:uma? )?(?:[a-zãáéíóúç-]+ ){0,2}?(?:ia|inteligência artificial|modelo(?: de linguagem)?|assistente)|sou (?:uma ia|um modelo|um assistente)',
    cannot: `(?:eu )?não (?:me )?(?:posso|consigo|vejo|tenho|sou capaz|é possível|estou|recebi|pude|fui) ${some}(?:ver|visualizar|analisar|descrever|acessar|aceder|processar|imagem|imagens|capacidade|exibir|abrir|identificar|ajudar|foto|nenhuma)`,
    absent:
      '(?:nenhuma|não há|não foi|não existe) (?:[a-zãáéíóúç]+ ){0,3}?(?:imagem|foto|arquivo|ficheiro)|(?:a|sua|esta|essa) (?:imagem|foto) não ',
    give: '(?:por favor|poderia|pode|podes)(?:,)? (?:[a-zãáéíóúç]+ ){0,2}?(?:envie|enviar|carreg|forneç|fornecer|anex|compartilh|partilh|faça o upload)',
    image: 'imagem|imagens|foto|arquivo|ficheiro|captura|ver\\b|descrever',
    help: 'ajudar|auxiliar|pedido|solicitação|identificar|atender|responder|fornecer|pessoa|isso\\b',
  },
  {
    // Italian
    sorry: '(?:mi dispiace|mi spiace|scusa|scusami|scusate|mi scuso|chiedo scusa|spiacente|sono spiacente)',
    filler: 'purtroppo|ma|tuttavia|sembra(?: che)?|pare(?: che)?',
    ai: "(?:come|in quanto|essendo) (?:un'?a? ?)?(?:[a-zàèéìòù-]+ ){0,2}?(?:ia|ai|intelligenza artificiale|modello(?: linguistico)?|assistente)",
    cannot: `(?:io )?non (?:mi )?(?:posso|riesco|vedo|ho|sono|è possibile|ricevo) ${some}(?:vedere|visualizzare|analizzare|descrivere|accedere|elaborare|immagine|immagini|grado|capacità|mostrare|aprire|aiutar|foto|alcuna|nessuna)`,
    absent:
      "(?:nessuna|non c'è|non è stata|non vi è) (?:[a-zàèéìòù]+ ){0,3}?(?:immagine|foto|file)|(?:l'|la tua |questa |la )(?:immagine|foto) non ",
    give: '(?:per favore|per cortesia|puoi|potresti|ti prego di|si prega di)(?:,)? (?:[a-zàèéìòù]+ ){0,2}?(?:caric|forni|alleg|condivid|invia)',
    image: 'immagine|immagini|foto|file|schermata|vedere|descrivere',
    help: 'aiutar|assister|richiest|identificar|rispondere|soddisfare|fornire|persona',
  },
  {
    // Dutch
    sorry: '(?:het spijt me|sorry|mijn excuses|excuses|pardon)',
    filler: 'helaas|daar|daarmee|hiermee|hier|maar|echter|het lijkt erop(?: dat)?|blijkbaar',
    ai: 'als (?:een )?(?:[a-z-]+ ){0,2}?(?:ai|taalmodel|ai-[a-z]+|assistent|model)',
    cannot: `(?:ik|wij|we) (?:kan|kunnen|kon|ben|zie|heb|mag) ${some}(?:niet|geen)|(?:kan|zie|heb|ben) ik ${some}(?:niet|geen)`,
    absent:
      'er (?:is|was|lijkt|werd) (?:[a-z]+ ){0,2}?geen|geen (?:afbeelding|foto|plaatje)(?: (?:gevonden|bijgevoegd|ontvangen|beschikbaar|zichtbaar|gedeeld|geüpload|meegestuurd|aanwezig|geladen|te zien|is|werd)|$|[.,!])|(?:de|je|uw|deze) (?:afbeelding|foto) (?:[a-z]+ ){0,4}?niet',
    give: '(?:upload|gelieve|kun je|kunt u|deel|stuur|voeg) (?:[a-z]+ ){0,4}?(?:afbeelding|foto)',
    image: 'afbeelding|foto|plaatje|bestand|bijlage|zien|bekijken|beschrijven',
    help: 'help|assister|verzoek|identificer|beantwoord|voldoen|perso',
  },
  {
    // Swedish, Danish, Norwegian
    sorry:
      '(?:jag är ledsen|ledsen|förlåt|jag ber om ursäkt|ursäkta|jeg beklager|beklager|undskyld|det er jeg ked af|jeg er ked af|unnskyld)',
    filler: 'tyvärr|desværre|dessverre|men|det verkar(?: som)?|det ser ut|det lader til',
    ai: 'som (?:en |et |ett )?(?:[a-zåäöæø-]+ ){0,2}?(?:ai|språkmodell|sprogmodel|språkmodel|ai-[a-zåäöæø]+|assistent)',
    cannot: `(?:jag|jeg|vi) (?:kan|kunde|är|er|ser|har|ville) ${some}(?:inte|ikke|ingen|inga|inget)|(?:kan|ser|har) (?:jag|jeg) ${some}(?:inte|ikke|ingen|inga)`,
    absent:
      '(?:det (?:finns|er|fanns|blev|ble) )?(?:ingen|inget|inga) (?:bild|bilde|billede|foto)|(?:bilden|bildet|billedet|fotot) (?:[a-zåäöæø]+ ){0,4}?(?:inte|ikke)',
    give: '(?:vänligen|var vänlig|venligst|vennligst|kan du|ladda|last|upload|del) (?:[a-zåäöæø]+ ){0,4}?(?:bild|billed|foto)',
    image: 'bild|billede|foto|fil\\b|se\\b|visa|vise|beskriv',
    help: 'hjälp|hjælp|hjelp|assister|begäran|anmod|forespørs|identifi|svara|besvar|tillmötes',
  },
  {
    // Polish
    sorry: '(?:przepraszam|przykro mi|wybacz)',
    filler: 'niestety|ale|jednak|wygląda na to|wydaje się',
    ai: 'jako (?:[a-ząćęłńóśźż-]+ ){0,2}?(?:ai|si|sztuczna inteligencja|model(?: językowy)?|asystent)',
    cannot: '(?:ja )?nie (?:mogę|widzę|mam|jestem|potrafię|jest możliwe|otrzymał[ae]m|udało)',
    absent:
      '(?:nie ma|brak|nie dołączono|nie przesłano|nie podano) (?:[a-ząćęłńóśźż]+ ){0,2}?(?:obraz|zdjęci|plik|ilustracj)|(?:obraz|zdjęcie|plik) nie ',
    give: '(?:proszę|prosimy|czy możesz|prześlij|załącz|dołącz) (?:[a-ząćęłńóśźż]+ ){0,3}?(?:obraz|zdjęci|przesł|dołącz|załącz|udostępn|prześl)',
    image: 'obraz|zdjęci|plik|grafik|zobaczyć|wyświetl|opisać',
    help: 'pomóc|pomoc|prośb|zidentyfikow|spełnić|odpowied|żądani',
  },
  {
    // Czech, Slovak
    sorry: '(?:omlouvám se|promiňte|promiň|je mi líto|ospravedlňujem sa|prepáčte)',
    filler: 'bohužel|bohužiaľ|ale|zdá se|zdá sa|však',
    ai: 'jako? (?:[a-záčďéěíňóřšťúůýž-]+ ){0,2}?(?:ai|umělá inteligence|jazykový model|model|asistent)',
    cannot: '(?:já )?(?:nemohu|nemůžu|nevidím|nemám|nejsem|neumím|nedokážu|nemôžem|nedokážem)',
    absent:
      '(?:nebyl|není|nebol|žádný|chybí) (?:[a-záčďéěíňóřšťúůýž]+ ){0,3}?(?:obráz|fotografi|soubor|snímek)|(?:obrázek|fotografie) (?:ne|se ne|nebyl)',
    give: '(?:prosím|nahrajte|můžete|mohli byste) (?:[a-záčďéěíňóřšťúůýž]+ ){0,3}?(?:obráz|nahra|fotografi|přilož|poskyt|pošl)',
    image: 'obráz|obraz|fotografi|soubor|snímek|vidět|zobrazit|popsat',
    help: 'pomoc|pomôc|žádost|žiadost|identifik|odpovědět|splnit|vyhov',
  },
  {
    // Russian, Ukrainian
    sorry:
      '(?:извините|извини|простите|прошу прощения|приношу (?:свои )?извинения|мне (?:очень )?жаль|вибачте|перепрошую|на жаль, вибачте)',
    filler: 'к сожалению|на жаль|но|однако|похоже|кажется|схоже|але',
    ai: '(?:как|я|будучи|як) (?:[а-яёіїєґ-]+ ){0,2}?(?:ии|ші|искусственный интеллект|языковая модель|мовна модель|модель|ассистент)',
    cannot:
      '(?:я )?(?:пока )?(?:не (?:могу|вижу|имею|способ|получил|в состоянии|умею|бачу|можу|маю|отримав)|у меня нет|у мене немає)',
    absent:
      '(?:изображени[ея]|картинк[аи]|фото|файл|зображення) (?:[а-яёіїєґ]+ ){0,3}?(?:не |отсутств)|(?:нет|отсутству[а-я]+|не (?:было )?предоставлен[а-я]*|немає) (?:[а-яёіїєґ]+ ){0,2}?(?:изображени|картинк|фото|зображен)',
    give: '(?:пожалуйста|прошу|загрузите|отправьте|пришлите|будь ласка|завантажте)(?:,)? (?:[а-яёіїєґ]+ ){0,3}?(?:изображени|картинк|фото|загруз|пришл|отправ|предостав|зображен|завантаж)',
    image: 'изображени|картинк|фото|файл|зображен|видеть|увидеть|просмотр|описать|бачити',
    help: 'помоч|помощ|запрос|просьб|идентифиц|опознать|ответ|выполнить|допомог|запит|прохання|відпов',
  },
  {
    // Turkish
    sorry: '(?:üzgünüm|özür dilerim|kusura bakmayın|maalesef özür dilerim)',
    filler: 'maalesef|ne yazık ki|ama|ancak|görünüşe göre',
    ai: '(?:bir )?(?:[a-zçğıöşü-]+ ){0,3}?(?:yapay zek[aâ]|dil modeli|asistan)[a-zçğıöşü]* olarak',
    cannot:
      '(?:ben )?(?:[a-zçğıöşü]+ ){0,4}?(?:göremiyorum|göremem|görüntüleyemiyorum|görüntüleyemem|analiz edemiyorum|açıklayamıyorum|erişemiyorum|işleyemiyorum|yardımcı olamam|yerine getirem|cevap verem|yanıtlayam|tanımlayamıyorum|açamıyorum)',
    absent:
      '(?:görsel|resim|fotoğraf|görüntü|dosya)[a-zçğıöşü]* (?:[a-zçğıöşü]+ ){0,3}?(?:yok|yüklenmedi|yüklenemedi|sağlanmadı|eklenmedi|bulunamadı|eklenmemiş|yüklenmemiş|görünmüyor)',
    give: '(?:lütfen) (?:[a-zçğıöşü]+ ){0,4}?(?:yükle|paylaş|gönder|ekle|sağla)',
    image: 'görsel|resim|resmi|fotoğraf|görüntü|dosya',
    help: 'yardım|isteğ|isteğini|talep|talebini|kimli|yanıtla',
  },
  {
    // Japanese
    sorry:
      '(?:(?:大変)?申し訳(?:ありません|ございません|ない)|すみません|すいません|ごめんなさい|恐れ入ります|恐縮です)',
    filler: '(?:残念ながら|しかし|どうやら|が|けれど)',
    ai: '(?:私は)?(?:ai|人工知能|言語モデル|テキストベース)[^。]{0,12}?(?:として|なので|であり|ですので|のため)',
    cannot:
      '(?:この|その|そのような|ご)?(?:リクエスト|要望|依頼|質問|内容)[^。「]{0,16}?(?:できません|ません|かねます)|(?:私(?:は|には)?[、]?)?(?:この|その|添付の|ご?提供(?:いただいた|された)?)?(?:画像|写真|図|ファイル|イメージ)[^。「]{0,24}?(?:できません|できない|ません|出来ません|かねます)|私(?:は|には)[^。「]{0,30}?(?:できません|ません)',
    absent:
      '(?:この|添付の|提供された)?(?:画像|写真|図|ファイル)[^。「]{0,16}?(?:ありません|いません|ないようです|失敗しました|提供されていない|未添付)',
    give: '(?:もう一度|再度|お手数ですが)?[^。「]{0,10}?(?:画像|写真|ファイル)[^。「]{0,8}?(?:アップロード|添付|送信|提供|共有|お送り)[^。「]{0,6}?(?:ください|下さい|お願い|いただけ)',
    image: '画像|写真|図|ファイル|見る|表示|認識',
    help: 'リクエスト|要望|依頼|質問|手伝い|お応え|お答え|応じ|対応|特定',
  },
  {
    // Chinese
    sorry: '(?:很|非常|十分|实在)?(?:抱歉|对不起|對不起|不好意思|遗憾|遺憾)',
    filler: '(?:但是?|不过|似乎|看来|看起来|看起來|好像|目前)',
    ai: '(?:作为|作為|我是)(?:一个|一個|一款|一名)?[^，。]{0,8}?(?:ai|人工智能|人工智慧|语言模型|語言模型|模型|助手)',
    cannot:
      '(?:我|本人)[^，。“「]{0,6}?(?:无法|不能|没有办法|看不到|看不见|未能|没有|不具备|無法|沒有|不會|不会|不便|难以)|(?:无法|無法|不能|看不到|未能)(?:直接)?(?:查看|看到|识别|辨识|處理|处理|分析|访问|读取|显示|顯示|打开|描述|识图)',
    absent:
      '(?:没有|未(?!知|来|來|命名|完)|沒有|並未|并未|无(?!人|线|限|障))[^，。“「]{0,6}?(?:图|圖|照片)|(?:您|你|这张|该|這張|此)?(?:的)?(?:图片|图像|照片|圖片|圖像)[^，。“「]{0,8}?(?:未|没有|没能|无法|沒有|無法|失败|失敗|不存在|缺失|不可见)',
    give: '(?:请|請|麻烦|麻煩)[^，。“「]{0,6}?(?:上传|提供|发送|分享|上傳|發送|重试|重新)',
    image: '图|圖|照片|截屏|截圖|文件|看到|查看|描述',
    help: '协助|帮助|帮忙|请求|要求|提供|识别|回答|完成|協助|幫助|幫忙|請求|識別|满足',
  },
  {
    // Korean
    sorry: '(?:정말 )?(?:죄송합니다만?|죄송하지만|미안합니다|미안하지만|죄송해요|유감스럽게도|유감이지만)',
    filler: '(?:안타깝게도|아쉽게도|하지만|그러나|현재)',
    ai: '(?:저는 )?(?:[가-힣-]+ ){0,2}?(?:ai|인공지능|언어 모델)[가-힣 ]{0,10}?(?:로서|이므로|이기 때문에|라서|입니다)',
    cannot:
      '(?:그|이|해당|그런|귀하의)? ?(?:요청|부탁|질문|내용)[^."“]{0,24}?(?:수 없|어렵|못)|(?:저는|제가|저로서는) [^."“]{0,40}?(?:수 없|못 |못합|없습니다|않습니다|어렵습니다)|(?:이 |해당 |첨부된 |제공된 )?(?:이미지|사진|그림|파일)[^."“]{0,24}?(?:수 없|수가 없|못했|못합|어렵습니다)',
    absent:
      '(?:이 |첨부된 |제공된 )?(?:이미지|사진|그림|파일)[^."“]{0,16}?(?:없습니다|않았습니다|않습니다|않은 것|없는 것|실패)',
    give: '[^."“]{0,12}?(?:이미지|사진|파일)[^."“]{0,8}?(?:업로드|제공|첨부|보내|공유)[^."“]{0,4}?(?:주세요|주시|주십|바랍니다)',
    image: '이미지|사진|그림|파일|보거나|볼 수|설명',
    help: '요청|도와|도움|답변|응답|식별|제공',
  },
  {
    // Arabic
    sorry: '(?:عذر[اًا]*|آسف|أنا آسف|نأسف|أعتذر|معذرة|المعذرة)',
    filler: '(?:للأسف|لكن|ولكن|يبدو أن(?:ه)?)',
    ai: '(?:بصفتي|باعتباري|كوني|أنا) (?:[\\u0621-\\u064a]+ ){0,3}?(?:ذكاء|نموذج|مساعد)[^،.]{0,24}',
    cannot:
      '(?:أنا )?(?:لا (?:أستطيع|يمكنني|أرى|أملك|أتمكن|يمكن|أقدر)|ل[ام] (?:أتمكن|أر|أستلم)|لست قادر|غير قادر|ليس لدي|ليست لدي|تعذر|يتعذر)',
    absent:
      '(?:لا توجد|لم يتم|لم تتم|لم ترفق|لا يوجد) (?:[\\u0621-\\u064a]+ ){0,3}?(?:صور|ملف|مرفق)|(?:الصورة|صورة) (?:غير|لم|لا)',
    give: '(?:يرجى|الرجاء|من فضلك|هل يمكنك) (?:[\\u0621-\\u064a]+ ){0,3}?(?:رفع|تحميل|إرسال|ارسال|إرفاق|تقديم|مشاركة|توفير)',
    image: 'صور|ملف|مرفق|رؤية|عرض|وصف',
    help: 'مساعد|طلب|تحديد|تقديم|الإجابة|تلبية',
  },
  {
    // Hebrew
    sorry: '(?:אני )?(?:מצטער(?:ת)?|סליחה|מתנצל(?:ת)?)',
    filler: '(?:לצערי|אבל|אך|נראה ש)',
    ai: 'כ(?:מודל|בינה|עוזר)[^,.]{0,24}',
    cannot: '(?:אני |אינני |איני )?(?:לא (?:יכול|רואה|מסוגל|ניתן)|איני|אינני|אין לי|אין באפשרותי)',
    absent: '(?:לא (?:צורפה|הועלתה|סופקה)|אין) (?:[\\u05d0-\\u05ea]+ ){0,2}?תמונה|התמונה לא',
    give: '(?:אנא|בבקשה|נא) (?:[\\u05d0-\\u05ea]+ ){0,2}?(?:העל|צרף|שלח|ספק|שתף)',
    image: 'תמונ|קובץ|לראות|לתאר',
    help: 'לעזור|לסייע|בקש|לזהות|לענות',
  },
  {
    // Hindi
    sorry: '(?:मुझे )?(?:क्षमा करें|माफ़ करें|माफ करें|खेद है|क्षमा चाहता हूँ|क्षमा चाहती हूँ|माफ़ कीजिए|मुझे खेद है)',
    filler: '(?:दुर्भाग्य से|लेकिन|परंतु|ऐसा लगता है)(?: कि)?',
    ai: '(?:एक )?(?:एआई|ai|कृत्रिम|भाषा मॉडल)[^,।]{0,24}?(?:रूप में|नाते|मॉडल हूँ)',
    cannot: '(?:मैं|मुझे|मेरे पास|हम) [^।"“]{0,50}?(?:नहीं|असमर्थ|सक्षम नहीं|अक्षम)',
    absent: '(?:कोई )?(?:छवि|तस्वीर|चित्र|फ़ोटो|फोटो|इमेज|फ़ाइल)(?! में| पर)[^।"“]{0,24}?(?:नहीं|अनुपलब्ध)',
    give: '(?:कृपया) [^।"“]{0,24}?(?:अपलोड|प्रदान|साझा|भेज|संलग्न)',
    image: 'छवि|तस्वीर|चित्र|फ़ोटो|फोटो|इमेज|देख|वर्णन',
    help: 'मदद|सहायता|अनुरोध|पहचान|उत्तर|जवाब',
  },
  {
    // Vietnamese
    sorry: '(?:(?:tôi |rất |thành thật )?xin lỗi|rất tiếc|tôi rất tiếc)',
    filler: 'tiếc là|nhưng|tuy nhiên|có vẻ(?: như)?|rất tiếc',
    ai: '(?:là|với tư cách là) (?:một )?(?:mô hình|trợ lý|ai|trí tuệ)[^,.]{0,30}',
    cannot: '(?:tôi|mình|chúng tôi) (?:[^\\s,.]+ ){0,2}?(?:không|chưa)',
    absent:
      '(?:không có|chưa có|không tìm thấy|không thấy) (?:[^\\s,.]+ ){0,2}?(?:hình|ảnh|tệp)|(?:hình ảnh|bức ảnh|ảnh|hình) (?:[^\\s,.]+ ){0,3}?(?:không|chưa)',
    give: '(?:vui lòng|xin|hãy|bạn có thể) (?:[^\\s,.]+ ){0,3}?(?:tải|gửi|cung cấp|đính kèm|chia sẻ)',
    image: 'hình|ảnh|tệp|xem|nhìn|mô tả',
    help: 'giúp|hỗ trợ|yêu cầu|nhận dạng|xác định|trả lời|đáp ứng',
  },
  {
    // Thai
    sorry: '(?:ขออภัย|ขอโทษ|เสียใจด้วย)(?:ครับ|ค่ะ|คะ)?',
    filler: '(?:แต่|น่าเสียดาย|ดูเหมือน(?:ว่า)?)',
    ai: '(?:ในฐานะ|เนื่องจาก)[^ ]{0,30}?(?:ai|ปัญญาประดิษฐ์|โมเดล)[^ ]{0,16}',
    cannot: '(?:ฉัน|ผม|ดิฉัน|เรา)?(?:ไม่สามารถ|มองไม่เห็น|ไม่เห็น|ไม่ได้รับ|ไม่มีความสามารถ)',
    absent: '(?:ไม่มี|ไม่พบ)(?:รูป|ภาพ|ไฟล์)|(?:รูปภาพ|ภาพ|รูป)[^ "“]{0,16}?(?:ไม่|ล้มเหลว)',
    give: '(?:โปรด|กรุณา|ช่วย)[^ "“]{0,10}?(?:อัปโหลด|อัพโหลด|ส่ง|แนบ|ให้)',
    image: 'รูป|ภาพ|ไฟล์|เห็น|ดู',
    help: 'ช่วย|คำขอ|ระบุ|ตอบ',
  },
  {
    // Indonesian, Malay
    sorry: '(?:maaf|mohon maaf|harap maaf|saya minta maaf|maafkan saya)',
    filler: 'sayangnya|tetapi|tapi|namun|sepertinya|tampaknya',
    ai: 'sebagai (?:sebuah |seorang )?(?:[a-z-]+ ){0,2}?(?:ai|model|asisten|kecerdasan)[^,.]{0,20}',
    cannot: '(?:saya|kami|aku) (?:[a-z]+ ){0,2}?(?:tidak|belum|tak)',
    absent:
      '(?:tidak ada|tiada|tidak terdapat) (?:[a-z]+ ){0,2}?(?:gambar|imej|foto|berkas|file)|(?:gambar|imej|foto)(?:nya| ini| tersebut)? (?:[a-z]+ ){0,2}?(?:tidak|belum|gagal)',
    give: '(?:silakan|sila|mohon|tolong|bisakah anda|bolehkah anda) (?:[a-z]+ ){0,2}?(?:unggah|kirim|berikan|lampirkan|bagikan|mengunggah|muat naik|hantar|lampir)',
    image: 'gambar|imej|foto|berkas|file|melihat|menampilkan',
    help: 'bantu|permintaan|identifikasi|mengenali|menjawab|memenuhi',
  },
  {
    // Greek
    sorry: '(?:συγγνώμη|λυπάμαι|ζητώ συγγνώμη|με συγχωρείτε)',
    filler: 'δυστυχώς|αλλά|ωστόσο|φαίνεται(?: ότι)?',
    ai: 'ως (?:[α-ωάέήίόύώ-]+ ){0,3}?(?:μοντέλο|τεχνητή|βοηθός|ai)[^,.]{0,24}',
    cannot: '(?:εγώ )?(?:δεν (?:μπορώ|βλέπω|έχω|είμαι|είναι|έλαβα)|αδυνατώ)',
    absent:
      '(?:δεν (?:υπάρχει|παρέχεται|επισυνάφθηκε)|καμία) (?:[α-ωάέήίόύώ]+ ){0,2}?(?:εικόνα|φωτογραφία|αρχείο)|η εικόνα δεν',
    give: '(?:παρακαλώ|μπορείτε) (?:[α-ωάέήίόύώ]+ ){0,3}?(?:ανεβάσ|στείλ|επισυνάψ|παρέχ|μοιρα)',
    image: 'εικόν|φωτογραφ|αρχείο|δω|περιγράψ',
    help: 'βοηθ|αίτημα|ταυτοπο|απαντήσ|εξυπηρετ',
  },
  {
    // Hungarian, Romanian
    sorry: '(?:sajnálom|elnézést|bocsánat|îmi pare rău|ne pare rău|scuze|îmi cer scuze)',
    filler: 'sajnos|de|azonban|úgy tűnik|din păcate|dar|însă|se pare(?: că)?',
    ai: '(?:ca (?:un |o )?|mint )(?:[a-zăâîșțáéíóöőúüű-]+ ){0,2}?(?:model|asistent|ai|inteligență|nyelvi modell|mesterséges)[^,.]{0,24}',
    cannot: `(?:én )?(?:nem (?:tudom|látom|látok|vagyok|tudok|áll)|(?:eu )?nu (?:pot|văd|am|sunt|reușesc|este posibil))`,
    absent:
      '(?:nincs|nem található) (?:[a-záéíóöőúüű]+ ){0,2}?(?:kép|fotó|fájl)|a kép nem|nu (?:există|a fost) (?:[a-zăâîșț]+ ){0,3}?(?:imagine|fotografie)|nicio imagine|imaginea nu',
    give: '(?:kérem|kérjük|tudná|vă rog|te rog|ați putea) (?:[^\\s,.]+ ){0,3}?(?:tölts|kép|küld|încărc|imagin|furniz)',
    image: 'kép|fotó|fájl|látni|leírni|imagin|fotografi|fișier|vedea|descrie',
    help: 'segít|kérés|azonosít|válasz|ajut|cerer|solicit|identific|răspun',
  },
];
