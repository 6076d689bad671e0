// Once for all specs: a Chromium, VS Code's server, and the packaged extension installed into a folder of its own.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageExtension } from '../../scripts/package.mjs';
import { ensureChromium } from '../../scripts/tools/chromium.mjs';
import { ensureServer, installExtension } from '../../scripts/tools/vscodeServer.mjs';

/** SIGHTREAD_VSIX names an existing package; without it, one is built. */
export async function setup(): Promise<() => void> {
  await ensureChromium();
  const server = await ensureServer();
  const vsix = process.env.SIGHTREAD_VSIX || (await packageExtension()).file;
  const place = mkdtempSync(join(tmpdir(), 'sightread-installed-'));
  const extensionsDir = join(place, 'extensions');
  cpSync('test/e2e/remoteControl', join(extensionsDir, 'sightread-test.remote-control-0.0.1'), { recursive: true });
  cpSync('test/e2e/chatModels', join(extensionsDir, 'sightread-test.chat-models-0.0.1'), { recursive: true });
  await installExtension(server, vsix, { dataDir: join(place, 'server'), extensionsDir });
  process.env.SIGHTREAD_E2E_SERVER = server;
  process.env.SIGHTREAD_E2E_EXTENSIONS = extensionsDir;
  return () => rmSync(place, { recursive: true, force: true });
}
