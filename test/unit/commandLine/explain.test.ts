// A reason as one line in the terminal: the editor's sentence, or a different one where its users have other options.
import { expect, test } from 'vitest';
import { explainLine } from '../../../src/commandLine/explain';
import { AnswerError } from '../../../src/core/answers/answerError';
import { AskImageError } from '../../../src/core/ask/types';
import { ImageError } from '../../../src/core/image/types';
import { ProviderError } from '../../../src/core/providers/errors';
import { LanguageError } from '../../../src/core/text/languages/pack';
import { OcrError } from '../../../src/core/text/types';

test.each<[unknown, string]>([
  [new ProviderError('auth', 'Invalid key'), 'The provider rejected the API key. (Invalid key)'],
  [new ProviderError('noVision', 'gpt-3'), 'This model can’t see images. See: sightread models (gpt-3)'],
  [
    new ProviderError('accountSetting', 'Configure: https://openrouter.ai/settings/privacy'),
    'A setting of your account doesn’t allow this model. Change it on the provider’s website, or choose another --model. (Configure: https://openrouter.ai/settings/privacy)',
  ],
  [
    new ProviderError('contextTooSmall', '', { limit: 4096 }),
    'The request doesn’t fit into the context of this model, which is 4096 tokens. Load the model with a larger context, or send fewer pixels: --detail low',
  ],
  [
    new ProviderError('badImage', '', { fault: 'shape' }),
    'The provider doesn’t accept the shape of the file: it’s too small or too narrow.',
  ],
  [
    new AnswerError('thinking', 1),
    'This model used all its tokens for thinking and wrote nothing. Try again, or another --model.',
  ],
  [new ProviderError('wrongAddress', ''), 'This URL isn’t the provider’s API. Check --base-url.'],
  [
    new ProviderError('rateLimit', '', { retryAfterMs: 600_000 }),
    'The provider has limited your rate. Try again in 10 minutes.',
  ],
  [new ProviderError('refused', '', { host: 'x.example' }), 'No server is answering at x.example. Is it running?'],
  [new AnswerError('placeholder', 1), 'This model answered with a placeholder. Try again, or another --model.'],
  [new ImageError('corrupt', 'chunk 3'), 'The file is damaged and can’t be decoded.'],
  [
    new ImageError('notFetched', 'x.example'),
    'Nothing was fetched from x.example. Allow it with --allow-host x.example.',
  ],
  [new AskImageError('1', 'a.png', new ImageError('empty', '')), 'a.png: The file is empty.'],
  [
    new OcrError('languageMissing', 'deu'),
    'There is no language data for deu. Get it with: sightread ocr --get-language deu',
  ],
  [
    new LanguageError('integrity', 'x.tgz'),
    'The language data for this language failed its integrity check and was discarded. (x.tgz)',
  ],
  [new LanguageError('badFile', ''), 'The file isn’t Tesseract language data.'],
  [new TypeError('no'), 'no'],
  ['thrown', 'thrown'],
])('%s', (error, line) => {
  expect(explainLine(error)).toBe(line);
});

test('a command adds its own options for an answer that is none', () => {
  const hints = { thinking: ' Allow more with --max-tokens.' };
  expect(explainLine(new AnswerError('thinking', 1), hints)).toBe(
    'This model used all its tokens for thinking and wrote nothing. Allow more with --max-tokens.',
  );
});
