/**
 * What an image is, what a provider accepts, and what was made of the image. Sizes are bytes and pixels, always
 * upright.
 */
import { ReasonError } from '../reasonError';

export type ImageType = 'png' | 'jpeg' | 'webp' | 'gif' | 'avif' | 'heic' | 'bmp' | 'tiff' | 'ico' | 'svg';

/** An IANA media type, for example `image/png`. */
export type MediaType = string;

export type Detail = 'auto' | 'low' | 'high' | 'original';

/** Why the image is sent: reading requires legible text, describing doesn't. */
export type Intent = 'describe' | 'readText' | 'ask';

/** What can be known from the bytes alone, without decoding a pixel. */
export interface ImageFacts {
  readonly type: ImageType;
  readonly mediaType: MediaType;
  /** Pixels, with the image upright. 0 for an SVG that states no size. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation, 1 (upright) to 8; AVIF and HEIC rotation uses the same numbers. */
  readonly orientation: number;
  readonly bitDepth: number;
  readonly alpha: boolean;
  readonly animated: boolean;
  readonly frames?: number;
  readonly truncated: boolean;
  readonly cmyk: boolean;
  /** A coding that many decoders lack: arithmetic or lossless JPEG. */
  readonly unusualCoding?: boolean;
  /** For a WebP: its pixels are coded losslessly. */
  readonly lossless?: boolean;
  /** Size of the embedded color profile, bytes; 0 if there is none. */
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
  /** Pixels per inch, if the file states it. */
  readonly density?: number;
}

/** Why bytes aren't a readable image. */
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

/** What a provider, or one of its models, accepts. Absent means that no limit is known. */
export interface ImageLimits {
  readonly accepts: readonly MediaType[];
  /** Longest edge in pixels. */
  readonly maxEdge?: number;
  /** The shorter edge, if the provider scales down anything beyond it. */
  readonly maxShortEdge?: number;
  readonly maxPixels?: number;
  /** Shortest edge in pixels. */
  readonly minEdge?: number;
  /** How many times as long as the shorter edge the longer one can be. */
  readonly maxRatio?: number;
  /** One image's raw bytes, before base64. */
  readonly maxImageBytes?: number;
  /** The whole serialized request body, including base64 and JSON. */
  readonly maxBodyBytes?: number;
  readonly maxImages?: number;
  /** With more images than this in a request (including its history), `manyImagesMaxEdge` applies. */
  readonly manyImages?: number;
  readonly manyImagesMaxEdge?: number;
  /** The longest edge that the model keeps after its own resizing; more is wasted. */
  readonly usefulEdge?: number;
}

/** What transparent pictures are laid on. */
export type Ground = 'white' | 'dark' | 'gray';

/** One thing that was done to an image, as data; the host turns it into words. */
export type ImageChange =
  | { readonly kind: 'turnedUpright' }
  | { readonly kind: 'metadataRemoved'; readonly location: boolean }
  | { readonly kind: 'converted'; readonly from: MediaType; readonly to: MediaType }
  | { readonly kind: 'shrunk'; readonly from: readonly [number, number]; readonly to: readonly [number, number] }
  | { readonly kind: 'tiled'; readonly count: number }
  /** The limits didn't allow what its text needs: lowercase letters are sent at this height, in pixels. */
  | { readonly kind: 'textTooSmall'; readonly height: number }
  | { readonly kind: 'firstFrame'; readonly frames?: number }
  /** The file is cut off. Nearly all of its picture came. */
  | { readonly kind: 'endMissing' }
  /** Transparency was replaced: with white, unless light parts would have vanished. */
  | { readonly kind: 'flattened'; readonly ground: Ground }
  /** Space was added at the right or bottom, because providers refuse shapes like this. */
  | { readonly kind: 'padded'; readonly from: readonly [number, number]; readonly to: readonly [number, number] }
  /** What is sent shows nothing but one color. */
  | { readonly kind: 'oneColor' }
  | { readonly kind: 'recompressed'; readonly quality: number }
  | { readonly kind: 'sourceTextAdded' }
  /** This many words in an SVG's texts aren't visible in its picture and weren't sent. */
  | { readonly kind: 'wordsHidden'; readonly count: number }
  /** This many pictures that an SVG refers to are elsewhere, and weren't fetched or drawn. */
  | { readonly kind: 'picturesElsewhere'; readonly count: number }
  /** Sent as one of several cells in one picture; cells count from 1. */
  | { readonly kind: 'contactSheet'; readonly cell: number; readonly count: number };

