// A review of ten thousand documents with a thousand findings each: it has a limit, says so, and can continue
// afterwards.
import { expect, test, vi } from 'vitest';

vi.mock('vscode', () => {
  const file = (path: string) => ({ scheme: 'memory', path, fsPath: path, toString: () => `memory:${path}` });
  const text = new TextEncoder().encode('![](a.png)');
  return {
    l10n: { t: (text: string) => text },
    Uri: { file },
    FileType: { File: 1, Directory: 2, SymbolicLink: 64 },
    FileSystemError: class extends Error {},
    RelativePattern: class {},
    workspace: {
      workspaceFolders: [],
      getConfiguration: () => ({ get: () => undefined, inspect: () => undefined }),
      textDocuments: [],
      notebookDocuments: [],
      asRelativePath: (uri: { path: string }) => uri.path,
      findFiles: async () => Array.from({ length: 10_000 }, (_, at) => file(`/open/${String(at).padStart(5, '0')}.md`)),
      fs: { stat: async () => ({ type: 1, size: text.length, mtime: 0, ctime: 0 }), readFile: async () => text },
    },
  };
});
vi.mock('../../../../src/host/mayBeSent', () => ({ isInWorkspace: async () => true }));
const { bounds } = await import('../../../../src/core/bounds');
const { scanForReview } = await import('../../../../src/host/altText/reviewScan');

type Deps = Parameters<typeof scanForReview>[1];

const before = 'word '.repeat(80);
let read = 0;
const engines = {
  markup: () => ({
    find: async () => {
      read += 1;
      const references = Array.from({ length: 1_000 }, (_, index) => ({
        index,
        start: index,
        src: { raw: `a${index}.png` },
        context: { before: `${before}${read} ${index}` },
      }));
      return { references };
    },
    check: async () => ({ findings: Array.from({ length: 1_000 }, (_, image) => ({ image, args: [before + image] })) }),
  }),
} as unknown as Deps['engines'];
const records = { staleOf: async () => new Set() } as unknown as Deps['records'];

test('a review that is full leaves the rest for later, and takes no memory for it', async () => {
  const told: { unread: number }[] = [];
  const idle = process.memoryUsage().heapUsed;
  const { images, notAll } = await scanForReview(
    undefined,
    { engines, records },
    (progress) => told.push(progress),
    new AbortController().signal,
  );
  expect(images).toHaveLength(bounds.reviewImages);
  expect(read).toBeLessThan(10);
  expect(told.at(-1)?.unread).toBe(10_000 - read);
  expect(notAll.reduce((sum, { leftOut }) => sum + leftOut, 0)).toBe(read * 1_000 - bounds.reviewImages);
  expect((process.memoryUsage().heapUsed - idle) / 1e6).toBeLessThan(100);
});
