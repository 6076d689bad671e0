import { useState } from 'preact/hooks';

let ids = 0;

function freshId(): string {
  ids += 1;
  return `id-${ids}`;
}

/**
 * An ID that no other element on the page has, stable for the component's lifetime. Preact's own `useId` starts again
 * with each call of `render`: later elements would share the IDs, and so the labels, of existing ones.
 */
export function useFreshId(): string {
  return useState(freshId)[0];
}
