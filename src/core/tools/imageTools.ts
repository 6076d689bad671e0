/** The tools for the images of a question: look closer, read the text in a region. */
import { cutOut } from '../image/cut';
import { factsOf } from '../image/sniff';
import { ImageError, type ImageFacts, type ImageLimits, type ImagingEngine, type Region } from '../image/types';
import { withCodes } from '../text/codes';
import { decodeToRead } from '../text/decode';
import { type OcrEngine, OcrError } from '../text/types';
import { type PercentRegion, parseRegion, regionProperties, toPixels } from './region';
import { type Tool, type ToolResult, toolFailure } from './types';

export interface ToolImage {
  readonly name: string;
  readonly read: (signal: AbortSignal) => Promise<Uint8Array>;
}

interface Deps {
  /** In the order in which the model knows them, from 1. */
  readonly images: readonly ToolImage[];
  readonly limits: ImageLimits;
  readonly imaging: () => ImagingEngine;
  readonly ocr: () => OcrEngine;
  /** The step in the user's language; `what` names the image and the region. */
  readonly title: (tool: 'zoom' | 'read_text', what: string) => string;
}

const regionParameters = {
  type: 'object',
  properties: {
    image: { type: 'integer', description: 'Which image, from 1 in the order given' },
    ...regionProperties,
  },
  required: ['image', 'left', 'top', 'width', 'height'],
  additionalProperties: false,
};

/** Bytes that one zoomed region can use of the next request. */
const maxZoomBytes = 700_000;
const zoomEdge = 1568;
/** `zoom` and `read_text` for the images of a question. */
export function imageTools(deps: Deps): Tool[] {
  return [zoomTool(deps), readTextTool(deps)];
}

function zoomTool({ images, limits, imaging, title }: Deps): Tool {
  return {
    definition: {
      name: 'zoom',
      description:
        'Shows a region of an image at its native resolution. Use it when text or a detail is too small to make out.',
      parameters: regionParameters,
    },
    title: (input) => title('zoom', describeInput(input, images)),
    run: (input, signal) =>
      withRegion(input, images, signal, async (name, bytes, facts, region) => {
        const job = {
          accepts: limits.accepts,
          maxEdge: Math.min(zoomEdge, limits.maxEdge ?? zoomEdge),
          maxBytes: maxZoomBytes,
          content: 'auto',
          maxTiles: 1,
          crop: region,
        } as const;
        const { parts } = await imaging().render(bytes, facts, job, signal);
        const part = parts[0];
        if (!part) {
          return toolFailure('The region could not be cut out.');
        }
        const place = `x ${region.x}–${region.x + region.width}, y ${region.y}–${region.y + region.height} of ${facts.width} × ${facts.height} pixels`;
        return {
          text: `The region of ${name} (${place}) follows as an image of ${part.width} × ${part.height} pixels.`,
          images: [
            { kind: 'image', mediaType: part.mediaType, bytes: part.bytes, width: part.width, height: part.height },
          ],
          detail: `${place}, sent as ${part.width} × ${part.height}, ${Math.round(part.bytes.length / 1024)} KB`,
        };
      }),
  };
}

function readTextTool({ images, imaging, ocr, title }: Deps): Tool {
  return {
    definition: {
      name: 'read_text',
      description:
        'Reads the text of a region with an exact offline reader and returns it with its line breaks. Good for code, numbers and names; it makes small mistakes of its own.',
      parameters: regionParameters,
    },
    title: (input) => title('read_text', describeInput(input, images)),
    run: (input, signal) =>
      withRegion(input, images, signal, async (_, bytes, facts, region) => {
        const part = await cutOut(bytes, facts, region, imaging(), signal);
        const { pixels } = await decodeToRead(part, imaging(), signal);
        const read = await ocr().read(pixels, {}, signal);
        const text = withCodes(read.text, read.codes).trim();
        return { text: text || 'No text was found there.', detail: text || 'No text was found' };
      }),
  };
}

async function withRegion(
  input: unknown,
  images: readonly ToolImage[],
  signal: AbortSignal,
  work: (name: string, bytes: Uint8Array, facts: ImageFacts, region: Region) => Promise<ToolResult>,
): Promise<ToolResult> {
  const call = parseInput(input);
  const image = call && images[call.image - 1];
  if (!call || !image) {
    return toolFailure(
      `The call needs image (1 to ${images.length}), left, top, width and height as percent of the picture.`,
    );
  }
  try {
    const bytes = await image.read(signal);
    const facts = factsOf(bytes);
    return await work(image.name, bytes, facts, toPixels(call, facts));
  } catch (error) {
    if (error instanceof ImageError || error instanceof OcrError) {
      return toolFailure(`The image could not be worked on: ${error.reason}.`);
    }
    throw error;
  }
}

interface Input extends PercentRegion {
  readonly image: number;
}

function parseInput(input: unknown): Input | undefined {
  const region = parseRegion(input);
  const image = Number((input as { image?: unknown } | null)?.image ?? 1);
  return region && Number.isFinite(image) ? { ...region, image } : undefined;
}

function describeInput(input: unknown, images: readonly ToolImage[]): string {
  const call = parseInput(input);
  if (!call) {
    return '?';
  }
  const name = images[call.image - 1]?.name ?? `image ${call.image}`;
  const percent = [call.left, call.top, call.width, call.height].map((value) => Math.round(value));
  return `${name}, ${percent[2]} × ${percent[3]} % at ${percent[0]} %, ${percent[1]} %`;
}
