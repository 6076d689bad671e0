// Screenshots of an editor, a terminal, a dialog, and a table. Their exact text is in test/fixtures/samples.
import { readFileSync } from 'node:fs';
import { highlight } from './highlight.mjs';
import { drawPage, escapeHtml, mono, sans } from './page.mjs';

/** The text a screenshot shows, without the newline at its end. */
function truth(name) {
  return readFileSync(new URL(`../../test/fixtures/samples/${name}.txt`, import.meta.url), 'utf8').replace(/\n$/, '');
}

const dark = {
  page: '#1f1f1f',
  text: '#cccccc',
  number: '#6e7681',
  guide: '#404040',
  syntax: `.c{color:#6a9955}.s{color:#ce9178}.n{color:#b5cea8}.f{color:#c586c0}.k{color:#569cd6}.t{color:#4ec9b0}
    .m{color:#dcdcaa}.v{color:#9cdcfe}.b0{color:#ffd700}.b1{color:#da70d6}.b2{color:#179fff}`,
};
const light = {
  page: '#ffffff',
  text: '#3b3b3b',
  number: '#6e7681',
  guide: '#d3d3d3',
  syntax: `.c{color:#008000}.s{color:#a31515}.n{color:#098658}.f{color:#af00db}.k{color:#0000ff}.t{color:#267f99}
    .m{color:#795e26}.v{color:#001080}.b0{color:#0431fa}.b1{color:#319331}.b2{color:#7b3814}`,
};

function editorCss(colours, unit) {
  return `.code{background:${colours.page};color:${colours.text};font:14px/20px ${mono};padding:6px 0;white-space:pre}
    .line{display:flex;height:20px}.line b{width:58px;padding-right:22px;text-align:right;font-weight:400;color:${colours.number};flex:none}
    .line span{position:relative}.line u{position:absolute;top:0;bottom:0;width:1px;background:${colours.guide}}
    .line.now b{color:${colours.text}} i{font-style:normal} :root{--unit:${unit}} ${colours.syntax}`;
}

/** Lines with their numbers and indentation guides, as HTML. */
function editorLines(text, language, unit, current) {
  const lines = text.split('\n');
  return highlight(text, language)
    .map((html, index) => {
      const next = lines.slice(index).find((line) => line.trim() !== '') ?? '';
      const deep = Math.ceil(/^ */.exec(lines[index].trim() === '' ? next : lines[index])[0].length / unit);
      const guides = Array.from({ length: deep }, (_, n) => `<u style="left:${n * unit}ch"></u>`).join('');
      const state = index + 1 === current ? ' now' : '';
      return `<div class="line${state}"><b>${index + 1}</b><span>${guides}${html}</span></div>`;
    })
    .join('');
}

/** An editor without its surroundings, in a dark theme, at the 2× of many laptops. */
export async function drawDarkCode(browser) {
  const lines = editorLines(truth('screenshot-code-dark'), 'ts', 2, 23);
  return drawPage(browser, {
    css: editorCss(dark, 2),
    body: `<div class="code">${lines}</div>`,
    width: 820,
    scale: 2,
  });
}

/** A whole editor window with tabs, breadcrumbs, and status bar, in a light theme, at 1×. */
export async function drawLightCode(browser) {
  const lines = editorLines(truth('screenshot-code-light'), 'py', 4, 15);
  const css = `${editorCss(light, 4)}
    .window{width:1080px;background:#f8f8f8;font:13px ${sans};color:#3b3b3b;border:1px solid #cfcfcf}
    .tabs{display:flex;height:36px;border-bottom:1px solid #e5e5e5}
    .tab{display:flex;align-items:center;gap:8px;padding:0 14px;border-right:1px solid #e5e5e5;color:#868686}
    .tab.on{background:#fff;color:#3b3b3b;box-shadow:inset 0 2px #005fb8,0 1px #fff}
    .tab em{font-style:normal;color:#868686}
    .crumbs{background:#fff;height:24px;padding:3px 20px;color:#616161}
    .code{height:792px} .status{display:flex;gap:22px;height:23px;align-items:center;padding:0 12px;font-size:12px;border-top:1px solid #e5e5e5}
    .status :first-child{margin-right:auto}`;
  return drawPage(browser, {
    css,
    body: `<div class="window"><div class="tabs"><div class="tab on">trails.py <em>×</em></div><div class="tab">trails.csv</div><div class="tab">README.md</div></div>
      <div class="crumbs">tarn › trails.py › Trail › hours</div><div class="code">${lines}</div>
      <div class="status"><span>main</span><span>Ln 15, Col 9</span><span>Spaces: 4</span><span>UTF-8</span><span>LF</span><span>Python</span></div></div>`,
    width: 1080,
  });
}

