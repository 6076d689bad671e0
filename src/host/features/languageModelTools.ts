/**
 * What agents can ask Sightread: describe an image, compare several, read the text in one. They take the same path as
 * the commands: the same provider, globs, consent, and cost limit, and the conversation is in the history.
 */

import * as vscode from 'vscode';
import { bounds } from '../../core/bounds';
import { cutOut } from '../../core/image/cut';
import { factsOf } from '../../core/image/sniff';
import { inert } from '../../core/inert';
import { asRecord } from '../../core/json';
import { staysHere } from '../../core/providers/destination';
import { offlineProviderId } from '../../core/providers/offline';
import { answerNote, tokens } from '../../core/tools/answerNote';
import { fitTokens } from '../../core/tools/fitTokens';
import { frameFor } from '../../core/tools/frame';
import { parseRegion, toPixels } from '../../core/tools/region';
import type { ModelSelection, Providers } from '../../jobs/providers';
import { sendQuestion } from '../consent';
import type { Engines } from '../engines';
import { explain, toFailure } from '../explain';
import type { Fetches, FetchPermit } from '../mayBeFetched';
import { findNamedImage } from '../namedImage';
import type { Panels } from '../panel/conversationPage';
import { askModally, toolNotice } from '../say';
import type { SessionRegistry } from '../session/registry';
import { startConversation, toConversationImage } from '../session/session';
import { settings } from '../settings';
import { createShownCalls, type ShownCalls } from '../shownCalls';
import { signalOf } from '../signal';
import { type ImageTarget, isWebUrl, titleOf } from '../targets';
import { readingContext } from '../text/job';
import { type TextReader, type TextSource, toTextSource } from '../text/reader';

interface Deps {
  readonly sessions: SessionRegistry;
  readonly panels: Panels;
  readonly reader: TextReader;
  readonly providers: Providers;
  readonly engines: Engines;
  readonly fetches: Fetches;
}

export type LanguageModelTools = Readonly<Record<string, vscode.LanguageModelTool<unknown>>>;

const { l10n } = vscode;

/** By their names in the manifest. A refusal or failure is an `Error` whose message is a sentence for the model. */
export function createLanguageModelTools(deps: Deps): LanguageModelTools {
  const shown = createShownCalls();
  return {
    sightread_describe_image: askingTool(deps, shown, (input) => (questionOf(input) ? 'ask' : 'describe')),
    sightread_compare_images: askingTool(deps, shown, () => 'compare'),
    sightread_read_text: readingTool(deps, shown),
  };
}

function askingTool(
  deps: Deps,
  shown: ShownCalls,
  taskOf: (input: unknown) => string,
): vscode.LanguageModelTool<unknown> {
  return {
    prepareInvocation: ({ input }) => prepare(input, () => deps.providers.choose(taskOf(input)), shown),
    invoke: async ({ input, tokenizationOptions }, token) => {
      const targets = await findImages(input);
      await mustBeShown(input, targets, await deps.providers.choose(taskOf(input)), shown);
      const taskId = taskOf(input);
      if (taskId === 'compare' && targets.length < 2) {
        throw new Error(l10n.t('Choose at least two images to compare.'));
      }
      const session = deps.sessions.start(startConversation(titleOf(targets)));
      const signal = signalOf(token);
      try {
        signal.addEventListener('abort', () => session.stop());
        const asking = session.ask(questionOf(input), { taskId, images: targets.map(toConversationImage) });
        if (signal.aborted) {
          session.stop();
        }
        const turn = await asking;
        if (turn.state === 'stopped') {
          throw new vscode.CancellationError();
        }
        const { images } = session.conversation();
        const failure =
          turn.failure &&
          explain(turn.failure, {
            provider: turn.providerLabel || l10n.t('The provider'),
            providerId: turn.providerId,
            model: turn.model,
            imageName: images.find(({ id }) => id === turn.failure?.imageId)?.name,
          }).text;
        if (failure && turn.answer === '') {
          throw new Error(failure);
        }
        const note = [failure && `[${failure}]`, answerNote(turn, images)].filter(Boolean).join('\n');
        const frame = frameFor(turn.answer, 'what a model says of the image');
        return toResult(await fitTokens(turn.answer, note, tokenizationOptions, frame));
      } finally {
        if (!deps.panels.isOpen(session)) {
          deps.sessions.close(session.id);
        }
      }
    },
  };
}

