// Alt text for what was pasted: how many requests run at once, what a failure says, and what is written.
import { beforeEach, expect, test, vi } from 'vitest';
import { ProviderError } from '../../../../src/core/providers/errors';

const editor = vi.hoisted(() => ({ applied: [] as unknown[], shown: [] as unknown[] }));
vi.mock('vscode', async (original) => {
  const own = await original<{ workspace: object }>();
  return {
    ...own,
    WorkspaceEdit: class {
      set() {}
    },
    workspace: { ...own.workspace, applyEdit: async (edit: unknown) => editor.applied.push(edit) > 0 },
  };
});
vi.mock('../../../../src/host/say', () => ({ sayInStatusBar: () => undefined }));
vi.mock('../../../../src/host/altText/edits', () => ({ altTextEdit: async () => ({ edits: [] }) }));
vi.mock('../../../../src/host/errorActions', () => ({
  showFailure: async (error: unknown) => editor.shown.push(error),
}));
const { createDescribePasted } = await import('../../../../src/host/altText/describePasted');
const { CancellationError } = await import('vscode');

const images = Array.from({ length: 20 }, (_, index) => ({
  index,
  start: index * 10,
  end: index * 10 + 9,
  src: { raw: `${index}.png` },
  alt: { value: '', dynamic: false },
}));

/** Pastes into one document; `answer` is the model's for an image. */
function pasting(answer: (index: number) => Promise<string>, isHere = (_index: number) => true) {
  const asked: number[] = [];
  let running = 0;
  let most = 0;
  const remembered: string[] = [];
  const generate = async (_: unknown, { index }: { index: number }) => {
    asked.push(index);
    running += 1;
    most = Math.max(most, running);
    try {
      await new Promise((resolve) => setTimeout(resolve, 2));
      return { decision: { alt: await answer(index) }, imageHash: 'aa' };
    } finally {
      running -= 1;
    }
  };
  const describePasted = createDescribePasted({
    writer: {
      choose: async () => ({ provider: { id: 'groq', label: 'Groq' }, model: 'eyes' }),
      isHere: (_: unknown, { index }: { index: number }) => isHere(index),
      read: async () => ({}),
      generate,
    },
    documents: { references: async () => images },
    records: { remember: async ([{ alt }]: [{ alt: string }]) => void remembered.push(alt) },
    log: { error: () => undefined },
  } as never);
  const document = { uri: 'file:///a.md', version: 1, isClosed: false } as never;
  const paste = (from: number, to: number) =>
    describePasted(document, from * 10, to * 10, new AbortController().signal);
  return { paste, asked, remembered, most: () => most };
}

beforeEach(() => {
  editor.applied.length = 0;
  editor.shown.length = 0;
});

test('as many are requested at once as in a review, in two pastes together', async () => {
  const { paste, asked, remembered, most } = pasting(async (index) => `Image ${index}`);
  await Promise.all([paste(0, 10), paste(10, 20)]);
  expect(asked.toSorted((a, b) => a - b)).toEqual(images.map(({ index }) => index));
  expect(remembered).toHaveLength(20);
  expect(editor.applied).toHaveLength(20);
  expect(most()).toBe(4);
});

test('a wrong key is said once, and the rest is not requested', async () => {
  const { paste, asked } = pasting(async () => {
    throw new ProviderError('auth', '');
  });
  await paste(0, 20);
  expect(asked).toEqual([0]);
  expect(editor.shown).toEqual([expect.objectContaining({ reason: 'auth' })]);
  expect(editor.applied).toEqual([]);
});

test('whoever does not want one to be sent is not asked about the next, and the next paste still works', async () => {
  let answers: (index: number) => Promise<string> = async () => {
    throw new CancellationError();
  };
  const { paste, asked, remembered } = pasting((index) => answers(index));
  await paste(0, 20);
  expect(asked).toEqual([0]);
  expect(editor.shown).toEqual([]);
  answers = async () => 'A lake';
  await paste(3, 5);
  expect(remembered).toEqual(['A lake', 'A lake']);
});

test('a picture from a host that nobody agreed to is left alone, without a question', async () => {
  const { paste, asked, remembered } = pasting(
    async () => 'A lake',
    (index) => index !== 1,
  );
  await paste(0, 3);
  expect(asked).toEqual([0, 2]);
  expect(remembered).toHaveLength(2);
});
