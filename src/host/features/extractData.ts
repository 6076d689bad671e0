import * as vscode from 'vscode';
import { bounds } from '../../core/bounds';
import { asRecord, parseJson } from '../../core/json';
import type { OutputFormat } from '../../core/providers/types';
import { imageSentence } from '../explain';
import { whyNot } from '../mayBeSent';
import type { Panels } from '../panel/conversationPage';
import { readUpTo } from '../readUpTo';
import { askFor, pickFrom, registerCommand, sayError } from '../say';
import type { SessionRegistry } from '../session/registry';
import { startConversation, toConversationImage } from '../session/session';
import { findTargets } from '../targets';

interface Deps {
  readonly sessions: SessionRegistry;
  readonly panels: Panels;
  readonly log: vscode.LogOutputChannel;
}

const { l10n } = vscode;

interface Shape {
  readonly question: string;
  readonly output: OutputFormat;
}

/**
 * Extract Data: the image's content as JSON, with any fields, with fields that the user types, or with a schema from
 * the workspace.
 */
export function registerExtractDataSupport({ sessions, panels, log }: Deps): vscode.Disposable {
  return registerCommand('sightread.extractData', log, async (first: unknown, selection: unknown) => {
    const targets = await findTargets(first, selection);
    const shape = targets.length > 0 ? await askShape() : undefined;
    if (!shape) {
      return;
    }
    const session = sessions.start(startConversation(targets.map((target) => target.name).join(', ')));
    panels.show(session);
    await session.ask(shape.question, {
      taskId: 'extractData',
      images: targets.map(toConversationImage),
      output: shape.output,
      language: 'json',
    });
  });
}

async function askShape(): Promise<Shape | undefined> {
  const free = { label: l10n.t('All Data'), detail: l10n.t('The model chooses the field names') };
  const fields = { label: l10n.t('Choose Fields…'), detail: l10n.t('Enter Field Names') };
  const schema = { label: l10n.t('Use a JSON Schema…'), detail: l10n.t('A file in the workspace') };
  const picked = await pickFrom([free, fields, schema], { title: l10n.t('Select the data to extract') });
  if (picked === free) {
    return { question: '', output: { kind: 'json', name: 'data', strict: false } };
  }
  if (picked === fields) {
    const typed = await askFor({
      title: l10n.t('Fields, separated by commas'),
      placeHolder: 'date, total, currency',
      ignoreFocusOut: true,
    });
    const names = [
      ...new Set(
        (typed ?? '')
          .split(',')
          .map((name) => name.trim())
          .filter(Boolean),
      ),
    ];
    return names.length > 0 ? { question: '', output: fieldsFormat(names) } : undefined;
  }
  return picked === schema ? schemaFromWorkspace() : undefined;
}

/** Every field is requested and can be null: strict schemas need all of them required. */
function fieldsFormat(names: readonly string[]): OutputFormat {
  const value = { type: ['string', 'number', 'boolean', 'null'] };
  return {
    kind: 'json',
    name: 'data',
    strict: true,
    schema: {
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, value])),
      required: [...names],
      additionalProperties: false,
    },
  };
}

async function schemaFromWorkspace(): Promise<Shape | undefined> {
  const files = await vscode.workspace.findFiles('**/*.json', '**/node_modules/**', 500);
  const items = files.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  const picked = await pickFrom(items, { title: l10n.t('JSON Schema for the answer') });
  if (!picked) {
    return undefined;
  }
  // It's sent with the question.
  const reason = await whyNot(picked.uri);
  if (reason) {
    void sayError(imageSentence(reason, picked.label));
    return undefined;
  }
  const bytes = await readUpTo(picked.uri, bounds.jsonFileBytes);
  if (bytes === 'tooLarge') {
    void sayError(l10n.t('{0} is too large (limit: {1} MB).', picked.label, bounds.jsonFileBytes / 1e6));
    return undefined;
  }
  const schema = typeof bytes === 'string' ? undefined : asRecord(parseJson(new TextDecoder().decode(bytes)));
  if (schema) {
    return { question: '', output: { kind: 'json', name: 'data', strict: false, schema } };
  }
  void sayError(l10n.t('{0} isn’t a JSON Schema. It must be a single JSON object.', picked.label));
  return undefined;
}
