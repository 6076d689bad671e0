import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ImageView } from '../../../src/protocol/view';
import type { Look } from './look';
import { fitScale, nextScale, type Size, scrollAfterZoom } from './zoom';

interface ViewerNodes {
  /** The whole viewer. */
  readonly node: RefObject<HTMLElement | null>;
  /** The visible part. */
  readonly viewport: RefObject<HTMLElement | null>;
  /** The whole image at its current scale. */
  readonly stage: RefObject<HTMLElement | null>;
  readonly picture: RefObject<HTMLImageElement | null>;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export type Zoom = ReturnType<typeof useZoom>;

/** Fits and zooms an image. Its size depends on the available space, so it is measured and set here. */
export function useZoom(nodes: ViewerNodes, { width, height }: ImageView, look: Look) {
  const [scales, setScales] = useState({ fit: 1, now: 1 });
  const size = () => sizeOf(nodes.picture.current, { width, height });
  const layout = () => {
    if (nodes.node.current?.clientWidth) {
      const fit = fitScale(size(), roomIn(nodes));
      const now = look.scale ?? fit;
      write(nodes, size(), fit, now);
      setScales((before) => (before.fit === fit && before.now === now ? before : { fit, now }));
    }
  };
  const latest = useRef(layout);
  latest.current = layout;
  useLayoutEffect(layout);
  useLayoutEffect(() => {
    const resized = new ResizeObserver(() => latest.current());
    resized.observe(nodes.node.current!);
    return () => resized.disconnect();
  }, []);
  const scale = () => look.scale ?? fitScale(size(), roomIn(nodes));
  const zoomTo = (next: number | undefined, at?: Point) => {
    const viewport = nodes.viewport.current!;
    const before = scale();
    const point = at ?? { x: viewport.clientWidth / 2, y: viewport.clientHeight / 2 };
    const [left, top] = [viewport.scrollLeft, viewport.scrollTop];
    look.scale = next;
    layout();
    viewport.scrollLeft = scrollAfterZoom(left, point.x, before, scale());
    viewport.scrollTop = scrollAfterZoom(top, point.y, before, scale());
  };
  const zoomBy = (direction: 1 | -1, at?: Point) => zoomTo(nextScale(scale(), direction), at);
  return {
    scale: scales.now,
    isMovable: look.scale !== undefined && look.scale > scales.fit,
    zoomBy,
    fit: () => zoomTo(undefined),
    /** The image's size in the host's pixels, or in those of the bytes if the two differ in shape. */
    pixels: (): Size => (haveSameShape({ width, height }, size()) ? { width, height } : size()),
    ...zoomEvents(zoomBy, () => zoomTo(undefined)),
  };
}

/** Keys on the viewport itself, and Ctrl with the wheel. */
function zoomEvents(zoomBy: (direction: 1 | -1, at?: Point) => void, fit: () => void) {
  const keys = new Map([
    ['+', () => zoomBy(1)],
    ['=', () => zoomBy(1)],
    ['-', () => zoomBy(-1)],
    ['_', () => zoomBy(-1)],
    ['0', fit],
  ]);
  return {
    onKeyDown: (event: KeyboardEvent) => {
      const isPlain = event.target === event.currentTarget && !event.ctrlKey && !event.metaKey && !event.altKey;
      const act = isPlain ? keys.get(event.key) : undefined;
      if (act) {
        event.preventDefault();
        event.stopPropagation();
        act();
      }
    },
    onWheel: (event: WheelEvent) => {
      if (event.ctrlKey && event.deltaY !== 0) {
        event.preventDefault();
        event.stopPropagation();
        const place = (event.currentTarget as Element).getBoundingClientRect();
        zoomBy(event.deltaY < 0 ? 1 : -1, { x: event.clientX - place.left, y: event.clientY - place.top });
      }
    },
  };
}

/** The size of the decoded bytes. Drawings without a size of their own get the host's. */
function sizeOf(picture: HTMLImageElement | null, known: Size): Size {
  const [width, height] = [picture?.naturalWidth ?? 0, picture?.naturalHeight ?? 0];
  return width > 0 && height > 0
    ? { width, height }
    : { width: Math.max(known.width, 1), height: Math.max(known.height, 1) };
}

function haveSameShape(known: Size, size: Size): boolean {
  return known.height > 0 && Math.abs((known.width / known.height) * (size.height / size.width) - 1) < 0.02;
}

function roomIn({ node, viewport }: ViewerNodes): Size {
  const isTall = getComputedStyle(node.current!).getPropertyValue('--tall').trim() !== '';
  const most = isTall ? window.innerHeight - 190 : Math.min(window.innerHeight * 0.4, 420);
  return { width: Math.max(viewport.current!.clientWidth, 50), height: Math.max(most, 96) };
}

function write({ viewport, stage }: ViewerNodes, { width, height }: Size, fit: number, scale: number): void {
  viewport.current!.style.blockSize = `${Math.max(Math.ceil(height * fit), 64) + 2}px`;
  stage.current!.style.width = `${Math.max(1, Math.floor(width * scale))}px`;
  stage.current!.style.height = `${Math.max(1, Math.floor(height * scale))}px`;
}
