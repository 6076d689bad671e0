import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ImageView } from '../../../src/protocol/view';
import { Toolbar, type ToolbarButton } from '../../kit/buttons';
import { Icon } from '../../kit/icon';
import { memo } from '../../kit/memo';
import { useFreshId } from '../../kit/useFreshId';
import { usePanel } from './context';
import type { Look } from './look';
import { RegionBar, RegionBox } from './region';
import { useDragging } from './useDragging';
import { type RegionSelection, useRegion } from './useRegion';
import { useZoom, type Zoom } from './useZoom';

/** From this scale on, an image shows its single pixels. */
const coarseScale = 3;

interface ViewerProps {
  readonly image: ImageView;
  /** The URL of its bytes. */
  readonly source: string | undefined;
  readonly look: Look;
}

/** One large image: fitted, zoomed, and moved by pointer, wheel, and keyboard, with a region to read or ask about. */
export const Viewer = memo(({ image, source, look }: ViewerProps) => {
  const { strings } = usePanel();
  const node = useRef<HTMLDivElement>(null);
  const viewport = useRef<HTMLDivElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLImageElement>(null);
  const [keys, regionKeys] = [useFreshId(), useFreshId()];
  const isShown = useDecoded(picture, source) && image.problem === undefined;
  const zoom = useZoom({ node, viewport, stage, picture }, image, look);
  const region = useRegion(image.id, zoom.pixels, look);
  const dragging = useDragging(zoom.isMovable && !region.isSelecting);
  return (
    <div class={region.isSelecting ? 'viewer selecting' : 'viewer'} ref={node}>
      <div
        class={zoom.isMovable ? 'viewport movable' : 'viewport'}
        tabIndex={0}
        role="group"
        aria-describedby={keys}
        aria-label={image.name}
        ref={viewport}
        onKeyDown={zoom.onKeyDown}
        onWheel={zoom.onWheel}
        {...dragging}
      >
        <div
          class={zoom.scale >= coarseScale ? 'stage pixels' : 'stage'}
          hidden={!isShown}
          ref={stage}
          {...region.drawing}
        >
          <img draggable={false} alt={image.alt === '' ? image.name : image.alt} src={source} ref={picture} />
          <RegionBox region={region} hint={regionKeys} />
        </div>
        <Missing problem={image.problem} hidden={isShown} />
      </div>
      <ViewerBar imageId={image.id} zoom={zoom} region={region} hidden={!isShown} />
      <RegionBar region={region} hint={regionKeys} />
      <span id={keys} hidden>
        {strings.imageKeys}
      </span>
    </div>
  );
});

/** Whether there is a picture to show. The previous one stays until the next has been decoded. */
function useDecoded(picture: RefObject<HTMLImageElement | null>, source: string | undefined): boolean {
  const [decoded, setDecoded] = useState<string>();
  useLayoutEffect(() => {
    let isLatest = source !== undefined;
    const tell = (next: string | undefined) => isLatest && setDecoded(next);
    picture.current?.decode().then(
      () => tell(source),
      () => tell(undefined),
    );
    return () => {
      isLatest = false;
    };
  }, [source]);
  return decoded !== undefined;
}

interface MissingProps {
  readonly problem: string | undefined;
  readonly hidden: boolean;
}

/** Shown instead of a picture. */
function Missing({ problem, hidden }: MissingProps) {
  const { strings } = usePanel();
  return (
    <div class={problem === undefined ? 'imageMissing patient' : 'imageMissing'} hidden={hidden}>
      <Icon name="image" />
      <span>{problem ?? strings.imageMissing}</span>
    </div>
  );
}

interface ViewerBarProps {
  readonly imageId: string;
  readonly zoom: Zoom;
  readonly region: RegionSelection;
  /** Without a picture, all that can be done is to open the file. */
  readonly hidden: boolean;
}

function ViewerBar({ imageId, zoom, region, hidden }: ViewerBarProps) {
  const { strings, locale, post } = usePanel();
  const format = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const level = format.format(zoom.scale);
  const buttons: readonly ToolbarButton[] = [
    { id: 'zoomOut', icon: 'zoomOut', label: strings.zoomOut, hidden, press: () => zoom.zoomBy(-1) },
    {
      id: 'level',
      label: level,
      name: `${strings.zoomFit} (${level})`,
      tooltip: strings.zoomFit,
      class: 'zoomLevel',
      hidden,
      press: zoom.fit,
    },
    { id: 'zoomIn', icon: 'zoomIn', label: strings.zoomIn, hidden, press: () => zoom.zoomBy(1) },
    {
      id: 'region',
      icon: 'region',
      label: strings.selectRegion,
      pressed: region.isSelecting,
      hidden,
      press: region.toggle,
      box: region.toggleButton,
    },
    { id: 'read', icon: 'text', label: strings.readImage, hidden, press: region.readAll },
    { id: 'open', icon: 'open', label: strings.openImage, press: () => post({ type: 'openImage', imageId }) },
  ];
  return <Toolbar label={strings.image} buttons={buttons} />;
}
