import { waysTo, waysToGlobal } from '../ways';
import { type Guard, isBlind } from './guard';

export const blind: Guard = {
  title:
    'no source hands on Node, the editor or the globals as a whole, loads a module by a name, makes code of a text, or uses what has no type',
  sees: isBlind,
  allowed: {
    'src/core/providers/base64.ts#hostBase64: global.globalThis.*':
      'core knows no Node: looks for Buffer, where there is one',
    'src/core/providers/base64.ts#bytesOfBase64: global.globalThis.*': 'Buffer, where there is one',
    'src/engines/network/client.ts#loadNetworkEngine.load: global.NodeJS.Require.*':
      'loads the direct path when it is needed',
    'src/engines/network/client.ts#loadNetworkEngine.load: node:module.Module.createRequire':
      'loads the direct path when it is needed',
    'src/engines/network/network.ts: src/engines/network/wake.ts#.*': 'its own parts',
    'src/engines/imaging/source.ts#openDrawing: global.NodeJS.Require.*':
      'loads a part of the product when it is needed',
    'src/engines/imaging/source.ts#openDrawnText: global.NodeJS.Require.*':
      'loads a part of the product when it is needed',
    'src/engines/imaging/source.ts#openSource: global.NodeJS.Require.*':
      'loads a part of the product when it is needed',
    'src/engines/imaging/source.ts#requireBeside: node:module.Module.createRequire':
      'loads a part of the product when it is needed',
  },
  evasions: [
    "process.getBuiltinModule('fs').rmSync(x);",
    "import { createRequire } from 'module'; createRequire(x)('node:fs').rm(x);",
    'await import(x);',
    'require(x);',
    'eval(x);',
    '(0, eval)(x);',
    'new Function(x);',
    'globalThis.Function(x);',
    'use.constructor(x);',
    '(() => {}).constructor(x);',
    "import * as vm from 'node:vm'; vm.runInThisContext(x);",
    'JSON.parse(x).show(x);',
    'function f(editor: any) { editor.show(x); }',
    'function f({ show }: any) { show(x); }',
    'function f(show: any) { show(x); }',
    'class A { constructor(private w: unknown = process) {} }',
    ...waysTo('vscode', 'window').filter((source) => /use\(|export \{ m \}|export \*|\[key\]/.test(source)),
    ...waysToGlobal('process').filter((source) => /use\(/.test(source)),
  ],
};
