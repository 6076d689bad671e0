import fc from 'fast-check';
import { expect, test } from 'vitest';
import { askForData, checkData, type DataEvent, type SchemaCheck } from '../../../../src/core/ask/data';
import type { AskRequest } from '../../../../src/core/ask/types';
import type { Provider, VisionRequest } from '../../../../src/core/providers/types';
import { schemaProblems } from '../../../../src/engines/markup/check/schema';

const check: SchemaCheck = async (value, wanted) => schemaProblems(value, wanted);

const schema = {
  type: 'object',
  properties: { total: { type: 'number' }, currency: { type: ['string', 'null'] } },
  required: ['total', 'currency'],
  additionalProperties: false,
};

test.each([
  ['bare', '{"total": 4.5, "currency": "EUR"}'],
  ['fenced', '```json\n{"total": 4.5, "currency": "EUR"}\n```'],
  ['with words around', 'Here it is:\n{"total": 4.5, "currency": "EUR"}\nAnything else?'],
])('finds the JSON of an answer: %s', async (_, answer) => {
  expect(await checkData(answer, schema, check)).toMatchObject({ data: { total: 4.5, currency: 'EUR' }, problems: [] });
});

test('says where an answer differs from the schema', async () => {
  const { problems } = await checkData('{"total": "4.5", "currency": "EUR"}', schema, check);
  expect(problems.join()).toMatch(/total/);
  expect((await checkData('{"total": 4.5}', schema, check)).problems.join()).toMatch(/currency/);
  expect((await checkData('no braces at all', schema, check)).problems).toEqual(['The answer is not JSON.']);
});

test('a schema that cannot be used is a problem, not a crash', async () => {
  expect((await checkData('{}', { $ref: '#/nowhere' }, check)).problems[0]).toMatch(/The schema cannot be used/);
});

test('the failure of an engine that another bundle holds is a problem too', async () => {
  class MarkupError extends Error {
    override readonly name = 'MarkupError';
    readonly reason = 'deadline';
  }
  const late = () => Promise.reject(new MarkupError());
  expect((await checkData('{}', {}, late)).problems).toEqual(['The schema could not be checked in time.']);
  await expect(checkData('{}', {}, () => Promise.reject(new Error('other')))).rejects.toThrow('other');
});

test('any JSON value survives being found in prose', async () => {
  await fc.assert(
    fc.asyncProperty(fc.object({ maxDepth: 2 }), async (value) => {
      const json = JSON.stringify(value);
      expect((await checkData(`Sure:\n\`\`\`json\n${json}\n\`\`\``, undefined, check)).data).toEqual(JSON.parse(json));
    }),
    { seed: 7, numRuns: 200 },
  );
});

/** Answers with these texts, one per request, and records the requests. */
function scripted(...answers: readonly string[]) {
  const asked: VisionRequest[] = [];
  const provider: Provider = {
    id: 'scripted',
    label: 'Scripted',
    destination: { kind: 'machine' },
    vendor: undefined,
    limits: { accepts: ['image/png'] },
    async *stream(request) {
      asked.push(request);
      yield { type: 'text', text: answers[asked.length - 1] ?? '' };
      yield { type: 'usage', usage: { inputTokens: 10, outputTokens: 5, raw: {} } };
      yield { type: 'finish', reason: 'stop' };
    },
    listModels: async () => [],
  };
  return { asked, provider };
}

async function run(provider: Provider): Promise<DataEvent[]> {
  const request: AskRequest = {
    provider,
    model: 'm',
    system: '',
    turns: [{ question: 'Which total?', images: [] }],
    intent: 'readText',
    detail: 'auto',
    maxOutputTokens: 100,
    output: { kind: 'json', name: 'data', strict: true, schema },
  };
  const unused = () => Promise.reject(new Error('no image here'));
  const imaging = {
    render: unused,
    decode: unused,
    analyzePixels: unused,
    drawnText: unused,
    contactSheet: unused,
    dispose: () => undefined,
  };
  const events: DataEvent[] = [];
  for await (const event of askForData(request, { imaging, checkSchema: check }, new AbortController().signal)) {
    events.push(event);
  }
  return events;
}

test('an answer that fits is asked for once', async () => {
  const { asked, provider } = scripted('{"total": 1, "currency": null}');
  const events = await run(provider);
  expect(asked).toHaveLength(1);
  expect(events.at(-1)).toMatchObject({ type: 'done', result: { data: { total: 1, currency: null }, problems: [] } });
});

test('a mismatch is sent back once with what is wrong; the usage of both adds up', async () => {
  const { asked, provider } = scripted('{"total": "one"}', '{"total": 1, "currency": null}');
  const events = await run(provider);
  expect(asked).toHaveLength(2);
  const [, answer, correction] = asked[1]?.messages ?? [];
  expect(answer).toMatchObject({ role: 'assistant', parts: [{ text: '{"total": "one"}' }] });
  expect(JSON.stringify(correction)).toMatch(/does not fit/);
  expect(events.map((event) => event.type)).toContain('discard');
  expect(events.at(-1)).toMatchObject({ result: { problems: [], usage: { inputTokens: 20, outputTokens: 10 } } });
});

test('what does not fit then is told, and asked for no more', async () => {
  const { asked, provider } = scripted('nothing', 'still nothing', 'never sent');
  const events = await run(provider);
  expect(asked).toHaveLength(2);
  expect(events.at(-1)).toMatchObject({ result: { text: 'still nothing', problems: ['The answer is not JSON.'] } });
});
