// A failure as the editor reports it: one sentence, the provider's message if that helps, and the buttons that help.
import { expect, test } from 'vitest';
import { AnswerError } from '../../../src/core/answers/answerError';
import { AskImageError } from '../../../src/core/ask/types';
import { ImageError } from '../../../src/core/image/types';
import { ProviderError } from '../../../src/core/providers/errors';
import { explain, toFailure } from '../../../src/host/explain';

const groq = { provider: 'Groq', providerId: 'groq', model: 'eyes' };
const told = (error: unknown, more = {}) => {
  const { text, actions } = explain(toFailure(error), { ...groq, ...more });
  return [text, ...actions.map(({ id }) => id)];
};

test.each<[string, unknown, readonly string[]]>([
  [
    'a wrong key opens its own box',
    new ProviderError('auth', 'x'),
    ['Groq rejected the API key.', 'setKey:groq', 'retry'],
  ],
  [
    'a model that is gone opens the list of the same provider',
    new ProviderError('modelGone', ''),
    ['Groq no longer offers the model eyes.', 'selectModel:groq'],
  ],
  [
    'the provider’s own words are told where ours cannot say it',
    new ProviderError('badRequest', 'odd field'),
    ['Groq rejected the request. (odd field)', 'retry', 'selectModel', 'showLog'],
  ],
  [
    'of too many images the first can go',
    new ProviderError('tooManyImages', '', { limit: 1, leftOut: ['b.png'] }),
    [expect.stringMatching(/Groq.+one image.+b\.png/), 'contactSheet', 'firstImages', 'selectModel'],
  ],
  [
    'an answer that is none says what it took',
    new AnswerError('empty', 2, { inputTokens: 3, outputTokens: 1 } as never),
    ['eyes sent an empty answer. (2 requests, 4 tokens)', 'retry', 'selectModel'],
  ],
  ['an image that cannot be read has no button', new ImageError('empty', ''), ['The image is empty.']],
  [
    'what is no fault of anybody’s is for the log',
    new TypeError('no'),
    ['Something went wrong in Sightread. See the log for details.', 'retry', 'showLog'],
  ],
])('%s', (_, error, expected) => {
  expect(told(error)).toEqual(expected);
});

test('an image is called by its name', () => {
  const failure = toFailure(new AskImageError('7', 'a.png', new ImageError('pdf', '')));
  expect(failure.imageId).toBe('7');
  expect(explain(failure, { ...groq, imageName: 'a.png' }).text).toBe('a.png is a PDF document, not an image.');
});
