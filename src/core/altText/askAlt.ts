/** One alt from a model: the prompt for the place, the picture, and the decision in the answer. */
import { askToEnd } from '../ask/toEnd';
import type { AskDeps, AskImage, AskResult } from '../ask/types';
import type { Detail } from '../image/types';
import { ProviderError } from '../providers/errors';
import type { Provider } from '../providers/types';
import { type AltDecision, readDecision } from './decision';
import { type AltPromptOptions, altPrompt } from './prompt';
import type { ImageReference } from './types';

export interface AltRequest {
  readonly provider: Provider;
  readonly model: string;
  readonly reference: ImageReference;
  readonly image: AskImage;
  readonly detail: Detail;
  readonly options?: AltPromptOptions;
}

export interface AltAnswer {
  readonly decision: AltDecision;
  readonly result: AskResult;
}

/**
 * Asks for one alt. Throws what `ask` throws, and `ProviderError` for an answer that holds no alt: `filtered` when the
 * model declined, `badAnswer` when nothing can be made of it, `interrupted` when the provider stopped half-way.
 */
export async function askAlt(request: AltRequest, deps: AskDeps, signal: AbortSignal): Promise<AltAnswer> {
  const { provider, model, reference, image, detail, options = {} } = request;
  const prompt = altPrompt(reference, options);
  const { result } = await askToEnd(
    {
      provider,
      model,
      system: prompt.system,
      turns: [{ question: prompt.user, images: [image] }],
      intent: 'describe',
      detail,
      maxOutputTokens: prompt.maxOutputTokens,
      output: { kind: 'json', name: prompt.schemaName, schema: prompt.schema, strict: true },
      reasoning: 'off',
    },
    deps,
    signal,
  );
  if (result.finishReason === 'interrupted') {
    throw new ProviderError('interrupted', 'the answer ended early');
  }
  if (result.finishReason === 'filtered') {
    throw new ProviderError('filtered', '');
  }
  const read = readDecision(result.text, {
    ending: options.ending,
    role: options.role,
    inLink: reference.link !== undefined && reference.link.text === '',
  });
  if (!read.ok) {
    throw new ProviderError(read.reason === 'declined' ? 'filtered' : 'badAnswer', read.reason);
  }
  if (options.longDescription && !read.decision.longDescription) {
    throw new ProviderError('badAnswer', 'no long description');
  }
  return { decision: read.decision, result };
}
