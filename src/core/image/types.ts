/** What an image is, what a provider takes, and what was made of it. Sizes are bytes and pixels, always upright. */
import { ReasonError } from '../reasonError';

export type ImageType = 'png' | 'jpeg' | 'webp' | 'gif' | 'avif' | 'heic' | 'bmp' | 'tiff' | 'ico' | 'svg';

/** An IANA media type, for example `image/png`. */
export type MediaType = string;

export type Detail = 'auto' | 'low' | 'high' | 'original';

/** Why the image is sent: reading needs legible text, describing does not. */
export type Intent = 'describe' | 'readText' | 'ask';

/** What can be known from the bytes alone, without decoding a pixel. */
export interface ImageFacts {
  readonly type: ImageType;
  readonly mediaType: MediaType;
  /** Pixels, after turning the image upright. 0 for an SVG that states no size. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation, 1 (upright) to 8; AVIF and HEIC rotation is expressed in the same numbers. */
  readonly orientation: number;
  readonly bitDepth: number;
  readonly alpha: boolean;
  readonly animated: boolean;
  readonly frames?: number;
  readonly truncated: boolean;
  readonly cmyk: boolean;
  /** A coding that many decoders lack: arithmetic or lossless JPEG. */
  readonly unusualCoding?: boolean;
  /** Of a WebP: its pixels are coded without loss. */
  readonly lossless?: boolean;
  /** Size of the embedded colour profile, bytes; 0 when there is none. */
  readonly iccBytes: number;
  readonly metadata: {
    readonly exif: boolean;
    readonly location: boolean;
    readonly xmp: boolean;
    readonly comments: boolean;
    /** Bytes after the end of the image (a motion photo's video, for example). */
    readonly trailing: boolean;
  };
  /** As written by the camera: `2026-05-04 18:20:11`, `Canon EOS R5`. Never the location. */
  readonly captured?: { readonly date?: string; readonly camera?: string };
  /** Pixels per inch, where the file states it. */
  readonly density?: number;
}

/** Why bytes are not an image that can be read. */
export type NotImageReason =
  | 'empty'
  | 'lfsPointer'
  | 'truncated'
  | 'corrupt'
  | 'pdf'
  | 'video'
  | 'audio'
  | 'archive'
  | 'text'
  | 'unsupportedImage'
  | 'unknown';

export type Sniffed =
  | { readonly ok: true; readonly facts: ImageFacts }
  | { readonly ok: false; readonly reason: NotImageReason; readonly detail?: string };

/** What a provider, or one of its models, takes. Absent means: no limit is known. */
export interface ImageLimits {
  readonly accepts: readonly MediaType[];
  /** Longest edge in pixels. */
  readonly maxEdge?: number;
  /** The other edge, where more of it is made smaller on the way. */
  readonly maxShortEdge?: number;
  readonly maxPixels?: number;
  /** One image's raw bytes, before base64. */
  readonly maxImageBytes?: number;
  /** The whole serialised request body, base64 and JSON included. */
  readonly maxBodyBytes?: number;
  readonly maxImages?: number;
  /** Above this many images in a request (history counts), `manyImagesMaxEdge` holds. */
  readonly manyImages?: number;
  readonly manyImagesMaxEdge?: number;
  /** The longest edge the model keeps after its own resize; more is wasted. */
  readonly usefulEdge?: number;
}

/** One thing that was done to an image, as data; the host turns it into words. */
export type ImageChange =
  | { readonly kind: 'turnedUpright' }
  | { readonly kind: 'metadataRemoved'; readonly location: boolean }
  | { readonly kind: 'converted'; readonly from: MediaType; readonly to: MediaType }
  | { readonly kind: 'shrunk'; readonly from: readonly [number, number]; readonly to: readonly [number, number] }
  | { readonly kind: 'tiled'; readonly count: number }
  /** The limits did not allow what its text needs: lower-case letters are sent so many pixels high. */
  | { readonly kind: 'textTooSmall'; readonly height: number }
  | { readonly kind: 'firstFrame'; readonly frames?: number }
  | { readonly kind: 'flattened' }
  | { readonly kind: 'recompressed'; readonly quality: number }
  | { readonly kind: 'sourceTextAdded' }
  /** So many words in an SVG's texts are not seen in its picture, and were not sent. */
  | { readonly kind: 'wordsHidden'; readonly count: number }
  /** Sent as one of several cells of one picture; cells count from 1. */
  | { readonly kind: 'contactSheet'; readonly cell: number; readonly count: number };