function readingTool(
  { reader, providers, engines, fetches }: Deps,
  shown: ShownCalls,
): vscode.LanguageModelTool<unknown> {
  const choose = async (): Promise<ModelSelection> =>
    settings.ocrEngine() === 'model' ? reader.choose() : { provider: providers.get(offlineProviderId), model: '' };
  return {
    prepareInvocation: ({ input }) => prepare(input, choose, shown),
    invoke: async ({ input, tokenizationOptions }, token) => {
      const [target] = await findImages(input);
      if (!target) {
        throw noImage();
      }
      await mustBeShown(input, [target], await choose(), shown);
      const signal = signalOf(token);
      const permit = await fetches.mayBeFetched([target.uri.toString(true)]);
      const source = regionSource(target, input, engines, permit);
      try {
        const { shaped, model, usage, cutOff } = await reader.read(source, { signal });
        const doubtful = shaped.doubts.slice(0, maxDoubts).map(({ start, end }) => shaped.text.slice(start, end));
        const notes = [
          cutOff && 'The model stopped before the end of the image.',
          model ? `Read by ${inert(model)}. ${tokens(usage)}` : 'Read on this machine; nothing was sent.',
        ];
        const note = `[${notes.filter(Boolean).join(' ')}]`;
        if (shaped.text.trim() === '') {
          return toResult(await fitTokens('No text was found in it.', note, tokenizationOptions));
        }
        const unsure = doubtful.length > 0 ? `\n\nThe reader was unsure of: ${JSON.stringify(doubtful)}.` : '';
        const text = shaped.text.trimEnd() + unsure;
        const frame = frameFor(text, 'the text of the image');
        return toResult(await fitTokens(text, note, tokenizationOptions, frame));
      } catch (error) {
        if (signal.aborted || error instanceof vscode.CancellationError) {
          throw new vscode.CancellationError();
        }
        throw new Error(explain(toFailure(error), await readingContext(error, target.name, reader)).text);
      }
    },
  };
}

const maxDoubts = 20;

/** Says what will be done, and asks if an image leaves this machine; remembers what it has shown. */
async function prepare(
  input: unknown,
  choose: () => Promise<ModelSelection>,
  shown: ShownCalls,
): Promise<vscode.PreparedToolInvocation> {
  let targets: readonly ImageTarget[];
  try {
    targets = await findImages(input);
  } catch (error) {
    if (error instanceof Error) {
      // `invoke` refuses it with the same sentence; should there be an image by then, it asks.
      return {};
    }
    throw error;
  }
  const choice = await choose();
  await shown.keep(input, targets, choice);
  const places = placesOfTargets(targets);
  const doing = l10n.t('Looking at {0}', places.join(', '));
  // A host is asked about when the call runs: allowing a tool permanently doesn't allow every host.
  if (staysHere(choice.provider.destination)) {
    return toolNotice(doing);
  }
  const { title, detail } = sendQuestion(
    choice,
    targets.map(({ name }) => name),
  );
  return toolNotice(doing, { title, paragraphs: [...places, detail] });
}

const placesOfTargets = (targets: readonly ImageTarget[]) =>
  targets.map(({ uri }) => (isWebUrl(uri) ? uri.toString(true) : vscode.workspace.asRelativePath(uri)));

/** Asks if a call isn't the one that was shown: another file with the same name, or another provider. */
async function mustBeShown(
  input: unknown,
  targets: readonly ImageTarget[],
  choice: ModelSelection,
  shown: ShownCalls,
): Promise<void> {
  if (await shown.take(input, targets, choice)) {
    return;
  }
  const allow = l10n.t('Allow');
  const detail = staysHere(choice.provider.destination)
    ? l10n.t('An agent requested it. The image stays on this machine; the agent gets only the answer.')
    : sendQuestion(
        choice,
        targets.map(({ name }) => name),
      ).detail;
  const question = l10n.t('Let an agent see {0}?', titleOf(targets));
  if ((await askModally(question, [...placesOfTargets(targets), '', detail], allow)) !== allow) {
    throw new Error(l10n.t('The user didn’t allow this.'));
  }
}

/** The images of a call, in order. Throws an `Error` with a sentence for the model. */
async function findImages(input: unknown): Promise<readonly ImageTarget[]> {
  const { image, images } = asRow(input);
  const names = Array.isArray(images) ? images : [image];
  if (names.length === 0 || names.some((name) => typeof name !== 'string' || name.trim() === '')) {
    throw noImage();
  }
  if (names.length > bounds.toolImages) {
    throw new Error(l10n.t('That’s too many images for one request.'));
  }
  return Promise.all(names.map((name: string) => findNamedImage(name.trim())));
}

const noImage = () => new Error(l10n.t('Provide the path of an image in the workspace.'));

function questionOf(input: unknown): string {
  const { question } = asRow(input);
  return typeof question === 'string' ? question.trim() : '';
}

/** The image, or the requested part of it. An invalid region is the whole image. */
function regionSource(target: ImageTarget, input: unknown, engines: Engines, permit: FetchPermit): TextSource {
  const whole = isWebUrl(target.uri)
    ? {
        name: target.name,
        read: (signal: AbortSignal) => permit.download(target.uri.toString(true), signal),
      }
    : toTextSource(target);
  const region = parseRegion(asRow(input).region);
  if (!region) {
    return whole;
  }
  const read = async (signal: AbortSignal) => {
    const bytes = await whole.read(signal);
    const facts = factsOf(bytes);
    return cutOut(bytes, facts, toPixels(region, facts), engines.imaging(), signal);
  };
  return { ...whole, read };
}

const asRow = (input: unknown): Readonly<Record<string, unknown>> => asRecord(input) ?? {};

const toResult = (text: string) => new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
