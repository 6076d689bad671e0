import * as vscode from 'vscode';
import type { AltDecision, AltRole } from '../../core/altText/decision';
import { altLength, emptyAltMakesLink } from '../../core/altText/findings';
import { offersLongDescription } from '../../core/altText/longDescription';
import type { GeneratedAlt } from '../../jobs/altTexts';
import type { ReviewItemView, Verdict } from '../../protocol/reviewView';
import { settings } from '../settings';
import { changedLines } from './nearest';
import type { ToWrite } from './reviewApply';
import type { ScannedImage } from './reviewScan';
import { findingSentence, longDescriptionNote, roleName, spentText } from './words';
import type { AltChangeWish } from './writer';

/** One image in a review, with what is known and decided about it. */
export interface ReviewItem {
  readonly scanned: ScannedImage;
  /** Line of the image, from 1. */
  readonly line: number;
  readonly picture?: { readonly imageHash: string; readonly width: number; readonly height: number };
  readonly state: ReviewItemView['state'];
  readonly generated?: GeneratedAlt;
  readonly problem: string;
  readonly verdict: Verdict;
  /** What the user wrote instead of the suggestion. */
  readonly typed?: string;
  /** The role that the user chose. */
  readonly role?: AltRole;
  readonly longer: ReviewItemView['longer'];
  readonly longDescription: string;
  /**
   * What would be written instead of the alt text, because the document's language can't represent it. Shown on the
   * card.
   */
  readonly nearest?: string | undefined;
  /** The same for the text below the image. */
  readonly nearestBelow?: string | undefined;
  /** What is in the document since the last Apply. */
  readonly writtenAlt?: string;
}

/** What the user decided, kept across restarts; generated text is in the decision store. */
export interface KeptVerdict {
  readonly verdict: Verdict;
  readonly typed?: string;
  readonly role?: AltRole;
  /** The content of the long description's box. */
  readonly longDescription?: string;
}

const { l10n } = vscode;

/** What to keep of an item: what the user decided, and the text below it, which isn't stored elsewhere. */
export function toKeep({ verdict, typed, role, longDescription }: ReviewItem): KeptVerdict | undefined {
  const isEmpty = verdict === 'open' && typed === undefined && !role && !longDescription;
  return verdict === 'written' || isEmpty
    ? undefined
    : {
        verdict,
        ...(typed !== undefined && { typed }),
        ...(role && { role }),
        ...(longDescription && { longDescription }),
      };
}

/** The alt text to write. */
export function altOf({ verdict, typed, generated }: ReviewItem): string {
  return verdict === 'decorative' ? '' : (typed ?? generated?.decision.alt ?? '');
}

/** True if Apply writes it. */
export function isToWrite(item: ReviewItem): boolean {
  return item.verdict === 'decorative' || (item.verdict === 'accepted' && altOf(item).trim() !== '');
}

/** True if Accept All accepts it. Decorative is a suggestion for a person, so it's never accepted with the others. */
export function isToAccept(item: ReviewItem): boolean {
  return item.verdict === 'open' && altOf(item).trim() !== '';
}

/** True if a run would request it. */
export function isDue({ state, verdict }: ReviewItem): boolean {
  return state === 'waiting' && verdict === 'open';
}

/** What the model is told about the user's choice. */
export function wish({ role }: ReviewItem): AltChangeWish {
  return role && role !== 'decorative' ? { role } : {};
}

/** How an answer changes its item. */
export function answered(generated: GeneratedAlt, { scanned, longDescription }: ReviewItem): Partial<ReviewItem> {
  const offered = offersLongDescription(generated.decision, scanned.reference) ? 'offered' : 'none';
  return {
    state: 'done',
    generated,
    problem: '',
    // The long description stays in its box, whatever the role is now.
    longer: longDescription ? 'there' : offered,
  };
}

/** How the text in the box changes the item: it counts as typed if it isn't the suggestion. */
export function typed(item: ReviewItem, text: string): Partial<ReviewItem> {
  const line = /[\r\n]/.test(text)
    ? text
        .split(/[\r\n]+/)
        .map((one) => one.trim())
        .join(' ')
    : text;
  return { typed: line === item.generated?.decision.alt ? undefined : line };
}

/** The item as it is written into its document. */
export function toWrite(item: ReviewItem): ToWrite {
  const { id, uri, isPicked, reference } = item.scanned;
  const role = item.verdict === 'decorative' ? 'decorative' : (item.role ?? item.generated?.decision.role);
  return {
    id,
    uri,
    isPicked,
    reference,
    alt: altOf(item).trim(),
    longDescription: item.verdict === 'accepted' ? item.longDescription : '',
    label: role ? roleName(role) : '',
    description: item.generated?.decision.why ?? '',
    takes: [item.nearest, item.nearestBelow].filter((one) => one !== undefined),
  };
}

export function toItemView(item: ReviewItem): ReviewItemView {
  const { reference, findings, uri, id } = item.scanned;
  const decision = item.generated?.decision;
  return {
    id,
    document: vscode.workspace.asRelativePath(uri),
    line: item.line,
    image: imageName(item),
    current: reference.alt.value ?? '',
    findings: findings.map(findingSentence),
    state: item.state,
    verdict: item.verdict,
    role: item.role ?? decision?.role ?? '',
    why: decision?.why ?? '',
    alt: item.writtenAlt ?? item.typed ?? decision?.alt ?? '',
    notes: notesOf(item, decision),
    problem: item.problem,
    spent: item.generated ? spentText(item.generated) : '',
    longer: item.longer,
    longDescription: item.longDescription,
  };
}

/** The image as a person would name it. */
export function imageName({ scanned }: ReviewItem): string {
  const { src, tag } = scanned.reference;
  // A picture among a notebook's outputs has no name: its type is used instead.
  const name = (src.value ?? src.module ?? src.raw) || tag;
  return /^data:/i.test(name) ? l10n.t('Image in the document') : name;
}

function notesOf(item: ReviewItem, decision: AltDecision | undefined): string[] {
  const { reference, uri } = item.scanned;
  const alt = altOf(item);
  const most = settings.altTextMaxLength(uri);
  const length = altLength(alt);
  const isEmpty = item.verdict === 'decorative' || (decision?.role === 'decorative' && alt === '');
  return [
    length > most ? l10n.t('{0} characters, longer than the usual {1}. It won’t be shortened.', length, most) : '',
    isEmpty && emptyAltMakesLink(reference) ? l10n.t('Empty alt text would leave a link without a name here.') : '',
    item.nearest === undefined
      ? ''
      : l10n.t('This document can’t represent every character. Sightread would write: {0}', item.nearest),
    item.nearestBelow === undefined
      ? ''
      : l10n.t(
          'Site generators would run part of the long description as code. Sightread would write: {0}',
          changedLines(item.longDescription, item.nearestBelow)[1],
        ),
    decision?.confidence === 'low' ? l10n.t('The model isn’t sure.') : '',
    item.longer === 'there' ? '' : longDescriptionNote(decision, reference),
  ].filter((note) => note !== '');
}
