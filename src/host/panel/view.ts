import { l10n } from 'vscode';
import { imageMarker, splitAtImages } from '../../core/ask/imageMarkers';
import {
  attachedImages,
  type Conversation,
  type ConversationImage,
  carriedTurns,
  isIncluded,
  type Turn,
} from '../../core/conversation/conversation';
import type { NextRequest } from '../../core/conversation/estimate';
import { lookUp } from '../../core/lookUp';
import { offlineProviderId } from '../../core/providers/offline';
import type { ConversationView, NoteView, TargetView, TurnView } from '../../protocol/view';
import { explain } from '../explain';
import { formats } from '../format';
import type { TurnStatus } from '../session/liveConversation';
import { toImageView } from './imageView';
import { totalsView, usageView } from './usageView';

/** The conversation as the panel draws it: words, numbers, and buttons, with nothing left to decide. */
export function toConversationView(
  conversation: Conversation,
  target: TargetView,
  statusOf: (turnId: string) => TurnStatus | undefined,
  next?: NextRequest,
): ConversationView {
  const answered = conversation.turns.filter((turn) => turn.usage);
  return {
    id: conversation.id,
    title: conversation.title,
    images: conversation.images.map(toImageView),
    turns: conversation.turns.map((turn) => toTurnView(turn, conversation, statusOf(turn.id))),
    attached: attachedImages(conversation).map(({ id, name }, index) => ({
      imageId: id,
      name,
      number: index + 1,
      marker: imageMarker(index + 1),
    })),
    target,
    totals: answered.length > 1 ? totalsView(conversation) : undefined,
    estimate: next && estimateText(next),
  };
}

function estimateText({ imageTokens, textTokens, usd }: NextRequest): string {
  const format = formats();
  const tokens = format.tokens(imageTokens + textTokens);
  return usd === undefined
    ? l10n.t('Your next question will resend about {0}', tokens)
    : l10n.t('Your next question will resend about {0} ({1})', tokens, format.usd(usd));
}

/** One turn as the panel draws it. */
export function toTurnView(turn: Turn, conversation: Conversation, status: TurnStatus | undefined): TurnView {
  const failedImage = conversation.images.find((image) => image.id === (turn.failure?.imageId ?? turn.imageIds[0]));
  return {
    id: turn.id,
    question: turn.question,
    taskLabel: turn.typed ? undefined : taskLabel(turn.taskId),
    imageIds: turn.imageIds,
    from: [turn.providerLabel, shortModel(turn.model)].filter(Boolean).join(' · ') || undefined,
    state: turn.state,
    answer: turn.answer,
    status: status ? statusText(status, turn) : '',
    steps: turn.steps,
    reasoning: turn.reasoning || undefined,
    error:
      turn.failure &&
      explain(turn.failure, {
        provider: turn.providerLabel || l10n.t('The provider'),
        providerId: turn.providerId,
        model: turn.model,
        imageName: failedImage?.name,
        partKept: turn.answer !== '',
      }),
    usage: usageView(turn, conversation),
    notes: notesOf(turn, conversation),
    excluded: turn.state !== 'waiting' && turn.state !== 'streaming' && !isIncluded(turn),
    language: turn.language,
    actions:
      turn.providerId === offlineProviderId && turn.state === 'done'
        ? [{ id: 'selectModel', label: l10n.t('Choose a Vision Model'), primary: true }]
        : [],
  };
}

/** `meta-llama/llama-4-scout` → `llama-4-scout`. */
const shortModel = (model: string) => model.split('/').at(-1) ?? model;

function taskLabel(taskId: string): string {
  const labels: Record<string, string> = {
    describe: l10n.t('Describe this image'),
    ask: l10n.t('What does this image show?'),
    compare: l10n.t('Compare these images'),
    extractData: l10n.t('Extract the data as JSON'),
    ocr: l10n.t('Read the text'),
  };
  return lookUp(labels, taskId) ?? taskId;
}

function statusText(status: TurnStatus, turn: Turn): string {
  const provider = turn.providerLabel;
  switch (status.kind) {
    case 'queued':
      return l10n.t('Will be sent after the current answer');
    case 'preparing':
      return l10n.t('Reading the image…');
    case 'waiting':
      return turn.providerId === offlineProviderId
        ? l10n.t('Reading on this machine…')
        : l10n.t('Waiting for {0}…', provider);
    case 'loading':
      return l10n.t('{0} is loading the model. The first time, this can take several minutes.', provider);
    case 'retry': {
      const seconds = Math.max(0, Math.ceil((status.until - Date.now()) / 1000));
      return status.reason === 'rateLimit'
        ? l10n.t('Rate limited by {0}. Retrying in {1} s…', provider, seconds)
        : l10n.t('{0} didn’t answer. Retrying in {1} s…', provider, seconds);
    }
  }
}

/** IDs of the images that were sent where the question mentions them, in order of their places. */
function placedImages(turn: Turn, conversation: Conversation): string[] {
  // Before it's prepared, and offline, nothing has been sent.
  if (!turn.bodyBytes) {
    return [];
  }
  const onSheet = ({ sent }: ConversationImage) => sent?.changes.some(({ kind }) => kind === 'contactSheet');
  const carried = carriedTurns(conversation, turn.id).find((one) => one.turn.id === turn.id);
  return splitAtImages(turn.question, carried?.numbers ?? []).flatMap((piece) => {
    const id = typeof piece === 'number' ? carried?.imageIds[carried.numbers.indexOf(piece)] : undefined;
    const image = conversation.images.find((one) => one.id === id);
    return image && !onSheet(image) ? [image.id] : [];
  });
}

function notesOf(turn: Turn, conversation: Conversation): NoteView[] {
  const notes: NoteView[] = [];
  const namesOf = (ids: readonly string[]) =>
    ids.flatMap((id) => conversation.images.find((image) => image.id === id)?.name ?? []).join(', ');
  const placed = placedImages(turn, conversation);
  if (placed.length > 0) {
    notes.push({ kind: 'info', text: l10n.t('Sent inline with your question: {0}', namesOf(placed)) });
  }
  if (turn.shrunk && turn.shrunk.length > 0) {
    notes.push({
      kind: 'info',
      text: l10n.t('Resized to fit the provider’s limits: {0}', namesOf(turn.shrunk)),
    });
  }
  if (turn.leftOut.length > 0) {
    notes.push({
      kind: 'warning',
      text: l10n.t('Not sent this time because of the provider’s limits: {0}', namesOf(turn.leftOut)),
    });
  }
  if (turn.finishReason === 'length') {
    notes.push({ kind: 'warning', text: l10n.t('The answer reached its length limit and was cut off.') });
  }
  if (turn.finishReason === 'filtered') {
    notes.push({ kind: 'warning', text: l10n.t('The provider’s content filter stopped the answer.') });
  }
  if (turn.dataProblems) {
    notes.push({
      kind: 'warning',
      text: l10n.t('The data doesn’t match the requested fields: {0}', turn.dataProblems.join('; ')),
    });
  }
  if (turn.superseded) {
    notes.push({ kind: 'info', text: l10n.t('Replaced by the answer below.') });
  }
  return notes;
}
