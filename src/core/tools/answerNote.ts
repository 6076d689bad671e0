/** What a caller that can't see is told besides an answer: where the images were sent, in which form, and the cost. */
import type { ConversationImage, Turn } from '../conversation/conversation';
import { inert } from '../inert';
import { offlineProviderId } from '../providers/offline';

/**
 * One line, whatever a file or a server's model is called: an agent reads it as ours. Figures are those that the
 * provider reported, or are marked as missing.
 */
export function answerNote(turn: Turn, images: readonly ConversationImage[]): string {
  if (turn.providerId === offlineProviderId) {
    return '[Read on this machine, without a model; nothing was sent.]';
  }
  const pieces = images.map(({ name, sent, link }) => `${inert(name)}${link ? ' as a link' : sentAs(sent)}`);
  const place = inert(`${turn.providerLabel} (${turn.host || 'this machine'}), model ${turn.model}`);
  return `[Sent to ${place}: ${pieces.join('; ')}. ${tokens(turn.usage)}${cost(turn)}]`;
}

function sentAs(sent: ConversationImage['sent']): string {
  if (!sent) {
    return '';
  }
  const parts = sent.parts.map(
    ({ mediaType, width, height, bytes }) => `${mediaType} ${width} × ${height}, ${Math.ceil(bytes / 1024)} KB`,
  );
  return ` as ${parts.join(' + ')}`;
}

/** The tokens of a request in words. */
export function tokens(usage: Turn['usage']): string {
  return usage?.inputTokens === undefined && usage?.outputTokens === undefined
    ? 'Tokens: not reported.'
    : `Tokens: ${usage.inputTokens ?? '?'} in, ${usage.outputTokens ?? '?'} out.`;
}

const cost = ({ cost: known }: Turn): string =>
  known
    ? ` Cost: ${Number(known.usd.toPrecision(3))} USD (${known.basis === 'billed' ? 'billed' : 'by list price'}).`
    : '';
