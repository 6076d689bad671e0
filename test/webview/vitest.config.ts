import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['test/webview/**/*.test.ts'],
    globalSetup: ['test/webview/support/setup.ts'],
    maxWorkers: Math.min(availableParallelism(), 4),
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
