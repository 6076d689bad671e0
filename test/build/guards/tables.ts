import { tableLookUp } from '../uses';
import type { Guard } from './guard';

const fixed = 'a name of ours';

export const tables: Guard = {
  title: 'a record is asked for a word of others by `lookUp`, which knows what it holds itself and nothing else',
  sees: ({ what }) => what === tableLookUp,
  allowed: {
    'media/conversation/state.ts#parseState.text: table[text]': fixed,
    'media/conversation/view/editBox.tsx#EditBox: table[text]': 'the id of a turn, which the host makes',
    'src/commandLine/args.ts#choice: table[text]': fixed,
    'src/commandLine/args.ts#text: table[text]': fixed,
    'src/commandLine/args.ts#texts: table[text]': fixed,
    'src/commandLine/engine.ts#createEngine.key: table[text]':
      'the variable of a vendor, which the table or the user names',
    'src/engines/markup/edit/longDescription/blocks.ts#plainText: table[text]': 'what the expression finds',
    'src/core/altText/rules.ts#readRules.firstOf: table[text]': 'its own names',
    'src/core/json.ts#mergeDeep: table[text]': 'writes, and leaves out `__proto__`',
    'src/core/jsonInPortions.ts#Reader.value: table[text]': 'writes, and defines `__proto__`',
    'src/core/providers/catalogue.ts#pages: table[text]': fixed,
    'src/core/providers/dialects/encoding.ts#withReasoning: table[text]': fixed,
    'src/core/providers/dialects/ollama.ts#handleLine: table[text]': fixed,
    'src/core/providers/modelLists.ts#readAnthropic.supports: table[text]': fixed,
    'src/core/providers/modelLists.ts#readXai.usd: table[text]': fixed,
    'src/core/providers/modelLists.ts#tokenPrice.usd: table[text]': fixed,
    'src/core/providers/usage.ts#ollamaUsage.seconds: table[text]': fixed,
    'src/core/json.ts#holdsAtMost.fits: table[text]': 'its own names, and those that it inherits',
    'src/core/text/inertDiagram.ts#quoted: table[text]': 'what the expression finds',
    'src/core/text/lookalikes.ts#lookalikesIn.likelier: table[text]': 'one character',
    'src/core/tools/region.ts#parseRegion.number: table[text]': fixed,
    'src/engines/network/proxies.ts#proxyFor.read: table[text]': fixed,
    'src/engines/imaging/svgPictures.ts#checkPictures: table[text]': 'writes into the parser’s own table',
    'src/engines/imaging/svgHtml.ts#openParser: table[text]': 'writes into the parser’s own table',
    'src/engines/imaging/svgTree.ts#tagsOf: table[text]': 'writes texts, which no record can inherit from',
    'src/engines/imaging/svgWords.ts#Reader.constructor: table[text]': 'writes into the parser’s own table',
    'src/engines/imaging/svgWords.ts#escaped: table[text]': 'what the expression finds',
    'src/engines/markup/read/asciidoc.ts#kindOf: table[text]': 'its own names',
    'src/engines/markup/read/html.ts#htmlImage: table[text]': fixed,
    'src/engines/markup/read/jsxTree.ts#children: table[text]': 'its own names',
    'src/engines/markup/read/jsxTree.ts#outlineOf.walk: table[text]': 'the kind of a node of the parser',
    'src/startup/startUp.ts#startUp.invoke: table[text]': fixed,
    'src/startup/startUp.ts#startUp.prepareInvocation: table[text]': fixed,
    'src/host/keys.ts#createKeys.fromEnvironment: table[text]':
      'the variable of a vendor, which the table or the user names',
    'src/host/settings.ts#settings.tasks: table[text]': 'its own names',
    'src/protocol/fromPanel.ts#parseFromPanel.text: table[text]': fixed,
    'src/protocol/fromReview.ts#parseFromReview.text: table[text]': fixed,
    'src/core/lookUp.ts#lookUp: table[text]': 'looks whether the record holds it first',
  },
  evasions: [
    'declare const t: Record<string, string>; use(t[x]);',
    'declare const t: Readonly<Record<string, string>> | undefined; use(t?.[x]);',
    'declare const t: { [word: string]: number }; t[x] = 1;',
    'const t: Record<string, number> = {}; use(t[x.trim()]);',
    'function f<T extends Record<string, number>>(t: T) { return t[x]; } use(f);',
  ],
};
