import * as vscode from 'vscode';
import type { ConversationImage, ImageSource, SentImage } from '../../core/conversation/conversation';
import type { ImageChange } from '../../core/image/types';
import type { ImageView } from '../../protocol/view';
import { imageSentence } from '../explain';
import { formats, typeName } from '../format';

const { l10n } = vscode;

/** An image as the panel draws it: what was sent, and what was done to it. */
export function toImageView(image: ConversationImage): ImageView {
  const { sent } = image;
  return {
    id: image.id,
    name: image.name,
    source: sourceText(image.source),
    alt: image.name,
    // Of a tiled image the panel shows the whole.
    width: (sent?.parts.length === 1 ? sent.parts[0]?.width : sent?.sourceWidth) ?? 0,
    height: (sent?.parts.length === 1 ? sent.parts[0]?.height : sent?.sourceHeight) ?? 0,
    sentLine: sent ? sentLine(sent) : image.link ? l10n.t('Passed on as a link; the provider fetches it') : '',
    changes: sent ? changeLines(sent) : [],
    problem: image.problem && imageSentence(image.problem, image.name),
    hasBytes: !image.problem,
  };
}

function sourceText(source: ImageSource): string {
  switch (source.kind) {
    case 'web':
      return source.url;
    case 'file':
      return vscode.workspace.asRelativePath(vscode.Uri.parse(source.uri));
    case 'pasted':
      return l10n.t('Pasted image');
  }
}

/** `1,568 × 1,045 · JPEG · 189.9 KB` */
export function sentLine(sent: SentImage): string {
  const format = formats();
  const [part] = sent.parts;
  if (!part) {
    return '';
  }
  const bytes = sent.parts.reduce((sum, one) => sum + one.bytes, 0);
  const tiles = sent.parts.length > 1 ? ` · ${l10n.t('{0} tiles', sent.parts.length)}` : '';
  return `${format.pixels(part.width, part.height)} · ${typeName(part.mediaType)} · ${format.bytes(bytes)}${tiles}`;
}

/** Each change in words, before and after. */
function changeLines(sent: SentImage): string[] {
  const format = formats();
  const source = `${format.pixels(sent.sourceWidth, sent.sourceHeight)} · ${typeName(sent.sourceType)} · ${format.bytes(sent.sourceBytes)}`;
  const lines = sent.changes.map((change) => changeText(change));
  return lines.length > 0 ? [l10n.t('The file: {0}', source), ...lines] : [l10n.t('Sent as it is')];
}

/** One change in words. */
function changeText(change: ImageChange): string {
  const format = formats();
  switch (change.kind) {
    case 'turnedUpright':
      return l10n.t('Turned upright');
    case 'metadataRemoved':
      return change.location ? l10n.t('Location and other metadata removed') : l10n.t('Metadata removed');
    case 'converted':
      return l10n.t('Converted from {0} to {1}', typeName(change.from), typeName(change.to));
    case 'shrunk':
      return l10n.t('Shrunk from {0} to {1}', format.pixels(...change.from), format.pixels(...change.to));
    case 'tiled':
      return l10n.t('Sent in {0} overlapping tiles, so that text stays legible', change.count);
    case 'textTooSmall':
      return l10n.t(
        'Text may be too small to read: its lower-case letters are {0} pixels high, and the limits allow no more',
        format.number(change.height),
      );
    case 'firstFrame':
      return l10n.t('First frame of the animation');
    case 'flattened':
      return l10n.t('Transparency laid on white');
    case 'recompressed':
      return l10n.t('Compressed again at quality {0}', change.quality);
    case 'sourceTextAdded':
      return l10n.t('The words and shapes of the SVG were sent along as text');
    case 'wordsHidden':
      return change.count === 1
        ? l10n.t('1 word of the SVG is not visible in the picture and was not sent')
        : l10n.t('{0} words of the SVG are not visible in the picture and were not sent', format.number(change.count));
    case 'contactSheet':
      return l10n.t('Cell {0} of a contact sheet of {1} images', change.cell, change.count);
  }
}