/** One picture as it's sent to the provider. */
export interface PreparedPart {
  readonly bytes: Uint8Array;
  readonly mediaType: MediaType;
  readonly width: number;
  readonly height: number;
  /** For a tile: its place in the whole picture, in upright source pixels. */
  readonly region?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** An image prepared for one provider: usually one part, several if tiled. */
export interface PreparedImage {
  readonly facts: ImageFacts;
  /** The file's size in bytes. */
  readonly sourceBytes: number;
  readonly parts: readonly PreparedPart[];
  readonly changes: readonly ImageChange[];
  /** The words and shapes that an SVG draws, to be sent as text. */
  readonly sourceText?: string;
  /** For a contact sheet: its images in the order of their cells, each with the sheet as its part. */
  readonly members?: readonly PreparedImage[];
}

export type ImageErrorReason =
  | NotImageReason
  /** The file is cut off, and too little of it came; `detail` says how much of its picture, in percent. */
  | 'partial'
  | 'tooManyPixels'
  | 'tooLarge'
  | 'tooManyImages'
  | 'deadline'
  | 'engineUnavailable'
  /** The file doesn't exist or can't be read. */
  | 'notFound'
  /** It doesn't exist, and several files have nearly the same name: `detail` lists them. */
  | 'severalFiles'
  /** The image's URL isn't http(s), points into a private network, redirects badly, or returned an error. */
  | 'badUrl'
  | 'privateAddress'
  | 'tooManyRedirects'
  | 'httpStatus'
  | 'otherHost'
  /** The user didn't agree to its host. */
  | 'notFetched'
  /** The user's globs exclude it. */
  | 'excluded'
  /** It isn't in any open folder, with links resolved. */
  | 'outside'
  /** A glob in `sightread.exclude` is invalid, so nothing is sent. */
  | 'badGlob';

/** An image that can't be used, and why. `detail` is technical and goes to the log, not to the user. */
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

/** What the pixels show reliably: see `describeOffline`. */
export interface PixelFacts {
  /** A guess from flatness, edges, and colors: photo or not is right 19 times in 20, screenshot or diagram 8 in 10. */
  readonly looksLike: 'photo' | 'screenshot' | 'diagram';
  readonly dark: boolean;
  /** Fraction of pixels that aren't opaque, 0 to 1. */
  readonly transparent: number;
  /** Named colors with their fraction of the area, 0 to 1, largest first, at most four. */
  readonly colors: readonly { readonly name: string; readonly share: number }[];
}

/** A part of the upright picture, in source pixels. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What the plan asks of the engine. */
export interface RenderJob {
  /** Media types that the provider accepts; the engine picks PNG or JPEG among them by content. */
  readonly accepts: readonly MediaType[];
  /** Longest edge after resizing, pixels. */
  readonly maxEdge?: number;
  readonly maxShortEdge?: number;
  readonly maxPixels?: number;
  /** Shortest edge that is sent, pixels: a narrower picture gets space beside it. */
  readonly minEdge?: number;
  /** The same for the longer edge as a multiple of the shorter one. */
  readonly maxRatio?: number;
  /**
   * Longest edge to which text can grow if `maxEdge` would make it illegible in the tiles allowed, pixels. If absent,
   * `maxEdge` applies to text too.
   */
  readonly textEdge?: number;
  /** Maximum raw bytes of one part. */
  readonly maxBytes: number;
  /** Maximum raw bytes of all parts together; if absent, `maxBytes` times the parts. */
  readonly maxTotalBytes?: number;
  readonly content: 'auto' | 'text' | 'photo';
  /** How many tiles are allowed if text would become illegible even at `textEdge`; 1 forbids tiling. */
  readonly maxTiles: number;
  /** Up to this many tiles are preferred to growing beyond `maxEdge`; 1 if absent. */
  readonly tilesFirst?: number;
  /** To cut out first. */
  readonly crop?: Region;
}

/** A picture on a contact sheet, and its place there, in pixels. */
export interface SheetCell {
  readonly bytes: Uint8Array;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A contact sheet of `width` × `height` pixels; the job's types, bytes, and content apply. */
export interface SheetJob extends RenderJob {
  readonly width: number;
  readonly height: number;
  /** Height of the strip above each cell for its number, pixels. */
  readonly labelHeight: number;
}

/** The words and shapes that an SVG draws. */
export interface DrawnText {
  /** As a small SVG of its own; absent if there are none, or too many. */
  readonly text?: string;
  /** Words in its texts that aren't in `text`. */
  readonly hidden: number;
  /** Pictures that it refers to and that aren't in the file; absent if there are none. */
  readonly elsewhere?: number;
}

export interface Rendered {
  readonly parts: readonly PreparedPart[];
  readonly changes: readonly ImageChange[];
}

/**
 * The imaging engine as the core sees it; `engines/imaging/client` implements it in a worker. Errors are `ImageError`.
 */
export interface ImagingEngine {
  render(bytes: Uint8Array, facts: ImageFacts, job: RenderJob, signal?: AbortSignal): Promise<Rendered>;
  /** Upright RGBA of the first frame, reduced to `maxPixels` if larger. */
  decode(bytes: Uint8Array, facts: ImageFacts, maxPixels: number, signal?: AbortSignal): Promise<Pixels>;
  /**
   * Lays upright pictures (PNG) on white, numbered from 1, as one part. A picture larger than its cell is reduced to
   * fit.
   */
  contactSheet(cells: readonly SheetCell[], job: SheetJob, signal?: AbortSignal): Promise<Rendered>;
  /** Colors, transparency, and whether the picture looks like text or a photo. */
  analyzePixels(bytes: Uint8Array, facts: ImageFacts, signal?: AbortSignal): Promise<PixelFacts>;
  /** What an SVG draws, as text: only words that are visible in its picture. */
  drawnText(svg: Uint8Array, signal?: AbortSignal): Promise<DrawnText>;
  dispose(): void;
}
