import * as vscode from 'vscode';
import {
  type Conversation,
  type ConversationImage,
  isIncluded,
  type SentImage,
  type Turn,
} from '../../core/conversation/conversation';
import { totalsOf } from '../../core/conversation/cost';
import type { NextRequest } from '../../core/conversation/estimate';
import type { ImageChange } from '../../core/image/types';
import { offlineProviderId } from '../../core/providers/offline';
import type {
  ConversationView,
  ImageView,
  NoteView,
  TargetView,
  TurnView,
  UsageGroupView,
  UsageView,
} from '../../protocol/view';
import { explain, imageSentence } from '../errors';
import { formats, typeName } from '../format';
import type { TurnStatus } from '../session/streamTurn';

const { l10n } = vscode;

/** The conversation as the panel draws it: words, numbers and buttons, nothing left to decide. */
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
    target,
    totals: answered.length > 1 ? totalsView(conversation) : undefined,
    notes: [],
    estimate: next && estimateText(next),
  };
}

function estimateText({ imageTokens, textTokens, usd }: NextRequest): string {
  const format = formats();
  const tokens = format.tokens(imageTokens + textTokens);
  return usd === undefined
    ? l10n.t('The next question sends about {0} again', tokens)
    : l10n.t('The next question sends about {0} again ({1})', tokens, format.usd(usd));
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
  return labels[taskId] ?? taskId;
}

function statusText(status: TurnStatus, turn: Turn): string {
  const provider = turn.providerLabel;
  switch (status.kind) {
    case 'queued':
      return l10n.t('Will be sent after the answer above');
    case 'preparing':
      return l10n.t('Reading the image…');
    case 'waiting':
      return turn.providerId === offlineProviderId
        ? l10n.t('Reading on this machine…')
        : l10n.t('Waiting for {0}…', provider);
    case 'loading':
      return l10n.t('{0} is loading the model. This can take minutes the first time.', provider);
    case 'retry': {
      const seconds = Math.max(0, Math.ceil((status.until - Date.now()) / 1000));
      return status.reason === 'rateLimit'
        ? l10n.t('{0} asks to wait: {1} s', provider, seconds)
        : l10n.t('{0} did not answer. Asking again in {1} s', provider, seconds);
    }
  }
}

function notesOf(turn: Turn, conversation: Conversation): NoteView[] {
  const notes: NoteView[] = [];
  if (turn.leftOut.length > 0) {
    const names = turn.leftOut.flatMap((id) => conversation.images.find((image) => image.id === id)?.name ?? []);
    notes.push({
      kind: 'warning',
      text: l10n.t('Left out of this request, to stay within the limits: {0}', names.join(', ')),
    });
  }
  if (turn.finishReason === 'length') {
    notes.push({ kind: 'warning', text: l10n.t('The answer reached its length limit and is cut off.') });
  }
  if (turn.finishReason === 'filtered') {
    notes.push({ kind: 'warning', text: l10n.t('The provider’s filter ended the answer.') });
  }
  if (turn.dataProblems) {
    notes.push({
      kind: 'warning',
      text: l10n.t('The data does not fit what was asked for: {0}', turn.dataProblems.join('; ')),
    });
  }
  if (turn.superseded) {
    notes.push({ kind: 'info', text: l10n.t('Asked again below.') });
  }
  return notes;
}

function toImageView(image: ConversationImage): ImageView {
  const { sent } = image;
  return {
    id: image.id,
    name: image.name,
    source: image.source.startsWith('paste:') ? l10n.t('Pasted image') : readableSource(image.source),
    alt: image.name,
    // Of a tiled image the panel shows the whole.
    width: (sent?.parts.length === 1 ? sent.parts[0]?.width : sent?.sourceWidth) ?? 0,
    height: (sent?.parts.length === 1 ? sent.parts[0]?.height : sent?.sourceHeight) ?? 0,
    sentLine: sent ? sentLine(sent) : image.link ? l10n.t('Passed on as a link; the provider fetches it') : '',
    changes: sent ? changeLines(sent) : [],
    problem: image.problem && imageSentence(image.problem, image.name),
    hasBytes: !image.problem,
  };
}

function readableSource(source: string): string {
  const uri = vscode.Uri.parse(source);
  return uri.scheme === 'http' || uri.scheme === 'https' ? source : vscode.workspace.asRelativePath(uri);
}

