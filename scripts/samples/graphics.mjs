// The chart, the diagram, and the logo. Each is vector art written by hand here; the PNGs are rendered from it.
import { drawPage, sans } from './page.mjs';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const lakes = [
  { name: 'Lower Tarn', colour: '#d1603d', values: [3.9, 4.0, 5.2, 8.1, 12.6, 17.3, 20.8, 21.4, 18.4, 13.2, 8.0, 5.1] },
  { name: 'Mirror Lake', colour: '#3c7d5a', values: [2.1, 2.0, 2.6, 4.4, 7.9, 11.8, 14.9, 15.6, 12.1, 8.3, 4.9, 2.8] },
  { name: 'Upper Tarn', colour: '#2f6db5', values: [0.6, 0.5, 0.8, 1.9, 4.2, 7.4, 11.0, 12.3, 9.6, 5.8, 2.6, 1.0] },
];

/** A line chart: monthly water temperature in three lakes. */
export async function drawChart(browser) {
  const [left, right, top, bottom] = [70, 800, 104, 470];
  const x = (month) => left + ((right - left) * (month + 0.5)) / 12;
  const y = (value) => bottom - ((bottom - top) * value) / 25;
  const text = (px, py, content, extra = '') => `<text x="${px}" y="${py}" ${extra}>${content}</text>`;
  const grid = [0, 5, 10, 15, 20, 25]
    .map(
      (value) =>
        `<path d="M${left} ${y(value)}H${right}" stroke="${value ? '#e3e6ea' : '#8a929c'}"/>${text(left - 12, y(value) + 5, value, 'text-anchor="end"')}`,
    )
    .join('');
  const lines = lakes
    .map(({ name, colour, values }) => {
      const path = values.map((value, month) => `${x(month).toFixed(1)} ${y(value).toFixed(1)}`).join('L');
      const dots = values
        .map(
          (value, month) =>
            `<circle cx="${x(month)}" cy="${y(value)}" r="4" fill="#fff" stroke="${colour}" stroke-width="2.4"/>`,
        )
        .join('');
      const label = text(right - 16, y(values[11]) + 5, name, `fill="${colour}" font-weight="700"`);
      return `<path d="M${path}" fill="none" stroke="${colour}" stroke-width="2.8" stroke-linejoin="round"/>${dots}${label}`;
    })
    .join('');
  const peak = lakes[0].values[7];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="920" height="540" viewBox="0 0 920 540" font-family="${sans.replaceAll("'", '')}" font-size="14" fill="#4c545e">
    <rect width="920" height="540" fill="#fff"/>
    ${text(28, 42, 'Water temperature in three lakes, 2025', 'font-size="21" font-weight="700" fill="#1d2228"')}
    ${text(28, 68, 'Monthly mean at 1 m depth, °C')}
    ${grid}${lines}
    ${months.map((month, index) => text(x(index), bottom + 26, month, 'text-anchor="middle"')).join('')}
    <path d="M${x(7)} ${y(peak) - 10}v-18" stroke="#8a929c"/>
    ${text(x(7), y(peak) - 34, 'Warmest month: 21.4 °C', 'text-anchor="middle" fill="#1d2228"')}
    ${text(28, 524, 'Source: Tarn buoys, readings every five minutes', 'font-size="12" fill="#737b85"')}
  </svg>`;
  return drawPage(browser, { css: 'svg{display:block}', body: svg, width: 920, scale: 1.5 });
}

/** How a reading travels, as an SVG with real text. */
export function diagram() {
  const box = (left, top, width, title, detail, fill = '#eef3f9', line = '#4a78ad') =>
    `<g><rect x="${left}" y="${top}" width="${width}" height="76" rx="8" fill="${fill}" stroke="${line}" stroke-width="1.6"/>
    <text x="${left + width / 2}" y="${top + 33}" font-size="16" font-weight="700" fill="#1d2a38">${title}</text>
    <text x="${left + width / 2}" y="${top + 55}" font-size="13" fill="#52606f">${detail}</text></g>`;
  const arrow = (path, label, at) =>
    `<path d="${path}" fill="none" stroke="#5b6775" stroke-width="1.8" marker-end="url(#head)"/><text x="${at[0]}" y="${at[1]}" font-size="12.5" fill="#52606f">${label}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="400" viewBox="0 0 960 400" font-family="Arial, Liberation Sans, DejaVu Sans, sans-serif" text-anchor="middle">
  <title>How a reading travels from the buoy to the map</title>
  <defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L10 5L0 10z" fill="#5b6775"/></marker></defs>
  <rect width="960" height="400" fill="#ffffff"/>
  ${box(30, 60, 160, 'Buoy', 'every 5 minutes', '#e8f5ee', '#3c8761')}
  ${box(290, 60, 160, 'Gateway', 'on the shore')}
  ${box(550, 60, 160, 'Collector', 'checks and signs')}
  <g><path d="M790 68c0-10 140-10 140 0v60c0 10-140 10-140 0z" fill="#fdf3e4" stroke="#c08a35" stroke-width="1.6"/><path d="M790 68c0 10 140 10 140 0" fill="none" stroke="#c08a35" stroke-width="1.6"/>
  <text x="860" y="104" font-size="16" font-weight="700" fill="#1d2a38">Database</text><text x="860" y="124" font-size="13" fill="#52606f">2 years</text></g>
  ${arrow('M190 98H288', 'LoRa', [239, 88])}
  ${arrow('M450 98H548', 'HTTPS', [499, 88])}
  ${arrow('M710 98H788', 'SQL', [749, 88])}
  <g><path d="M630 200l86 52l-86 52l-86 -52z" fill="#fbecec" stroke="#b75050" stroke-width="1.6"/><text x="630" y="248" font-size="14" font-weight="700" fill="#1d2a38">Warmer than</text><text x="630" y="267" font-size="14" font-weight="700" fill="#1d2a38">24.5 °C?</text></g>
  ${arrow('M630 136V198', 'each reading', [676, 174])}
  ${box(290, 214, 160, 'Alarm', 'message to the ranger', '#fbecec', '#b75050')}
  ${arrow('M544 252H452', 'yes', [498, 242])}
  ${box(780, 214, 160, 'Map', 'for everybody', '#e8f5ee', '#3c8761')}
  ${arrow('M860 136V212', 'every minute', [906, 178])}
  <path d="M630 304V350H860V292" fill="none" stroke="#5b6775" stroke-width="1.8" marker-end="url(#head)"/><text x="745" y="342" font-size="12.5" fill="#52606f">no</text>
</svg>
`;
}

/** The logo of the samples' fictional project: a peak and its mirror image, without a background. */
export function logo() {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="160" viewBox="0 0 480 160">
  <title>Tarn</title>
  <clipPath id="disc"><circle cx="80" cy="80" r="68"/></clipPath>
  <g clip-path="url(#disc)">
    <rect width="160" height="80" fill="#f2a65a"/>
    <circle cx="108" cy="52" r="13" fill="#fff1d6"/>
    <path d="M-4 80L52 22L78 52L94 38L140 80z" fill="#23435f"/>
    <path d="M52 22L70 43L61 46L54 40L46 48L35 40z" fill="#f7fbff"/>
    <rect y="80" width="160" height="80" fill="#2f7fa3"/>
    <path d="M-4 80L52 138L78 108L94 122L140 80z" fill="#23435f" opacity=".55"/>
    <path d="M10 98H60M84 98H142M30 114H74M96 114H124M44 130H110" stroke="#9fd3e6" stroke-width="4" stroke-linecap="round" opacity=".8"/>
  </g>
  <g fill="none" stroke="#2f7fa3" stroke-width="15" stroke-linecap="round" stroke-linejoin="round">
    <path d="M178 44H238M208 44V118"/>
    <path d="M292 74V118M292 96a24 22 0 1 1 -48 0a24 22 0 1 1 48 0z"/>
    <path d="M324 118V76M324 92q6-18 26-18"/>
    <path d="M376 118V76M376 94q4-20 24-20q22 0 22 22V118"/>
  </g>
</svg>
`;
}

/** The logo as a picture with a transparent background. */
export async function drawLogo(browser) {
  return drawPage(browser, { css: 'svg{display:block}', body: logo(), width: 480, scale: 2, transparent: true });
}
