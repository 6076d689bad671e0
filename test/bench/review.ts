import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { altAnswer } from '../servers/altAnswer';
import { startLoopbackProvider } from '../servers/loopbackProvider';
import { groqStream } from '../servers/vendorReplies';
import type { Row } from './lib/row';

const pages = 50;
const perPage = 10;

/** The command line reviews a folder twice, each time in a new process: what the second run requests. */
export async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sightread-review-'));
  const server = await startLoopbackProvider();
  const answer = altAnswer('Still water below the north face');
  server.on('POST', '/chat/completions', groqStream([answer]));
  try {
    makePages(folder);
    const review = async () => {
      const before = server.requests.length;
      const started = performance.now();
      const out = await dryRun(folder, server.url);
      const seconds = (performance.now() - started) / 1000;
      return { requests: server.requests.length - before, seconds, alts: out.split(/^\+!\[/m).length - 1 };
    };
    const first = await review();
    const second = await review();
    if (first.alts !== pages * perPage || second.alts !== first.alts) {
      throw new Error(`${first.alts} and ${second.alts} alts instead of ${pages * perPage}`);
    }
    const took = `${first.seconds.toFixed(1)} s, then ${second.seconds.toFixed(1)} s`;
    return [
      {
        name: `second review of ${pages * perPage} images, nothing changed`,
        ours: second.requests,
        theirs: first.requests,
        target: '≤ 0',
        unit: 'requests',
        note: `beside the first; ${took}, the same ${second.alts} alts in the diff`,
      },
    ];
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function makePages(folder: string): void {
  mkdirSync(join(folder, 'docs'));
  const png = readFileSync('samples/logo.png');
  for (let page = 0; page < pages; page++) {
    const lines = Array.from({ length: perPage }, (_, at) => {
      const name = `image-${page}-${at}.png`;
      // Bytes after the end of a PNG are ignored, but make each file a different picture.
      writeFileSync(join(folder, 'docs', name), Buffer.concat([png, Buffer.from(name)]));
      return `![](${name})\n`;
    });
    writeFileSync(join(folder, `docs/page-${page}.md`), `# Page ${page}\n\n${lines.join('\n')}`);
  }
}

function dryRun(folder: string, url: string): Promise<string> {
  const env = { PATH: process.env.PATH, XDG_CACHE_HOME: join(folder, 'cache'), GROQ_API_KEY: 'gsk_test' };
  const args = [resolve('dist/cli.js'), 'alt', 'write', 'docs', '--dry-run', '--provider', 'groq', '--base-url', url];
  const child = spawn(process.execPath, args, { env, cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  let out = '';
  child.stdout.on('data', (data) => {
    out += data;
  });
  return new Promise((done, failed) => {
    child.on('close', (code) => (code === 0 ? done(out) : failed(new Error(`sightread ended with code ${code}`))));
  });
}
