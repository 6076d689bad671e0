import type { ImageFacts, ImageType, NotImageReason, Sniffed } from '../types';
import type { Exif } from './exif';

type Draft = Pick<ImageFacts, 'type' | 'width' | 'height'> &
  Partial<Omit<ImageFacts, 'metadata' | 'mediaType' | 'captured'>> & {
    readonly metadata?: Partial<ImageFacts['metadata']>;
    readonly exif?: Exif;
  };

/** The largest side that a real image can claim, in pixels: 2^31 - 1, PNG's own limit. */
const maxSide = 0x7fffffff;

/** Completes what a format's reader found. `width` and `height` of the draft are as stored; here they become upright. */
export function imageFacts(draft: Draft): Sniffed {
  const { exif, metadata, ...rest } = draft;
  const sides = [draft.width, draft.height];
  if (draft.type !== 'svg' && !sides.every((side) => Number.isInteger(side) && side > 0 && side <= maxSide)) {
    return notImage('corrupt', `${draft.type} of ${draft.width} × ${draft.height} pixels`);
  }
  const orientation = draft.orientation ?? exif?.orientation ?? 1;
  const sideways = orientation >= 5;
  const captured = exif && (exif.date || exif.camera) ? { date: exif.date, camera: exif.camera } : undefined;
  const density = draft.density ?? exif?.density;
  return {
    ok: true,
    facts: {
      bitDepth: 8,
      alpha: false,
      animated: false,
      truncated: false,
      cmyk: false,
      iccBytes: 0,
      ...rest,
      mediaType: mediaTypeOf(draft.type),
      orientation,
      width: sideways ? draft.height : draft.width,
      height: sideways ? draft.width : draft.height,
      metadata: {
        exif: exif !== undefined,
        location: exif?.location ?? false,
        xmp: false,
        comments: false,
        trailing: false,
        ...metadata,
      },
      ...(captured && { captured }),
      ...(density && { density }),
    },
  };
}

export function notImage(reason: NotImageReason, detail?: string): Sniffed {
  return detail === undefined ? { ok: false, reason } : { ok: false, reason, detail };
}

/**
 * The media type of an image type: `image/svg+xml` for `svg`, `image/x-icon` for `ico`, otherwise `image/` and the
 * type.
 */
function mediaTypeOf(type: ImageType): string {
  switch (type) {
    case 'svg':
      return 'image/svg+xml';
    case 'ico':
      return 'image/x-icon';
    default:
      return `image/${type}`;
  }
}
