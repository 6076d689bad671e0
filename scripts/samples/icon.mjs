// The extension's icon: an eye whose lids hold lines of text, on a rounded square.
import { drawPage } from './page.mjs';

const icon = `<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256" viewBox="0 0 256 256">
  <defs><linearGradient id="ground" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#2c5f8f"/><stop offset="1" stop-color="#173a5c"/></linearGradient></defs>
  <rect x="4" y="4" width="248" height="248" rx="52" fill="url(#ground)"/>
  <path d="M26 128Q76 58 128 58Q180 58 230 128Q180 198 128 198Q76 198 26 128Z" fill="#f6f8fb"/>
  <circle cx="128" cy="128" r="54" fill="#f0a73c"/>
  <g stroke="#173a5c" stroke-width="15" stroke-linecap="round">
    <path d="M100 104H156M100 128H156M100 152H134"/>
  </g>
</svg>`;

/** 256 × 256, transparent outside the rounded square. */
export async function drawIcon(browser) {
  return drawPage(browser, { css: 'svg{display:block}', body: icon, width: 256, transparent: true });
}
