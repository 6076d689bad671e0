import type { ImageView } from '../../../src/protocol/view';
import { element, freshId, setAttribute, setText } from '../../kit/dom';
import { icon } from '../../kit/icons';
import { iconButton, refreshToolbar, toolbar } from '../controls';
import type { ViewContext } from './context';
import { createRegion, drawWithPointer } from './region';
import { fitScale, nextScale, type Size, scrollAfterZoom } from './zoom';

/** One image large: fitted, zoomed and moved by pointer, wheel and keyboard, with a region to read or ask about. */
export function createViewer(imageId: string, context: ViewContext) {
  const { strings } = context;
  const picture = element('img', { draggable: 'false' });
  const missing = element('div', { class: 'imageMissing' }, icon('image'), element('span'));
  const keys = element('span', { id: freshId(), hidden: true }, strings.imageKeys);
  const stage = element('div', { class: 'stage' }, picture);
  const viewport = element(
    'div',
    { class: 'viewport', tabindex: '0', role: 'group', 'aria-describedby': keys.id },
    stage,
    missing,
  );
  const region = createRegion(
    imageId,
    () => regionSize(),
    context,
    () => {
      setRegionMode(false);
      select.focus();
    },
  );
  const level = element('button', { type: 'button', class: 'quietButton zoomLevel', title: strings.zoomFit });
  const select = iconButton('region', strings.selectRegion, () => toggleRegion());
  const read = iconButton('text', strings.readImage, () => readAll());
  const zoomOut = iconButton('zoomOut', strings.zoomOut, () => zoomBy(-1));
  const zoomIn = iconButton('zoomIn', strings.zoomIn, () => zoomBy(1));
  const open = iconButton('open', strings.openImage, () => context.post({ type: 'openImage', imageId }));
  const bar = toolbar(strings.image, [zoomOut, level, zoomIn, select, read, open]);
  const node = element('div', { class: 'viewer' }, viewport, bar, region.bar, keys);
  /** As the host knows it; zeros while unknown. */
  let known: Size = { width: 0, height: 0 };
  let size: Size = { width: 1, height: 1 };
  /** Undefined while the image is fitted. */
  let zoom: number | undefined;
  let regionMode = false;
  let loaded = false;
  let image: ImageView | undefined;

  stage.append(region.overlay);
  level.addEventListener('click', () => setZoom(undefined));
  drawWithPointer(stage, region, regionSize, () => regionMode);
  new ResizeObserver(() => layout()).observe(node);

  /** The bytes know best how large they are; drawings without a size of their own take the host's. */
  function measure(): void {
    const natural = { width: picture.naturalWidth, height: picture.naturalHeight };
    size = natural.width > 0 && natural.height > 0 ? natural : atLeastOne(known);
    layout();
  }

  function regionSize(): Size {
    const sameShape =
      known.height > 0 && Math.abs((known.width / known.height) * (size.height / size.width) - 1) < 0.02;
    return sameShape ? known : size;
  }

  function room(): Size {
    const tall = getComputedStyle(node).getPropertyValue('--tall').trim() !== '';
    const most = tall ? window.innerHeight - 190 : Math.min(window.innerHeight * 0.4, 420);
    return { width: Math.max(viewport.clientWidth, 50), height: Math.max(most, 96) };
  }

  function scale(): number {
    return zoom ?? fitScale(size, room());
  }

  function layout(): void {
    if (node.clientWidth === 0) {
      return;
    }
    const fit = fitScale(size, room());
    const now = zoom ?? fit;
    viewport.style.blockSize = `${Math.max(Math.ceil(size.height * fit), 64) + 2}px`;
    stage.style.width = `${Math.max(1, Math.floor(size.width * now))}px`;
    stage.style.height = `${Math.max(1, Math.floor(size.height * now))}px`;
    setAttribute(viewport, 'class', zoom === undefined || zoom <= fit ? 'viewport' : 'viewport movable');
    setAttribute(stage, 'class', now >= 3 ? 'stage pixels' : 'stage');
    const percent = new Intl.NumberFormat(context.locale, { style: 'percent', maximumFractionDigits: 0 }).format(now);
    setText(level, percent);
    setAttribute(level, 'aria-label', `${strings.zoomFit} (${percent})`);
  }

  function setZoom(next: number | undefined, at?: { readonly x: number; readonly y: number }): void {
    const before = scale();
    const point = at ?? { x: viewport.clientWidth / 2, y: viewport.clientHeight / 2 };
    const [left, top] = [viewport.scrollLeft, viewport.scrollTop];
    zoom = next;
    layout();
    viewport.scrollLeft = scrollAfterZoom(left, point.x, before, scale());
    viewport.scrollTop = scrollAfterZoom(top, point.y, before, scale());
  }

  function zoomBy(direction: 1 | -1, at?: { readonly x: number; readonly y: number }): void {
    setZoom(nextScale(scale(), direction), at);
  }

  function readAll(): void {
    const { width, height } = regionSize();
    context.post({ type: 'region', imageId, box: [0, 0, width, height], of: [width, height], action: 'read' });
  }

  function setRegionMode(on: boolean): void {
    regionMode = on;
    setAttribute(select, 'aria-pressed', on ? 'true' : 'false');
    node.classList.toggle('selecting', on);
    if (!on) {
      region.setBox(undefined);
    }
  }

  function toggleRegion(): void {
    setRegionMode(!regionMode);
    if (regionMode) {
      region.place();
      region.focus();
    }
  }

  viewport.addEventListener('keydown', (event) => {
    if (event.target !== viewport || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === '+' || event.key === '=') {
      zoomBy(1);
    } else if (event.key === '-' || event.key === '_') {
      zoomBy(-1);
    } else if (event.key === '0') {
      setZoom(undefined);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });
  viewport.addEventListener(
    'wheel',
    (event) => {
      if (event.ctrlKey && event.deltaY !== 0) {
        event.preventDefault();
        event.stopPropagation();
        const place = viewport.getBoundingClientRect();
        zoomBy(event.deltaY < 0 ? 1 : -1, { x: event.clientX - place.left, y: event.clientY - place.top });
      }
    },
    { passive: false },
  );
  moveWithPointer(viewport, () => !regionMode);
  setRegionMode(false);

  return {
    node,
    relayout: layout,
    /** Shows bytes that the host posted, as soon as they are decoded. */
    setSource: (source: string): void => {
      picture.src = source;
      picture.decode().then(
        () => show(true),
        () => show(picture.src === source ? false : loaded),
      );
    },
    update: (next: ImageView): void => {
      image = next;
      known = { width: next.width, height: next.height };
      draw();
    },
  };

  function show(decoded: boolean): void {
    loaded = decoded;
    draw();
  }

  function draw(): void {
    if (image === undefined) {
      return;
    }
    const usable = loaded && image.problem === undefined;
    picture.alt = image.alt === '' ? image.name : image.alt;
    setAttribute(viewport, 'aria-label', image.name);
    stage.hidden = !usable;
    missing.hidden = usable;
    for (const button of [zoomIn, zoomOut, level, select, read]) {
      button.hidden = !usable;
    }
    refreshToolbar(bar);
    setText(missing.lastElementChild!, image.problem ?? strings.imageMissing);
    setAttribute(missing, 'class', image.problem === undefined ? 'imageMissing patient' : 'imageMissing');
    measure();
  }
}

function atLeastOne({ width, height }: Size): Size {
  return { width: Math.max(width, 1), height: Math.max(height, 1) };
}

/** Dragging moves the image with the pointer, measured from where the drag began. */
function moveWithPointer(viewport: HTMLElement, active: () => boolean): void {
  let start: { readonly x: number; readonly y: number; readonly left: number; readonly top: number } | undefined;
  viewport.addEventListener('pointerdown', (event) => {
    if (active() && event.button === 0 && viewport.classList.contains('movable')) {
      start = { x: event.clientX, y: event.clientY, left: viewport.scrollLeft, top: viewport.scrollTop };
      viewport.setPointerCapture(event.pointerId);
    }
  });
  viewport.addEventListener('pointermove', (event) => {
    if (start !== undefined) {
      viewport.scrollLeft = start.left + start.x - event.clientX;
      viewport.scrollTop = start.top + start.y - event.clientY;
    }
  });
  const end = () => {
    start = undefined;
  };
  viewport.addEventListener('pointerup', end);
  viewport.addEventListener('pointercancel', end);
}
