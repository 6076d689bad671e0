// The parts that are used of template engines without types.
declare module 'nunjucks' {
  export class Environment {
    constructor(loader: null, options: { readonly autoescape: boolean });
    renderString(template: string, context: object): string;
  }
}

declare module 'ejs' {
  export function render(template: string, data: object): string;
}
