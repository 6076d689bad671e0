// Formulas and tables that a model may have written on an image's instructions: they're typeset, and do nothing else.
import fc from 'fast-check';
import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { inertLatex } from '../../../../src/core/text/inertLatex';
import { latexCommands, latexEnvironments } from '../../../../src/core/text/latexNames';
import { shapeAnswer } from '../../../../src/core/text/shape';

/** As models answer. */
const answers: readonly string[] = [
  String.raw`\[ E = mc^2 \qquad \frac{a}{b} \sum_{i=1}^{n} x_i \]`,
  '\\begin{align}\na &= b \\\\\nc &= \\text{if } \\left( d \\right)\n\\end{align}',
  '$$\\int_{-\\infty}^{\\infty} e^{-x^2}\\,dx = \\sqrt{\\pi}$$',
  '\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix} \\begin{bmatrix} 1 & \\cdots & n \\\\ \\vdots & \\ddots & \\vdots \\end{bmatrix}',
  '\\begin{equation}\n\\label{eq:loss}\n\\mathcal{L}(\\theta) = -\\frac{1}{N}\\sum_{i=1}^{N} \\log p_\\theta(y_i \\mid x_i)\n\\end{equation}',
  'f(x) = \\begin{cases} x^2 & \\text{if } x \\geq 0, \\\\[4pt] -x & \\text{otherwise.} \\end{cases}',
  '\\begin{table}[h]\n\\centering\n\\begin{tabular}{l|rr}\n\\toprule\nModel & Top-1 & Top-5 \\\\\n\\midrule\nA & 76.1\\% & 92.9\\% \\\\\n\\cmidrule(lr){2-3}\nB & \\textbf{80.2}\\% & 95.0\\% \\\\\n\\bottomrule\n\\end{tabular}\n\\caption{Results \\cite{x}}\n\\label{tab:r}\n\\end{table}',
  '\\begin{tabular}{|c|c|}\n\\hline\n\\multicolumn{2}{|c|}{Title} \\\\ \\hline\n\\multirow{2}{*}{a} & b \\\\ \\cline{2-2}\n & c \\\\ \\hline\n\\end{tabular}',
  '\\nabla \\times \\vec{E} = -\\frac{\\partial \\vec{B}}{\\partial t}, \\quad \\nabla \\cdot \\mathbf{D} = \\rho',
  '\\lim_{x \\to 0} \\frac{\\sin x}{x} = 1 \\implies \\forall \\varepsilon > 0 \\; \\exists \\delta > 0',
  '\\SI{9.81}{\\meter\\per\\second\\squared} and \\qty{3.0e8}{m/s}, \\num{1e-3}, \\SI{25}{\\degreeCelsius}, \\unit{\\kilo\\watt\\hour}',
  '\\ce{2H2 + O2 -> 2H2O} \\quad \\ce{CaCO3 ->[\\Delta] CaO + CO2 ^}',
  '\\section*{Theorem 1}\nLet $G$ be a group. \\textbf{Proof.} \\emph{Obvious.} \\qed',
  '\\begin{enumerate}\n\\item First, \\textit{italic}.\n\\item[(b)] Second.\n\\end{enumerate}\n\\begin{itemize}\\item x\\end{itemize}',
  '\\begin{theorem}[Euler]\n$e^{i\\pi} + 1 = 0$\n\\end{theorem}\n\\begin{proof}\nSee \\eqref{eq:1} and \\ref{fig}.\n\\end{proof}',
  '\\hat{\\beta} = (X^{\\top} X)^{-1} X^{\\top} y, \\quad \\operatorname*{arg\\,min}_{w} \\lVert Xw - y \\rVert_2^2',
  '\\underbrace{a + \\cdots + a}_{n\\ \\text{times}} \\overset{!}{=} \\overline{AB} \\underset{x}{\\max} \\stackrel{d}{\\to} \\xrightarrow[n]{f}',
  '\\binom{n}{k} = \\frac{n!}{k!\\,(n-k)!} \\equiv 0 \\pmod{p} \\bmod 2',
  '\\left\\{ \\begin{array}{rcl} x &=& 1 \\\\ y &\\leq& 2 \\end{array} \\right. \\Biggl[ \\bigg| \\Bigr) \\bigm/ \\left\\lvert x \\right\\rvert',
  '\\mathbb{R} \\subseteq \\mathfrak{C}, \\mathscr{F}, \\mathrm{d}x, \\mathsf{T}, \\boldsymbol{\\mu}, \\bm{\\Sigma}, \\mathtt{x}, A^{\\dagger}, \\aleph_0',
  '\\ket{\\psi} = \\frac{1}{\\sqrt{2}}\\left(\\ket{0} + \\ket{1}\\right), \\quad \\langle \\phi | \\hat{H} | \\psi \\rangle, \\hbar',
  '\\textcolor{red}{a} \\colorbox{yellow}{b} \\boxed{c = d} \\cancel{e} \\fbox{f} \\underline{g} \\sout{h}',
  'Schr\\"odinger, \\\'etale, na\\"{\\i}ve, \\c{c}, \\~n, \\AA ngstr\\"om, \\ss, \\o, H\\^opital, \\H{o}, \\v{c}',
  '50\\% of \\$5 \\& \\#1 \\_x \\{y\\} a\\-b\\/c \\textasciitilde{} \\dots \\ldots{} \\S 3 \\copyright\\ 2024 \\textdegree C',
  '\\begin{multline*}\np(x) = 3x^6 + 14x^5y \\\\ - 590x^4y^2 \\nonumber\n\\end{multline*}\n\\begin{gather*} a \\tag{1} \\intertext{and} \\end{gather*}',
  '\\begin{figure}[ht]\n\\centering\n\\caption{A}\n\\end{figure}\n% The second part\n\\noindent\\hspace{1em} x \\vspace{2mm} \\newpage',
  '\\begin{algorithm}\n\\caption{Sort}\n\\begin{algorithmic}[1]\n\\Require $n > 0$\n\\For{$i \\gets 1$ \\textbf{to} $n$}\n\\State $x \\gets \\texttt{f}(i)$ \\Comment{slow}\n\\EndFor\n\\State \\Return $x$\n\\end{algorithmic}\n\\end{algorithm}',
  '\\oint_{\\partial S} \\vec{F} \\cdot d\\vec{r} = \\iint_S (\\nabla \\times \\vec F) \\cdot d\\vec S, \\iiint\\limits_V, \\prod_{k}\\coprod',
  '\\ddot{x} + 2\\zeta\\omega_0\\dot{x} + \\omega_0^2 x = 0 \\therefore x \\approx \\pm\\sqrt[3]{2} \\propto \\mathring{A} \\widetilde{y} \\acute e',
  '\\begin{subequations}\n\\begin{alignat}{2}\n\\min_x\\quad & c^\\intercal x \\\\\n\\text{s.t.}\\quad & Ax \\preceq b\n\\end{alignat}\n\\end{subequations}',
  'p \\land q \\lor \\lnot r \\vdash s \\iff t \\oplus u, A \\cap B \\cup C \\setminus D = \\varnothing \\not\\subset E \\notin F',
  '\\begin{longtable}{p{3cm}X}\n\\rowcolor{gray} a & \\makecell{b \\\\ c} \\\\\n\\endhead\n\\end{longtable} \\footnote{See \\S 2.} \\footnotesize x',
];

