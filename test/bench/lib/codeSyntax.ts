import { parse } from '@babel/parser';

/** Whether it's valid code; undefined if there is no parser for the language here. */
export function parses(text: string, language: string): boolean | undefined {
  try {
    if (language === 'json') {
      JSON.parse(text);
    } else if (['javascript', 'jsx', 'typescript', 'tsx'].includes(language)) {
      const plugins = ['typescript', ...(/x$/.test(language) ? ['jsx'] : [])] as ('typescript' | 'jsx')[];
      parse(text, { sourceType: 'unambiguous', allowReturnOutsideFunction: true, plugins });
    } else {
      return undefined;
    }
    return true;
  } catch {
    return false;
  }
}
