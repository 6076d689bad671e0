/** The panel's own icons: strokes on a 16 × 16 grid, drawn in the color of the surrounding text. */
export const shapes = {
  add: ['M8 3v10M3 8h10'],
  ask: ['M2.5 3.5h11v7h-6l-3 2.5v-2.5h-2z'],
  check: ['M3 8.5l3.2 3.2L13 4.8'],
  close: ['M4 4l8 8M12 4l-8 8'],
  copy: ['M5.5 5.5h8v8h-8z', 'M10.5 5.5v-3h-8v8h3'],
  document: ['M3.5 2.5h5l4 4v7h-9z', 'M8.5 2.5v4h4'],
  down: ['M8 3v10M3.8 8.8L8 13l4.2-4.2'],
  edit: ['M3 13l.7-2.9 7.2-7.2 2.2 2.2-7.2 7.2z', 'M9.5 4.3l2.2 2.2'],
  error: ['M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2z', 'M5.9 5.9l4.2 4.2M10.1 5.9l-4.2 4.2'],
  fit: ['M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3', 'M5.5 6h5v4h-5z'],
  image: ['M2.5 3.5h11v9h-11z', 'M2.5 11l3.2-3.4 2.6 2.7 1.8-1.7 3.4 3.2', 'M10.6 5.6v.8'],
  info: ['M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2z', 'M8 7.3v3.6M8 4.9v.9'],
  insert: ['M6 2.5h4M8 2.5v11M6 13.5h4', 'M2 8h3M3.6 6.3L5.3 8 3.6 9.7'],
  open: ['M9 2.5h4.5V7', 'M13.5 2.5L7.7 8.3', 'M11.5 9v4.5h-9v-9H7'],
  refresh: ['M13 8a5 5 0 1 1-1.6-3.7', 'M13.2 2.2v3h-3'],
  region: ['M2.5 5V2.5H5M7 2.5h2M11 2.5h2.5V5M13.5 7v2M13.5 11v2.5H11M9 13.5H7M5 13.5H2.5V11M2.5 9V7'],
  running: ['M8 2.5a5.5 5.5 0 1 1-5.5 5.5'],
  send: ['M2.5 13.5L14 8 2.5 2.5 4.3 8z', 'M4.3 8H14'],
  stop: ['M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8z', 'M5.9 5.9h4.2v4.2H5.9z'],
  text: ['M3 5V3h10v2M8 3v10M6 13h4'],
  warning: ['M8 2.5l6 11H2z', 'M8 6.8v3.4M8 11.4v.8'],
  zoomIn: ['M6.8 2.5a4.3 4.3 0 1 0 0 8.6 4.3 4.3 0 0 0 0-8.6z', 'M10 10l3.7 3.7M6.8 4.9v3.8M4.9 6.8h3.8'],
  zoomOut: ['M6.8 2.5a4.3 4.3 0 1 0 0 8.6 4.3 4.3 0 0 0 0-8.6z', 'M10 10l3.7 3.7M4.9 6.8h3.8'],
} as const;

export type IconName = keyof typeof shapes;
