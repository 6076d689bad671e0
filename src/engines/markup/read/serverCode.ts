/**
 * Tags inside strings of server code that looks like the page around it: alt text written there would end the string.
 */
import type { Draft } from './draft';

const razor = /^(?:aspnetcore)?razor$/;

/** Blanks out Blade's PHP blocks and its unescaped output, with text of the same length. */
export function blankBlade(text: string, blank: string): string {
  return text.replace(/@php\b(?!\s*\()[\s\S]*?@endphp|\{!![\s\S]*?!!\}/g, (code) => code.replace(/[^\r\n]/g, blank));
}

/** Razor: what follows an opened quote on its line may be a C# string, and its alt text is left alone. */
export function withoutStrings(text: string, languageId: string, draft: Draft): Draft {
  if (!razor.test(languageId)) {
    return draft;
  }
  const isInString = (start: number) => {
    const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
    return line.split('"').length % 2 === 0;
  };
  const images = draft.images.map((image) =>
    isInString(image.start) ? { ...image, alt: { ...image.alt, value: undefined, dynamic: true } } : image,
  );
  return { ...draft, images };
}