/** A terminal window with a failed test run. */
export async function drawTerminal(browser) {
  const colour = (line) =>
    escapeHtml(line)
      .replace(/^(mira@tarn)(:)(~\/tarn)(\$)/, '<b class="g">$1</b>$2<b class="u">$3</b>$4')
      .replace(/^( )(✓)/, '$1<i class="g">$2</i>')
      .replace(/^( )(✗)(.*\| )(1 failed)/, '$1<i class="r">$2</i>$3<i class="r">$4</i>')
      .replace(/^( {3}→.*)$/, '<i class="r">$1</i>')
      .replace(/^( )(FAIL)( )/, '$1<i class="fail">$2</i>$3')
      .replace(/^(AssertionError)/, '<b class="r">$1</b>')
      .replace(/^( {4}at .*)$/, '<i class="d">$1</i>')
      .replace(/(1 failed)( \| )(\d+ passed)/, '<b class="r">$1</b>$2<b class="g">$3</b>')
      .replace(/^ M/, ' <i class="r">M</i>')
      .replace(/^\?\?/, '<i class="r">??</i>');
  return drawPage(browser, {
    css: `.window{width:900px;background:#15161e;border-radius:8px;overflow:hidden}
      .bar{height:34px;background:#262833;display:flex;align-items:center;justify-content:center;position:relative;font:600 13px ${sans};color:#b8bccb}
      .bar u{position:absolute;left:calc(14px + var(--n)*20px);width:12px;height:12px;border-radius:6px}
      pre{margin:0;padding:12px 16px 18px;font:14px/20px ${mono};color:#d6d9e4} i{font-style:normal}
      .g{color:#7ec97f}.u{color:#7aa7f7}.r{color:#f2777a}.d{color:#8b90a3}.fail{background:#c94f52;color:#fff}`,
    body: `<div class="window"><div class="bar"><u style="--n:0;background:#ec6a5e"></u><u style="--n:1;background:#f4bf4f"></u><u style="--n:2;background:#61c554"></u>mira@tarn: ~/tarn</div><pre>${truth(
      'screenshot-terminal',
    )
      .split('\n')
      .map(colour)
      .join('\n')}</pre></div>`,
    width: 900,
    scale: 1.25,
    transparent: true,
  });
}

/** A modal error over a dimmed window. */
export async function drawErrorDialog(browser) {
  const [title, text, code] = truth('error-dialog').split('\n\n').map(escapeHtml);
  return drawPage(browser, {
    css: `.desk{width:720px;height:374px;padding:44px 60px 60px;background:linear-gradient(#7f8fa3,#59697d)}
      .dialog{background:#fbfbfc;border-radius:9px;box-shadow:0 18px 50px #0007,0 0 0 1px #0002;font:14px/21px ${sans};color:#2a2d33}
      .head{display:flex;align-items:center;justify-content:space-between;height:38px;padding:0 14px 0 18px;border-bottom:1px solid #e4e6ea;font-size:13px;color:#555c66}
      .main{display:flex;gap:18px;padding:24px 24px 18px} h1{font:600 18px/24px ${sans};margin:0 0 8px;color:#16181c} p{margin:0 0 10px}
      .code{color:#69707b;font-size:13px;margin:0} svg{flex:none}
      .buttons{display:flex;justify-content:flex-end;gap:10px;padding:14px 20px;background:#f1f2f5;border-radius:0 0 9px 9px}
      .button{padding:6px 18px;border:1px solid #c4c8cf;border-radius:5px;background:#fff} .button.on{background:#1f6fd0;border-color:#1f6fd0;color:#fff}`,
    body: `<div class="desk"><div class="dialog"><div class="head"><span>Tarn</span><span>✕</span></div>
      <div class="main"><svg width="42" height="42" viewBox="0 0 42 42"><circle cx="21" cy="21" r="20" fill="#d23b3b"/><path d="M14 14l14 14M28 14L14 28" stroke="#fff" stroke-width="3.6" stroke-linecap="round"/></svg>
      <div><h1>${title}</h1><p>${text}</p><p class="code">${code}</p></div></div>
      <div class="buttons"><span class="button">Show Log</span><span class="button">Work Offline</span><span class="button on">Try Again</span></div></div></div>`,
    width: 720,
    scale: 1.5,
  });
}

/** A page from a report with a table. */
export async function drawTable(browser) {
  const [head, ...rows] = truth('table')
    .split('\n')
    .map((line) => line.split('\t').map(escapeHtml));
  const cells = (row, tag) => row.map((cell) => `<${tag}>${cell}</${tag}>`).join('');
  return drawPage(browser, {
    css: `.sheet{width:860px;padding:26px 32px 30px;background:#fff;font:15px/22px ${sans};color:#22262b}
      table{border-collapse:collapse;width:100%} th{background:#e9eef4;text-align:left;font-weight:700}
      th,td{border:1px solid #b9c2cc;padding:8px 12px;white-space:nowrap} td:nth-child(n+2):nth-child(-n+4),th:nth-child(n+2):nth-child(-n+4){text-align:right}
      tr:nth-child(even) td{background:#f7f9fb}`,
    body: `<div class="sheet"><table><tr>${cells(head, 'th')}</tr>${rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('')}</table></div>`,
    width: 860,
    scale: 1.5,
  });
}
