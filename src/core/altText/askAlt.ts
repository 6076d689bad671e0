/** One alt from a model: the prompt for the place, the picture, and the decision in the answer. */

import { AnswerError, type AnswerProblem } from '../answers/answerError';
import { saysNothing } from '../answers/nothingSaid';
import { isRefusal } from '../answers/refusal';
import { askToEnd } from '../ask/toEnd';
import type { AskDeps, AskImage, AskResult } from '../ask/types';
import type { Detail } from '../image/types';
import { ProviderError } from '../providers/errors';
import type { Provider, Usage } from '../providers/types';
import { sumUsage } from '../providers/usageSum';
import { altProblem, endingProblem } from './answerCheck';
import { type AltDecision, readDecision } from './decision';
import { type AltPrompt, type AltPromptOptions, altPrompt, formAgain } from './prompt';
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
  /** Of all requests together. */
  readonly usage?: Usage;
  /** One, or two when the first answer was not in the form asked for. */
  readonly requests: number;
}

/**
 * Asks for one alt, and once more when the answer is not in the form asked for. Throws what `ask` throws,
 * `ProviderError` `interrupted` when the connection broke, and `AnswerError` for an answer that is none: nothing of it
 * may be written or kept.
 */
export async function askAlt(request: AltRequest, deps: AskDeps, signal: AbortSignal): Promise<AltAnswer> {
  const { reference, options = {} } = request;
  const prompt = altPrompt(reference, options);
  const first = await askOnce(request, prompt, prompt.user, deps, signal);
  const read = decisionIn(first, prompt, request);
  if (typeof read !== 'string') {
    return { decision: read, requests: 1, ...(first.usage && { usage: first.usage }) };
  }
  if (read !== 'prose' && read !== 'unreadable') {
    throw new AnswerError(read, 1, first.usage);
  }
  let second: AskResult;
  try {
    second = await askOnce(request, prompt, `${prompt.user}\n\n${formAgain}`, deps, signal);
  } catch (error) {
    // What the first answer took is told, and is not paid for a third time by whoever tries again.
    if (signal.aborted || !(error instanceof ProviderError)) {
      throw error;
    }
    throw new AnswerError(read, 1, first.usage);
  }
  const usage = first.usage && second.usage ? sumUsage(first.usage, second.usage) : (second.usage ?? first.usage);
  const again = decisionIn(second, prompt, request);
  if (typeof again === 'string') {
    throw new AnswerError(again, 2, usage);
  }
  return { decision: again, requests: 2, ...(usage && { usage }) };
}

async function askOnce(
  { provider, model, image, detail }: AltRequest,
  prompt: AltPrompt,
  question: string,
  deps: AskDeps,
  signal: AbortSignal,
): Promise<AskResult> {
  const { result } = await askToEnd(
    {
      provider,
      model,
      system: prompt.system,
      turns: [{ question, images: [image] }],
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
  return result;
}

function decisionIn(
  result: AskResult,
  { maxOutputTokens }: AltPrompt,
  { reference, options = {} }: AltRequest,
): AltDecision | AnswerProblem {
  const problem = endingProblem(result.finishReason, result.usage?.outputTokens === maxOutputTokens);
  if (problem) {
    return problem;
  }
  const read = readDecision(result.text, {
    ending: options.ending,
    role: options.role,
    inLink: reference.link !== undefined && reference.link.text === '',
  });
  if (!read.ok) {
    // Whoever declines in prose would do so again.
    return read.reason === 'prose' && (isRefusal(result.text) || saysNothing(result.text)) ? 'declined' : read.reason;
  }
  return altProblem(read.decision, { reference, options }) ?? read.decision;
}
