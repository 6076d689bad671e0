/** What is sent with a picture that was an SVG: what it draws, as text. */
import { bounds } from '../bounds';
import { type DrawnText, type ImageChange, ImageError, type ImageFacts, type ImagingEngine } from './types';

export interface Alongside {
  readonly sourceText?: string;
  /** What the user is told about it. */
  readonly changes: readonly ImageChange[];
}

/** Nothing for other images, and for an SVG whose words can't be read. Throws the signal's reason. */
export async function alongside(
  bytes: Uint8Array,
  { type }: ImageFacts,
  engine: ImagingEngine,
  signal: AbortSignal | undefined,
): Promise<Alongside> {
  if (type !== 'svg' || bytes.length > bounds.svgSourceBytes) {
    return { changes: [] };
  }
  const { text, hidden, elsewhere = 0 } = await engine.drawnText(bytes, signal).catch(unread);
  const changes: ImageChange[] = [];
  if (text !== undefined) {
    changes.push({ kind: 'sourceTextAdded' });
  }
  if (hidden > 0) {
    changes.push({ kind: 'wordsHidden', count: hidden });
  }
  if (elsewhere > 0) {
    changes.push({ kind: 'picturesElsewhere', count: elsewhere });
  }
  return { ...(text !== undefined && { sourceText: text }), changes };
}

/** The picture is made separately, and reports what is wrong with the file. */
function unread(error: unknown): DrawnText {
  if (error instanceof ImageError) {
    return { hidden: 0 };
  }
  throw error;
}
