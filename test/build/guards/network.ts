import { waysTo, waysToGlobal } from '../ways';
import type { Guard } from './guard';

/** What cannot leave the process, or has a guard of its own. Any other module of Node is listed by its user. */
const tame =
  /^node:(?:(?:buffer|crypto|events|fs|os|path|process|stream|url|util|zlib)\.|worker_threads\.(?:MessagePort|Worker)\.|net\.BlockList|net\.isIP|net\.Socket\.write|dns\.Lookup|tty\.\w+\.(?:isTTY|on)$|readline\.Interface\.)/;
/** Of undici, what is told about a request that was made. */
const told = /^undici\.(?:Dispatcher\.ResponseData|Dispatcher\.destroy|buildConnector\.Options)\b/;
const byGlobal =
  /(?:^|\.)(?:fetch|WebSocket|WebSocketStream|WebTransport|XMLHttpRequest|EventSource|RTCPeerConnection|sendBeacon|importScripts|Worker|SharedWorker|ServiceWorkerContainer|Image|HTML(?!Details)\w+Element\.(?:src|href|action|data)|navigate|submit)$|^global\.(?:Window\.)?open$/;

/** Elements of a page that may load or lead somewhere, and what makes any element by its name. */
const byElement =
  /^preact\.(?:h|createElement|cloneElement|jsxs?|JSXInternal\.Intrinsic\w+\.(?:a|area|audio|base|embed|feImage|form|frame|iframe|image|img|link|object|script|source|track|use|video))$/;