test.each(answers)('what models answer stays: %j', (text) => {
  expect(shapeAnswer(text, 'latex').text).toBe(text);
});

test.each([
  ['\\input{/etc/passwd}', '\\textbackslash input{/etc/passwd}'],
  ['\\immediate\\write18{id}', '\\textbackslash immediate\\textbackslash write18{id}'],
  ['\\href{javascript:alert(1)}{x}', '\\textbackslash href{javascript:alert(1)}{x}'],
  ['^^5cinput x', '^ ^5cinput x'],
  ['\\^^69nput x', '\\^ ^69nput x'],
  ['\\begin{filecontents*}{x}', '\\textbackslash begin{filecontents*}{x}'],
  [
    '\\begin {align}\\begin{\\x}\\end%\n{align}',
    '\\textbackslash begin {align}\\textbackslash begin{\\textbackslash x}\\textbackslash end%\n{align}',
  ],
  ['\\end{document}', '\\textbackslash end{document}'],
  ['\\@input{x}', '\\textbackslash @input{x}'],
  ['\\Gin@x \\alpha@x', '\\textbackslash Gin@x \\textbackslash alpha@x'],
  ['\\sys_shell_now:n {x}', '\\textbackslash sys_shell_now:n {x}'],
  ['\\hypersetup{x}\\graphicspath{{/}}', '\\textbackslash hypersetup{x}\\textbackslash graphicspath{{/}}'],
  ['\\toks0{x}\\the\\toks0', '\\textbackslash toks0{x}\\textbackslash the\\textbackslash toks0'],
  ['\\verb\\x\\\\input{f}', '\\textbackslash verb\\textbackslash x\\\\input{f}'],
  ['\\fontfamily{../../x}\\selectfont', '\\textbackslash fontfamily{../../x}\\selectfont'],
  ['\\début', '\\textbackslash début'],
  ['% !TEX program = x\na % arara: x\n%&x', '%\na %\n%'],
])('LaTeX that acts is words: %j', (text, shown) => {
  expect(inertLatex(text)).toBe(shown);
});

