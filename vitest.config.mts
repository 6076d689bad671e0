import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    alias: { vscode: fileURLToPath(new URL('test/unit/host/vscode.ts', import.meta.url)) },
    include: ['test/unit/**/*.test.ts', 'test/build/**/*.test.ts'],
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Only to end what hangs: on a busy machine, each test takes many times as long.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
