import * as vscode from 'vscode';
import { type AltRole, altRoles } from '../../core/altText/decision';
import { emptyAltMakesLink } from '../../core/altText/findings';
import { offersLongDescription } from '../../core/altText/longDescription';
import type { ImageReference } from '../../core/altText/types';
import { errorText } from '../../core/errorText';
import type { GeneratedAlt } from '../../jobs/altTexts';
import type { Engines } from '../engines';
import { showFailure } from '../errorActions';
import { askFor, pickFrom, sayWarning, withProgress } from '../say';
import { signalOf } from '../signal';
import { altTextEdit, noPlaceBelow } from './edits';
import { mayWriteNearest, mayWriteNearestBelow } from './nearest';
import type { AltTextRecords } from './records';
import { longDescriptionNote, refusalSentence, roleMeaning, roleName, spentText } from './words';
import type { AltTextWriter } from './writer';

export interface ReviewDeps {
  readonly writer: AltTextWriter;
  readonly engines: Engines;
  readonly records: AltTextRecords;
  readonly log: vscode.LogOutputChannel;
}

type Change = Parameters<AltTextWriter['generate']>[2];

interface AltItem extends vscode.QuickPickItem {
  readonly act: 'accept' | 'edit' | 'instruct' | 'role' | 'longer' | 'decorative';
}

const { l10n } = vscode;

/**
 * Shows alt text with its role and reason until the user accepts it, writes another, or cancels. Nothing is written
 * before that. With `known`, the first answer is already there.
 */
export async function reviewAlt(
  document: vscode.TextDocument,
  reference: ImageReference,
  deps: ReviewDeps,
  known?: GeneratedAlt,
): Promise<void> {
  let change: Change = {};
  let generated = known ?? (await generateWithProgress(document, reference, change, deps));
  while (generated) {
    const { decision } = generated;
    const act = await askWhat(reference, generated);
    if (act === 'accept' || act === 'decorative') {
      await writeAlt(document, reference, act === 'accept' ? decision.alt : '', generated, deps);
      return;
    }
    if (act === 'edit') {
      const alt = await askFor({
        title: l10n.t('Alt text'),
        value: decision.alt,
        ignoreFocusOut: true,
      });
      if (alt !== undefined) {
        await writeAlt(document, reference, alt, generated, deps);
        return;
      }
      continue;
    }
    if (act === 'longer') {
      await describeBelow(document, reference, decision.alt, change, deps);
      return;
    }
    const next =
      act === 'role' ? await askRole(decision.role) : act === 'instruct' ? await askInstruction() : undefined;
    if (!act) {
      return;
    }
    if (next) {
      change = { ...change, ...next };
      generated = (await generateWithProgress(document, reference, change, deps)) ?? generated;
    }
  }
}

/**
 * Writes `alt` and, below the image, the long description that the model is asked for, as one undo step. If no
 * description can go there, the model isn't asked.
 */
export async function describeBelow(
  document: vscode.TextDocument,
  reference: ImageReference,
  alt: string,
  change: Change,
  deps: ReviewDeps,
): Promise<void> {
  const refusal = await noPlaceBelow(document, reference, deps.engines);
  if (refusal) {
    void sayWarning(refusalSentence(refusal.refused));
    return;
  }
  const generated = await generateWithProgress(document, reference, { ...change, longDescription: true }, deps);
  if (generated) {
    await writeAlt(document, reference, alt, generated, deps, generated.decision.longDescription);
  }
}

/** Alt text for one image, with progress and cancellation; undefined if there is none, and the user was told why. */
async function generateWithProgress(
  document: vscode.TextDocument,
  reference: ImageReference,
  change: Change,
  deps: ReviewDeps,
): Promise<GeneratedAlt | undefined> {
  return withProgress(l10n.t('Writing alt text'), async (_report, token) => {
    const signal = signalOf(token);
    try {
      return await deps.writer.generate(document.uri, reference, change, signal);
    } catch (error) {
      if (!signal.aborted && !(error instanceof vscode.CancellationError)) {
        void tellFailure(error, reference, deps, () => reviewAlt(document, reference, deps));
      }
      return undefined;
    }
  });
}

