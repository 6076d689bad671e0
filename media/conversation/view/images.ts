import type { ToPanel } from '../../../src/protocol/toPanel';
import type { ImageView } from '../../../src/protocol/view';
import { element, setAttribute, setText, syncChildren } from '../../kit/dom';
import { icon } from '../../kit/icons';
import type { ViewContext } from './context';
import { keptDetails } from './details';
import { createViewer } from './viewer';

/** The images of a conversation: one large with what was sent of it, the others as a strip to choose from. */
export function createImages(context: ViewContext) {
  const { strings, state } = context;
  const strip = element('div', { class: 'strip', role: 'group', 'aria-label': strings.images });
  const place = element('div');
  const node = element('section', { class: 'images', 'aria-label': strings.images }, strip, place);
  const parts = new Map<string, ImageParts>();
  let images: readonly ImageView[] = [];

  function partsOf(id: string): ImageParts {
    const known = parts.get(id) ?? createParts(id, context, () => show(id));
    parts.set(id, known);
    return known;
  }

  function shownId(): string {
    const kept = state.get().imageId;
    return images.some((image) => image.id === kept) ? kept : (images[0]?.id ?? '');
  }

  function draw(): void {
    const shown = shownId();
    node.hidden = images.length === 0;
    strip.hidden = images.length < 2;
    for (const image of images) {
      const part = partsOf(image.id);
      part.update(image);
      setAttribute(part.thumbnail, 'aria-current', image.id === shown ? 'true' : undefined);
    }
    syncChildren(
      strip,
      images.map((image) => partsOf(image.id).thumbnail),
    );
    syncChildren(place, shown === '' ? [] : [partsOf(shown).figure]);
    parts.get(shown)?.relayout();
  }

  function show(id: string): void {
    state.patch({ imageId: id });
    draw();
  }

  return {
    node,
    show: (id: string): void => {
      if (images.some((image) => image.id === id)) {
        show(id);
        node.scrollIntoView({ block: 'nearest' });
      }
    },
    nameOf: (id: string): string | undefined =>
      images.length > 1 ? images.find((image) => image.id === id)?.name : undefined,
    update: (next: readonly ImageView[]): void => {
      images = next;
      const ids = new Set(images.map((image) => image.id));
      for (const [id, part] of parts) {
        if (!ids.has(id)) {
          part.release();
          parts.delete(id);
        }
      }
      draw();
    },
    /** Bytes may come before or after the snapshot that names them. */
    setBytes: (message: ToPanel.ImageBytes): void => {
      partsOf(message.imageId).setBytes(message);
      draw();
    },
  };
}

type ImageParts = ReturnType<typeof createParts>;

function createParts(imageId: string, context: ViewContext, choose: () => void) {
  const { strings } = context;
  const viewer = createViewer(imageId, context);
  const name = element('span', { class: 'imageName', dir: 'auto' });
  const sent = element('span', { class: 'sentLine', dir: 'auto' });
  const source = element('p', { class: 'imageSource', dir: 'auto' });
  const changes = element('ul');
  const details = keptDetails(
    `${imageId}:sent`,
    'sentDetails',
    element('span', {}, strings.whatWasSent),
    context.state,
    source,
    changes,
  );
  const figure = element('figure', { class: 'figure' }, viewer.node, element('figcaption', {}, name, sent, details));
  const preview = element('img', { alt: '', draggable: 'false' });
  const thumbnail = element('button', { type: 'button', class: 'thumbnail' }, icon('image'), preview);
  let url = '';
  thumbnail.addEventListener('click', choose);
  preview.hidden = true;

  return {
    figure,
    thumbnail,
    relayout: viewer.relayout,
    setBytes: ({ bytes, mediaType }: ToPanel.ImageBytes): void => {
      const old = url;
      url = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
      viewer.setSource(url);
      preview.src = url;
      preview.hidden = false;
      thumbnail.firstElementChild?.remove();
      thumbnail.replaceChildren(preview);
      if (old !== '') {
        URL.revokeObjectURL(old);
      }
    },
    update: (image: ImageView): void => {
      viewer.update(image);
      setText(name, image.name === '' ? strings.pastedImage : image.name);
      // Before anything was sent there is only the place it comes from.
      setText(sent, image.sentLine !== '' ? image.sentLine : image.source === image.name ? '' : image.source);
      setText(source, image.source);
      source.hidden = image.source === image.name;
      changes.replaceChildren(...image.changes.map((change) => element('li', {}, change)));
      changes.hidden = image.changes.length === 0;
      details.hidden = image.sentLine === '' || (['', image.name].includes(image.source) && image.changes.length === 0);
      setAttribute(thumbnail, 'aria-label', image.name);
      setAttribute(thumbnail, 'title', image.name);
    },
    release: (): void => {
      if (url !== '') {
        URL.revokeObjectURL(url);
      }
    },
  };
}