function sentLine(sent: SentImage): string {
  const format = formats();
  const [part] = sent.parts;
  if (!part) {
    return '';
  }
  const bytes = sent.parts.reduce((sum, one) => sum + one.bytes, 0);
  const tiles = sent.parts.length > 1 ? ` · ${l10n.t('{0} tiles', sent.parts.length)}` : '';
  return `${format.pixels(part.width, part.height)} · ${typeName(part.mediaType)} · ${format.bytes(bytes)}${tiles}`;
}

/** Each change in words, before and after. */
function changeLines(sent: SentImage): string[] {
  const format = formats();
  const source = `${format.pixels(sent.sourceWidth, sent.sourceHeight)} · ${typeName(sent.sourceType)} · ${format.bytes(sent.sourceBytes)}`;
  const lines = sent.changes.map((change) => changeText(change));
  return lines.length > 0 ? [l10n.t('The file: {0}', source), ...lines] : [l10n.t('Sent as it is')];
}

/** One change in words; also used by the log and the other features. */
export function changeText(change: ImageChange): string {
  const format = formats();
  switch (change.kind) {
    case 'turnedUpright':
      return l10n.t('Turned upright');
    case 'metadataRemoved':
      return change.location ? l10n.t('Location and other metadata removed') : l10n.t('Metadata removed');
    case 'converted':
      return l10n.t('Converted from {0} to {1}', typeName(change.from), typeName(change.to));
    case 'shrunk':
      return l10n.t('Shrunk from {0} to {1}', format.pixels(...change.from), format.pixels(...change.to));
    case 'tiled':
      return l10n.t('Sent in {0} overlapping tiles, so that text stays legible', change.count);
    case 'firstFrame':
      return l10n.t('First frame of the animation');
    case 'flattened':
      return l10n.t('Transparency laid on white');
    case 'recompressed':
      return l10n.t('Compressed again at quality {0}', change.quality);
    case 'sourceTextAdded':
      return l10n.t('The SVG source was sent along as text');
    case 'contactSheet':
      return l10n.t('Cell {0} of a contact sheet of {1} images', change.cell, change.count);
  }
}

function usageView(turn: Turn, conversation: Conversation): UsageView | undefined {
  if (turn.state === 'waiting' || turn.state === 'streaming' || (turn.state === 'failed' && !turn.usage)) {
    return undefined;
  }
  const format = formats();
  if (turn.providerId === offlineProviderId) {
    const time = turn.totalS === undefined ? '' : ` · ${format.seconds(turn.totalS)}`;
    return {
      summary: `${l10n.t('Read on this machine: no tokens, no cost')}${time}`,
      groups: [{ title: l10n.t('Where'), rows: [{ label: l10n.t('Host'), value: l10n.t('This machine') }] }],
    };
  }
  const { usage, cost } = turn;
  const notReported = l10n.t('Not reported');
  const tokens = (value: number | undefined) => (value === undefined ? notReported : format.number(value));
  const optional = (label: string, value: number | undefined) =>
    value === undefined ? [] : [{ label, value: format.number(value) }];
  const total = usage?.totalTokens ?? sumOrUndefined(usage?.inputTokens, usage?.outputTokens);
  const groups: UsageGroupView[] = [
    {
      title: l10n.t('Tokens'),
      rows: [
        { label: l10n.t('Input'), value: tokens(usage?.inputTokens) },
        ...optional(l10n.t('of which image'), usage?.imageInputTokens),
        ...optional(l10n.t('of which cached'), usage?.cachedInputTokens),
        { label: l10n.t('Output'), value: tokens(usage?.outputTokens) },
        ...optional(l10n.t('of which reasoning'), usage?.reasoningTokens),
        { label: l10n.t('Total'), value: tokens(total) },
        ...(turn.estimatedInputTokens === undefined
          ? []
          : [
              {
                label: l10n.t('Estimated before sending'),
                value: l10n.t('about {0}', format.number(turn.estimatedInputTokens)),
                hint: l10n.t('Computed from the size of the image and the length of the text'),
              },
            ]),
      ],
    },
    {
      title: l10n.t('Cost'),
      rows: [
        cost
          ? {
              label: l10n.t('Cost'),
              value: format.usd(cost.usd),
              hint:
                cost.basis === 'billed'
                  ? l10n.t('As billed by the provider')
                  : cost.asOf === 'live'
                    ? l10n.t('Computed from the provider’s current prices')
                    : l10n.t('Computed from prices of {0}', cost.asOf ?? ''),
            }
          : { label: l10n.t('Cost'), value: l10n.t('Not known'), hint: l10n.t('No price or no token count is known') },
      ],
    },
    { title: l10n.t('Time'), rows: timeRows(turn) },
    {
      title: l10n.t('Request'),
      rows: [
        { label: l10n.t('Provider'), value: turn.providerLabel },
        { label: l10n.t('Model'), value: turn.model },
        { label: l10n.t('Host'), value: turn.host || l10n.t('This machine') },
        ...(turn.bodyBytes === undefined ? [] : [{ label: l10n.t('Size'), value: format.bytes(turn.bodyBytes) }]),
        ...turn.imageIds.flatMap((id) => {
          const image = conversation.images.find((one) => one.id === id);
          return image?.sent ? [{ label: image.name, value: sentLine(image.sent) }] : [];
        }),
        ...(turn.requestId ? [{ label: l10n.t('Request id'), value: turn.requestId }] : []),
      ],
    },
  ];
  const summary = [
    total === undefined ? l10n.t('Tokens not reported') : format.tokens(total),
    cost ? format.usd(cost.usd) : undefined,
    turn.firstTokenS === undefined ? undefined : l10n.t('{0} to first token', format.seconds(turn.firstTokenS)),
  ];
  return {
    summary: summary.filter((part) => part !== undefined).join(' · '),
    groups,
    raw: usage?.raw === undefined ? undefined : JSON.stringify(usage.raw, null, 2),
  };
}

