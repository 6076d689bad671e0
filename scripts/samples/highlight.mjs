// Colours source code the way an editor does, well enough for a picture of it.
import { escapeHtml } from './page.mjs';

const flow = {
  ts: /^(import|from|export|return|if|for|of|await|else|new)$/,
  py: /^(from|import|for|in|with|if|as|return|continue|else)$/,
};
const storage = {
  ts: /^(const|let|class|interface|private|readonly|static|async|constructor|this|undefined|type|new|void|number|string)$/,
  py: /^(def|class|lambda|True|False|None|self)$/,
};
const pattern = {
  ts: /(\/\*\*.*?\*\/|\/\/.*)|(`(?:[^`]*)`|'(?:[^'\\]|\\.)*')|(\b\d[\d_.]*\b)|([A-Za-z_$][\w$]*)|([()[\]{}])|(\s+)|(.)/g,
  py: /(#.*)|(f?"""[^"]*"""|f?"(?:[^"\\]|\\.)*")|(\b\d[\d_.]*\b)|([A-Za-z_][\w]*)|([()[\]{}])|(\s+)|(.)/g,
};

/**
 * @param {string} text
 * @param {'ts' | 'py'} language
 * @returns {string[]} HTML, one entry a line; classes are c(omment) s(tring) n(umber) f(low) k(eyword) t(ype) m(ethod) v(ariable) b0 b1 b2
 */
export function highlight(text, language) {
  let depth = 0;
  return text.split('\n').map((line) => {
    let html = '';
    for (const [all, comment, string, number, word, bracket] of line.matchAll(pattern[language])) {
      let kind = '';
      if (comment) {
        kind = 'c';
      } else if (string) {
        kind = 's';
      } else if (number) {
        kind = 'n';
      } else if (bracket) {
        kind = '([{'.includes(bracket) ? `b${depth++ % 3}` : `b${Math.max(0, --depth) % 3}`;
      } else if (word) {
        kind = wordKind(word, line.slice(line.indexOf(all) + all.length), language);
      }
      html += kind ? `<i class="${kind}">${escapeHtml(all)}</i>` : escapeHtml(all);
    }
    return html;
  });
}

function wordKind(word, after, language) {
  if (flow[language].test(word)) {
    return 'f';
  }
  if (storage[language].test(word)) {
    return 'k';
  }
  if (/^[A-Z]/.test(word) || /^(list|str|float|int|bool)$/.test(word)) {
    return 't';
  }
  return after.startsWith('(') ? 'm' : 'v';
}