export const network: Guard = {
  title: 'only these functions reach out of the process',
  sees: ({ what }) =>
    (/^(?:global|undici)\./.test(what) && byGlobal.test(what)) ||
    byElement.test(what) ||
    (what.startsWith('undici') && !told.test(what)) ||
    what.startsWith('src/engines/network/undici.d.ts') ||
    (what.startsWith('node:') && !tame.test(what)),
  allowed: {
    'src/disk/fileLock.ts#take: node:timers.setTimeout': 'waits for another process of the same user',
    'media/conversation/markdown/link.tsx#Link: preact.JSXInternal.IntrinsicHTMLElements.a':
      'has no address: a press tells the host',
    'media/conversation/view/images.tsx#Thumbnail: preact.JSXInternal.IntrinsicHTMLElements.img':
      'bytes that the editor sent; the page’s policy lets nothing else in',
    'media/conversation/view/viewer.tsx#Viewer: preact.JSXInternal.IntrinsicHTMLElements.img':
      'bytes that the editor sent; the page’s policy lets nothing else in',
    'media/kit/memo.ts#memo.render: preact.createElement': 'draws a component',
    'media/review/item.tsx#Item: preact.JSXInternal.IntrinsicHTMLElements.img':
      'bytes that the editor sent; the page’s policy lets nothing else in',
    'src/commandLine/terminal.ts#terminalConfirm: node:readline.createInterface': 'a key is typed',
    'src/engines/network/certificates.ts#trustedCertificates: node:tls.getCACertificates': 'lists certificates',
    'src/engines/network/certificates.ts#trustedCertificates: node:tls.rootCertificates': 'lists certificates',
    'src/engines/network/client.ts#loadNetworkEngine.load: node:module.Module.createRequire':
      'loads a part of the product',
    'src/engines/network/download.ts#checkName: node:dns.lookup': 'fetches images that were agreed to',
    'src/engines/network/download.ts#createAgent.connect: src/engines/network/undici.d.ts.value':
      'fetches images that were agreed to',
    'src/engines/network/download.ts#createAgent.guarded: node:dns.lookup': 'fetches images that were agreed to',
    'src/engines/network/download.ts#createAgent: src/engines/network/undici.d.ts.value':
      'fetches images that were agreed to',
    'src/engines/network/download.ts#open: src/engines/network/undici.d.ts.request':
      'fetches images that were agreed to',
    'src/engines/network/transport.ts#connector: src/engines/network/undici.d.ts.value': 'the direct path',
    'src/engines/network/transport.ts#createDirectTransport.dispatcherFor: src/engines/network/undici.d.ts.value':
      'the direct path',
    'src/engines/network/transport.ts#createDirectTransport.send: src/engines/network/undici.d.ts.request':
      'the direct path',
    'src/engines/network/transport.ts#proxyAgent: src/engines/network/undici.d.ts.value': 'the direct path',
    'src/engines/network/transport.ts: src/engines/network/undici.d.ts.value': 'the direct path',
    'src/engines/imaging/source.ts#requireBeside: node:module.Module.createRequire': 'loads a part of the product',
    'src/engines/kit/serve.ts#serve.reply: node:worker_threads.parentPort': 'the thread',
    'src/engines/kit/serve.ts#serve: node:worker_threads.parentPort': 'the thread',
    'src/engines/kit/workerClient.ts#WorkerClient.start: node:worker_threads.Worker': 'a thread of the product',
    'src/engines/ocr/codeReader.ts#find: node:worker_threads.workerData': 'the thread',
    'src/engines/ocr/worker.ts#settings: node:worker_threads.workerData': 'the thread',
    'src/host/text/languages.ts#createLanguages: global.fetch': 'packages of languages that a person asked for',
    'src/host/transport.ts#createTransports: global.fetch': 'the editor’s own path',
  },
  evasions: [
    ...['net', 'http', 'https', 'http2', 'tls', 'dgram', 'dns'].map(
      (name) =>
        `import * as m from 'node:${name}'; const { connect: q, request, lookup, createSocket } = m as typeof m & Record<string, never>; use(q, request, lookup, createSocket);`,
    ),
    ...waysTo('net', 'connect'),
    ...waysTo('https', 'request'),
    ...waysTo('node:dns', 'promises', 'lookup'),
    ...waysTo('child_process', 'spawn'),
    ...waysTo('node:worker_threads', 'Worker'),
    ...waysTo('undici', 'fetch'),
    ...waysToGlobal('fetch'),
    ...waysToGlobal('WebSocket'),
    ...waysToGlobal('navigator', 'sendBeacon'),
    "import { h } from 'preact'; h('img', { src: x });",
    "import { createElement as q } from 'preact'; q('iframe', { src: x });",
    'const q = globalThis; const p = q; p.fetch(x);',
    'const { fetch: q } = globalThis; q(x);',
    "const k = 'fetch'; globalThis[k](x);",
  ],
};

export const opening: Guard = {
  title: 'an address is opened in the browser only where the user asked for it',
  sees: ({ what, given }) =>
    /^vscode\.env\.(?:openExternal|asExternalUri)$/.test(what) ||
    (what === 'vscode.commands.executeCommand' && (given ?? ['vscode.open']).some((id) => opens.test(id))),
  allowed: {
    'src/startup/loader.ts#createLoader.run: vscode.commands.executeCommand': 'the start-up’s commands hand on to ours',
    'src/host/errorActions.ts#actions: vscode.env.openExternal': 'the button of a provider’s help page',
    'src/host/features/usage.ts#registerUsageSupport.show: vscode.commands.executeCommand':
      'a text of ours, as a document',
    'src/host/keyInput.ts#askForKey: vscode.env.openExternal': 'the button of a provider’s page for keys',
    'src/host/panelActions.ts#createPanelActions.openImage: vscode.commands.executeCommand':
      'an image of the panel, as a file',
    'src/host/panelActions.ts#createPanelActions.openLink: vscode.env.openExternal': 'a link that is clicked',
  },
  evasions: [
    ...waysTo('vscode', 'env', 'openExternal'),
    "import type { env } from 'vscode'; const f = ({ openExternal }: typeof env) => openExternal(x as never);",
    "import { commands } from 'vscode'; const id = 'vscode.open'; commands.executeCommand(id, x);",
    "import { commands } from 'vscode'; commands.executeCommand(x, x);",
    "import { commands } from 'vscode'; const q = commands.executeCommand; q('vscode.open', x);",
  ],
};
const opens = /^vscode\.open|^simpleBrowser|^_?workbench\.action\.url|[*]/;

