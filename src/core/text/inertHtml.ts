/** HTML that a model wrote, without anything that would run or load when it's opened. */
import { lookUp } from '../lookUp';

const tags = new Set(
  (
    'html head body title meta style main header footer nav section article aside div span p h1 h2 h3 h4 h5 h6 hgroup br hr ' +
    'ul ol li dl dt dd table caption colgroup col thead tbody tfoot tr th td figure figcaption blockquote q cite pre code ' +
    'kbd samp var b strong i em u s small sub sup mark abbr time address details summary dialog form fieldset legend label ' +
    'input textarea select optgroup option button output progress meter datalist img picture a svg g path circle ellipse ' +
    'rect line polyline polygon text tspan defs lineargradient radialgradient stop'
  ).split(' '),
);
/** Left out with everything in them. */
const dropped =
  /<(script|iframe|object|embed|noscript|template|math|foreignobject|xmp|plaintext|noembed|noframes)(?![a-z0-9])/y;
const tagName = /<(\/?)([a-z][a-z0-9]{0,30})(?![a-z0-9])/iy;
const attributes =
  /^(?:id|class|style|title|alt|lang|dir|role|aria-[a-z]+|type|name|value|placeholder|for|width|height|colspan|rowspan|scope|span|rows|cols|size|maxlength|min|max|step|low|high|optimum|checked|disabled|readonly|required|selected|multiple|open|hidden|tabindex|charset|datetime|viewbox|fill|stroke|stroke-[a-z]+|d|cx|cy|r|rx|ry|x|y|x1|x2|y1|y2|points|transform|opacity|offset|stop-color|text-anchor|font-[a-z]+|href|src|content)$/;
/** An anchor on the page, and a picture embedded in the page. */
const places: Readonly<Record<string, RegExp>> = {
  href: /^#[\w-]*$/,
  src: /^data:image\/(?:png|jpeg|gif|webp);base64,[\w+/=]*$/i,
  content: /^[\w\s=.,-]*$/,
};
const attribute = /([^\s"'<>/=]+)(?:\s{0,20}=\s{0,20}("[^"]*"|'[^']*'|[^\s"'=<>`]+))?/g;

/** HTML with only elements, classes, and styles: no scripts, no handlers, nothing loaded from elsewhere. Linear. */
export function inertHtml(source: string): string {
  // Only ASCII, so that every offset stays the same.
  const lower = source.replace(/[A-Z]+/g, (one) => one.toLowerCase());
  let html = '';
  let from = 0;
  for (let at = source.indexOf('<'); at >= 0; at = source.indexOf('<', from)) {
    const { written, end } = markupAt(source, lower, at);
    html += source.slice(from, at) + written;
    from = end;
  }
  return html + source.slice(from);
}

interface Markup {
  readonly written: string;
  readonly end: number;
}

/** The replacement for the markup at an offset, and where that markup ends. `lower` is the source in lowercase. */
function markupAt(source: string, lower: string, at: number): Markup {
  const after = (found: number, length = 0) => (found < 0 ? source.length : found + length);
  if (source.startsWith('<!--', at)) {
    return { written: '', end: after(source.indexOf('-->', at + 4), 3) };
  }
  if (lower.startsWith('<!doctype html>', at)) {
    return { written: source.slice(at, at + 15), end: at + 15 };
  }
  const whole = match(dropped, lower, at);
  if (whole) {
    const close = lower.indexOf(`</${whole[1]}`, at);
    return { written: '', end: close < 0 ? source.length : after(source.indexOf('>', close), 1) };
  }
  const found = match(tagName, source, at);
  if (!found) {
    return { written: '&lt;', end: at + 1 };
  }
  const [opened, slash, name = ''] = found;
  const end = endOfTag(source, at + opened.length);
  const list = source.slice(at + opened.length, end - 1);
  if (!tags.has(name.toLowerCase())) {
    return { written: '', end };
  }
  if (slash) {
    return { written: `</${name}>`, end };
  }
  const opening = `<${name}${attributesOf(list)}>`;
  if (name.toLowerCase() !== 'style') {
    return { written: opening, end };
  }
  const close = lower.indexOf('</style', end);
  return {
    written: opening + inertCss(source.slice(end, after(close))) + (close < 0 ? '</style>' : ''),
    end: after(close),
  };
}

/** After the `>` that ends a tag, skipping quotes; the end of the text if the tag doesn't end. */
function endOfTag(source: string, from: number): number {
  let quote = '';
  for (let at = from; at < source.length; at++) {
    const one = source.charAt(at);
    if (quote !== '') {
      quote = one === quote ? '' : quote;
    } else if (one === '"' || one === "'") {
      quote = one;
    } else if (one === '>') {
      return at + 1;
    }
  }
  return source.length;
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function attributesOf(source: string): string {
  let written = '';
  for (const [, name = '', quoted] of source.matchAll(attribute)) {
    const value = quoted?.replace(/^(["'])([\s\S]*)\1$/, '$2');
    const lower = name.toLowerCase();
    if (!attributes.test(lower) || (value !== undefined && lookUp(places, lower)?.test(value) === false)) {
      continue;
    }
    const safe = /^(?:style|fill|stroke)$/.test(lower) ? inertCss(value ?? '') : value;
    written += safe === undefined ? ` ${name}` : ` ${name}="${safe.replaceAll('"', '&quot;')}"`;
  }
  return written;
}

/** Styles that load nothing. An escape could hide a name, so none is allowed. */
function inertCss(css: string): string {
  return css
    .replace(/[\\<]|&(?=#|\w)/g, '')
    .split('/*')
    .map((part, at) => (at === 0 ? part : part.includes('*/') ? part.slice(part.indexOf('*/') + 2) : ''))
    .join('')
    .replace(/@(?:import|namespace|charset|font-face)/gi, '@none')
    .replace(
      /(?:url|src|image|image-set|cross-fade|element|expression|-moz-binding|behavior)\s{0,20}(?=[(:])/gi,
      'none',
    );
}
