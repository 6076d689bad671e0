import type * as vscode from 'vscode';
import { ask } from '../../core/ask/ask';
import { askForData, type SchemaCheck } from '../../core/ask/data';
import type { AskEvent, AskImage, AskRequest, PreparedCache } from '../../core/ask/types';
import {
  type ConversationImage,
  carriedTurns,
  isFull,
  type SentImage,
  type Turn,
  type TurnFailure,
  updateImage,
  updateTurn,
} from '../../core/conversation/conversation';
import { errorText } from '../../core/errorText';
import type { PreparedImage } from '../../core/image/types';
import { ProviderError } from '../../core/providers/errors';
import { systemPrompt, tasks, withUserTasks } from '../../core/tasks/tasks';
import type { ModelSelection, Providers } from '../../jobs/providers';
import { type Consent, hostText } from '../consent';
import type { Engines } from '../engines';
import { toFailure } from '../explain';
import { settings } from '../settings';
import { checkBeforeSending } from './guard';
import { type SessionImages, webUrl } from './images';
import type { LiveConversation } from './liveConversation';
import { streamTurn } from './streamTurn';
import { toolsFor } from './tools';

interface Deps {
  readonly live: LiveConversation;
  readonly images: SessionImages;
  readonly providers: Providers;
  readonly engines: Engines;
  readonly consent: Consent;
  readonly log: vscode.LogOutputChannel;
}

/**
 * Runs one turn: which provider answers, what is sent, what comes back. Everything is reported to `live`; never
 * rejects.
 */
export type RunTurn = (turnId: string, signal: AbortSignal) => Promise<void>;

export function createRunTurn(deps: Deps): RunTurn {
  const { live, images, providers, engines, consent, log } = deps;
  const cache: PreparedCache = new Map();

  const toAskImage = (imageId: string): AskImage => {
    const one = live.image(imageId);
    return { id: one.id, name: one.name, url: webUrl(one), read: (signal) => images.read(one, signal) };
  };

  const choose = async (taskId: string): Promise<ModelSelection> => {
    const { choice } = live.now();
    return choice ? { provider: providers.get(choice.providerId), model: choice.model } : providers.choose(taskId);
  };

  const onPrepared = (turnId: string, event: Extract<AskEvent, { type: 'prepared' }>) => {
    const { shrunk, leftOut, estimatedInputTokens, estimatedImageTokens, bodyBytes } = event;
    const sent = { shrunk, leftOut, estimatedInputTokens, estimatedImageTokens, bodyBytes };
    let next = updateTurn(live.now(), turnId, sent);
    for (const id of event.links) {
      next = updateImage(next, id, { sent: undefined, link: true });
    }
    for (const { id, prepared } of event.images) {
      next = updateImage(next, id, { sent: toSent(prepared), link: undefined });
      const [part] = prepared.parts;
      // For a contact sheet, the panel shows the images themselves; for a picture that is small for now, the large one.
      const onSheet = prepared.changes.some(({ kind }) => kind === 'contactSheet');
      const own = prepared.parts.length === 1 && !onSheet && !shrunk.includes(id);
      if (part && own && images.show(live.image(id), part)) {
        live.imageChanged(id);
      }
    }
    live.set(next);
  };

  const send = async (turnId: string, signal: AbortSignal) => {
    if (isFull(live.now())) {
      throw new ProviderError('conversationFull', '');
    }
    const { taskId, output } = live.turn(turnId);
    const chosen = await choose(taskId);
    const { provider } = chosen;
    const host = hostText(provider.destination);
    live.updateTurn(turnId, { providerId: provider.id, providerLabel: provider.label, model: chosen.model, host });
    const carried = carriedTurns(live.now(), turnId);
    const imageIds = carried.flatMap((one) => one.imageIds);
    const choice = await checkBeforeSending(chosen, imageIds.map(live.image), images, providers, consent);
    const { model } = choice;
    live.updateTurn(turnId, { model });
    for (const id of imageIds.filter((one) => webUrl(live.image(one)) !== undefined)) {
      // Only now may it be fetched to be shown.
      live.imageChanged(id);
    }
    signal.throwIfAborted();
    const task = withUserTasks(settings.tasks()).get(taskId) ?? tasks.ask;
    const request: AskRequest = {
      provider,
      model,
      system: systemPrompt(task, settings.outputLanguage()),
      turns: carried.map((one) => ({
        question: one.turn.question,
        images: one.imageIds.map(toAskImage),
        numbers: one.numbers,
        answer: one.turn.id === turnId ? undefined : one.turn.answer,
        contactSheet: one.turn.contactSheet,
      })),
      intent: task.intent,
      detail: live.turn(turnId).detail ?? settings.detail(),
      maxOutputTokens: task.maxOutputTokens,
      output,
      tools: output ? undefined : await toolsFor(choice, task, imageIds.map(toAskImage), deps),
    };
    const askDeps = {
      imaging: engines.imaging(),
      cache,
      mayLink: images.mayLink,
      checkSchema: (...args: Parameters<SchemaCheck>) => engines.markup().checkSchema(...args),
    };
    await streamTurn(output?.kind === 'json' ? askForData(request, askDeps, signal) : ask(request, askDeps, signal), {
      live,
      turnId,
      request,
      price: providers.price(provider.id, model),
      onPrepared: (event) => onPrepared(turnId, event),
    });
    log.info(summaryOf(live.turn(turnId)));
  };

  const fail = (turnId: string, failure: TurnFailure) => {
    const { source, reason, imageId } = failure;
    const atFault = source === 'image' && imageId !== undefined && reason !== 'engineUnavailable';
    const next = atFault
      ? updateImage(live.now(), imageId, { problem: reason as ConversationImage['problem'] })
      : live.now();
    live.set(updateTurn(next, turnId, { state: 'failed', failure }));
  };

  return async (turnId, signal) => {
    live.setStatus(turnId, { kind: 'preparing' });
    try {
      await send(turnId, signal);
    } catch (error) {
      if (signal.aborted) {
        live.updateTurn(turnId, { state: 'stopped' });
      } else {
        log.error(`${live.turn(turnId).host || 'this machine'}: ${errorText(error)}`);
        fail(turnId, toFailure(error));
      }
    }
  };
}

/** For the log: where, which model, how it ended, figures. No text. */
function summaryOf({ host, model, finishReason, totalS, usage, requestId }: Turn): string {
  const parts = [
    `${finishReason}${totalS === undefined ? '' : ` in ${totalS.toFixed(2)} s`}`,
    ...(host ? [`${usage?.inputTokens ?? '?'} + ${usage?.outputTokens ?? '?'} tokens`] : []),
    ...(requestId ? [`request ${requestId}`] : []),
  ];
  return `${host ? `${host} ${model}` : 'this machine'}: ${parts.join(', ')}`;
}

function toSent({ facts, sourceBytes, parts, changes }: PreparedImage): SentImage {
  return {
    sourceType: facts.mediaType,
    sourceWidth: facts.width,
    sourceHeight: facts.height,
    sourceBytes,
    parts: parts.map(({ mediaType, width, height, bytes }) => ({ mediaType, width, height, bytes: bytes.length })),
    changes,
  };
}
