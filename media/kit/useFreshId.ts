import { useState } from 'preact/hooks';
import { freshId } from './dom';

/**
 * An id that no other element of the page has, the same as long as the component is there. Preact's own `useId` begins anew
 * with each call of `render`: what comes later would share the ids, and so the labels, of what is there.
 */
export function useFreshId(): string {
  return useState(freshId)[0];
}