/** One picture as it goes to the provider. */
export interface PreparedPart {
  readonly bytes: Uint8Array;
  readonly mediaType: MediaType;
  readonly width: number;
  readonly height: number;
  /** For a tile: where it lies in the whole picture, in upright source pixels. */
  readonly region?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** An image made fit for one provider: usually one part, several when tiled. */
export interface PreparedImage {
  readonly facts: ImageFacts;
  /** The file's size in bytes. */
  readonly sourceBytes: number;
  readonly parts: readonly PreparedPart[];
  readonly changes: readonly ImageChange[];
  /** The words and shapes that an SVG draws, to go along as text. */
  readonly sourceText?: string;
  /** Of a contact sheet: its images in the order of their cells, each with the sheet as its part. */
  readonly members?: readonly PreparedImage[];
}

export type ImageErrorReason =
  | NotImageReason
  | 'tooManyPixels'
  | 'tooLarge'
  | 'tooManyImages'
  | 'deadline'
  | 'engineUnavailable'
  /** The file is not there, or may not be read. */
  | 'notFound'
  /** The image's web address: not http(s), into a private network, led astray, or answered with an error. */
  | 'badUrl'
  | 'privateAddress'
  | 'tooManyRedirects'
  | 'httpStatus'
  | 'otherHost'
  /** Its host was not agreed to. */
  | 'notFetched'
  /** The user's globs say that it is never sent. */
  | 'excluded'
  /** It lies, with links followed, in no folder that is open. */
  | 'outside'
  /** A glob of `sightread.exclude` is not understood: nothing is sent. */
  | 'badGlob';

/** An image that cannot be used, and why. `detail` is technical and goes to the log, not to the user. */
export class ImageError extends ReasonError<ImageErrorReason> {
  override readonly name = 'ImageError';
  constructor(
    reason: ImageErrorReason,
    detail = '',
    readonly size?: { readonly width: number; readonly height: number },
  ) {
    super(reason, detail);
  }
}

/** Decoded pixels: RGBA, 8 bit, sRGB, upright, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray | Uint8Array;
}

/** What the pixels say for sure: see `describeOffline`. */
export interface PixelFacts {
  /** A guess from flatness, edges and colours: photo or not is right 19 times in 20, screenshot or diagram 8 in 10. */
  readonly looksLike: 'photo' | 'screenshot' | 'diagram';
  readonly dark: boolean;
  /** Share of pixels that are not opaque, 0 to 1. */
  readonly transparent: number;
  /** Named colours with their share of the area, 0 to 1, largest first, at most four. */
  readonly colors: readonly { readonly name: string; readonly share: number }[];
}

/** What the plan asks of the engine. */
export interface RenderJob {
  /** Media types the provider takes; the engine picks PNG or JPEG by content among them. */
  readonly accepts: readonly MediaType[];
  /** Longest edge after resizing, pixels. */
  readonly maxEdge?: number;
  readonly maxShortEdge?: number;
  readonly maxPixels?: number;
  /**
   * Longest edge to which text may grow where `maxEdge` would make it illegible in the tiles allowed, pixels.
   * Absent: `maxEdge` holds for text too.
   */
  readonly textEdge?: number;
  /** Raw bytes one part may have. */
  readonly maxBytes: number;
  /** Raw bytes all parts together may have; absent: `maxBytes` times the parts. */
  readonly maxTotalBytes?: number;
  readonly content: 'auto' | 'text' | 'photo';
  /** How many tiles are allowed when text would become illegible even at `textEdge`; 1 forbids tiling. */
  readonly maxTiles: number;
  /** So many tiles are preferred to growing beyond `maxEdge`; 1 when absent. */
  readonly tilesFirst?: number;
  /** Region of the upright source to cut out first, source pixels. */
  readonly crop?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** A picture on a contact sheet, and where it lies there, pixels. */
export interface SheetCell {
  readonly bytes: Uint8Array;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A contact sheet of `width` × `height` pixels; of the job, types, bytes and content hold. */
export interface SheetJob extends RenderJob {
  readonly width: number;
  readonly height: number;
  /** Height of the strip above each cell that its number stands in, pixels. */
  readonly labelHeight: number;
}

/** The words and shapes that an SVG draws. */
export interface DrawnText {
  /** As a small SVG of its own; absent when there are none, or too many. */
  readonly text?: string;
  /** Words of its texts that are not in `text`. */
  readonly hidden: number;
}

export interface Rendered {
  readonly parts: readonly PreparedPart[];
  readonly changes: readonly ImageChange[];
}

/** The imaging engine as the core sees it; `engines/imaging/client` implements it in a worker. Errors are `ImageError`. */
export interface ImagingEngine {
  render(bytes: Uint8Array, facts: ImageFacts, job: RenderJob, signal?: AbortSignal): Promise<Rendered>;
  /** Upright RGBA of the first frame, shrunk to `maxPixels` when larger. */
  decode(bytes: Uint8Array, facts: ImageFacts, maxPixels: number, signal?: AbortSignal): Promise<Pixels>;
  /** Lays upright pictures (PNG) on white, numbered from 1; one part. A picture larger than its cell is shrunk into it. */
  contactSheet(cells: readonly SheetCell[], job: SheetJob, signal?: AbortSignal): Promise<Rendered>;
  look(bytes: Uint8Array, facts: ImageFacts, signal?: AbortSignal): Promise<PixelFacts>;
  /** What an SVG draws, as text: only words that are seen in its picture. */
  drawnText(svg: Uint8Array, signal?: AbortSignal): Promise<DrawnText>;
  dispose(): void;
}