export const sending: Guard = {
  title: 'only one file sends what a provider gets: it takes the secrets out of what comes back',
  sees: ({ what }) => what === 'src/core/providers/types.ts#Transport.send',
  allowed: {
    'src/core/providers/secrets.ts#sendGuarded: src/core/providers/types.ts#Transport.send': 'the one place',
    'src/core/text/languages/pack.ts#get: src/core/providers/types.ts#Transport.send':
      'the npm registry is sent no secret',
    'src/engines/network/client.ts#loadNetworkEngine.createTransport.send: src/core/providers/types.ts#Transport.send':
      'hands on what it was given',
  },
  evasions: [
    "import type { Transport } from '../core/providers/types'; const f = (t: Transport) => t.send(x as never);",
    "import type { Transport } from '../core/providers/types'; const f = ({ send }: Transport) => send(x as never);",
    "import type { Transport } from '../core/providers/types'; const f = (t: Transport) => { const q = t; q['send'](x as never); };",
  ],
};

export const fetching: Guard = {
  title: 'an image of the web is fetched only where its host is asked about first',
  sees: ({ what }) =>
    /#NetworkEngine\.(?:downloadImage|isPublicUrl)$|#createPermit$|#Transports\.downloader$/.test(what) ||
    /^src\/engines\/network\/download\.ts#\w+$/.test(what),
  allowed: {
    'src/commandLine/mayBeFetched.ts#createFetches.askFor: src/engines/network/client.ts#NetworkEngine.isPublicUrl':
      'asks',
    'src/commandLine/mayBeFetched.ts#createFetches.mayLink: src/engines/network/client.ts#NetworkEngine.isPublicUrl':
      'asks',
    'src/commandLine/mayBeFetched.ts#createFetches: src/core/network/fetching.ts#createPermit': 'asks',
    'src/commandLine/mayBeFetched.ts#createFetches: src/engines/network/client.ts#NetworkEngine.downloadImage': 'asks',
    'src/engines/network/client.ts#loadNetworkEngine.downloadImage: src/engines/network/download.ts#download':
      'the direct path',
    'src/engines/network/client.ts#loadNetworkEngine.isPublicUrl: src/engines/network/download.ts#isPublicUrl':
      'the direct path',
    'src/engines/network/network.ts: src/engines/network/download.ts#download': 'the direct path',
    'src/engines/network/network.ts: src/engines/network/download.ts#isPublicUrl': 'the direct path',
    'src/host/mayBeFetched.ts#createFetches.agreed: src/core/network/fetching.ts#createPermit': 'asks',
    'src/host/mayBeFetched.ts#createFetches.download: src/host/transport.ts#Transports.downloader': 'asks',
    'src/host/mayBeFetched.ts#createFetches.isPublicUrl: src/host/transport.ts#Transports.downloader': 'asks',
    'src/host/mayBeFetched.ts#createFetches.mayBeFetched: src/core/network/fetching.ts#createPermit': 'asks',
    'src/host/mayBeFetched.ts#createFetches.mayBeFetched: src/host/transport.ts#Transports.downloader': 'asks',
    'src/host/transport.ts#createTransports: src/host/transport.ts#Transports.downloader': 'loads the direct path',
  },
  evasions: [
    "import { createPermit as q } from '../core/network/fetching'; use(q);",
    "import type { Transports } from './transport'; const f = ({ downloader: q }: Transports) => q();",
    "import type { Transports } from './transport'; const f = async (t: Transports) => { const { downloadImage } = await t.downloader(); use(downloadImage); };",
  ],
};
