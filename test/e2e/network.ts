import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly stack: string;
}

/**
 * Cuts VS Code and its extensions off from everything but this machine: pass `env` to the workbench; `connections()`
 * lists the attempts. `registry` is a server on loopback that stands in for the npm registry.
 */
export function cutNetwork(registry?: string) {
  const file = join(mkdtempSync(join(tmpdir(), 'sightread-network-')), 'connections');
  const env: Record<string, string> = {
    // VS Code removes NODE_OPTIONS from its extension host, so the driver's own extension loads it there.
    SIGHTREAD_E2E_NETWORK: join(process.cwd(), 'test/e2e/networkPreload.cjs'),
    SIGHTREAD_E2E_CONNECTIONS: file,
    ...(registry !== undefined && { SIGHTREAD_E2E_REGISTRY: registry }),
  };
  const connections = (): Connection[] =>
    (existsSync(file) ? readFileSync(file, 'utf8') : '')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Connection);
  return { env, connections };
}
