import { l10n } from 'vscode';
import type { Conversation, Turn } from '../../core/conversation/conversation';
import { totalsOf } from '../../core/conversation/cost';
import { offlineProviderId } from '../../core/providers/offline';
import type { UsageGroupView, UsageView } from '../../protocol/view';
import { formats } from '../format';
import { sentLine } from './imageView';

/** A turn's usage; undefined while there is nothing to show. */
export function usageView(turn: Turn, conversation: Conversation): UsageView | undefined {
  if (turn.state === 'waiting' || turn.state === 'streaming' || (turn.state === 'failed' && !turn.usage)) {
    return undefined;
  }
  const format = formats();
  if (turn.providerId === offlineProviderId) {
    const time = turn.totalS === undefined ? '' : ` · ${format.seconds(turn.totalS)}`;
    return {
      summary: `${l10n.t('Offline: no tokens, no cost')}${time}`,
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
        ...imageRow(turn),
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
                hint: l10n.t('Calculated from the image size and the length of the text'),
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
                  ? l10n.t('Billed by the provider')
                  : cost.asOf === 'live'
                    ? l10n.t('Calculated from the provider’s current prices')
                    : l10n.t('Calculated from prices as of {0}', cost.asOf ?? ''),
            }
          : { label: l10n.t('Cost'), value: l10n.t('Unknown'), hint: l10n.t('The price or token count isn’t known') },
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
        ...(turn.requestId ? [{ label: l10n.t('Request ID'), value: turn.requestId }] : []),
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

/** As reported; otherwise the estimate, unless it exceeds what was reported in all. */
function imageRow({ usage, estimatedImageTokens }: Turn): { label: string; value: string; hint?: string }[] {
  const label = l10n.t('of which image');
  const format = formats();
  if (usage?.imageInputTokens !== undefined) {
    return [{ label, value: format.number(usage.imageInputTokens) }];
  }
  if (
    estimatedImageTokens === undefined ||
    usage?.inputTokens === undefined ||
    estimatedImageTokens > usage.inputTokens
  ) {
    return [];
  }
  const value = l10n.t('about {0}', format.number(estimatedImageTokens));
  return [{ label, value, hint: l10n.t('Calculated from the image size') }];
}

function timeRows(turn: Turn): { label: string; value: string; hint?: string }[] {
  const format = formats();
  const theirs = turn.usage?.timings;
  const row = (label: string, value: number | undefined, hint?: string) =>
    value === undefined ? [] : [{ label, value: format.seconds(value), hint }];
  const reported = l10n.t('Reported by the provider');
  const output = turn.usage?.outputTokens;
  const seconds =
    theirs?.completionS ?? sumOrUndefined(turn.totalS, turn.firstTokenS === undefined ? undefined : -turn.firstTokenS);
  const speed = output !== undefined && seconds !== undefined && seconds > 0.001 ? output / seconds : undefined;
  return [
    ...row(l10n.t('Time to first token'), turn.firstTokenS),
    ...row(l10n.t('Total'), turn.totalS),
    ...(speed === undefined
      ? []
      : [
          {
            label: l10n.t('Speed'),
            value: l10n.t('{0} tokens per second', format.number(Math.round(speed))),
            hint: theirs?.completionS === undefined ? undefined : reported,
          },
        ]),
    ...row(l10n.t('Queue'), theirs?.queueS, reported),
    ...row(l10n.t('Loading the model'), theirs?.loadS, reported),
    ...row(l10n.t('Prompt'), theirs?.promptS, reported),
    ...row(l10n.t('Completion'), theirs?.completionS, reported),
  ];
}

/** The total usage of all answers. */
export function totalsView(conversation: Conversation): UsageView {
  const format = formats();
  const totals = totalsOf(
    conversation.turns.filter((turn) => turn.state === 'done' && turn.providerId !== offlineProviderId),
  );
  const tokens = sumOrUndefined(totals.inputTokens, totals.outputTokens);
  const row = (label: string, value: number | undefined) =>
    value === undefined ? [] : [{ label, value: format.number(value) }];
  const cost = totals.costUsd === undefined ? undefined : format.usd(totals.costUsd);
  const partial = totals.partial ? l10n.t('Some answers didn’t report all usage') : undefined;
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
          { label: l10n.t('Cost'), value: cost ?? l10n.t('Unknown'), hint: partial },
        ],
      },
    ],
  };
}

const sumOrUndefined = (a: number | undefined, b: number | undefined) =>
  a === undefined || b === undefined ? undefined : a + b;
