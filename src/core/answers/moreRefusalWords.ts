/**
 * More data like `refusalWords.ts`. Words that are also nouns count only where a sentence ends or continues after them.
 */
import type { RefusalWords } from './refusalWords';

const some = '(?:\\S+ ){0,3}?';
const words = '(?: \\S+){0,2}?';
/** The word ends here. */
const end = '(?![\\p{L}\\p{M}])';
/** The sentence ends, or a comma follows. */
const stop = '(?= ?[,.!;:–—،۔।։፣။၊។-]|$)';

export const moreRefusalWords: readonly RefusalWords[] = [
  {
    // Finnish, Estonian
    sorry: `pahoittel(?:en|emme|ut${stop})|olen pahoillani|anteeksi|(?:palun )?vabandust${stop}|vabandust(?= aga| kuid| ma)|vaban(?:dan|dame)|mul on (?:väga )?kahju`,
    filler: `(?:valitettavasti|mutta|vaikuttaa siltä|näyttää siltä|että|kahjuks|aga|kuid|tundub|paistab|et)${end}`,
    ai: `(?:olen )?(?:vain |vaid )?(?:teko|kieli|tehis|keele)[\\p{L}-]{2,20}?(?:nä|na|oolen)${end}|ai-[\\p{L}]+na${end}|olen (?:vain |vaid )?(?:tekoäly|kielimalli|tehisintellekt|keelemudel)`,
    cannot: `(?:minä |mä |me )?(?:en|emme) (?:valitettavasti |nyt |itse |kuitenkaan )?(?:voi|näe|pysty|kykene|saa|ole|osaa|löydä|halua)${end}|(?:ma|me|mina) ${some}(?:ei|pole)${end}|mul (?:ei ole|pole|puudub)|ei (?:näe|suuda|saa) ma${end}|pil(?:ti|te) ma ei`,
    absent: `(?:kuvaa?|kuvatiedostoa?|tiedostoa?) ei (?:ole (?:liitet|näky|saata|mukana|lada)|voitu|näy|latau|avau|löyty|tullut)|(?:viestissä\\p{L}* )?ei (?:ole |näy )(?:\\S+ )?kuvaa(?: (?:liit|mukana|saata)|${stop})|kuva puuttuu|pil(?:t|ti|di)(?: \\S+)? (?:ei (?:ole|laadi|avane|jõud)|pole|puudub)|(?:ei ole|pole) (?:\\S+ )?(?:lisatud|pilti${stop})`,
    give: `(?:ole hyvä(?: ja)?|olkaa hyvä(?: ja)?|voisit|voitko|voitteko|palun|kas sa)[\\p{L}]*,? ${some}(?:lata|lada|lähet|liit|jaa|lae|laad|saat|lisa|jaga)`,
    image: 'kuva|kuvi|nähdä|katso|tiedosto|liite|pil(?:t|d)|foto|näha|näe|vaada|kirjelda',
    help: 'autta|apua|pyyn|tunnist|vasta|henkilö|aida|abi|taotlus|palve|tuvasta|isik',
  },
  {
    // Bulgarian, Macedonian
    sorry:
      '(?:много )?съжаляваме?|извин(?:ете|явам се|яваме се|яваме|явай|и)|моля за извинение|простете|(?:многу )?(?:ми е )?жал ми е|жал ни е|се извинувам|извинувам се',
    filler: `(?:за съжаление|но|обаче|изглежда|че|за жал|меѓутоа|се чини|дека)${end}`,
    ai: `(?:като|како|аз съм|јас сум) (?:\\S+ ){0,3}?(?:ии|ai|изкуствен интелект|вештачка интелигенција|езиков модел|јазичен модел|асистент)${end}`,
    cannot: `(?:аз |јас |ние )?(?:не (?:мога|можем|виждам|успявам|съм|получих|разполагам|можам|гледам|сум|добив|успеав)|нямам|немам|няма как да|няма да мога)${end}`,
    absent: `(?:няма|нема|липсва) (?:\\S+ )?(?:изображение|снимка|картинка|слика|файл)(?: (?:към|прикач|прилож|во прилог)|${stop})|(?:не (?:е|беше|бе)|нема) (?:прикач|предостав|качен|прилож|испрат)|(?:изображението|снимката|картинката|сликата|файлът) (?:не (?:се (?:вижда|зарежда|отваря|зареди|гледа|вчита|прикаж)|е (?:прикач|нали|достъп|каче|заре|достап|прилож)|може|беше|успя)|липсва|недостига)`,
    give: `(?:моля|ве молам|ве молиме|бихте ли|можете ли|може ли|би ли)(?: ви| те|,)? ${some}(?:кач|прикач|изпрат|предостав|сподел|испрат|постав|пратете)`,
    image: 'изображени|снимк|картин|слик|файл|видя|видам|виждам|преглед|опиша|опишам|гледа|разгле',
    help: 'помогн|помощ|помош|заявк|молба|искан|идентифиц|отговор|барање|одговор|разпозна|препозна',
  },
  {
    // Croatian, Bosnian, Serbian, Slovene
    sorry:
      '(?:jako |zelo |veoma )?(?:žao (?:mi|nam) je|žal mi je)|oprosti(?:te)?|ispričavam(?:o)? se|izvini(?:te)?|izvinjavam(?:o)? se|(?:se )?opravičujem(?:o)?(?: se)?|жао (?:ми|нам) је|извини(?:те)?|извињавам(?:о)? се|опрости(?:те)?',
    filler: `(?:nažalost|na žalost|žal|ali|međutim|čini se|izgleda|da|vendar|zdi se|kaže|нажалост|на жалост|али|међутим|изгледа|чини се|да)${end}`,
    ai: `(?:kao|kot|као) (?:\\S+ ){0,2}?(?:ai|ui|umjetna inteligencija|veštačka inteligencija|vještačka inteligencija|umetna inteligenca|jezični model|jezički model|jezikovni model|asistent|вештачка интелигенција|језички модел|асистент)${end}`,
    cannot: `(?:ja |jaz |ја |mi |ми )?(?:ne (?:mogu|možemo|vidim|uspijevam|uspevam|morem|moremo|zmorem|smem|smijem)|nisam|nemam|nisem|nimam|не (?:могу|можемо|видим|успевам|смем)|нисам|немам)${end}`,
    absent: `(?:slik|fotografij|слик|фотографиј|datotek)\\p{L}*(?: žal| nažalost| na žalost| нажалост)? (?:ne mogu|ne vidim|ne morem|ne vidi|se ne|nije (?:prilož|dostup|učita|prikaz|posla|vidlj|stigl)|ni (?:prilož|na voljo|vidn|nalož|pripe)|nedostaje|manjka|не могу|не видим|се не|није (?:прилож|доступ|учита|посла|видљ)|недостаје)|(?:nema|ni|nije|нема|није) (?:prilož|posla|dostavlj|učita|pripet|nobene |прилож|посла|достављ)\\p{L}*${words}(?:slik|fotograf|слик|фотограф)|(?:nema|ni|нема) (?:slike|слике)${stop}`,
    give: `(?:molimo?|možete li|možeš li|prosimo?|ali lahko|lahko|молимо?|можете ли|можеш ли)(?: vas| te| вас| те)?,? ${some}(?:učita|pošalj|prilož|podijel|podel|nalož|pošlj|dostav|pripn|учита|пошаљ|прилож|подел|достав)`,
    image: 'slik|fotografij|vidjeti|videti|vidim|pregled|opis|datotek|ogled|слик|фотографиј|видети|видим|опис|преглед',
    help: 'pomo[ćcgž]|pomag|zahtjev|zahtev|odgovor|identific|prepozna|prošnj|помо|захтев|одговор|идентифик|препозна',
  },
  {
    // Belarusian
    sorry: 'прабачце|прабач|выбачайце|выбачай|мне (?:вельмі )?шкада|прашу прабачэння|перапрашаю',
    filler: `(?:на жаль|нажаль|але|аднак|здаецца|падобна|што)${end}`,
    ai: `як (?:\\S+ ){0,2}?(?:іі|ші|штучны інтэлект|моўная мадэль|асістэнт)${end}`,
    cannot: `(?:я |мы )?(?:пакуль )?(?:не (?:магу|можам|бачу|маю|здольн\\p{L}+|атрыма[ўл]\\p{L}*|ўмею|змагу)|у мяне няма)${end}`,
    absent: `(?:выяв[аы]|малюн(?:ак|ка)|фота|здымак|файл)${words} (?:не (?:была?|загруз|далуч|прымац|бач|адкры)|адсутн)|(?:няма|адсутнічае) (?:\\S+ )?(?:выявы|малюнка|фота|здымка)(?: (?:у паведамл|далуч|прымац)|${stop})`,
    give: `(?:калі ласка|прашу|ці не маглі б)(?: вас)?,? ${some}(?:загруз|дашл|адпраў|прымац|далуч|даслаць)`,
    image: 'выяв|малюн|фота|здым|файл|бачыць|бачу|апіса|прагле|пагляд',
    help: 'дапамаг|дапамог|запыт|просьб|адказ|распазна',
  },
  {
    // Latvian, Lithuanian
    sorry:
      'atvainojiet|atvainojos|atvainojamies|piedodiet|piedod|man (?:ļoti |labai )?(?:žēl|gaila)|atsiprašau|atsiprašome|apgailestauju|atleiskite|labai atsiprašau',
    filler: `(?:diemžēl|bet|tomēr|šķiet|izskatās|ka|deja|tačiau|atrodo|panašu|kad)${end}`,
    ai: `(?:kā|kaip|esmu|esu) (?:\\S+ ){0,2}?(?:ai|mi|di|mākslīgais intelekts|mākslīgā intelekta \\S+|dirbtinis intelektas|dirbtinio intelekto \\S+|valodas modelis|kalbos modelis|asistents|asistentas)${end}`,
    cannot: `(?:es |aš |mes |mēs )?(?:ne(?:varu|varam|redzu|redzam|spēju|esmu|saņēmu|varēšu|galiu|galime|matau|matome|gebu|turiu|esu|gavau|sugebu|galėsiu)|man (?:nav|neizdevās|neizdodas|nepavyko|nepavyksta))${end}`,
    absent: `(?:attēls|attēlu|bilde|bildi|fotoattēls|fails|paveikslėlis|paveikslėlio|vaizdas|vaizdo|nuotrauka|nuotraukos|failas)${words} (?:nav (?:pievien|redzam|pieejam|augšup|ielād|atrast|saņemt)|netika|neielād|neredzu|nevaru|nematau|negaliu|nėra (?:pridėt|matom|pasiek|įkelt|prisegt)|nebuvo|neįkelt|nepridėt|nepavyko|trūkst)|(?:nav|nėra) (?:pievienot|pridėt|įkelt|prisegt|nevien|joki)\\p{L}*(?: \\S+)? (?:attēl|bild|paveiksl|vaizd|nuotrauk)`,
    give: `(?:lūdzu|prašau|prašome|vai (?:jūs )?(?:varētu|varat)|ar (?:galėtumėte|galite|galėtum))\\p{L}*,? ${some}(?:augšup|pievieno|nosūt|atsūt|kopīgo|iesniedz|ielād|įkel|pridė|atsių|pateik|pasidal|prisek)`,
    image: 'attēl|bild|foto|redz|apskat|aprakst|fail|paveiksl|vaizd|nuotrauk|maty|pamaty|peržiūr|apraš|apibūdin',
    help: 'palīdz|pieprasī|lūgum|identific|atbild|padė|prašym|užklaus|atpažin|atsaky|nustaty',
  },
  {
    // Catalan, Galician
    sorry: `ho (?:sento|lamento)(?: molt)?|em sap (?:molt )?greu|disculp[ai](?:'m|-me)?|disculpeu(?:-me)?|perdon[ai]${stop}|perdó${stop}|síntoo(?: moito)?|sinto moito|desculp[ae]|lament(?:o|oo)${end}`,
    filler: `(?:malauradament|per desgràcia|dissortadament|però|tanmateix|sembla|que|desgraciadamente|desafortunadamente|por desgraza|mais|pero|semella|parece)${end}`,
    ai: `com a (?:\\S+ ){0,2}?(?:ia|intel·ligència artificial|model de llengua\\p{L}*|assistent)${end}|s[oó]c (?:una ia|un model|un assistent)|como (?:unha? )?(?:\\S+ ){0,2}?(?:ia|intelixencia artificial|modelo de linguaxe|asistente)${end}|son (?:unha ia|un modelo)`,
    cannot: `(?:jo |eu )?non? (?:em |me |et |te |us |li |che |lle )?(?:puc|podem|veig|veiem|tinc|sóc|soc|és possible|aconsegueixo|he rebut|he pogut|podo|podemos|vexo|teño|son capaz|é posible|recibín|puiden|dou)${end}`,
    absent: `no hi ha cap (?:imatge|foto|fitxer)(?: (?:adjunt|disponible|al missatge)|${stop})|no (?:s'ha|se m'ha|has|heu) ${some}(?:imatge|foto|fitxer)|non hai ningunha (?:imaxe|foto)(?: (?:adxunt|dispo)|${stop})|non se (?:achegou|recibiu|enviou|subiu) ${some}(?:imaxe|foto)|(?:la|aquesta|la teva|la seva|a|esta|a túa) (?:imatge|imaxe|foto) non? (?:s'ha|es veu|es carrega|es pot|se ve|se pode|se cargou|està|está|és visible|foi|ha arribat)`,
    give: `(?:si us plau|sisplau|podries|podria|podríeu|pots|por favor|poderías|podería|podes),? ${some}(?:puja|pujar|puges|envi|adjunt|compart|proporcion|carreg|penja|sube|subir|achega|carga)`,
    image: 'imatge|imaxe|foto|fitxer|ficheiro|captura|veure|veig|vexo|descriure|ver\\b|describir|visuali',
    help: 'ajudar|axudar|sol·licitud|petició|solicitude|petición|identificar|respondre|responder|complir|persona|això',
  },
  {
    // Basque
    sorry: 'sentitzen dut|barkatu|barkaidazu|barkamena eskatzen d(?:ut|izut)|lamentatzen dut',
    filler: `(?:zoritxarrez|tamalez|baina|hala ere|badirudi)${end}`,
    ai: '(?:ai|aa|adimen artifizial\\p{L}*|hizkuntza[- ]eredu\\p{L}*)(?: \\S+){0,2}? (?:naizenez|naizen|gisa|bezala|naiz|izanik)|adimen artifiziala naizenez',
    cannot: `(?:nik )?(?:ezin (?:dut|dizut|ditut|naiz|izan|diot)|ez (?:dut|naiz|daukat|ditut|dezaket|zait))${end}|(?:irudi|argazki)\\p{L}* (?:ezin|ez) (?:dut|ditut|izan)`,
    absent: `(?:irudi|argazki|fitxategi)(?:a|rik|ak)? ez (?:da (?:kargat|igo|irit|ageri|ikus|erants|jaso|ire)|dago (?:erants|eskura|ikus))|ez (?:dago|da|duzu) (?:irudirik|argazkirik)(?: (?:erants|eskura|igo|jaso)|${stop})|irudia falta da`,
    give: `mesedez,? ${some}(?:igo|bidal|partekat|erants|eman|karga)|(?:igo|bidali|erantsi) ${some}mesedez`,
    image: 'irudi|argazki|fitxategi|ikus|deskriba',
    help: 'lagun|eska|erantzu|identifika|ezagutu',
  },
  {
    // Icelandic, Norwegian Nynorsk, Afrikaans
    sorry: `fyrirgefðu|afsakið|afsakaðu|mér þykir (?:það |þetta )?(?:mjög )?leitt|ég biðst (?:innilega )?afsökunar|(?:eg )?beklagar|orsak${stop}|orsaka|eg er lei (?:meg|for det)|(?:ek is )?(?:baie )?jammer|verskoon my|ek vra om verskoning|ek vra (?:omverskoning|verskoning)|my verskoning`,
    filler: `(?:því miður|en|hins vegar|svo virðist|virðist|sem|diverre|dessverre|men|det ser ut(?: til)?|som|ongelukkig|helaas|maar|dit lyk|asof)${end}`,
    ai: `(?:sem|ég er) (?:\\S+ ){0,2}?(?:gervigreind\\p{L}*|mállíkan|tungumálalíkan)|som (?:eit? |ein )?(?:\\S+ ){0,2}?(?:ki|ai|språkmodell|kunstig intelligens|assistent)${end}|as (?:'n )?(?:\\S+ ){0,2}?(?:ki|ki-\\p{L}+|ai|kunsmatige intelligensie|taalmodel)${end}`,
    cannot: `(?:ég|við) (?:\\S+ )?(?:get|gat|sé|hef|er|mun|getum|sjáum)${words} (?:ekki|enga|ekkert|engin)${end}|(?:get|sé|gat|hef) ég ${some}(?:ekki|enga)|(?:eg|vi) (?:kan|kunne|er|ser|har|får)(?: \\S+){0,3}? (?:ikkje|ingen|inkje|ikkje)${end}|(?:kan|ser|har|får) eg ${some}(?:ikkje|ingen|inkje)|(?:ek|ons) (?:kan|kon|is|sien|het|mag|sal)(?: \\S+){0,4}? (?:nie|geen)${end}|(?:kan|sien|het) ek ${some}(?:nie|geen)${end}`,
    absent: `(?:engin|það er engin|vantar) (?:\\S+ )?(?:mynd|ljósmynd)(?: (?:fylg|í við|hér)|${stop})|(?:myndin|ljósmyndin|skráin) (?:hlóðst|fylgdi|birtist|barst|opnast|sést) ekki|myndin er ekki (?:sýni|tiltæk|aðgeng)|myndina vantar|(?:det (?:er|var|følgde) )?(?:ikkje|ingen|inga) (?:\\S+ )?(?:bilete|bilde|foto)(?: (?:lagt|vedlagt|tilgjengeleg|lasta|her)|${stop})|(?:biletet|fotoet) (?:er|vart|blei|kan|let seg|lasta|kom) ikkje|(?:daar is )?(?:geen|nie 'n) (?:beeld|prent|foto)(?: (?:is|aange|opge|beskik|ontvang|nie)|${stop})|(?:die|jou) (?:beeld|prent|foto) (?:kan|is|kon|het|word) nie${end}`,
    give: `(?:vinsamlega(?:st)?|gætir þú|gætirðu|gjörðu svo vel) ${some}(?:hla|hlað|send|deil|heng|sett)|(?:ver snill|ver venleg|venlegast|kan du)(?: og)?,? ${some}(?:last|send|legg|del)|(?:laai|stuur|heg|deel|kan jy|sal jy) asseblief|asseblief ${some}(?:laai|stuur|heg|deel|beeld|prent)`,
    image: 'mynd|skrá|sjá|séð|lýst|lýsa|skoða|bilet|bilde|foto|sjå|ser\\b|skildr|beeld|prent|lêer|sien|bekyk|beskryf',
    help: 'hjálp|aðstoð|beiðni|svara|kennsl|hjelp|førespurn|identifi|svar|kjenn|help|versoek|antwoord|bystaan|voldoen',
  },
  {
    // Welsh, Irish, Scottish Gaelic
    sorry:
      "mae'n (?:wir )?(?:ddrwg|flin) (?:iawn )?gen\\p{L}*(?: i| fi)?|ymddiheuriadau|ymddiheuraf|rwy'n ymddiheuro|sori|tá (?:an-)?brón orm|tá aiféala orm|gabh(?:aim|aigí)? mo leithscéal|mo leithscéal|tha mi (?:glè )?dhuilich|tha mi duilich|duilich",
    filler: `(?:yn anffodus|ond|fodd bynnag|ymddengys|mae'n ymddangos|ar an drochuair|faraor|ach|áfach|is cosúil|gu mì-fhortanach)${end}`,
    ai: `fel (?:\\S+ ){0,2}?(?:ai|deallusrwydd artiffisial|model iaith|cynorthwyydd)${end}|mar (?:\\S+ ){0,2}?(?:ai|intleacht shaorga|intleachta saorga|s(?:h)?amhail teanga|m(?:h)?únla teanga|chúntóir|cúntóir)${end}`,
    cannot: `nid? (?:allaf|allwn|wyf|oes gen|welaf|ydw|fedraf)${end}|(?:alla|fedra|dw|dydw|dwi|wela) ?i? ddim|rwy'n methu|(?:ní|ní) (?:féidir liom|fheicim|thig liom|raibh mé)|nílim|níl (?:mé|mise|aon chumas|cumas|sé ar mo chumas)${end}|chan (?:urrainn dhomh|fhaic mi|eil mi)`,
    absent: `(?:nid oes|does dim|níl|ní raibh) (?:\\S+ ){0,2}?(?:delwedd|ddelwedd|llun|íomhá|pictiúr|grianghraf)(?: (?:wedi|ar gael|ceangailt|i gceang|leis)|${stop})|(?:ni chafodd|níor) (?:\\S+ ){0,2}?(?:ddelwedd|delwedd|llun|íomhá|pictiúr)|nid yw'r (?:ddelwedd|llun) (?:ar gael|wedi|yn weladwy|yn llwytho)`,
    give: `(?:a wnewch chi|a fyddech|allech chi|os gwelwch yn dda|plîs|le do thoil|más é do thoil é|an bhféadfá|an féidir leat),? (?:\\S+ ){0,4}?(?:uwchlwyth|lanlwyth|anfon|rhann|darpar|atod|uaslódáil|seol|roinn|ceang|chur|cuir)|(?:uwchlwythwch|lanlwythwch|anfonwch|uaslódáil|seol) (?:\\S+ ){0,4}?(?:os gwelwch|le do thoil)`,
    image:
      'delwedd|llun|ffeil|gweld|weld|welaf|disgrifi|íomhá|pictiúr|phictiúr|grianghraf|comhad|feiceáil|fheic|cur síos|dhealbh|dealbh|fhaic',
    help: 'helpu|cymorth|cais|adnabod|ateb|cabhr|chabhr|chuidiú|cuidiú|iarratas|aithint|fhreagair|freagair|cynorthwyo|hynny',
  },
  {
    // Albanian, Esperanto
    sorry: `(?:më|na) vjen (?:shumë )?keq|kërkoj (?:falje|ndjesë)|më fal(?:ni)?${end}|ndjesë${stop}|pardonu(?: min)?|mi (?:tre )?(?:bedaŭras|pardonpetas)`,
    filler: `(?:fatkeqësisht|mjerisht|por|megjithatë|duket|se|bedaŭrinde|sed|tamen|ŝajnas|ke)${end}`,
    ai: `(?:si|duke qenë|jam)(?: një)? (?:\\S+ ){0,2}?(?:ai|inteligjencë artificiale|model gjuh\\p{L}+|asistent)${end}|kiel (?:\\S+ ){0,2}?(?:ai|artefarita inteligento|artefarita inteligenteco|lingvomodelo|lingva modelo|asistanto)${end}`,
    cannot: `(?:unë |ne )?(?:nuk (?:mund|shoh|shohim|mundem|jam|kam|arrij|e shoh|munda|mora|jam)|s'(?:mund|shoh|kam))${end}|(?:mi|ni) (?:bedaŭrinde )?(?:ne|nenion)${end}`,
    absent: `(?:nuk (?:ka|është)|s'ka|asnjë) ${some}(?:imazh|foto|figur|skedar)\\p{L}*(?: (?:të |i |e )?(?:bashk|ngark|dërg)|${stop})|(?:imazhi|fotoja|fotografia|figura)(?: juaj)? (?:nuk (?:u|mund|shfaqet|ngarkohet|hapet)|nuk është (?:bashk|ngark|[ie] dispon)|mungon)|(?:ne estas|neniu) (?:\\S+ )?(?:bildo|foto)(?: (?:alkroĉ|kunsend|estas)|${stop})|(?:la|via) (?:bildo|foto) (?:ne (?:estas|aper|ŝarĝ|videbl|alven)|mankas)`,
    give: `(?:ju lutem|ju lutemi|të lutem|a mund(?: të)?|mund të),? ${some}(?:ngark|dërgo|bashkëngjit|ndani|jep|ofro)|bonvolu ${some}(?:alŝut|send|alkroĉ|kunhav|proviz)`,
    image: 'imazh|foto|figur|skedar|shoh|shiko|përshkr|bild|dosier|vidi|vidas|priskrib',
    help: 'ndihm|kërkes|identifik|përgjigj|help|peto|respond|identig',
  },
  {
    // Swahili, Tagalog
    sorry: `samahani|pole sana|naomba (?:radhi|msamaha)|n(?:in)?asikitika|(?:po )?paumanhin(?: po)?|pasensya(?: na)?(?: po)?|patawad(?: po)?${stop}|patawarin (?:mo|ninyo) ako|ikinalulungkot ko(?: po)?|humihingi (?:po )?ako ng (?:paumanhin|tawad)`,
    filler: `(?:kwa bahati mbaya|kwa masikitiko|lakini|hata hivyo|inaonekana|kwamba|kuwa|sa kasamaang[- ]palad|ngunit|pero|subalit|mukhang|tila|na|po)${end}`,
    ai: `kama (?:\\S+ ){0,3}?(?:ai|akili (?:bandia|mnemba|unde)|modeli? (?:ya )?lugha|msaidizi)${end}|bilang (?:isang )?(?:\\S+ ){0,2}?(?:ai|modelo ng wika|artipisyal na intelihensiya|artificial intelligence|language model|assistant)${end}`,
    cannot: `(?:mimi )?(?:si(?:wezi|oni|na|jaweza|japokea|kuweza|taweza|kupokea|ruhusiwi)|hatuwezi)${end}|(?:hindi (?:ko|ako|po ako|ko po|namin|kami)|wala (?:po )?akong|di ko)${end}`,
    absent: `hakuna (?:picha|faili|kiambatisho)(?: (?:ili|yoyote|hapa)|${stop})|(?:picha|faili)${words} (?:haij|haionekan|haipo|haikuw|haikup|haipat|haifung)|(?:walang|wala pong) (?:\\S+ )?(?:larawan|imahe|litrato|file)(?: (?:na |ang )?(?:ibin|naka|in-?upload|nakita|nata|kasama)|${stop})|(?:ang|iyong) (?:larawan|imahe|litrato)(?: \\S+)? (?:ay )?(?:hindi (?:na-?i?-?upload|nai-?upload|nag-?load|makita|mabuksan|lumalabas|natanggap)|wala${stop})|hindi (?:na-?i?-?upload|nai-?upload|nag-?load|makita|mabuksan|lumalabas) (?:\\S+ )?ang (?:larawan|imahe|litrato)`,
    give: `(?:tafadhali|naomba|unaweza)(?: u)?,? ${some}(?:k?u?paki|u?tum|k?u?wek|u?ambat|k?u?shirik|pandish)|(?:paki|pakiusap|mangyari|maaari|maari)[\\p{L}-]*(?: \\S+){0,3}? ?(?:upload|ipadala|ibahagi|ilakip|magbigay|ibigay|padala|lakip|maglagay)|paki-?(?:upload|send|padala|lakip|bahagi)`,
    image: 'picha|faili|kuona|sioni|kuangalia|kutazama|elezea|taswira|larawan|imahe|litrato|makita|tingnan|file',
    help: 'saidi|ombi|kutambu|kujibu|tulong|tulung|kahilingan|hiling|tukuyin|sagot|makilala',
  },
  {
    // Persian
    sorry: `(?:واقعا |بسیار |خیلی )?(?:متأسفم|متاسفم|شرمنده ?ام)|با عرض (?:پوزش|معذرت)|(?:پوزش|عذر|معذرت) ?می ?خواه(?:م|یم)|(?:پوزش|معذرت|عذرخواهی)${stop}|عذرخواهی می ?کنم|ببخشید`,
    filler: `(?:متأسفانه|متاسفانه|اما|ولی|به نظر می ?رسد|که)${end}`,
    ai: '(?:به ?عنوان|من) (?:\\S+ ){0,3}?(?:هوش مصنوعی|مدل زبانی|دستیار)(?: \\S+ ?)?(?:هستم)?',
    cannot: `[^.،؛"“«]{0,60}?(?:نمی ?توان(?:م|یم)|نمی ?بین(?:م|یم)|نتوانست(?:م|یم)|قادر[^.،]{0,40}نیست(?:م|یم)|(?:امکان|توانایی|دسترسی|قابلیت)[^.]{0,40}ندار(?:م|یم)|دریافت نکرد(?:م|ه ?ام))${end}`,
    absent:
      '(?:هیچ )?(?:تصویر|عکس|فایل)\\p{L}*(?: \\S+){0,3}? (?:وجود ندارد|موجود نیست|(?:بارگذاری|ارسال|پیوست|ارائه|دریافت|ضمیمه|آپلود) نشد|قابل (?:مشاهده|دسترسی|نمایش) نیست|نمایش داده نمی|در دسترس نیست)',
    give: 'لطفا,?،? ?(?:\\S+ ){0,4}?(?:بارگذاری|آپلود|ارسال|بفرست|پیوست|ارائه|به اشتراک|ضمیمه)|(?:می ?توانید|ممکن است) (?:\\S+ ){0,4}?(?:بارگذاری|آپلود|ارسال|بفرست)',
    image: 'تصویر|تصاویر|عکس|فایل|ببین|مشاهده|توصیف|دیدن|می ?بین',
    help: 'کمک|درخواست|شناسایی|پاسخ|هویت|انجام',
  },
  {
    // Urdu
    sorry: `(?:میں )?(?:معذرت${stop}|معذرت (?:خواہ ہوں|چاہتا ہوں|چاہتی ہوں|چاہتے ہیں)|معاف (?:کیجیے|کیجئے|کریں|کرنا)(?: گا)?|معافی (?:چاہتا|چاہتی) ہوں)|مجھے (?:بہت )?افسوس ہے`,
    filler: `(?:بدقسمتی سے|افسوس|لیکن|مگر|ایسا لگتا ہے|کہ)${end}`,
    ai: '(?:بطور|ایک|میں ایک)(?: \\S+){0,2}? (?:اے آئی|ai|مصنوعی ذہانت|لینگویج ماڈل|زبان کا ماڈل|ماڈل|اسسٹنٹ)[^،۔]{0,20}?(?:ہوں|طور پر|ناطے|(?=،))',
    cannot: `(?:میں|مجھے|میرے|ہم) [^۔"“]{0,60}?(?:نہیں|قاصر|نہ)${end}|(?:تصویر|فوٹو)[^۔"“]{0,40}?نہیں (?:\\S+ ){0,2}?(?:سکتا|سکتی|سکتے|پا رہا|پا رہی|رہا ہوں)`,
    absent:
      '(?:کوئی )?(?:تصویر|فوٹو|فائل)(?! (?:میں|پر))[^۔"“]{0,20}?(?:موجود نہیں|نہیں (?:ملی|بھیجی|دی گئی|ہوئی|کھل|کی گئی)|اپ ?لوڈ نہیں|منسلک نہیں|دستیاب نہیں|نظر نہیں آ|دکھائی نہیں)',
    give: '(?:براہ ?کرم|براہ مہربانی|مہربانی|برائے مہربانی|کیا آپ)[^۔"“]{0,40}?(?:اپ ?لوڈ|بھیج|فراہم|شیئر|منسلک)',
    image: 'تصویر|تصاویر|فوٹو|فائل|دیکھ|بیان|نظر',
    help: 'مدد|درخواست|شناخت|جواب|پہچان',
  },
  {
    // Bengali
    sorry: `(?:আমি |আমরা )?(?:(?:অত্যন্ত |খুবই? |আন্তরিকভাবে )?(?:দুঃখিত|ক্ষমাপ্রার্থী)|ক্ষমা (?:করবেন|করুন|চাইছি|চাচ্ছি|চাই|প্রার্থনা করছি)|মাফ করবেন)`,
    filler: `(?:দুর্ভাগ্যবশত|দুর্ভাগ্যক্রমে|কিন্তু|তবে|মনে হচ্ছে|যে)${end}`,
    ai: '(?:একটি |একজন |আমি একটি )?(?:এআই|ai|কৃত্রিম বুদ্ধিমত্তা|ভাষা মডেল)[^,।]{0,24}?(?:হিসেবে|হিসাবে|হওয়ায়|হওয়ার কারণে)',
    cannot: `(?:আমি|আমার|আমাদের|আমরা|আমাকে) [^।"“]{0,60}?(?:না|নেই|অক্ষম|অপারগ|নই|পাইনি|পারিনি|সম্ভব নয়)${end}|[^।"“]{0,40}?(?:দেখতে|খুলতে|করতে|দিতে) (?:পারছি|পারি|পারব|পারবো|পাচ্ছি|পাই) ?না${end}`,
    absent: `(?:কোনো |কোন |আপনার |এই )?(?:ছবি|চিত্র|ইমেজ|ফাইল)(?:টি|টা|গুলি|গুলো)?${words} (?:দেখা যাচ্ছে না|পাওয়া যায়নি|পাইনি|আপলোড (?:হয়নি|করা হয়নি)|সংযুক্ত (?:নেই|করা (?:হয়নি|নেই))|লোড হয়নি|উপলব্ধ নয়|দেওয়া হয়নি|নেই${stop})`,
    give: '(?:অনুগ্রহ করে|দয়া করে|অনুগ্রহপূর্বক|প্লিজ|আপনি কি)[^।"“]{0,30}?(?:আপলোড|পাঠা|প্রদান|শেয়ার|সংযুক্ত|দিন)',
    image: 'ছবি|চিত্র|ইমেজ|ফটো|ফাইল|দেখ|বর্ণনা',
    help: 'সাহায্য|সহায়তা|অনুরোধ|শনাক্ত|উত্তর|চিহ্নিত|পরিচয়',
  },
  {
    // Marathi, Nepali
    sorry:
      '(?:मला |मलाई |कृपया )?(?:माफ करा|क्षमा करा|क्षमस्व|क्षमा असावी|माफी असावी|खेद आहे|क्षमा गर्नुहोस्|माफ गर्नुहोस्|माफ गर्नुहोला|क्षमा चाहन्छु|माफ पाऊँ|खेद छ|दुःख लाग्यो)|मी (?:दिलगीर आहे|क्षमा मागतो|क्षमस्व|माफी मागतो)|दिलगीर आहे|दिलगिरी व्यक्त करतो|म (?:क्षमाप्रार्थी छु|माफी चाहन्छु|क्षमा चाहन्छु)|माफी चाहन्छु',
    filler: `(?:दुर्दैवाने|दुर्भाग्यवश|परंतु|पण|तर|तथापि|असे दिसते|की|लाग्छ)${end}`,
    ai: '(?:एक )?(?:एआय|एआई|ai|कृत्रिम बुद्धिमत्ता|भाषा मॉडेल|भाषा मोडेल)[^,।.]{0,24}?(?:म्हणून|असल्याने|असल्यामुळे|भएकाले|भएको नाताले|रूपमा)',
    cannot: `(?:मी|मला|माझ्याकडे|माझ्या|आम्ही|म|मलाई|मसँग|मैले|हामी) [^।."“]{0,60}?(?:नाही|असमर्थ|सक्दिन|सक्दिनँ|सकिनँ|सकिन|सक्दैन|छैन|छैनँ|देख्दिनँ|देख्दिन|पाइनँ|शकणार नाही)${end}|[^।."“]{0,40}?(?:हेर्न|देख्न|गर्न|दिन) (?:सक्दिन|सक्दिनँ|सकिनँ)`,
    absent: `(?:कोणतीही |कुनै |कोणतेही |कोणताही )?(?:प्रतिमा|चित्र|छायाचित्र|फोटो|फाइल|तस्बिर|तस्वीर|छवि)${words} (?:दिसत नाही|उपलब्ध (?:नाही|छैन)|जोडलेल[ीाे] नाही|अपलोड (?:झाल[ीाे]|केलेल[ीाे]|भएको|गरिएको) (?:नाही|छैन)|संलग्न (?:नाही|छैन|गरिएको छैन)|देखिँदैन|देखिएन|आढळल[ीाे] नाही|मिळाल[ीाे] नाही|फेला परेन|प्राप्त भएन|लोड (?:झाल[ीाे] नाही|भएन))`,
    give: 'कृपया [^।."“]{0,40}?(?:अपलोड|पाठव|पाठाउ|पठाउ|जोड|शेअर|प्रदान|संलग्न|द्या)',
    image: 'प्रतिमा|चित्र|फोटो|फाइल|तस्बिर|तस्वीर|छवि|पाह|पहा|हेर्न|देख्न|वर्णन|दिसत',
    help: 'मदत|मद्दत|सहाय्य|विनंती|अनुरोध|ओळख|उत्तर|पहिचान|जवाफ|सहयोग',
  },
  {
    // Gujarati, Punjabi
    sorry:
      '(?:મને )?(?:માફ કરશો|માફ કરો|માફ કરજો|ક્ષમા કરશો|ક્ષમા કરો|દુઃખ છે|ખેદ છે)|(?:હું )?(?:દિલગીર છું|(?:ક્ષમા|માફી) (?:ચાહું|માગું|માંગુ|માગુ) છું)|(?:ਮੈਨੂੰ )?(?:ਮ(?:ਾ|ੁਆ)ਫ਼? ਕਰ(?:ਨਾ|ੋ)|ਅਫ਼?ਸੋਸ ਹੈ|ਖਿਮਾ ਕਰ(?:ਨਾ|ੋ))|(?:ਮੈਂ )?ਮ(?:ਾ|ੁਆ)ਫ਼?ੀ (?:ਚਾਹੁੰਦ|ਮੰਗਦ)[ਾੀ] ਹਾਂ',
    filler: `(?:કમનસીબે|દુર્ભાગ્યવશ|દુર્ભાગ્યે|પરંતુ|પણ|કે|ਬਦਕਿਸਮਤੀ ਨਾਲ|ਅਫ਼ਸੋਸ|ਪਰ|ਕਿ)${end}`,
    ai: '(?:એક )?(?:એઆઈ|ai|કૃત્રિમ બુદ્ધિ\\S*|ભાષા મોડેલ)[^,.]{0,24}?(?:તરીકે|હોવાથી)|(?:ਇੱਕ )?(?:ਏਆਈ|ਏ\\.ਆਈ\\.|ai|ਭਾਸ਼ਾ ਮਾਡਲ)[^,।]{0,24}?(?:ਵਜੋਂ|ਹੋਣ ਕਰਕੇ|ਤੌਰ ਤੇ|ਨਾਤੇ)',
    cannot:
      '(?:હું|મને|મારી|મારાથી|અમે|મારા) [^."“]{0,60}?(?:નથી|અસમર્થ|નહીં|નહિ)|(?:ਮੈਂ|ਮੈਨੂੰ|ਮੇਰੇ|ਅਸੀਂ) [^।."“]{0,60}?(?:ਨਹੀਂ|ਅਸਮਰੱਥ)',
    absent: `(?:કોઈ )?(?:છબી|ચિત્ર|ફોટો|તસવીર|ફાઇલ|ઇમેજ)${words} (?:ઉપલબ્ધ નથી|દેખાત[ીોું]+ નથી|અપલોડ (?:થઈ|થયો|થયું|કરવામાં આવી) નથી|જોડાયેલ[ીોું]* નથી|મળ[ીેલયું]+ નથી|લોડ થઈ નથી|નથી${stop})|(?:ਕੋਈ )?(?:ਤਸਵੀਰ|ਚਿੱਤਰ|ਫ਼?ੋਟੋ|ਫਾਈਲ)(?! ਵਿੱਚ| ਵਿਚ| ਉੱਤੇ| ਤੇ)[^।."“]{0,20}?(?:ਨਹੀਂ (?:ਮਿਲੀ|ਦਿੱਤੀ|ਹੋਈ|ਕੀਤੀ)|ਉਪਲਬਧ ਨਹੀਂ|ਦਿਖਾਈ ਨਹੀਂ|ਨੱਥੀ ਨਹੀਂ)`,
    give: '(?:કૃપા કરીને|મહેરબાની કરીને|કૃપયા)[^."“]{0,40}?(?:અપલોડ|મોકલ|આપો|જોડ|શેર)|ਕਿਰਪਾ (?:ਕਰਕੇ|ਕਰ ਕੇ)[^।"“]{0,40}?(?:ਅੱਪਲੋਡ|ਅਪਲੋਡ|ਭੇਜ|ਸਾਂਝ|ਪ੍ਰਦਾਨ|ਜੋੜ|ਦਿਓ)',
    image: 'છબી|ચિત્ર|ફોટો|તસવીર|ફાઇલ|ઇમેજ|જોઈ|વર્ણન|ਤਸਵੀਰ|ਚਿੱਤਰ|ਫੋਟੋ|ਫ਼ੋਟੋ|ਫਾਈਲ|ਦੇਖ|ਵੇਖ|ਵਰਣਨ',
    help: 'મદદ|સહાય|વિનંતી|ઓળખ|જવાબ|ਮਦਦ|ਸਹਾਇਤਾ|ਬੇਨਤੀ|ਪਛਾਣ|ਜਵਾਬ',
  },
  {
    // Tamil, Telugu
    sorry: `மன்னிக்கவும்|மன்னி(?:க்க வேண்டுகிறேன்|க்க வேண்டும்|த்துவிடுங்கள்|யுங்கள்|த்துக்கொள்ளுங்கள்)|மன்னிப்பு(?: கேட்டுக்கொள்கிறேன்| கோருகிறேன்| கேட்கிறேன்|${stop})|வருந்துகிறேன்|(?:నన్ను |దయచేసి )?క్షమించ(?:ండి|గలరు)|క్షమాపణలు${stop}|చింతిస్తున్నాను|మన్నించండి`,
    filler: `(?:துரதிர்ஷ்டவசமாக|துரதிருஷ்டவசமாக|ஆனால்|దురదృష్టవశాత్తు\\S*|కానీ|అయితే)${end}`,
    ai: '(?:ஒரு )?(?:ai|செயற்கை நுண்ணறிவு|மொழி மாதிரி)[^,.]{0,24}?(?:ஆக|யாக|ராக|என்பதால்|முறையில்)|(?:ఒక )?(?:ai|ఏఐ|కృత్రిమ మేధ|భాషా నమూనా|భాషా మోడల్)[^,.]{0,24}?(?:గా|కాబట్టి)',
    cannot: `(?:என்னால்|நான்|எனக்கு|எங்களால்) [^."“]{0,60}?(?:முடியவில்லை|முடியாது|இயலவில்லை|இயலாது|இல்லை|தெரியவில்லை|மாட்டேன்)|[^."“]{0,40}?என்னால் [^."“]{0,40}?(?:முடியவில்லை|முடியாது|இயலவில்லை|இயலாது)|(?:నేను|నాకు|నా వద్ద|మేము) [^."“]{0,60}?(?:లేను|లేకపోతున్నాను|లేదు|లేకపోయాను|లేము|చేయను)|[^."“]{0,40}?(?:చూడ|వివరించ|చేయ|గుర్తించ|తెరవ|ఇవ్వ)(?:లేను|లేకపోతున్నాను|లేకపోయాను)`,
    absent: `(?:எந்த )?(?:படம்|படத்தைப்?|புகைப்படம்|கோப்பு|படமும்)${words} (?:இல்லை${stop}|(?:இணைக்கப்பட|பதிவேற்றப்பட|கிடைக்க|தெரிய|வழங்கப்பட|காணப்பட|ஏற்றப்பட)வில்லை)|(?:చిత్రం|ఫోటో|ఫైల్|చిత్రాలు)${words} (?:కనిపించడం లేదు|అప్లోడ్ (?:కాలేదు|చేయబడలేదు)|జోడించబడలేదు|అందుబాటులో లేదు|లోడ్ కాలేదు|రాలేదు|లేదు${stop})`,
    give: 'தயவு ?செய்து[^."“]{0,40}?(?:பதிவேற்ற|அனுப்ப|வழங்க|பகிர|இணை)|దయచేసి[^."“]{0,40}?(?:అప్లోడ్|పంప|అందించ|జోడించ|షేర్)',
    image: 'பட(?:ம|த்|ங்)|புகைப்பட|கோப்பு|பார்க்க|விவரிக்க|காண|చిత్ర|ఫోటో|ఫైల్|చూడ|చూసి|వివరించ|కనిపించ',
    help: 'உதவ|கோரிக்கை|அடையாள|பதில|సహాయ|సహాయం|అభ్యర్థన|గుర్తించ|సమాధాన',
  },
  {
    // Kannada, Malayalam, Sinhala
    sorry: `(?:ದಯವಿಟ್ಟು )?ಕ್ಷಮಿಸಿ|ಕ್ಷಮೆ (?:ಇರಲಿ|ಕೋರುತ್ತೇನೆ|ಕೇಳುತ್ತೇನೆ)|ವಿಷಾದಿಸುತ್ತೇನೆ|ಮನ್ನಿಸಿ|ക്ഷമിക്ക(?:ണം|ുക|ൂ)|(?:ഞാൻ )?ഖേദിക്കുന്നു|മാപ്പ്${stop}|ക്ഷമ ചോദിക്കുന്നു|(?:මට )?(?:සමාවන්න|සමාවෙන්න|කණගාටුයි|කනගාටුයි)|මම කණගාටු වෙමි`,
    filler: `(?:ದುರದೃಷ್ಟವಶಾತ್|ಆದರೆ|നിർഭാഗ്യവശാൽ|എന്നാൽ|പക്ഷേ|අවාසනාවකට|මෙන්|නමුත්|එහෙත්)${end}`,
    ai: '(?:ಒಂದು )?(?:ai|ಎಐ|ಕೃತಕ ಬುದ್ಧಿಮತ್ತೆ|ಭಾಷಾ ಮಾದರಿ)[^,.]{0,24}?(?:ಆಗಿ|ಯಾಗಿ|ಆದ್ದರಿಂದ|ಕಾರಣ)|(?:ഒരു )?(?:ai|എഐ|കൃത്രിമ ബുദ്ധി|നിർമ്മിത ബുദ്ധി|ഭാഷാ (?:മാതൃക|മോഡൽ))[^,.]{0,24}?(?:നിലയിൽ|ആയതിനാൽ|ആയതുകൊണ്ട്)|(?:ai|කෘත්රිම බුද්ධි|භාෂා ආකෘති)[^,.]{0,24}?(?:ලෙස|නිසා)',
    cannot: `(?:ನನಗೆ|ನಾನು|ನನ್ನಿಂದ|ನಮಗೆ) [^."“]{0,60}?(?:ಸಾಧ್ಯವಿಲ್ಲ|ಸಾಧ್ಯವಾಗುತ್ತಿಲ್ಲ|ಸಾಧ್ಯವಾಗುವುದಿಲ್ಲ|ಸಾಧ್ಯವಾಗಲಿಲ್ಲ|ಆಗುವುದಿಲ್ಲ|ಆಗುತ್ತಿಲ್ಲ|ಇಲ್ಲ|ಕಾಣಿಸುತ್ತಿಲ್ಲ|ಲಾರೆ)|(?:എനിക്ക്|ഞാൻ|ഞങ്ങൾക്ക്) [^."“]{0,60}?(?:കഴിയില്ല|കഴിയുന്നില്ല|സാധിക്കില്ല|സാധിക്കുന്നില്ല|കാണുന്നില്ല|കഴിഞ്ഞില്ല|പറ്റില്ല|ഇല്ല)|[^."“]{0,40}?എനിക്ക് (?:കഴിയ|സാധിക്ക)|(?:මට|මම|අපට) [^."“]{0,60}?(?:නොහැක|නොහැකි|බැහැ|බෑ|නැහැ|නැත|නොපෙනේ)`,
    absent: `(?:ಚಿತ್ರ|ಫೋಟೋ|ಫೈಲ್)(?:ವು|ವನ್ನು)?${words} (?:ಕಾಣಿಸುತ್ತಿಲ್ಲ|ಲಭ್ಯವಿಲ್ಲ|ಇಲ್ಲ${stop}|ಅಪ್ಲೋಡ್ ಆಗಿಲ್ಲ|ಲಗತ್ತಿಸಲಾಗಿಲ್ಲ|ಲೋಡ್ ಆಗಿಲ್ಲ|ಸಿಗಲಿಲ್ಲ)|(?:ചിത്രം|ഫോട്ടോ|ചിത്രവും|ഫയൽ)${words} (?:ഇല്ല${stop}|ലഭ്യമല്ല|കാണുന്നില്ല|അപ്ലോഡ് ചെയ്തിട്ടില്ല|ലോഡ് ആയില്ല|ലഭിച്ചില്ല|ചേർത്തിട്ടില്ല)|(?:රූපය|පින්තූරය|ඡායාරූපය|පින්තූරයක්|රූපයක්|ගොනුව)${words} (?:නොපෙනේ|නොලැබුණි)|(?:රූපය|පින්තූරය|රූපයක්|පින්තූරයක්|ගොනුව) (?:උඩුගත වී |අමුණා |ලැබී )?(?:නැත|නැහැ|නොමැත)${stop}`,
    give: 'ದಯವಿಟ್ಟು[^."“]{0,40}?(?:ಅಪ್ಲೋಡ್|ಕಳುಹಿಸಿ|ಒದಗಿಸಿ|ಹಂಚ|ಲಗತ್ತಿಸಿ|ನೀಡಿ)|ദയവായി[^."“]{0,40}?(?:അപ്ലോഡ്|അയയ്ക്ക|അയക്ക|നൽക|പങ്കിട|ചേർക്ക)|කරුණාකර[^."“]{0,40}?(?:උඩුගත|එවන්න|ලබා දෙන්න|අමුණන්න|බෙදා)',
    image: 'ಚಿತ್ರ|ಫೋಟೋ|ಫೈಲ್|ನೋಡ|ವಿವರಿಸ|ಕಾಣ|ചിത്ര|ഫോട്ടോ|ഫയൽ|കാണ|വിവരിക്ക|රූප|පින්තූර|ගොනු|දැක|බලන්න|බැලීම|විස්තර',
    help: 'ಸಹಾಯ|ವಿನಂತಿ|ಗುರುತಿಸ|ಉತ್ತರ|സഹായ|അഭ്യർത്ഥന|തിരിച്ചറി|ഉത്തര|උදව්|සහාය|ඉල්ලීම|හඳුනා|පිළිතුර',
  },
  {
    // Khmer, Lao, Burmese
    sorry:
      '(?:ខ្ញុំ)?(?:សូម|សុំ)(?:ទោស|អភ័យទោស)|(?:ខ្ញុំ)?សោកស្តាយ|(?:ຂ້ອຍ)?ຂໍ(?:ໂທດ|ອະໄພ)|(?:ຂ້ອຍ)?ເສຍໃຈ(?:ດ້ວຍ)?|(?:ကျွန်(?:ုပ်|တော်|မ) ?)?(?:ဝမ်းနည်းပါ(?:တယ်|သည်)|တောင်းပန်ပါ(?:တယ်|သည်)|ခွင့်လွှတ်ပါ|စိတ်မကောင်းပါဘူး)',
    filler: 'ជាអកុសល|គួរឱ្យសោកស្តាយ|ប៉ុន្តែ|ໜ້າເສຍດາຍ|ແຕ່ວ່າ|ແຕ່|ကံမကောင်းစွာ(?:ဖြင့်|ပဲ)?|ဒါပေမယ့်|သို့သော်',
    ai: 'ក្នុងនាមជា[^ ,។]{0,40}|ໃນຖານະ[^ ,]{0,40}|(?:ai|ဉာဏ်ရည်တု|ဘာသာစကား ?မော်ဒယ်)[^၊။]{0,30}?(?:အနေဖြင့်|အနေနဲ့|ဖြစ်၍|ဖြစ်သောကြောင့်)',
    cannot:
      '(?:ខ្ញុំ|យើង)[^។"“]{0,30}?(?:មិនអាច|មិនឃើញ|មិនមាន|គ្មាន|មិនបាន|ពុំអាច)|(?:ຂ້ອຍ|ຂ້າພະເຈົ້າ|ພວກເຮົາ)[^"“]{0,20}?ບໍ່(?:ສາມາດ|ເຫັນ|ໄດ້|ມີ)|ບໍ່ສາມາດ(?:ເບິ່ງ|ເຫັນ|ເປີດ|ອະທິບາຍ|ວິເຄາະ|ຊ່ວຍ)|(?:ကျွန်ုပ်|ကျွန်တော်|ကျွန်မ)[^။"“]{0,80}?(?:မ[^ ။]{1,24}နိုင်|နိုင်ခြင်းမရှိ|မရပါ|မမြင်|မရှိပါ)|[^။"“]{0,40}?(?:မကြည့်နိုင်ပါ|မမြင်နိုင်ပါ|ကြည့်လို့မရပါ|မမြင်ရပါ|မဖော်ပြနိုင်ပါ|မကူညီနိုင်ပါ)',
    absent:
      '(?:មិនមាន|គ្មាន|មិនឃើញមាន)(?:រូបភាព|រូបថត|ឯកសារ)(?:ត្រូវ|ភ្ជាប់|ណា|ទេ)|(?:រូបភាព|រូបថត)(?:របស់អ្នក|នេះ)?(?:មិនអាចមើល|មិនត្រូវបាន)|ບໍ່ມີ(?:ຮູບພາບ|ຮູບ|ໄຟລ໌)(?:ທີ່|ແນບ|ຖືກ|[.,]|$)|(?:ຮູບພາບ|ຮູບ|ພາບ)(?:ນີ້|ຂອງທ່ານ|ຂອງເຈົ້າ)?ບໍ່(?:ສາມາດ|ໄດ້ຖືກ|ປາກົດ)|(?:ပုံ|ဖိုင်)(?!ထဲ|တွင်|၌)[^။"“]{0,24}?(?:မရှိပါ|မတွေ့ပါ|မပါရှိပါ|မတင်ရသေး|မပေါ်ပါ)',
    give: 'សូម[^។"“]{0,24}?(?:បង្ហោះ|ផ្ញើ|ផ្ដល់|ផ្តល់|ភ្ជាប់|ចែករំលែក|ផ្ទុក)|ກະລຸນາ[^"“]{0,16}?(?:ອັບໂຫຼດ|ອັບໂຫລດ|ສົ່ງ|ແນບ|ແບ່ງປັນ)|ကျေးဇူးပြု(?:၍|ပြီး)[^။"“]{0,40}?(?:တင်|ပို့|ပေး|မျှဝေ|ပူးတွဲ)',
    image: 'រូប|ឯកសារ|មើល|ឃើញ|ពិពណ៌នា|ຮູບ|ພາບ|ໄຟລ໌|ເຫັນ|ເບິ່ງ|ອະທິບາຍ|ပုံ|ဖိုင်|ကြည့်|မြင်|ဖော်ပြ',
    help: 'ជួយ|សំណើ|កំណត់អត្តសញ្ញាណ|ឆ្លើយ|ຊ່ວຍ|ຄຳຮ້ອງ|ຄຳຂໍ|ລະບຸ|ຕອບ|ကူညီ|တောင်းဆို|ခွဲခြား|ဖြေ',
  },
  {
    // Georgian, Armenian
    sorry: `ბოდიში(?:ს გიხდით|ს ვიხდი| მაგრამ|${stop})|უკაცრავად|ვწუხვარ|ძალიან ვწუხვარ|მაპატიეთ|ներողություն(?: եմ (?:խնդրում|հայցում)|${stop})|կ?ներեցեք|կ?ներեք|ցավում եմ`,
    filler: `(?:სამწუხაროდ|მაგრამ|თუმცა|როგორც ჩანს|ցավոք|դժբախտաբար|բայց|սակայն|կարծես|որ)${end}`,
    ai: 'როგორც (?:\\S+ ){0,2}?(?:ai|ხელოვნური ინტელექტი|ენობრივი მოდელი|ასისტენტი)|որպես (?:\\S+ ){0,2}?(?:ai|աբ|արհեստական բանականություն|լեզվական մոդել)',
    cannot: `[^.,"“„]{0,50}?(?:ვერ (?:ვხედავ|ვნახავ|ვნახე|შევძლებ|ვახერხებ|დაგეხმარ|აღვწერ|შევძელი|მოვახერხე|გავხსენი|ვუყურებ|გიპასუხებ|ვუპასუხებ|ამოვიცნობ|გავაანალიზებ|ვამოწმებ)|არ (?:შემიძლია|მაქვს|მიმიღია|ვარ))|[^.,։"“«]{0,50}?(?:չեմ (?:կարող|տեսնում|կարողանում|ստացել|կարողացել)|չունեմ|չկարողացա|ի վիճակի չեմ)${end}`,
    absent: `(?:სურათი|გამოსახულება|ფოტო|ფაილი)${words} (?:არ (?:ჩანს|არის (?:მიმაგრ|ატვირთ|ხელმის)|ატვირთ|ჩაიტვირთ|იხსნება)|ვერ (?:ჩაიტვირთა|მოიძებნა))|(?:պատկեր|նկար|լուսանկար|ֆայլ)(?:ը|ն)?${words} (?:չկա${stop}|բացակայում|կցված չէ|հասանելի չէ|վերբեռնված չէ|չի (?:բեռն|երև|կցվ|բաց|վերբ|գտն))`,
    give: `(?:გთხოვთ?|შეგიძლიათ),? ${some}(?:ატვირთ|გამოგზავნ|გამომიგზავნ|მიამაგრ|გააზიარ|მოგვაწოდ|მომაწოდ)|(?:խնդրում (?:եմ|ենք)|կարո՞?ղ եք),? ${some}(?:վերբեռն|ուղարկ|կցե|տրամադր|կիսվ|բեռն)`,
    image: 'სურათ|გამოსახულებ|ფოტო|ფაილ|ვხედავ|ნახვ|აღწერ|պատկեր|նկար|ֆայլ|տեսն|դիտ',
    help: 'დახმარ|დაგეხმარ|მოთხოვნ|ამოცნობ|ამოვიცნ|პასუხ|იდენტიფ|օգն|հարցում|խնդրանք|պատասխան|ճանաչ|նույնական',
  },
  {
    // Azerbaijani, Uzbek, Kazakh, Kyrgyz
    sorry:
      "üzr istəyir(?:əm|ik)|bağışla(?:yın)?(?=[ ,.!]|$)|təəssüf edirəm|kechiras(?:iz|an)|kechiring|uzr(?: so'rayman|(?=[ ,.]))|afsusdaman|кешіріңіз|кешірім сұраймын|ғафу етіңіз|өкінемін|кечиресиз|кечирип коюңуз|кечирим сурайм",
    filler: `(?:təəssüf ki|təəssüflər olsun ki|lakin|amma|ancaq|görünür|ki|afsuski|lekin|ammo|biroq|aftidan|өкінішке (?:орай|қарай)|бірақ|алайда|тілекке (?:орай|қарай)|тилекке каршы|бирок)${end}`,
    ai: "(?:bir |mən )?(?:\\S+ ){0,2}?(?:süni intellekt|dil modeli|ai|sun'iy intellekt|til modeli)\\p{L}*(?: \\S+)? (?:olaraq|kimi|olduğum|sifatida|bo'lganim)|(?:\\S+ ){0,2}?(?:жасанды интеллект|тілдік модель|жи|жасалма интеллект)(?: \\S+)? (?:ретінде|болғандықтан|катары)",
    cannot: `[^.,"“]{0,60}?(?:bilm(?:irəm|ərəm|ədim|irik|əyəcəyəm)|görmürəm|bacarmıram|imkanım yoxdur|olmayman|olmadim|olmaymiz|ko'rmayapman|ko'rolmayman|ololmayman|berolmayman|imkon(?:iyat)?im yo'q|qodir emasman|алмаймын|алмадым|көрмеймін|көрмей тұрмын|көріп тұрған жоқпын|мүмкіндігім жоқ|қабілетім жоқ|албайм|алган жокмун|көрбөй жатам|мүмкүнчүлүгүм жок)${end}`,
    absent: `(?:şəkil|şəkli|foto|fayl|təsvir)(?:i)?${words} (?:yoxdur${stop}|yüklənm|əlavə (?:edilm|olunma)|görünmür|tapılma|göndərilm|təqdim edilm)|(?:rasm|surat|fayl|tasvir)(?:ni)?${words} (?:yo'q${stop}|yuklanma|biriktirilma|ko'rinma|topilma|yuborilma|mavjud emas)|(?:сурет|фото|кескін|файл|сүрөт)(?:ті|тү)?${words} (?:жоқ${stop}|жүктелме|тіркелме|көрінбе|табылма|жіберілме|қолжетімсіз|жүктөлбө|көрүнбө|тиркелбе)`,
    give: `(?:zəhmət olmasa|xahiş edir(?:əm|ik)|iltimos|өтінемін|өтінеміз|сураныч|өтүнөм),? ${some}(?:yüklə|göndər|əlavə|paylaş|təqdim|yukla|yubor|biriktir|ulash|жүкте|жібер|тірке|бөліс|жүктө|жибер|тирке)|(?:суретті|сүрөттү) ${some}(?:жүктеңіз|жіберіңіз|тіркеңіз|жүктөңүз|жибериңиз)`,
    image: "şəkil|şəkl|foto|təsvir|fayl|görə bil|görmür|rasm|surat|tasvir|ko'r|сурет|фото|кескін|файл|көр|сүрөт",
    help: "kömək|sorğu|xahiş|cavab|tanı|müəyyən|yordam|so'rov|aniqla|javob|tani|көмек|сұра|жауап|анықта|таны|жардам|жооп|аныкта",
  },
  {
    // Mongolian, Amharic
    sorry: `уучлаарай|өршөөгөөрэй|хүлцэл өчье|ይቅርታ(?: እጠይቃለሁ| አድርግ\\S*|${stop})|አዝናለሁ`,
    filler: `(?:харамсалтай нь|гэхдээ|гэвч|እንደ አለመታደል ሆኖ|በሚያሳዝን ሁኔታ|ነገር ግን|ግን)${end}`,
    ai: '(?:би )?(?:хиймэл оюун\\p{L}*|хэлний загвар\\p{L}*|ai)(?: \\S+){0,3}? (?:хувьд|учраас|тул)|እንደ (?:\\S+ ){0,2}?(?:ai|አርቴፊሻል|ሰው ሰራሽ|ቋንቋ)(?: \\S+){0,2}?(?=[ ፣,])',
    cannot: `(?:би|надад|миний|бид) [^."“]{0,60}?(?:чадахгүй|чадсангүй|харахгүй|боломжгүй|чадваргүй|аваагүй|боломж алга|харагдахгүй)|[^."“]{0,40}?(?:харж|нээж|тайлбарлаж|тусалж) чадахгүй байна|[^።"“]{0,50}?(?:አልችልም|አልቻልኩም|አይታየኝም|አላይም|አልደረሰኝም|የለኝም)${end}`,
    absent: `(?:зураг|файл)${words} (?:алга${stop}|ирээгүй|хавсаргаагүй|хавсралтгүй|ачаалагдаагүй|олдсонгүй|харагдахгүй)|(?:ምስል|ምስሉ|ፎቶ|ፎቶው|ፋይል|ሥዕል)(?: የለም${stop}|${words} (?:አልተያያዘም|አልተጫነም|አይታይም|አልተገኘም|አልቀረበም))`,
    give: '(?:зургаа |зураг |зургийг )(?:\\S+ ){0,2}?(?:оруулна уу|илгээнэ үү|хавсаргана уу|байршуулна уу|илгээгээрэй|оруулаарай)|እባክ(?:ዎን?|ህ|ሽ)[^።"“]{0,40}?(?:ይስቀሉ|ይላኩ|ያያይዙ|ያጋሩ|ላክ|ያቅርቡ|ስቀል|ይጫኑ)',
    image: 'зураг|зург|файл|харах|харж|тайлбарла|ምስል|ምስሉ|ምስሎ|ፎቶ|ፋይል|ሥዕል|ማየት|መግለጽ|ይታየኝ',
    help: 'тусал|тусла|хүсэлт|таних|хариул|መርዳት|ልረዳ|እርዳታ|ጥያቄ|መለየት|መመለስ',
  },
];
