import { useState } from 'preact/hooks';
import { maxAttached, maxImageBytes } from '../../../src/protocol/fromPanel';
import { fill } from '../../kit/fill';
import { useDocumentEvent } from '../../kit/useDocumentEvent';
import { type PanelContext, usePanel } from './context';

/**
 * Accepts images that are pasted into the panel or dropped on it, up to the limit for one question, and shows a curtain
 * while one is dragged over it. Pasted text goes where it was going.
 */
export function DropCurtain({ attached }: { readonly attached: number }) {
  const context = usePanel();
  const [isShown, setShown] = useState(false);
  useDocumentEvent('paste', (event) => {
    const files = imagesOf(event.clipboardData);
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const isTyping = event.target instanceof HTMLTextAreaElement;
    if (files.length > 0 && !(isTyping && text !== '')) {
      event.preventDefault();
      void handAll(files, attached, context);
    }
  });
  useDocumentEvent('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files')) {
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setShown(true);
    }
  });
  useDocumentEvent('dragleave', (event) => {
    if (event.relatedTarget === null) {
      setShown(false);
    }
  });
  useDocumentEvent('drop', (event) => {
    setShown(false);
    if (event.dataTransfer?.types.includes('Files')) {
      event.preventDefault();
    }
    void handAll(imagesOf(event.dataTransfer), attached, context);
  });
  return (
    <div class="dropCurtain" aria-hidden="true" hidden={!isShown}>
      {context.strings.dropImage}
    </div>
  );
}

function imagesOf(data: DataTransfer | null): readonly File[] {
  return [...(data?.files ?? [])].filter((file) => file.type.startsWith('image/'));
}

async function handAll(files: readonly File[], attached: number, context: PanelContext): Promise<void> {
  const room = Math.max(0, maxAttached - attached);
  if (files.length > room) {
    context.explain(fill(context.strings.tooManyAttached, maxAttached.toLocaleString(context.locale)));
  }
  for (const file of files.slice(0, room)) {
    await hand(file, context);
  }
}

async function hand(file: File, { strings, locale, explain, post }: PanelContext): Promise<void> {
  if (file.size > maxImageBytes) {
    explain(fill(strings.imageTooBig, file.name, (maxImageBytes / 2 ** 20).toLocaleString(locale)));
    return;
  }
  const name = file.name === '' ? strings.pastedImage : file.name;
  post({ type: 'addImage', name, bytes: await file.arrayBuffer() });
}
