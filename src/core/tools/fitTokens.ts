/** What the caller of a tool can accept. */
export interface TokenBudget {
  readonly tokenBudget: number;
  readonly countTokens: (text: string) => PromiseLike<number>;
}

/** Each try comes closer from below; the last one keeps nothing. */
const maxTries = 6;

/**
 * A result that fits the caller's budget: `text`, and below it `note`, which is never cut. If text had to be cut, it
 * says how much. Without a budget, all of it. `frame` is put around the part of the text that is shown.
 */
export async function fitTokens(
  text: string,
  note: string,
  budget?: TokenBudget,
  frame: (text: string) => string = (plain) => plain,
): Promise<string> {
  const whole = join(frame(text), note);
  if (!budget) {
    return whole;
  }
  const { tokenBudget, countTokens } = budget;
  let tokens = await countTokens(whole);
  let made = whole;
  let kept = text.length;
  for (let tries = 1; tokens > tokenBudget && kept > 0; tries++) {
    kept = tries === maxTries ? 0 : wholeCharacters(text, Math.floor(kept * Math.min(0.95, tokenBudget / tokens)));
    const cut = `[cut: the first ${kept} of ${text.length} characters are shown; ask about a part of the image for the rest]`;
    made = join(join(frame(text.slice(0, kept)), cut), note);
    tokens = await countTokens(made);
  }
  return made;
}

const join = (text: string, note: string) => [text, note].filter(Boolean).join('\n\n');

/** Half a surrogate pair isn't a character. */
function wholeCharacters(text: string, length: number): number {
  const last = text.charCodeAt(length - 1);
  return last >= 0xd800 && last <= 0xdbff ? length - 1 : length;
}
