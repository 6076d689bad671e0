/**
 * The commands and environments that text, tables, and mathematics need: none of them reads, writes, runs, loads, or
 * defines anything.
 */

const words = (...groups: readonly string[]): ReadonlySet<string> => new Set(groups.join(' ').split(' '));

/** A name with letters; `|` separates what comes before and after a common stem. */
const variants = (before: string, stems: string) =>
  stems
    .split(' ')
    .flatMap((stem) => before.split('|').map((one) => one + stem))
    .join(' ');

export const latexCommands = words(
  // Letters
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega',
  'Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho Sigma Tau Upsilon Phi Chi Psi Omega',
  variants('var', 'epsilon theta kappa pi rho sigma phi Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega'),
  'digamma aleph beth gimel daleth ell hbar hslash imath jmath wp Re Im partial nabla infty emptyset varnothing complement',
  'mho eth Bbbk Finv Game backepsilon forall exists nexists top bot angle measuredangle sphericalangle prime backprime',
  'AA aa AE ae OE oe O o L l ss i j dh DH th TH ng NG dj DJ c H k r u v b d t',
  // Operators
  'pm mp times div ast star circ bullet cdot cdotp ldotp centerdot cap cup Cap Cup uplus sqcap sqcup vee wedge land lor lnot neg',
  'veebar barwedge doublebarwedge curlyvee curlywedge setminus smallsetminus wr diamond Diamond Box square blacksquare lozenge',
  'blacklozenge bigstar bigcirc dagger ddagger dag ddag amalg oplus ominus otimes oslash odot boxplus boxminus boxtimes boxdot',
  'circledast circledcirc circleddash circledR circledS dotplus divideontimes ltimes rtimes leftthreetimes rightthreetimes intercal',
  'triangle triangledown triangleleft triangleright bigtriangleup bigtriangledown blacktriangle blacktriangledown blacktriangleleft',
  'blacktriangleright vartriangle vartriangleleft vartriangleright lhd rhd unlhd unrhd trianglelefteq trianglerighteq triangleq',
  'sum prod coprod int iint iiint iiiint idotsint oint oiint oiiint smallint bigcap bigcup bigsqcup bigvee bigwedge bigoplus',
  'bigotimes bigodot biguplus limits nolimits surd sqrt root of frac dfrac tfrac cfrac genfrac binom dbinom tbinom over choose atop',
  'arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln log max min Pr sec sin',
  'sinh sup tan tanh injlim projlim varlimsup varliminf varinjlim varprojlim arcsec arccsc arccot sech csch argmax argmin bmod mod',
  'pmod pod operatorname operatornamewithlimits rank tr diag sgn',
  // Relations
  'le leq ge geq ne neq ll gg lll ggg leqq geqq leqslant geqslant eqslantless eqslantgtr lesssim gtrsim lessapprox gtrapprox lessdot',
  'gtrdot lessgtr gtrless lesseqgtr gtreqless lesseqqgtr gtreqqless equiv sim simeq thicksim approx thickapprox approxeq cong doteq',
  'doteqdot Doteq risingdotseq fallingdotseq circeq eqcirc bumpeq Bumpeq backsim backsimeq propto varpropto asymp prec succ preceq',
  'succeq preccurlyeq succcurlyeq curlyeqprec curlyeqsucc precsim succsim precapprox succapprox subset supset subseteq supseteq',
  'Subset Supset subseteqq supseteqq sqsubset sqsupset sqsubseteq sqsupseteq in ni owns notin not mid parallel shortmid shortparallel',
  'perp models vdash dashv vDash Vdash Vvdash bowtie Join smile frown smallsmile smallfrown between pitchfork therefore because',
  'coloneqq eqqcolon coloneq eqcolon colon vcentcolon dblcolon colonequals lt gt nless ngtr nleq ngeq nleqq ngeqq nleqslant ngeqslant',
  'lneq gneq lneqq gneqq lnsim gnsim lnapprox gnapprox lvertneqq gvertneqq nsim ncong nprec nsucc npreceq nsucceq precneqq succneqq',
  'precnsim succnsim precnapprox succnapprox nmid nshortmid nparallel nshortparallel nvdash nvDash nVdash nVDash nsubseteq nsupseteq',
  'nsubseteqq nsupseteqq subsetneq supsetneq subsetneqq supsetneqq varsubsetneq varsupsetneq varsubsetneqq varsupsetneqq',
  'ntriangleleft ntriangleright ntrianglelefteq ntrianglerighteq',
  // Arrows
  'to gets iff implies impliedby mapsto longmapsto leadsto uparrow downarrow updownarrow Uparrow Downarrow Updownarrow',
  variants(
    'left|right|leftright|Left|Right|Leftright|longleft|longright|longleftright|Longleft|Longright|Longleftright',
    'arrow',
  ),
  variants(
    'nleft|nright|nleftright|nLeft|nRight|nLeftright|hookleft|hookright|dashleft|dashright|Lleft|Rright',
    'arrow',
  ),
  variants('twoheadleft|twoheadright|curvearrow|circlearrow|looparrow', 'arrow left right'),
  'nearrow searrow swarrow nwarrow leftharpoonup leftharpoondown rightharpoonup rightharpoondown upharpoonleft upharpoonright',
  'downharpoonleft downharpoonright leftrightharpoons rightleftharpoons leftleftarrows rightrightarrows leftrightarrows rightleftarrows',
  'upuparrows downdownarrows leftarrowtail rightarrowtail leftrightsquigarrow rightsquigarrow multimap restriction Lsh Rsh',
  variants(
    'x',
    'leftarrow rightarrow leftrightarrow Leftarrow Rightarrow Leftrightarrow mapsto hookleftarrow hookrightarrow',
  ),
  variants(
    'x',
    'leftharpoonup rightharpoonup leftharpoondown rightharpoondown rightleftharpoons leftrightharpoons longequal tofrom',
  ),
  // Delimiters
  'left right middle big Big bigg Bigg bigl bigr bigm Bigl Bigr Bigm biggl biggr biggm Biggl Biggr Biggm lbrace rbrace lbrack rbrack',
  'lparen rparen langle rangle lceil rceil lfloor rfloor lvert rvert lVert rVert vert Vert backslash lgroup rgroup lmoustache',
  'rmoustache llbracket rrbracket ulcorner urcorner llcorner lrcorner abs norm bra ket braket Bra Ket Braket set Set',
  // Accents and what goes above and below
  'hat widehat bar overline underline vec overrightarrow overleftarrow overleftrightarrow underrightarrow underleftarrow',
  'underleftrightarrow tilde widetilde dot ddot dddot ddddot acute grave breve check widecheck mathring overbrace underbrace',
  'overbracket underbracket overset underset stackrel substack sideset prescript boxed cancel bcancel xcancel cancelto sout uline phantom',
  'hphantom vphantom smash mathstrut strut mathclap mathllap mathrlap llap rlap',
  // Styles
  variants('math', 'rm bf it sf tt bb cal frak scr normal bin rel op ord open close punct inner'),
  variants('text', 'rm bf it sf tt sc sl md up normal color superscript subscript'),
  'text mbox hbox bm boldsymbol pmb emph rm bf it sf tt sc sl em cal bfseries mdseries itshape slshape scshape upshape rmfamily sffamily',
  'ttfamily normalfont tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge fontsize selectfont displaystyle',
  'textstyle scriptstyle scriptscriptstyle color colorbox fcolorbox definecolor fbox framebox makebox raisebox parbox rule',
  // Dots, spaces, signs
  'dots ldots cdots vdots ddots dotsb dotsc dotsi dotsm dotso iddots quad qquad enspace enskip thinspace medspace thickspace space',
  'negthinspace negmedspace negthickspace hspace vspace mspace hfill vfill hskip vskip mskip kern mkern nobreakspace nobreak',
  'allowbreak hfil vfil smallskip medskip bigskip hrulefill dotfill em ex pt mu cm mm',
  variants(
    'text',
    'backslash asciitilde asciicircum underscore bar bardbl less greater braceleft braceright dollar degree ellipsis',
  ),
  variants(
    'text',
    'endash emdash quoteleft quoteright quotedblleft quotedblright quotesingle quotedbl copyright registered',
  ),
  variants(
    'text',
    'trademark dagger daggerdbl bullet euro sterling yen cent section paragraph numero textohm mu periodcentered',
  ),
  'S P copyright pounds euro yen checkmark maltese degree clubsuit diamondsuit heartsuit spadesuit flat natural sharp LaTeX TeX lq rq',
  'slash guillemotleft guillemotright glqq grqq flqq frqq',
  // Text, sections, lists
  'begin end item part chapter section subsection subsubsection paragraph subparagraph par noindent indent newline linebreak nolinebreak',
  'pagebreak newpage clearpage centering raggedright raggedleft footnote footnotemark footnotetext caption title author date maketitle',
  'today and label ref eqref pageref cite nonumber notag tag intertext shortintertext arabic alph Alph roman Roman enquote qedhere qed',
  // Tables
  'hline cline toprule midrule bottomrule cmidrule addlinespace multicolumn multirow hdashline cdashline vline tabularnewline arraybackslash',
  'rowcolor columncolor cellcolor makecell thead rotatebox resizebox scalebox diagbox endhead endfirsthead endfoot endlastfoot setlength',
  'tabcolsep arraycolsep textwidth linewidth columnwidth hsize tnote',
  // Chemistry and units
  'ce pu num si SI qty unit ang numrange SIrange qtyrange numlist SIlist per square cubic squared cubed tothe raiseto of celsius',
  'degreeCelsius meter metre gram kilogram second ampere kelvin mole candela hertz newton pascal joule watt coulomb volt farad ohm siemens',
  'weber tesla henry lumen lux becquerel gray sievert radian steradian liter litre tonne minute hour day electronvolt bel decibel percent',
  'arcminute arcsecond hectare dalton bit byte yocto zepto atto femto pico nano micro milli centi deci deca hecto kilo mega giga tera',
  'peta exa zetta yotta kg km nm ms us ns kHz MHz GHz kV mV mA kW kWh kJ eV MeV GeV',
  // Derivatives and vectors of the physics packages
  'dv pdv dd grad curl laplacian vb va vu qty eval order comm acomm expval mel dyad ip op mqty pmqty bmqty vmqty',
  // Algorithms
  'State If ElsIf Else EndIf For ForAll EndFor While EndWhile Repeat Until Return Require Ensure Function EndFunction Procedure',
  'EndProcedure Call Comment KwIn KwOut',
);

const starred = words(
  'equation align gather multline flalign alignat eqnarray displaymath figure table tabular tabularx longtable matrix pmatrix bmatrix',
  'Bmatrix vmatrix Vmatrix smallmatrix psmallmatrix bsmallmatrix theorem section',
);
export const latexEnvironments: ReadonlySet<string> = new Set([
  ...starred,
  ...[...starred].map((name) => `${name}*`),
  ...words(
    'math aligned alignedat gathered split multlined cases dcases rcases drcases array subarray subequations cases* dcases* rcases*',
    'itemize enumerate description tabbing center flushleft flushright quote quotation verse minipage abstract tabulary tabu xltabular',
    'threeparttable tablenotes wraptable sidewaystable lemma proposition corollary definition example remark proof algorithm algorithmic',
    'CD small footnotesize scriptsize large displayquote',
  ),
]);
