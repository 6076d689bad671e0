import { useRef } from 'preact/hooks';
import type { PanelStrings } from '../../../src/protocol/view';
import { TextButton } from '../../kit/buttons';
import { fill } from '../../kit/fill';
import { usePanel } from './context';
import type { RegionSelection } from './useRegion';
import { type Box, nudgeBox } from './zoom';

/** A moved region is announced if no other key follows within this time, in milliseconds. */
const spokenAfterMs = 400;

const arrows: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['ArrowLeft', [-1, 0]],
  ['ArrowRight', [1, 0]],
  ['ArrowUp', [0, -1]],
  ['ArrowDown', [0, 1]],
]);

interface RegionProps {
  readonly region: RegionSelection;
  /** ID of the text that explains the keys. */
  readonly hint: string;
}

/** The region on top of the image. */
export function RegionBox({ region, hint }: RegionProps) {
  const { strings, locale, say } = usePanel();
  const { box, node, pixels, setBox, send, clear } = region;
  const speaking = useRef(0);
  if (!box) {
    return null;
  }
  const { width, height } = pixels();
  const percent = (part: number, whole: number) => `${(100 * part) / whole}%`;
  const place = {
    left: percent(box[0], width),
    top: percent(box[1], height),
    width: percent(box[2], width),
    height: percent(box[3], height),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = arrows.get(event.key);
    if (arrow) {
      const isFine = event.ctrlKey || event.metaKey || event.altKey;
      const step = isFine ? 1 : Math.max(1, Math.round(Math.max(width, height) / 100));
      const next = nudgeBox(box, arrow[0] * step, arrow[1] * step, event.shiftKey, { width, height });
      setBox(next);
      clearTimeout(speaking.current);
      speaking.current = window.setTimeout(() => say(describe(next, strings, locale)), spokenAfterMs);
    } else if (event.key === 'Enter') {
      send(box, 'read');
    } else if (event.key === 'Escape') {
      clear();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      class="region"
      role="application"
      tabIndex={0}
      aria-describedby={hint}
      aria-label={describe(box, strings, locale)}
      style={place}
      ref={node}
      onKeyDown={onKeyDown}
    />
  );
}

function describe([left, top, width, height]: Box, strings: PanelStrings, locale: string): string {
  return fill(strings.regionSize, ...[width, height, left, top].map((n) => n.toLocaleString(locale)));
}

/** The region's buttons, outside the image. */
export function RegionBar({ region: { box, send, clear }, hint }: RegionProps) {
  const { strings, locale } = usePanel();
  return (
    box && (
      <div class="regionBar">
        <span class="regionSize">{`${box[2].toLocaleString(locale)} × ${box[3].toLocaleString(locale)}`}</span>
        <TextButton label={strings.readRegion} primary press={() => send(box, 'read')} />
        <TextButton label={strings.askRegion} press={() => send(box, 'ask')} />
        <TextButton label={strings.clearRegion} press={clear} />
        <span id={hint} hidden>
          {strings.regionKeys}
        </span>
      </div>
    )
  );
}