/** As TeX reads: commands by name, letters as the engine treats them; text after a comment isn't read. */
function commandsOf(source: string, letter: RegExp): string[] {
  // TeX first replaces character codes, over and over.
  let text = source;
  for (let last = ''; last !== text; ) {
    last = text;
    text = text.replace(/\^\^([0-9a-f]{2})/, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    text = text.replace(/\^\^([\s\S])/, (_, one: string) => String.fromCharCode(one.charCodeAt(0) ^ 64));
  }
  const found: string[] = [];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '%') {
      while (at < text.length && text[at] !== '\n') {
        at += 1;
      }
    } else if (text[at] === '\\') {
      let end = at + 1;
      while (letter.test(text[end] ?? '')) {
        end += 1;
      }
      const name = text.slice(at + 1, end);
      const begun = /^(?:begin|end)$/.test(name) ? /^\s*(?:%[^\n]*\n)?\s*\{?([^}]*)\}?/.exec(text.slice(end)) : null;
      found.push(begun ? `{${begun[1]}}` : name);
      at = Math.max(at + 1, end - 1);
    }
  }
  return found.filter((name) => name !== '' && name !== '@');
}

const known = (name: string) =>
  name.startsWith('{') ? latexEnvironments.has(name.slice(1, -1)) : latexCommands.has(name);

describe('no command outside of the list survives', () => {
  const marks = fc.constantFrom(
    ...[
      '\\',
      '\\\\',
      '@',
      '%',
      '\n',
      ' ',
      '{',
      '}',
      '^^',
      '^',
      '5c',
      '69',
      '*',
      '|',
      '[',
      ']',
      '&',
      '$',
      '~',
      '0',
      'é',
      '_',
    ],
    ...[
      'input',
      'write18',
      'begin',
      'end',
      'begin{align}',
      'end{align*}',
      'begin{filecontents}',
      'alpha',
      'frac',
      'text',
    ],
    ...[
      'verb',
      'verb|',
      'csname',
      'catcode`',
      'def',
      'let',
      'the',
      'toks',
      'Gin@x',
      'hypersetup',
      'href',
      'textbackslash ',
    ],
    ...['!TEX', 'arara: x', 'includegraphics', 'url', 'htmlClass', 'makeatletter', 'ExplSyntaxOn', 'directlua'],
  );
  const piece = fc.oneof(marks, fc.string({ unit: 'binary', maxLength: 3 }));
  const text = fc.array(piece, { maxLength: 16 }).map((parts) => parts.join(''));

  test.each([
    ['as documents are read', /^[A-Za-z]$/],
    ['as packages are read', /^[A-Za-z@]$/],
    ['as newer engines do', /^[\p{L}\p{M}@]$/u],
  ])('%s', (_, letter) => {
    fc.assert(
      fc.property(text, (source) => {
        const shown = inertLatex(source);
        expect(commandsOf(shown, letter).filter((name) => !known(name))).toEqual([]);
        expect(shown).not.toMatch(/^%[^\n]*[!&:]/m);
        expect(inertLatex(shown)).toBe(shown);
      }),
      { numRuns: 5000, seed: 20261129 },
    );
  });

  test('and KaTeX is asked for nothing that needs trust', () => {
    const asked: string[] = [];
    const trust = ({ command }: { command: string }) => asked.push(command) < 0;
    const source = '\\href{x}{y}\\url{x}\\includegraphics{x}\\htmlClass{a}{b}\\htmlStyle{a:b}{c}';
    katex.renderToString(source, { throwOnError: false, trust, strict: false });
    expect(asked.length).toBeGreaterThan(0);
    asked.length = 0;
    fc.assert(
      fc.property(fc.array(marks, { maxLength: 16 }), (more) => {
        katex.renderToString(inertLatex(source + more.join('')), { throwOnError: false, trust, strict: false });
        expect(asked).toEqual([]);
      }),
      { numRuns: 500, seed: 20261129 },
    );
  });
});

test('nothing on the list reads, writes, runs, loads, defines or makes names', () => {
  const acts =
    /input|include|^read|write|load|shell|exec|file|openin|openout|import|csname|catcode|def$|^let|macro|command|special|^verb|^the$|^lua|href|^url|html|graphics|package|class|toks|every|expand|scan|output|ship|primitive|fontfamily/i;
  expect([...latexCommands].filter((name) => acts.test(name))).toEqual([]);
  expect(
    [...latexEnvironments].filter((name) => acts.test(name) || /tikz|verbatim|document|minted|listing/.test(name)),
  ).toEqual([]);
});
