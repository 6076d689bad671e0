/** Alt text for one image from a model: the prompt for the place, the picture, and the decision in the answer. */

import { AnswerError, type AnswerProblem } from '../answers/answerError';
import { answerProblem } from '../answers/judge';
import { saysNothing } from '../answers/nothingSaid';
import { isRefusal } from '../answers/refusal';
import { askToEnd } from '../ask/toEnd';
import type { AskDeps, AskImage, AskResult } from '../ask/types';
import type { Detail } from '../image/types';
import { ProviderError } from '../providers/errors';
import type { Provider, Usage } from '../providers/types';
import { sumUsage } from '../providers/usageSum';
import { altProblem, endingProblem, needsConfirmation } from './answerCheck';
import { confirmationPrompt, isConfirmation } from './confirmation';
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
  /** Usually one; one more if the answer doesn't have the requested form, and one if it doesn't read like alt text. */
  readonly requests: number;
}

/**
 * Requests alt text for one image. An answer that doesn't have the requested form is requested once more; one that
 * doesn't read like alt text must be confirmed by the model. Throws what `ask` throws, `ProviderError` `interrupted` if
 * the connection was lost, and `AnswerError` for an unusable answer: nothing of it may be written or kept.
 */
export async function askAlt(request: AltRequest, deps: AskDeps, signal: AbortSignal): Promise<AltAnswer> {
  const { image, reference, options = {} } = request;
  const prompt = altPrompt(reference, options);
  let requests = 0;
  let usage: Usage | undefined;
  const send = async (asked: Asked): Promise<AskResult> => {
    const result = await sendOnce(request, asked, deps, signal);
    requests += 1;
    usage = usage && result.usage ? sumUsage(usage, result.usage) : (result.usage ?? usage);
    return result;
  };
  /** If this fails, what was paid for so far is reported, and whoever tries again doesn't pay for it again. */
  const sendAfter = async (problem: AnswerProblem, asked: Asked): Promise<AskResult> => {
    try {
      return await send(asked);
    } catch (error) {
      throw signal.aborted || !(error instanceof ProviderError) ? error : new AnswerError(problem, requests, usage);
    }
  };
  const asked: Asked = { ...prompt, images: [image] };
  let read = decisionIn(await send(asked), prompt, request);
  if (read === 'prose' || read === 'unreadable') {
    read = decisionIn(await sendAfter(read, { ...asked, user: `${prompt.user}\n\n${formAgain}` }), prompt, request);
  }
  if (typeof read === 'string') {
    throw new AnswerError(read, requests, usage);
  }
  if (needsConfirmation(read)) {
    // Whether a picture contains certain words shows in the picture; everything else shows in the words.
    const images = read.role === 'text' ? [image] : [];
    const { text } = await sendAfter('doubtful', { ...confirmationPrompt(read), images });
    if (!isConfirmation(text)) {
      throw new AnswerError('doubtful', requests, usage);
    }
  }
  return { decision: read, requests, ...(usage && { usage }) };
}

/** A separate request: its text, and the images to send with it. */
interface Asked extends AltPrompt {
  readonly images: readonly AskImage[];
}

async function sendOnce(
  { provider, model, detail }: AltRequest,
  { system, user, images, maxOutputTokens, schema, schemaName }: Asked,
  deps: AskDeps,
  signal: AbortSignal,
): Promise<AskResult> {
  const { result } = await askToEnd(
    {
      provider,
      model,
      system,
      turns: [{ question: user, images }],
      intent: 'describe',
      detail,
      maxOutputTokens,
      output: { kind: 'json', name: schemaName, schema, strict: true },
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
  const isNone = result.text.trim() === '' && answerProblem(result, 'data') === 'thinking';
  const problem = endingProblem(result.finishReason, result.usage?.outputTokens === maxOutputTokens);
  if (problem) {
    return isNone ? 'thinking' : problem;
  }
  const read = readDecision(result.text, {
    ending: options.ending,
    role: options.role,
    inLink: reference.link !== undefined && reference.link.text === '',
  });
  if (!read.ok) {
    // A model that declines in prose would do so again.
    return read.reason === 'prose' && (isRefusal(result.text) || saysNothing(result.text)) ? 'declined' : read.reason;
  }
  return altProblem(read.decision, { reference, options }) ?? read.decision;
}
