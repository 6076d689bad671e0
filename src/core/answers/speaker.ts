/**
 * Recognizes by its speaker that a text isn't alt text: alt text describes, in the third person. A model that plans,
 * declines, or reports a failure says `I`, or tells the reader to try again. Words in quotes are what the picture
 * shows.
 */

const quoted =
  /"[^"]{1,200}"|“[^”]{1,200}”|„[^“”]{1,200}[“”]|«[^»]{1,200}»|「[^」]{1,200}」|『[^』]{1,200}』|`[^`]{1,200}`/g;

/** The first person with a verb, by language: a pronoun alone may be a numeral or a title. */
const firstPerson: readonly RegExp[] = [
  /(?:^|[.;:,!?] |\b(?:and|but|so|because|that|since|as) )I(?:'(?:m|ll|ve|d)| (?:am|was|will|can|can't|cannot|could|couldn't|need|have|haven't|don't|do|did|must|should|would|avoid|see|notice|think|believe|won't|want to|prefer|only))\b|\b(?:on my end|for me to (?:see|look|view|describe))\b/,
  // German, Dutch, Scandinavian, French
  /(?<![\p{L}-])(?:ich (?:kann|könnte|konnte|werde|würde|habe|muss|sehe|soll|möchte|darf|beschreibe|analysiere|erkenne|bin (?:nicht|leider|mir))|(?:kann|werde|habe|muss|sehe|möchte|darf|könnte) ich|mir|mich|ik (?:kan|zal|heb|moet|zie|wil)|(?:kan|zal|heb|moet) ik|ja[gk] (?:kan|ska|har|måste|ser|vill|måste)|jeg (?:kan|skal|har|må|ser|vil)|je (?:ne|n'|vais|peux|dois|vois|regrette|refuse|préfère|pourrais|m'|vous)|j'(?:ai|analyse|observe|évite))(?!\p{L})/iu,
  // Spanish, Portuguese, Italian, Polish
  /(?<!\p{L})(?:voy a|puedo|podré|lamento|necesito|analizaré|describiré|vou|posso|consigo|preciso|analisarei|descreverei|analizzerò|descriverò|mogę|muszę|opiszę|przeanalizuję)(?!\p{L})/iu,
  // Russian, Ukrainian, Turkish
  /(?<!\p{L})(?:я|мне|мені)(?=\s)|\p{L}{3}(?:[ıiuü]yorum|(?:acağ|eceğ)im|acağım)(?!\p{L})/iu,
  // Japanese, Chinese, Korean, Arabic
  /私(?:は|が|に)|(?:作成|確認|説明|分析|描写|記述)し(?:ます|ません|、|てから)|我(?:将|將|会|會|需要|无法|無法|不能|可以|先|来|來|想|认为|認為)|让我|讓我|저는|제가|하겠습니다|드리겠습니다|(?:^|\s)(?:أنا|سأقوم|لا يمكنني)(?=\s)/u,
];

/** Tells the reader to try again, at the end. */
const tryAgain =
  /(?:try again|(?:versuch\p{L}*|probier\p{L}*) (?:sie )?es (?:später )?(?:erneut|noch einmal|nochmals)|réessay(?:ez|er)|(?:inténtelo|inténtalo|intente(?:lo)?|vuelva a intentarlo)(?: de nuevo| otra vez)?|tente (?:novamente|de novo)|riprova(?:re|te)?|probeer het (?:later )?(?:opnieuw|nog eens)|försök igen|prøv igjen|prøv igen|spróbuj ponownie|zkuste to znovu|попробуйте (?:ещё раз|снова|позже)|повторите попытку|tekrar deneyin(?:iz)?|(?:もう一度|再度|後ほど)お試しください|(?:请|請)(?:稍后|稍後)?(?:再试|再試|重试|重試)|다시 시도(?:해 ?주세요|하세요)|حاول مرة أخرى)(?: later| in a moment| später| plus tard| más tarde| mais tarde| più tardi| senare| senere| później| později| позже)?[.。!！]*$/iu;

/** The request breaks a rule. */
const breaksRule =
  /(?:pedido|solicitud|solicitação|anfrage|demande|richiesta|request|prośba|verzoek) (?:viola|infringe|verstößt|enfreint|violates|narusza|schendt)/i;

/** What a server says about itself. */
const server =
  /^(?:upstream connect error|error (?:code:? ?)?\d{3,4}\s?[:–—-]|lorem ipsum|[\w.]{0,60}(?:error|exception)\s?[:–—-]\s)/i;

/**
 * True if somebody speaks in a text rather than describing a picture. Bounded: a model speaks for itself at the start.
 */
export function speaksForItself(text: string): boolean {
  const said = text.slice(0, 1000).replace(quoted, ' … ').replaceAll('’', "'").trim();
  return firstPerson.some((one) => one.test(said)) || tryAgain.test(said) || breaksRule.test(said) || server.test(said);
}