/** Says in one sentence why there is no alt text, with a button that helps; the log has the rest. */
export async function tellFailure(
  error: unknown,
  reference: ImageReference | undefined,
  deps: ReviewDeps,
  again?: () => Thenable<unknown>,
): Promise<void> {
  deps.log.error(`alt text: ${errorText(error)}`);
  const { provider, model } = await deps.writer.choose();
  const context = {
    provider: provider.label,
    providerId: provider.id,
    model,
    ...(reference && { imageName: reference.src.value ?? reference.src.module ?? reference.src.raw }),
  };
  await showFailure(error, context, again);
}

/**
 * Writes alt text for one image as one undo step, and says so if it was refused. If the language can't represent it, or
 * the long description, the closest text is shown beside it, and written only if the user agrees.
 */
export async function writeAlt(
  document: vscode.TextDocument,
  reference: ImageReference,
  asked: string,
  { imageHash }: GeneratedAlt,
  { engines, records }: ReviewDeps,
  longDescription?: string,
): Promise<boolean> {
  let alt = asked;
  let below = longDescription;
  const edits = () => altTextEdit(document, reference, alt, engines, undefined, below);
  let written = await edits();
  while ('refused' in written && written.nearest !== undefined) {
    const { nearest, isBelow } = written;
    const may = isBelow ? mayWriteNearestBelow(below ?? '', nearest) : mayWriteNearest(alt, nearest);
    if (!(await may)) {
      return false;
    }
    alt = isBelow ? alt : nearest;
    below = isBelow ? nearest : below;
    written = await edits();
  }
  if ('refused' in written) {
    void sayWarning(refusalSentence(written.refused));
    return false;
  }
  const edit = new vscode.WorkspaceEdit();
  edit.set(document.uri, [...written.edits]);
  const done = await vscode.workspace.applyEdit(edit);
  if (done) {
    await records.remember([{ document: document.uri, src: reference.src.raw, imageHash, alt }]);
  }
  if (done && written.leftOut) {
    void sayWarning(refusalSentence(written.leftOut.refused));
  }
  return done;
}

const icon = (id: string) => new vscode.ThemeIcon(id);

async function askWhat(reference: ImageReference, generated: GeneratedAlt): Promise<AltItem['act'] | undefined> {
  const { decision } = generated;
  const isDecorative = decision.role === 'decorative';
  const note = emptyAltMakesLink(reference)
    ? l10n.t('Empty alt text would leave a link without a name here')
    : l10n.t('Screen readers will skip it');
  const items: AltItem[] = [
    {
      act: isDecorative ? 'decorative' : 'accept',
      label: isDecorative ? l10n.t('Mark as decorative') : decision.alt,
      description: `${roleName(decision.role)} · ${spentText(generated)}`,
      detail: [decision.why, isDecorative ? note : '', longDescriptionNote(decision, reference)]
        .filter((one) => one !== '')
        .join(' '),
    },
    ...(offersLongDescription(decision, reference)
      ? [
          {
            act: 'longer' as const,
            label: l10n.t('Write it with a long description below'),
            iconPath: icon('list-unordered'),
          },
        ]
      : []),
    { act: 'edit', label: l10n.t('Edit…'), iconPath: icon('edit') },
    { act: 'instruct', label: l10n.t('Rewrite with instructions…'), iconPath: icon('comment') },
    {
      act: 'role',
      label: l10n.t('Choose a different role…'),
      iconPath: icon('list-tree'),
      description: roleName(decision.role),
    },
    ...(isDecorative
      ? []
      : [
          {
            act: 'decorative' as const,
            label: l10n.t('Mark as decorative'),
            iconPath: icon('circle-slash'),
            detail: note,
          },
        ]),
  ];
  const picked = await pickFrom(items, {
    title: l10n.t('Alt text for {0}', reference.src.value ?? reference.src.raw),
    placeHolder: l10n.t('Press Enter to write the first line to the document'),
    ignoreFocusOut: true,
  });
  return picked?.act;
}

async function askRole(current: AltRole): Promise<Change | undefined> {
  const picked = await pickFrom(
    altRoles
      .filter((role) => role !== 'decorative')
      .map((role) => ({ role, label: roleName(role), detail: roleMeaning(role), picked: role === current })),
    { title: l10n.t('What does the image do on this page?') },
  );
  return picked && { role: picked.role };
}

async function askInstruction(): Promise<Change | undefined> {
  const instruction = await askFor({
    title: l10n.t('What should be different?'),
    placeHolder: l10n.t('For example: shorter, name the product'),
    ignoreFocusOut: true,
  });
  return instruction?.trim() ? { instruction } : undefined;
}
