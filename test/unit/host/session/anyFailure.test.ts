// Conversations with a server that answers at random from what real servers answered, and now and then with words.
// SIGHTREAD_QUESTIONS sets how many questions are asked, SIGHTREAD_SEED which answers they get.
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { Turn } from '../../../../src/core/conversation/conversation';
import { createHttpProvider } from '../../../../src/core/providers/httpProvider';
import type { Transport } from '../../../../src/core/providers/types';
import { createImagingEngine } from '../../../../src/engines/imaging/client';
import { explain } from '../../../../src/host/explain';
import { createSession, startConversation } from '../../../../src/host/session/session';
import { failures } from '../../../servers/failures/all';
import type { Failure } from '../../../servers/failures/failure';
import { sse } from '../../../servers/loopbackProvider';
import { vendor } from '../../core/providers/support';
import { buildImaging } from '../../engines/imaging/support';

const questions = Number(process.env.SIGHTREAD_QUESTIONS ?? 150);
const seed = Number(process.env.SIGHTREAD_SEED ?? 1);
/** A conversation grows, and each request carries all of it. */
const questionsEach = 15;
/** The first request and five more with a stated wait, for the question and for the same with smaller images. */
const mostRequests = 12;

function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

const says = (content: string) => ({ choices: [{ delta: { content } }] });
const ends = (finish_reason: string) => ({ choices: [{ delta: {}, finish_reason }] });
const answers = [
  [says('A lake '), says('at dusk.'), ends('stop')],
  [says('A lake at'), ends('length')],
  [says('A la'), ends('content_filter')],
  [says('A lake at')],
  [{ choices: [{ delta: { reasoning_content: 'Hm.' } }] }, ends('length')],
  [ends('stop')],
  [says('I cannot see any image.'), ends('stop')],
  [...Array.from({ length: 200 }, () => says('GO ON\n')), ends('length')],
].map((deltas) => ({ status: 200, type: 'text/event-stream', text: sse([...deltas, '[DONE]']).join('') }));

const types = { answer: 'application/json', event: 'text/event-stream', line: 'application/x-ndjson' };

function replyOf({ status, place, body }: Failure) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    status,
    type: text.startsWith('<') ? 'text/html' : types[place],
    text: place === 'event' ? `data: ${text}\n\n` : `${text}\n`,
  };
}

const replies = failures.map(replyOf);

test(`${questions} questions to a server that answers anything: each ends in words or in its sentence`, async () => {
  const random = randomFrom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  let requests = 0;
  const transport: Transport = {
    async send() {
      requests++;
      const reply = random() < 0.4 ? pick(answers) : pick(replies);
      return {
        status: reply.status,
        headers: new Map([['content-type', reply.type]]),
        body: (async function* () {
          yield new TextEncoder().encode(reply.text);
        })(),
      };
    },
  };
  const soon = () => new Promise<void>((resolve) => setImmediate(resolve));
  const engine = createImagingEngine({ distDir: await buildImaging() });
  const picture = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#1450a0' } })
    .png()
    .toBuffer();
  const saved: unknown[] = [];
  const ended = { words: 0, sentences: 0 };
  for (let asked = 0; asked < questions; ) {
    // Each conversation asks a server of its own, so that what one has learnt doesn't help the next.
    const of = vendor(pick(['groq', 'lmstudio', 'openrouter', 'mistral']), { baseUrl: `http://127.0.0.1:9/${asked}` });
    const provider = createHttpProvider(of, { transport, key: async () => 'sk-test', now: () => 0, sleep: soon });
    const choice = { provider, model: 'vision-1' };
    const session = createSession(startConversation('Talk'), {
      providers: {
        choose: async () => choice,
        get: () => provider,
        isReady: async () => true,
        checkSight: async () => undefined,
        settle: async () => choice,
        stated: async () => undefined,
        price: () => undefined,
      },
      engines: { imaging: () => engine },
      fetches: {},
      consent: { ask: async () => true },
      store: { save: async (conversation: unknown) => void saved.push(conversation), saveImage: async () => undefined },
      log: { info: () => undefined, error: () => undefined },
      onTurnDone: () => undefined,
    } as never);
    const told: Turn[] = [];
    for (let at = 0; at < questionsEach && asked < questions; at++, asked++) {
      await session.addPastedImage(`${at}.png`, new Uint8Array(picture));
      const before = requests;
      const turn = await session.ask(at % 2 === 0 ? `What is ${at}?` : '');
      told.push(turn);
      expect(requests - before).toBeLessThanOrEqual(mostRequests);
      expect(session.isBusy()).toBe(false);
      if (turn.state === 'done') {
        expect(turn.answer.trim()).not.toBe('');
        ended.words++;
      } else {
        expect(turn).toMatchObject({ state: 'failed', failure: { source: expect.stringMatching(/provider|answer/) } });
        const seen = explain(turn.failure!, { provider: of.label, providerId: of.id, model: turn.model });
        expect(seen.text).not.toMatch(/didn’t answer\.|undefined|^\s*$/);
        expect(seen.actions.length).toBeGreaterThan(0);
        ended.sentences++;
      }
      // Nothing that was there before is lost or changed.
      expect(session.conversation().turns).toEqual(told);
      expect(session.conversation().images).toHaveLength(at + 1);
    }
    session.dispose();
  }
  engine.dispose();
  expect(ended.words + ended.sentences).toBe(questions);
  expect(Math.min(ended.words, ended.sentences)).toBeGreaterThan(questions / 10);
}, 600_000);