function timeRows(turn: Turn): { label: string; value: string; hint?: string }[] {
  const format = formats();
  const theirs = turn.usage?.timings;
  const row = (label: string, value: number | undefined, hint?: string) =>
    value === undefined ? [] : [{ label, value: format.seconds(value), hint }];
  const reported = l10n.t('As reported by the provider');
  const output = turn.usage?.outputTokens;
  const seconds =
    theirs?.completionS ?? sumOrUndefined(turn.totalS, turn.firstTokenS === undefined ? undefined : -turn.firstTokenS);
  const speed = output !== undefined && seconds !== undefined && seconds > 0.001 ? output / seconds : undefined;
  return [
    ...row(l10n.t('To first token'), turn.firstTokenS),
    ...row(l10n.t('Total'), turn.totalS),
    ...(speed === undefined
      ? []
      : [
          {
            label: l10n.t('Speed'),
            value: l10n.t('{0} tokens a second', format.number(Math.round(speed))),
            hint: theirs?.completionS === undefined ? undefined : reported,
          },
        ]),
    ...row(l10n.t('Queue'), theirs?.queueS, reported),
    ...row(l10n.t('Loading the model'), theirs?.loadS, reported),
    ...row(l10n.t('Prompt'), theirs?.promptS, reported),
    ...row(l10n.t('Completion'), theirs?.completionS, reported),
  ];
}

function totalsView(conversation: Conversation): UsageView {
  const format = formats();
  const totals = totalsOf(
    conversation.turns.filter((turn) => turn.state === 'done' && turn.providerId !== offlineProviderId),
  );
  const tokens = sumOrUndefined(totals.inputTokens, totals.outputTokens);
  const row = (label: string, value: number | undefined) =>
    value === undefined ? [] : [{ label, value: format.number(value) }];
  const cost = totals.costUsd === undefined ? undefined : format.usd(totals.costUsd);
  const partial = totals.partial ? l10n.t('Some answers did not report everything') : undefined;
  return {
    summary: [tokens === undefined ? l10n.t('Tokens not reported') : format.tokens(tokens), cost]
      .filter(Boolean)
      .join(' · '),
    groups: [
      {
        title: l10n.t('All answers'),
        rows: [
          { label: l10n.t('Answers'), value: format.number(totals.turns) },
          ...row(l10n.t('Input'), totals.inputTokens),
          ...row(l10n.t('of which image'), totals.imageInputTokens),
          ...row(l10n.t('of which cached'), totals.cachedInputTokens),
          ...row(l10n.t('Output'), totals.outputTokens),
          ...row(l10n.t('of which reasoning'), totals.reasoningTokens),
          { label: l10n.t('Cost'), value: cost ?? l10n.t('Not known'), hint: partial },
        ],
      },
    ],
  };
}

const sumOrUndefined = (a: number | undefined, b: number | undefined) =>
  a === undefined || b === undefined ? undefined : a + b;
