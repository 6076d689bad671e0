// What is used of template engines that come without types.
declare module 'nunjucks' {
  export class Environment {
    constructor(loader: null, options: { readonly autoescape: boolean });
    renderString(template: string, context: object): string;
  }
}

declare module 'ejs' {
  export function render(template: string, data: object): string;
}
