import * as vscode from 'vscode';
import { AnswerError } from '../../core/answers/answerError';
import { AskImageError } from '../../core/ask/types';
import { errorText } from '../../core/errorText';
import { ImageError } from '../../core/image/types';
import { ProviderError } from '../../core/providers/errors';
import type { Doubt } from '../../core/text/doubts';
import type { Shaped } from '../../core/text/shape';
import { showFailure } from '../errorActions';
import type { FailureContext } from '../explain';
import { sayInfo, sayWarning, withProgress } from '../say';
import { signalOf } from '../signal';
import { leftOutSentence, showLeftOut, showLeftOutLabel } from './leftOut';
import { NoModelError, type Reading, type ReadOptions, type TextReader, type TextSource } from './reader';

/** The text of one or more images, in order. */
export interface ReadText extends Shaped {
  readonly sources: readonly TextSource[];
  readonly options: ReadOptions;
  /** The model that read it; undefined if it was read on this machine. */
  readonly model?: string;
  /** A model stopped before the end of an image. */
  readonly cutOff?: boolean;
  /** What was read but doesn't look like text. */
  readonly leftOut?: readonly string[];
}

interface Deps {
  readonly reader: TextReader;
  readonly log: vscode.LogOutputChannel;
}

const { l10n } = vscode;

/**
 * Reads the images in order, with progress and cancellation. One that can't be read is named, and the others are kept.
 * Undefined if canceled or without text; the user was told.
 */
export async function readAll(
  sources: readonly TextSource[],
  options: ReadOptions,
  { reader, log }: Deps,
): Promise<ReadText | undefined> {
  const read = await withProgress(l10n.t('Reading text'), async (report, token) => {
    const signal = signalOf(token);
    const done: Reading[] = [];
    for (const source of sources) {
      report({ message: source.name });
      let shown = 0;
      const onProgress = (part: number) => {
        report({ increment: ((part - shown) * 100) / sources.length });
        shown = part;
      };
      try {
        done.push(await reader.read(source, { ...options, signal, onProgress }));
      } catch (error) {
        if (signal.aborted || error instanceof vscode.CancellationError) {
          return undefined;
        }
        tellNotRead(error, source.name, { reader, log });
        if (!(error instanceof ImageError || error instanceof AskImageError)) {
          break;
        }
      }
    }
    return done;
  });
  if (!read || read.length === 0) {
    return undefined;
  }
  const joined = joinParts(read.map(({ shaped }) => shaped));
  const leftOut = read.flatMap((one) => one.leftOut);
  if (!joined.text.trim()) {
    tellNothingFound(leftOut, log);
    return undefined;
  }
  const cutOff = read.some((one) => one.cutOff);
  return { ...joined, sources, options, model: read[0]?.model, cutOff, leftOut };
}

function joinParts(parts: readonly Shaped[]): Shaped {
  let text = '';
  const doubts: Doubt[] = [];
  parts.forEach((part, i) => {
    text += i > 0 && !text.endsWith('\n') ? '\n' : '';
    const at = text.length;
    doubts.push(...part.doubts.map((doubt) => ({ ...doubt, start: doubt.start + at, end: doubt.end + at })));
    text += part.text;
  });
  const languages = new Set(parts.filter((part) => part.text.trim()).map((part) => part.language));
  return {
    text,
    doubts,
    language: languages.size === 1 ? [...languages][0] : undefined,
    noTable: parts.some((part) => part.noTable),
    hasFormulas: parts.some((part) => part.hasFormulas),
  };
}

/** Says that there is no text, and how much was read that isn't any. */
export function tellNothingFound(leftOut: readonly string[], log: vscode.LogOutputChannel): void {
  const show = showLeftOutLabel();
  const sentence = [l10n.t('No text was found.'), leftOutSentence(leftOut.length)].filter(Boolean).join(' ');
  const tell = async () => {
    if ((await sayInfo(sentence, ...(leftOut.length > 0 ? [show] : []))) === show) {
      await showLeftOut(leftOut);
    }
  };
  tell().catch((error: unknown) => log.error(`telling: ${errorText(error)}`));
}

/** Says in one sentence why an image was not read, with the next step as a button; the log has the rest. */
export function tellNotRead(error: unknown, imageName: string, { reader, log }: Deps): void {
  log.error(`reading ${imageName}: ${errorText(error)}`);
  const tell = error instanceof NoModelError ? tellNoModel : () => tellFailure(error, imageName, reader);
  tell().catch((failed: unknown) => log.error(`telling: ${errorText(failed)}`));
}

async function tellNoModel(): Promise<void> {
  const choose = l10n.t('Select a Model');
  const answer = await sayWarning(
    l10n.t('This requires a vision model. The offline engine extracts text, code, and tables.'),
    choose,
  );
  if (answer === choose) {
    await vscode.commands.executeCommand('sightread.selectModel');
  }
}

async function tellFailure(error: unknown, imageName: string, reader: TextReader): Promise<void> {
  await showFailure(error, await readingContext(error, imageName, reader));
}

/** What `explain` needs to know about a failed reading. */
export async function readingContext(error: unknown, imageName: string, reader: TextReader): Promise<FailureContext> {
  const choice = error instanceof ProviderError || error instanceof AnswerError ? await reader.choose() : undefined;
  const { label: provider = '', id: providerId = '' } = choice?.provider ?? {};
  return { provider, providerId, model: choice?.model ?? '', imageName };
}
