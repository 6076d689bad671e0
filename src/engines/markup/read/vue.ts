/** Images in the templates of Vue components; the script's imports name their pictures. */

import type { Draft } from './draft';
import { blank, findHtml } from './html';
import { importsOf } from './imports';

/** Reads a single-file component or a template. Never throws. */
export function findVue(text: string): Draft {
  const hidden = text.replace(/\{\{[\s\S]*?\}\}/g, (code) => code.replace(/[^\r\n]/g, blank));
  const draft = findHtml(hidden, { dialect: 'vue' });
  const script = [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/gi)].map(([, code]) => code).join('\n');
  const modules = importsOf(script);
  return {
    ...draft,
    images: draft.images.map((image) => {
      const bound =
        image.src.value === undefined ? modules.get(/^[\w$]+/.exec(image.src.raw.trim())?.[0] ?? '') : undefined;
      return bound ? { ...image, src: { ...image.src, module: bound } } : image;
    }),
  };
}
