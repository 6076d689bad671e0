// The parts of the linters that are used. One comes without types; the others' types bring whole syntax trees.
declare module 'eslint' {
  export class Linter {
    verify(
      text: string,
      config: readonly object[],
      file: string,
    ): readonly { readonly ruleId: string | null; readonly message: string }[];
  }
}

declare module 'eslint-plugin-jsx-a11y' {
  const plugin: { readonly flatConfigs: { readonly strict: object } };
  export default plugin;
}

declare module 'html-validate' {
  export class StaticConfigLoader {
    constructor(config: { readonly extends: readonly string[] });
  }
  export class HtmlValidate {
    constructor(loader: StaticConfigLoader);
    validateString(
      text: string,
      file: string,
    ): Promise<{
      readonly results: readonly { readonly messages: readonly { readonly ruleId: string }[] }[];
    }>;
  }
}

declare module 'markdownlint/promise' {
  export function lint(options: {
    readonly strings: Readonly<Record<string, string>>;
    readonly config: Readonly<Record<string, boolean>>;
  }): Promise<Readonly<Record<string, readonly { readonly ruleNames: readonly string[] }[]>>>;
}
