/** The messages of a question: images, their notes and the words, in the order given. */
import { type SendPlan, wordBytesOf } from './askImages';
import type { AskRequest, AskTurn } from './askTypes';
import { sheetNote } from './image/contactSheet';
import { estimateImageTokens } from './image/tokens';
import type { Detail, PreparedImage } from './image/types';
import type { ImagePart, Message, TextPart } from './providers/types';

export function toMessages(request: AskRequest, plan: SendPlan): Message[] {
  const messages: Message[] = request.system ? [{ role: 'system', parts: [text(request.system)] }] : [];
  for (const turn of request.turns) {
    messages.push({ role: 'user', parts: userParts(turn, plan, request.detail) });
    if (turn.answer !== undefined) {
      messages.push({ role: 'assistant', parts: [text(turn.answer)] });
    }
  }
  return messages;
}

function userParts(turn: AskTurn, plan: SendPlan, detail: Detail): (TextPart | ImagePart)[] {
  const parts: (TextPart | ImagePart)[] = [];
  const several = turn.images.length > 1;
  for (const [index, image] of turn.images.entries()) {
    const original = plan.originals.get(image.id);
    if (original) {
      parts.push({ kind: 'image', mediaType: '', bytes: original });
      continue;
    }
    const link = plan.leftOut.includes(image.id) ? undefined : plan.links.get(image.id);
    const prepared = plan.prepared.get(image.id);
    if (!prepared && link === undefined) {
      const names = (image.members ?? [image]).map((one) => one.name).join(', ');
      parts.push(text(`[The image ${names} was shown here earlier and is no longer attached.]`));
      continue;
    }
    if (several) {
      parts.push(text(`Image ${index + 1}: ${image.name}`));
    }
    if (!prepared) {
      parts.push({ kind: 'image', mediaType: '', url: link, detail });
      continue;
    }
    if (image.members) {
      parts.push(text(sheetNote(image.members.map((member) => member.name))));
    }
    if (prepared.parts.length > 1) {
      parts.push(text(tileNote(image.name, prepared)));
    }
    for (const part of prepared.parts) {
      const { bytes, mediaType, width, height } = part;
      parts.push({ kind: 'image', mediaType, bytes, width, height, detail });
    }
    for (const [member, { sourceText }] of (prepared.members ?? [prepared]).entries()) {
      if (sourceText) {
        const { name } = image.members?.[member] ?? image;
        parts.push(text(`The source of the SVG file ${name}:\n${sourceText}`));
      }
    }
  }
  parts.push(text(turn.question));
  return parts;
}

/** Tells the model where each tile lies, so that it reads them as one picture. */
function tileNote(name: string, prepared: PreparedImage): string {
  const places = prepared.parts.map((part, index) => {
    const { x, y, width, height } = part.region ?? { x: 0, y: 0, width: part.width, height: part.height };
    return `tile ${index + 1} shows x ${x}–${x + width}, y ${y}–${y + height}`;
  });
  const { width, height } = prepared.facts;
  return `${name} is one picture of ${width} × ${height} pixels, sent in ${places.length} overlapping tiles: ${places.join('; ')}.`;
}

export function estimateTokens(request: AskRequest, plan: SendPlan): number | undefined {
  const formula = request.provider.vendor?.tokenFormula ?? 'none';
  let tokens = 0;
  for (const prepared of plan.prepared.values()) {
    for (const part of prepared.parts) {
      const one = estimateImageTokens(formula, part.width, part.height, request.model, request.detail);
      if (!one) {
        return undefined;
      }
      tokens += one.tokens;
    }
  }
  // About four bytes of English text to a token.
  return plan.prepared.size > 0 ? tokens + Math.ceil(wordBytesOf(request) / 4) : undefined;
}

const text = (value: string): TextPart => ({ kind: 'text', text: value });
