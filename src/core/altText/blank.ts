/** Pictures that no model has to be asked about. */
import { sniff } from '../image/sniff';
import type { AltDecision } from './decision';

/** Pixels: a line this thin, or a dot, shows nothing. Spacers, rules, and tracking pixels look like this. */
const thinnest = 2;

/** The decision for a picture that is too thin to show anything; undefined for all others. Reads only its header. */
export function blankDecision(bytes: Uint8Array): AltDecision | undefined {
  const found = sniff(bytes);
  if (!found.ok) {
    return undefined;
  }
  const { width, height, type } = found.facts;
  const isThin = type !== 'svg' && width > 0 && height > 0 && Math.min(width, height) <= thinnest;
  return isThin
    ? {
        role: 'decorative',
        alt: '',
        why: `The picture has ${width} × ${height} pixels.`,
        longDescriptionDue: false,
        confidence: 'high',
      }
    : undefined;
}
