// In which order an alt text's questions come, and that what was agreed to is what is used.
import { beforeEach, expect, test, vi } from 'vitest';

const steps = vi.hoisted(() => [] as string[]);
vi.mock('../../../../src/host/altText/pictures', () => ({
  webAddress: (_: unknown, { src }: { src: { raw: string } }) => (/^http/.test(src.raw) ? src.raw : undefined),
  findPicture: async (_: unknown, { src }: { src: { raw: string } }) => ({
    name: src.raw,
    read: async (_signal: unknown, permit: { name: string }) => {
      steps.push(`read by the ${permit.name}`);
      return new TextEncoder().encode('picture');
    },
  }),
}));
vi.mock('../../../../src/jobs/altTexts', () => ({
  AltTexts: class {
    async generate(
      { provider }: { provider: { id: string } },
      _picture: unknown,
      _signal: unknown,
      send: () => Promise<string>,
    ) {
      const model = await send();
      steps.push(`sent to ${provider.id}, ${model}`);
      return { decision: { alt: 'A lake.' } };
    }
  },
}));
const { AltTextWriter } = await import('../../../../src/host/altText/writer');

const choiceOf = (id: string) => ({
  provider: { id, destination: { kind: 'origin', origin: `https://${id}` } },
  model: 'm',
});

function writer(mayBeSent = true) {
  return new AltTextWriter({
    engines: { imaging: () => ({}) },
    store: {},
    providers: {
      choose: async () => choiceOf('chosen meanwhile'),
      checkSight: async () => undefined,
      settle: async (choice: object) => choice,
    },
    fetches: {
      mayBeFetched: async (urls: string[]) => {
        steps.push(`fetch ${urls.join()}?`);
        return { name: 'permit' };
      },
      agreed: () => ({ name: 'earlier permit' }),
    },
    consent: {
      ask: async ({ provider }: { provider: { id: string } }) => {
        steps.push(`send to ${provider.id}?`);
        return mayBeSent;
      },
    },
  } as never);
}
const generate = (agreed?: object, mayBeSent?: boolean) =>
  writer(mayBeSent).generate(
    'file:///a.md' as never,
    { src: { raw: 'https://a.example/a.png' } } as never,
    {},
    new AbortController().signal,
    agreed as never,
  );

beforeEach(() => {
  steps.length = 0;
});

test('nothing is fetched and nothing sent before its question', async () => {
  await generate();
  expect(steps).toEqual([
    'fetch https://a.example/a.png?',
    'read by the permit',
    'send to chosen meanwhile?',
    'sent to chosen meanwhile, m',
  ]);
  steps.length = 0;
  await expect(generate({}, false)).rejects.toThrow();
  expect(steps).not.toContain('sent to chosen meanwhile, m');
});

test('what was agreed to for all images is what each is sent to, whoever is chosen meanwhile', async () => {
  await generate({ choice: choiceOf('agreed'), permit: { name: 'permit for all' } });
  expect(steps).toEqual(['read by the permit for all', 'sent to agreed, m']);
});
