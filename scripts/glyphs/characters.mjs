// @ts-check
// What the net distinguishes, in the order of its outputs. `' '` is an empty cell, `''` is what isn't text.

const range = (/** @type {number} */ from, /** @type {number} */ to) =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCharCode(from + i));

export const ascii = range(0x21, 0x7e);
/** Without what nobody types, such as accents that stand alone. */
export const latin = range(0xa1, 0xff).filter((character) => !'\u00ad¨¯´¸¤¦ªº¹¼½¾¶¬'.includes(character));
export const typographic = [...'‘’“”–—…•€™'];
export const arrows = [...'←↑→↓↔⇒↵'];
export const boxes = [...'─│┌┐└┘├┤┬┴┼━┃┏┓┗┛═║╔╗╚╝╠╣╦╩╬╭╮╰╯'];
export const blocks = [...'█▀▄▌▐░▒▓■□▶◀▲▼●○◆'];
export const signs = [...'✓✔✗✘❯❮➜λ≤≥≠≈∞π'];

export const characters = ['', ' ', ...ascii, ...latin, ...typographic, ...arrows, ...boxes, ...blocks, ...signs];
