import { maxAttached, maxImageBytes } from '../../../src/protocol/fromPanel';
import { element, fill } from '../../kit/dom';
import type { ViewContext } from './context';

/** Takes images that are pasted into the panel or dropped on it, up to as many as a question may have. Text that is pasted goes where it was going. */
export function acceptImages(
  panel: HTMLElement,
  context: ViewContext,
  attached: () => number,
  signal: AbortSignal,
): void {
  const { strings } = context;
  const curtain = element('div', { class: 'dropCurtain', 'aria-hidden': 'true' }, strings.dropImage);
  curtain.hidden = true;
  panel.append(curtain);

  async function hand(file: File): Promise<void> {
    if (file.size > maxImageBytes) {
      const limit = (maxImageBytes / 2 ** 20).toLocaleString(context.locale);
      context.explain(fill(strings.imageTooBig, file.name, limit));
      return;
    }
    const name = file.name === '' ? strings.pastedImage : file.name;
    context.post({ type: 'addImage', name, bytes: await file.arrayBuffer() });
  }

  async function handAll(files: readonly File[]): Promise<void> {
    const room = Math.max(0, maxAttached - attached());
    if (files.length > room) {
      context.explain(fill(strings.tooManyAttached, maxAttached.toLocaleString(context.locale)));
    }
    for (const file of files.slice(0, room)) {
      await hand(file);
    }
  }

  const listen = <K extends keyof DocumentEventMap>(type: K, react: (event: DocumentEventMap[K]) => void) =>
    document.addEventListener(type, react, { signal });

  listen('paste', (event) => {
    const files = imagesOf(event.clipboardData);
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const typing = event.target instanceof HTMLTextAreaElement;
    if (files.length > 0 && !(typing && text !== '')) {
      event.preventDefault();
      void handAll(files);
    }
  });
  listen('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files')) {
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      curtain.hidden = false;
    }
  });
  listen('dragleave', (event) => {
    if (event.relatedTarget === null) {
      curtain.hidden = true;
    }
  });
  listen('drop', (event) => {
    curtain.hidden = true;
    const files = imagesOf(event.dataTransfer);
    if (event.dataTransfer?.types.includes('Files')) {
      event.preventDefault();
    }
    void handAll(files);
  });
}

function imagesOf(data: DataTransfer | null): readonly File[] {
  return [...(data?.files ?? [])].filter((file) => file.type.startsWith('image/'));
}
