/** SVG as programs write it: name, source, the words that are visible in its picture, line by line. */
type Drawing = readonly [name: string, source: string, shown: readonly string[]];

const ns = 'xmlns="http://www.w3.org/2000/svg"';
const xlink = 'xmlns:xlink="http://www.w3.org/1999/xlink"';

export const realDrawings: readonly Drawing[] = [
  [
    'a badge of two halves with shadows',
    `<svg ${ns} ${xlink} width="90" height="20" role="img" aria-label="build: passing"><title>build: passing</title><linearGradient id="s" x2="0" y2="100%"><stop offset="0" stop-color="#bbb" stop-opacity=".1"/><stop offset="1" stop-opacity=".1"/></linearGradient><clipPath id="r"><rect width="90" height="20" rx="3" fill="#fff"/></clipPath><g clip-path="url(#r)"><rect width="37" height="20" fill="#555"/><rect x="37" width="53" height="20" fill="#4c1"/><rect width="90" height="20" fill="url(#s)"/></g><g fill="#fff" text-anchor="middle" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" text-rendering="geometricPrecision" font-size="110"><text x="195" y="140" transform="scale(.1)" fill="#fff" textLength="270">build</text><text x="625" y="140" transform="scale(.1)" fill="#fff" textLength="430">passing</text></g></svg>`,
    ['build', 'passing'],
  ],
  [
    'a flat badge',
    `<svg ${ns} width="104" height="20"><rect width="60" height="20" fill="#555"/><rect x="60" width="44" height="20" fill="#007ec6"/><g fill="#fff" text-anchor="middle" font-family="Verdana" font-size="11"><text x="30" y="14">npm</text><text x="82" y="14">v4.2.0</text></g></svg>`,
    ['npm', 'v4.2.0'],
  ],
  [
    'a flow chart with labels of its own, styled by the id of the root',
    `<svg id="m1" width="240" ${ns} viewBox="0 0 240 220" role="graphics-document"><style>#m1{font-family:"trebuchet ms",verdana,sans-serif;font-size:16px;fill:#333;}#m1 .error-text{fill:#552222;}#m1 .node rect{fill:#ECECFF;stroke:#9370DB;stroke-width:1px;}#m1 .label text,#m1 span{fill:#333;color:#333;}#m1 .edgeLabel rect{opacity:0.5;fill:#e8e8e8;}</style><g><marker id="m1_end" viewBox="0 0 10 10" refX="5" refY="5" markerWidth="8" markerHeight="8" orient="auto"><path d="M 0 0 L 10 5 L 0 10 z"/></marker><g class="root"><g class="edgePaths"><path d="M120,60L120,140" style="fill:none;stroke:#333" marker-end="url(#m1_end)"/></g><g class="edgeLabels"><g class="edgeLabel" transform="translate(120, 100)"><g class="label" transform="translate(0, -9)"><rect class="background" x="-14" y="-1" width="28" height="20"/><text y="-10.1"><tspan class="text-outer-tspan" x="0" y="-0.1em" dy="1.1em" text-anchor="middle"><tspan font-style="normal" class="text-inner-tspan" font-weight="normal">yes</tspan></tspan></text></g></g></g><g class="nodes"><g class="node default" id="flowchart-A-0" transform="translate(120, 35)"><rect class="basic" x="-70" y="-20" width="140" height="40"/><g class="label" transform="translate(0, -9)"><text y="-10.1"><tspan class="row" x="0" y="-0.1em" dy="1.1em" text-anchor="middle"><tspan>Is</tspan><tspan> it</tspan><tspan> working?</tspan></tspan></text></g></g><g class="node default" transform="translate(120, 170)"><rect class="basic" x="-50" y="-20" width="100" height="40"/><g class="label" transform="translate(0, -9)"><text y="-10.1"><tspan class="row" x="0" y="-0.1em" dy="1.1em" text-anchor="middle"><tspan>Ship</tspan><tspan> it</tspan></tspan></text></g></g></g></g></g></svg>`,
    ['yes', 'Is it working?', 'Ship it'],
  ],
  [
    'a sequence diagram whose style sheet speaks of pieces',
    `<svg id="m2" ${ns} viewBox="-50 -10 450 200" width="450"><style>#m2 .actor{stroke:#ccc;fill:#ECECFF;}#m2 text.actor>tspan{fill:black;stroke:none;}#m2 .messageText{fill:#333;stroke:none;}#m2 .loopText,#m2 .loopText>tspan{fill:black;stroke:none;}</style><g><rect x="0" y="0" class="actor" width="150" height="65" rx="3"/><text x="75" y="32.5" dominant-baseline="central" alignment-baseline="central" class="actor" style="text-anchor: middle; font-size: 16px; font-weight: 400;"><tspan x="75" dy="0">Alice</tspan></text></g><g><rect x="200" y="0" class="actor" width="150" height="65"/><text x="275" y="32.5" class="actor" style="text-anchor: middle; font-size: 16px"><tspan x="275" dy="0">Bob</tspan></text></g><text x="175" y="80" text-anchor="middle" dy="1em" class="messageText" style="font-size: 16px; font-weight: 400;">Hello Bob, how are you?</text><line x1="75" y1="120" x2="271" y2="120" stroke="#333" stroke-width="2"/><text x="175" y="150" class="loopText" text-anchor="middle"><tspan x="175">[Every minute]</tspan></text></svg>`,
    ['Alice', 'Bob', 'Hello Bob, how are you?', '[Every minute]'],
  ],
  [
    "a diagram editor's export: HTML for browsers, a text for everybody else",
    `<svg ${ns} style="background-color: rgb(255, 255, 255);" ${xlink} version="1.1" width="242px" height="62px" viewBox="-0.5 -0.5 242 62" content="&lt;mxfile host=&quot;app.example&quot;&gt;secret&lt;/mxfile&gt;"><defs/><g><rect x="0" y="0" width="120" height="60" fill="rgb(255, 255, 255)" stroke="rgb(0, 0, 0)" pointer-events="all"/><g transform="translate(-0.5 -0.5)"><switch><foreignObject pointer-events="none" width="100%" height="100%" requiredFeatures="http://www.w3.org/TR/SVG11/feature#Extensibility" style="overflow: visible; text-align: left;"><div xmlns="http://www.w3.org/1999/xhtml" style="display: flex; width: 118px;"><div style="font-size: 12px;">Load balancer</div></div></foreignObject><text x="60" y="34" fill="rgb(0, 0, 0)" font-family="Helvetica" font-size="12px" text-anchor="middle">Load balancer</text></switch></g><path d="M 120 30 L 233 30" fill="none" stroke="rgb(0, 0, 0)" stroke-miterlimit="10"/><g transform="translate(-0.5 -0.5)"><switch><foreignObject width="100%" height="100%" requiredFeatures="http://www.w3.org/TR/SVG11/feature#Extensibility"><div xmlns="http://www.w3.org/1999/xhtml">HTTPS</div></foreignObject><text x="180" y="26" fill="rgb(0, 0, 0)" font-family="Helvetica" font-size="11px" text-anchor="middle">HTTPS</text></switch></g></g></svg>`,
    ['Load balancer', 'HTTPS'],
  ],
  [
    'a plot with its labels as text',
    `<?xml version="1.0" encoding="utf-8" standalone="no"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"\n  "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n<svg ${xlink} width="460.8pt" height="345.6pt" viewBox="0 0 460.8 345.6" ${ns} version="1.1">\n <metadata>\n  <title>secret</title>\n </metadata>\n <defs>\n  <style type="text/css">*{stroke-linejoin: round; stroke-linecap: butt}</style>\n </defs>\n <g id="figure_1">\n  <g id="patch_1">\n   <path d="M 0 345.6 \nL 460.8 345.6 \nL 460.8 0 \nL 0 0 \nz\n" style="fill: #ffffff"/>\n  </g>\n  <g id="axes_1">\n   <g id="xtick_1">\n    <g id="text_1">\n     <text style="font: 10px 'DejaVu Sans', sans-serif; text-anchor: middle" x="73.8" y="322" transform="rotate(-0 73.8 322)">0.0</text>\n    </g>\n   </g>\n   <g id="text_2">\n    <text style="font-size: 10px; font-family: 'DejaVu Sans'; text-anchor: middle" x="236.1" y="336.6" transform="rotate(-0 236.1 336.6)">time [s]</text>\n   </g>\n   <g id="text_3">\n    <text style="font-size: 10px; text-anchor: middle" x="17.8" y="174.5" transform="rotate(-90 17.8 174.5)">voltage [mV]</text>\n   </g>\n   <g id="line2d_1">\n    <path d="M 73 295 L 150 120 L 220 200 L 400 60" clip-path="url(#p1)" style="fill: none; stroke: #1f77b4; stroke-width: 1.5"/>\n   </g>\n   <g id="text_4">\n    <text style="font-size: 12px; text-anchor: middle" x="236.1" y="35" transform="rotate(-0 236.1 35)">Step response</text>\n   </g>\n  </g>\n </g>\n <defs>\n  <clipPath id="p1">\n   <rect x="57.6" y="41.4" width="357.1" height="266.1"/>\n  </clipPath>\n </defs>\n</svg>\n`,
    ['0.0', 'time [s]', 'voltage [mV]', 'Step response'],
  ],
  [
    'a sketch with fonts of its own',
    `<svg version="1.1" ${ns} viewBox="0 0 300 150" width="300" height="150"><!-- svg-source:excalidraw --><defs><style class="style-fonts">@font-face { font-family: "Virgil"; src: url(data:font/woff2;base64,d09GMgABAAAAAA==); }</style></defs><rect x="0" y="0" width="300" height="150" fill="#ffffff"/><g stroke-linecap="round" transform="translate(10 10) rotate(0 60 30)"><path d="M0 0 C30 2, 80 -1, 120 0 M120 0 C121 20, 119 40, 120 60 M120 60 C80 61, 30 59, 0 60 M0 60 C1 40, -1 20, 0 0" stroke="#1e1e1e" stroke-width="1" fill="none"/></g><g transform="translate(30 27) rotate(0 40 12)"><text x="40" y="17" font-family="Virgil, Segoe UI Emoji" font-size="20px" fill="#1e1e1e" text-anchor="middle" style="white-space: pre;" direction="ltr" dominant-baseline="alphabetic">Client</text></g><g transform="translate(160 90) rotate(-20 60 20)"><text x="0" y="17" font-family="Virgil" font-size="16px" fill="#e03131" style="white-space: pre;">not to scale</text><text x="0" y="37" font-family="Virgil" font-size="16px" fill="#e03131" style="white-space: pre;">(second line)</text></g></svg>`,
    ['Client', 'not to scale', '(second line)'],
  ],
  [
    "an editor's drawing in millimetres",
    `<?xml version="1.0" encoding="UTF-8"?>\n<svg width="100mm" height="50mm" viewBox="0 0 100 50" version="1.1" id="svg5" xml:space="preserve" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" ${ns} xmlns:svg="http://www.w3.org/2000/svg" inkscape:version="1.3" sodipodi:docname="secret.svg"><sodipodi:namedview id="namedview7" pagecolor="#ffffff" inkscape:document-units="mm"/><defs id="defs2"/><g inkscape:label="Layer 1" inkscape:groupmode="layer" id="layer1"><text xml:space="preserve" style="font-size:5.64444px;font-family:sans-serif;-inkscape-font-specification:'sans-serif, Normal';white-space:pre;inline-size:0;fill:#000000;stroke-width:0.264583" x="8.4" y="14.2" id="text113"><tspan sodipodi:role="line" id="tspan111" style="stroke-width:0.264583" x="8.4" y="14.2">Pressure valve</tspan><tspan sodipodi:role="line" x="8.4" y="21.3" id="tspan115">closed by <tspan style="font-weight:bold" id="tspan117">default</tspan></tspan></text></g></svg>`,
    ['Pressure valve', 'closed by default'],
  ],
  [
    'a graph of nodes and edges',
    `<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n<!-- Generated by graphviz -->\n<!-- Title: secret Pages: 1 -->\n<svg width="89pt" height="116pt" viewBox="0.00 0.00 88.54 116.00" ${ns} ${xlink}>\n<g id="graph0" class="graph" transform="scale(1 1) rotate(0) translate(4 112)">\n<title>secret</title>\n<polygon fill="white" stroke="none" points="-4,4 -4,-112 84.54,-112 84.54,4 -4,4"/>\n<!-- parser -->\n<g id="node1" class="node">\n<title>parser</title>\n<ellipse fill="none" stroke="black" cx="40.27" cy="-90" rx="33.6" ry="18"/>\n<text text-anchor="middle" x="40.27" y="-85.8" font-family="Times,serif" font-size="14.00">parser</text>\n</g>\n<g id="node2" class="node">\n<title>a-&gt;b</title>\n<ellipse fill="none" stroke="black" cx="40.27" cy="-18" rx="40.27" ry="18"/>\n<text text-anchor="middle" x="40.27" y="-13.8" font-family="Times,serif" font-size="14.00">emitter</text>\n</g>\n</g>\n</svg>\n`,
    ['parser', 'emitter'],
  ],
  [
    'a diagram whose lines are each fitted to a length',
    `<?xml version="1.0" encoding="us-ascii" standalone="no"?><svg ${ns} ${xlink} contentStyleType="text/css" height="140px" preserveAspectRatio="none" style="width:320px;height:140px;background:#FFFFFF;" version="1.1" viewBox="0 0 320 140" width="320px" zoomAndPan="magnify"><defs/><g><rect fill="#E2E2F0" height="30.6" rx="2.5" ry="2.5" style="stroke:#181818;stroke-width:0.5;" width="150" x="5" y="5"/><text fill="#000000" font-family="sans-serif" font-size="14" lengthAdjust="spacing" textLength="127.5" x="12" y="25.5">Order processing</text><text fill="#000000" font-family="sans-serif" font-size="13" font-weight="bold" lengthAdjust="spacing" textLength="104" x="22" y="80">charge card &#171;2&#187;</text><!--SRC=[secret]--></g></svg>`,
    ['Order processing', 'charge card «2»'],
  ],
  [
    'a drawing whose names come from the document type',
    `<?xml version="1.0" encoding="utf-8"?>\n<!-- Generator -->\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [\n\t<!ENTITY ns_svg "http://www.w3.org/2000/svg">\n\t<!ENTITY ns_xlink "http://www.w3.org/1999/xlink">\n]>\n<svg version="1.1" id="Layer_1" xmlns="&ns_svg;" xmlns:xlink="&ns_xlink;" x="0px" y="0px" viewBox="0 0 200 60" style="enable-background:new 0 0 200 60;" xml:space="preserve">\n<style type="text/css">\n\t.st0{fill:#231F20;}\n\t.st1{font-family:'MyriadPro-Regular';}\n\t.st2{font-size:18px;}\n</style>\n<rect x="2" y="2" class="st0" width="30" height="30"/>\n<text transform="matrix(1 0 0 1 40 26)"><tspan x="0" y="0" class="st0 st1 st2">Chapter One</tspan><tspan x="0" y="21.6" class="st0 st1 st2">The Beginning</tspan></text>\n</svg>\n`,
    ['Chapter One', 'The Beginning'],
  ],
  [
    'letters placed one by one',
    `<svg ${ns} width="200pt" height="40pt" viewBox="0 0 200 40"><g fill="#000"><text x="10 19.2 27.4 33 41.5 50 58.8" y="25" font-family="CMR10" font-size="14">Theorem</text><text transform="translate(90 25)" font-size="14"><tspan x="0 9 18" y="0">ABC</tspan><tspan x="30" y="0">12</tspan></text></g></svg>`,
    ['Theorem', 'ABC', '12'],
  ],
  [
    'a chart with a legend, grey on dark',
    `<svg ${ns} width="480" height="240" viewBox="0 0 480 240" font-family="-apple-system, Segoe UI, Ubuntu" font-size="12"><style>.bg{fill:#0d1117}.muted{fill:#8b949e}@keyframes in{from{opacity:0}to{opacity:1}}.stagger{animation:in .3s ease-in-out forwards}</style><rect class="bg" width="100%" height="100%" rx="6"/><g class="muted"><text class="stagger" x="24" y="36">Total stars:</text><text class="stagger" style="animation-delay:.2s" x="160" y="36">1.2k</text><g transform="translate(24 200)"><circle r="5" fill="#3572A5"/><text x="12" y="4">Python 54.2 %</text></g></g></svg>`,
    ['Total stars:', '1.2k', 'Python 54.2 %'],
  ],
  [
    'labels with a halo behind them, and a shadow under everything',
    `<svg ${ns} width="300" height="120"><filter id="drop" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur in="SourceAlpha" stdDeviation="2"/><feOffset dx="2" dy="2" result="b"/><feMerge><feMergeNode in="b"/><feMergeNode in="SourceGraphic"/></feMerge></filter><g filter="url(#drop)"><rect x="10" y="10" width="120" height="60" fill="#fc6"/><text x="24" y="46" font-size="16">Storage tier</text></g><text x="170" y="40" fill="none" stroke="#fff" stroke-width="3" font-size="14">Loire</text><text x="170" y="40" fill="#25c" font-size="14">Loire</text></svg>`,
    ['Storage tier', 'Loire'],
  ],
  [
    'every element with a prefix',
    `<svg:svg xmlns:svg="http://www.w3.org/2000/svg" width="200" height="60"><svg:g><svg:text x="10" y="30" font-size="14">Prefixed <svg:tspan fill="red">words</svg:tspan></svg:text></svg:g></svg:svg>`,
    ['Prefixed words'],
  ],
  [
    'words along a curve, a link, and a label that is used twice',
    `<svg ${ns} ${xlink} width="400" height="200"><defs><path id="arc" d="M 40 150 A 120 120 0 0 1 280 150"/><g id="pin"><circle r="4"/><text x="8" y="4" font-size="12">Berlin</text></g></defs><text font-size="18"><textPath xlink:href="#arc" startOffset="10%">around the world</textPath></text><use xlink:href="#pin" x="320" y="40"/><use xlink:href="#pin" x="320" y="80"/><a xlink:href="https://secret.example"><text x="20" y="190" font-size="14">see chapter 4</text></a></svg>`,
    ['Berlin', 'around the world', 'see chapter 4'],
  ],
  [
    'scripts that the fonts do not have, and some that they do',
    `<svg ${ns} width="400" height="160" font-size="20"><text x="10" y="30">日本語の図</text><text x="10" y="60">схема сети</text><text x="300" y="90" text-anchor="end" direction="rtl">مخطط الشبكة</text><text x="10" y="120">données &amp; été</text><text x="10" y="150">😀 ok</text></svg>`,
    ['日本語の図', 'схема сети', 'مخطط الشبكة', 'données &amp; été', '😀 ok'],
  ],
  [
    'small print on a large sheet, across itself',
    `<svg ${ns} viewBox="0 0 3000 2000" font-size="22"><rect width="3000" height="2000" fill="#f7f7f7"/>${Array.from({ length: 40 }, (_, row) => `<text x="${60 + (row % 4) * 700}" y="${80 + Math.floor(row / 4) * 180}" fill="#444">component number ${row}</text>`).join('')}<text x="1500" y="1000" font-size="400" fill="#000" fill-opacity=".15" text-anchor="middle" transform="rotate(-20 1500 1000)">DRAFT</text></svg>`,
    [...Array.from({ length: 40 }, (_, row) => `component number ${row}`), 'DRAFT'],
  ],
];
