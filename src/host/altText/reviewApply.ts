import * as vscode from 'vscode';
import { isRefusal } from '../../core/altText/applyEdits';
import type { AltChange, WrittenChange } from '../../core/altText/engine';
import type { AltEdit, EditRefusalReason, ImageReference } from '../../core/altText/types';
import type { Engines } from '../engines';
import { isInWorkspace } from '../mayBeSent';
import { changeNote } from '../say';
import { languageOf } from './documents';

/** Alt text to be written. */
export interface ToWrite {
  readonly id: string;
  readonly uri: vscode.Uri;
  /** A person chose this very document, so it can be anywhere. */
  readonly isPicked: boolean;
  readonly reference: ImageReference;
  readonly alt: string;
  /** Markdown for below the image; empty for none. */
  readonly longDescription: string;
  /** Shown in the editor's preview of the changes. */
  readonly label: string;
  readonly description: string;
  /** The texts that the user sees before they're written, instead of one that the language can't represent. */
  readonly takes: NonNullable<AltChange['takes']>;
}

/** The closest text that can be written: the alt text's, or the long description's. */
export interface Proposal {
  readonly nearest: string;
  readonly isBelow: boolean;
}

export interface WriteResult {
  /** What is in the documents now, by ID; a different text than requested if the language can't represent that one. */
  readonly written: ReadonlyMap<string, string>;
  readonly refused: ReadonlyMap<string, EditRefusalReason>;
  /** The closest texts for those that can't be represented: to be shown first. By ID. */
  readonly proposed: ReadonlyMap<string, Proposal>;
  /** Long descriptions that couldn't be placed, by ID. */
  readonly withoutPlace: readonly string[];
  /** False if the user, or the editor, prevented it: then nothing was written. */
  readonly applied: boolean;
}

/**
 * Writes everything as one workspace edit: one step to undo. With `preview`, the editor first shows the changes to
 * confirm.
 */
export async function writeAll(
  all: readonly ToWrite[],
  engines: Engines,
  preview: boolean,
  signal: AbortSignal,
): Promise<WriteResult> {
  for (let attempt = 0; ; attempt++) {
    const edit = new vscode.WorkspaceEdit();
    const written = new Map<string, string>();
    const places = new Map<string, number>();
    const refused = new Map<string, EditRefusalReason>();
    const proposed = new Map<string, Proposal>();
    const withoutPlace: string[] = [];
    const versions: [vscode.TextDocument, number][] = [];
    for (const [, mine] of byDocument(all)) {
      const { uri, isPicked } = mine[0]!;
      if (!isPicked && !(await isInWorkspace(uri))) {
        // It has become a link since it was found.
        for (const { id } of mine) {
          refused.set(id, 'changed');
        }
        continue;
      }
      const document = await vscode.workspace.openTextDocument(uri);
      versions.push([document, document.version]);
      const entries = await editsOf(
        document,
        mine,
        engines,
        preview,
        { written, places, refused, proposed, withoutPlace },
        signal,
      );
      if (entries.length > 0) {
        edit.set(document.uri, entries);
      }
    }
    if (versions.some(([document, version]) => document.version !== version)) {
      if (attempt < 3) {
        continue;
      }
      // Somebody is typing without a pause: the prepared edits would end up in the wrong places.
      const changed = new Map(all.map(({ id }) => [id, 'changed' as const]));
      return { written: new Map(), refused: changed, proposed: new Map(), withoutPlace: [], applied: false };
    }
    // As in a refactoring, files that were saved before are saved afterwards, unless the user's settings say otherwise.
    const applied = written.size > 0 && (await vscode.workspace.applyEdit(edit, { isRefactoring: true }));
    const standing = !applied
      ? new Map()
      : preview
        ? await thatStand(all, { written, places }, engines, signal)
        : written;
    return { written: standing, refused, proposed, withoutPlace, applied };
  }
}

/** The changes that are now in the documents: the user may have unchecked some in the preview. */
async function thatStand(
  all: readonly ToWrite[],
  { written, places }: Pick<Outcome, 'written' | 'places'>,
  engines: Engines,
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const standing = new Map<string, string>();
  for (const [, mine] of byDocument(all)) {
    const document = await vscode.workspace.openTextDocument(mine[0]!.uri);
    const { references } = await engines.markup().find(document.getText(), languageOf(document), signal);
    const byIndex = new Map(references.map((one) => [one.index, one]));
    for (const { id } of mine) {
      const alt = written.get(id);
      if (alt !== undefined && byIndex.get(places.get(id) ?? -1)?.alt.value === alt) {
        standing.set(id, alt);
      }
    }
  }
  return standing;
}

function byDocument(all: readonly ToWrite[]): Map<string, ToWrite[]> {
  const groups = new Map<string, ToWrite[]>();
  for (const one of all) {
    const key = one.uri.toString();
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}

type Entry = [vscode.TextEdit, vscode.WorkspaceEditEntryMetadata | undefined];

interface Outcome {
  readonly written: Map<string, string>;
  /** The index of each image in its document, from 0; edits keep their number and order. */
  readonly places: Map<string, number>;
  readonly refused: Map<string, EditRefusalReason>;
  readonly proposed: Map<string, Proposal>;
  readonly withoutPlace: string[];
}

async function editsOf(
  document: vscode.TextDocument,
  mine: readonly ToWrite[],
  engines: Engines,
  preview: boolean,
  outcome: Outcome,
  signal: AbortSignal,
): Promise<Entry[]> {
  const wanted = mine.map(
    ({ reference, alt, longDescription, takes }): AltChange => ({ reference, alt, longDescription, takes }),
  );
  const { edits, written, refused, descriptions } = await engines
    .markup()
    .edit(document.getText(), languageOf(document), wanted, signal);
  for (const { change, refusal } of refused) {
    const { id } = mine[change]!;
    const { nearest, isBelow = false } = refusal;
    outcome.refused.set(id, refusal.refused);
    if (nearest !== undefined) {
      outcome.proposed.set(id, { nearest, isBelow });
    }
  }
  const entry = (edit: AltEdit, { label, description }: ToWrite): Entry => [
    vscode.TextEdit.replace(
      new vscode.Range(document.positionAt(edit.start), document.positionAt(edit.end)),
      edit.newText,
    ),
    preview ? changeNote(label, description) : undefined,
  ];
  const write = (edit: AltEdit, { change, image, alt, asked }: WrittenChange): Entry => {
    const one = mine[change]!;
    outcome.written.set(one.id, alt);
    outcome.places.set(one.id, image);
    const description = asked === undefined ? one.description : vscode.l10n.t('Rephrased from “{0}”', asked);
    return entry(edit, { ...one, description });
  };
  const alts = edits.flatMap((edit) => {
    const change = written.find(({ at }) => at === edit.start);
    return change ? [write(edit, change)] : [];
  });
  const longer = descriptions.flatMap(({ change, result }) => {
    if (isRefusal(result)) {
      outcome.withoutPlace.push(mine[change]!.id);
      return [];
    }
    const image = written.find((one) => one.change === change);
    return image ? [write(result, image)] : [];
  });
  return [...alts, ...longer];
}
