import * as vscode from 'vscode';
import type { AltDecision, AltRole } from '../../core/altText/decision';
import type { Finding, FindingKey } from '../../core/altText/findings';
import { holdsLongDescription } from '../../core/altText/longDescription';
import type { EditRefusalReason, ImageReference } from '../../core/altText/types';
import type { GeneratedAlt } from '../../jobs/altTexts';
import { formats } from '../format';

const { l10n } = vscode;

/** The branch of the W3C's decision in words. */
export function roleName(role: AltRole): string {
  const names: Record<AltRole, string> = {
    decorative: l10n.t('Decorative'),
    functional: l10n.t('Functional'),
    informative: l10n.t('Informative'),
    text: l10n.t('Image of text'),
    complex: l10n.t('Complex'),
    group: l10n.t('Part of a group'),
  };
  return names[role];
}

/** What the role means for the alt text, as a line in the picker. */
export function roleMeaning(role: AltRole): string {
  const meanings: Record<AltRole, string> = {
    decorative: l10n.t('It adds no information, so the alt text is empty'),
    functional: l10n.t('It’s a link or button: say where it goes or what it does'),
    informative: l10n.t('It adds information that the text doesn’t give'),
    text: l10n.t('It’s an image of text, and the alt text repeats the words'),
    complex: l10n.t('A chart or diagram: name it and its main point'),
    group: l10n.t('It’s one of several images that convey one idea together'),
  };
  return meanings[role];
}

/** Why alt text wasn't written. */
export function refusalSentence(reason: EditRefusalReason): string {
  const sentences: Record<EditRefusalReason, string> = {
    changed: l10n.t('The image has moved, so nothing was written.'),
    dynamic: l10n.t('This alt text comes from an expression, so Sightread won’t change it.'),
    same: l10n.t('The image already has this alt text.'),
    notRepresentable: l10n.t('This document’s language can’t represent this text here.'),
    unreadable: l10n.t('The document can’t be parsed right now, so nothing was written.'),
    noPlace: l10n.t(
      'A long description can’t go below this image, because it’s in a table or another element that can’t hold one.',
    ),
    noForm: l10n.t('This type of document can’t hold a long description safely.'),
  };
  return sentences[reason];
}

/** That alt text isn't enough, and whether the document can hold more; empty if it is enough. */
export function longDescriptionNote(decision: AltDecision | undefined, reference: ImageReference): string {
  if (!decision?.longDescriptionDue || decision.role === 'decorative') {
    return '';
  }
  return holdsLongDescription(reference)
    ? l10n.t('Add a long description to the page.')
    : l10n.t('Add a long description to the page. Sightread can’t do it safely in this type of document.');
}

/** What an answer cost, as the provider reported it. */
export function spentText({ origin, usage }: Pick<GeneratedAlt, 'origin' | 'usage'>): string {
  if (origin === 'cache' || origin === 'blank') {
    return l10n.t('from cache, 0 tokens');
  }
  const total = usage?.totalTokens ?? (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0);
  return total > 0 ? formats().tokens(total) : l10n.t('tokens not reported');
}

/** What a finding says, in the user's language. */
export function findingSentence({ key, args }: Finding): string {
  const [first = '', second = ''] = args;
  const sentences: Record<FindingKey, string> = {
    missing: l10n.t('The image has no alt text.'),
    linkWithoutName: l10n.t(
      'This image is the only content of a link or button, so its alt text must say where it goes or what it does.',
    ),
    placeholder: l10n.t('The alt text is a placeholder.'),
    filename: l10n.t('The alt text is a file name: {0}', first),
    vague: l10n.t('The alt text doesn’t say what the image shows: {0}', first),
    redundantStart: l10n.t('Screen readers already announce an image, so remove the first words of the alt text.'),
    repeated: l10n.t('The alt text repeats the text beside the image: {0}', first),
    tooLong: l10n.t('The alt text has {0} characters; the limit is {1}.', first, second),
    stale: l10n.t('The image changed after its alt text was written.'),
  };
  return sentences[key];
}

/** Says that not all images were examined in a document with very many. */
export const notAllChecked = (images: number, leftOut: number): string =>
  l10n.t('This document has {0} images, and {1} of them weren’t checked.', images, leftOut);

/** Says which documents in a review have more images than it shows. */
export const tooManyImages = (names: readonly string[]): string =>
  l10n.t('These documents have too many images, so some weren’t checked: {0}', names.slice(0, 3).join(', '));
