// Loaded into the extension host by remoteControl where `cutNetwork` (network.ts) names it. Each connection to anything but
// this machine is refused and written down, in worker threads too; the npm registry is played by a server on loopback
// where one is named.
const { appendFileSync } = require('node:fs');
const { isIP, Socket } = require('node:net');
const threads = require('node:worker_threads');

const registry = 'https://registry.npmjs.org';
const { SIGHTREAD_E2E_CONNECTIONS: file, SIGHTREAD_E2E_REGISTRY: standIn } = process.env;
const isHere = (host) =>
  !host || host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

const { connect } = Socket.prototype;
Socket.prototype.connect = function (...args) {
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  const { path, host, port } = typeof first === 'object' ? first : { port: first, host: second };
  if (path === undefined || path === null) {
    appendFileSync(file, `${JSON.stringify({ host: host ?? 'localhost', port, stack: new Error().stack })}\n`);
    if (!isHere(host)) {
      const error = Object.assign(new Error('refused by the test'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' });
      process.nextTick(() => this.destroy(error));
      return this;
    }
  }
  return connect.apply(this, args);
};

const { Worker } = threads;
threads.Worker = class extends Worker {
  constructor(script, options = {}) {
    super(script, { ...options, execArgv: [...(options.execArgv ?? []), `--require=${__filename}`] });
  }
};

if (standIn && threads.isMainThread) {
  const { fetch } = globalThis;
  globalThis.fetch = (input, init) =>
    fetch(typeof input === 'string' && input.startsWith(registry) ? input.replace(registry, standIn) : input, init);
}
