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
    // For a tiled image, the panel shows the whole.
    width: (sent?.parts.length === 1 ? sent.parts[0]?.width : sent?.sourceWidth) ?? 0,
    height: (sent?.parts.length === 1 ? sent.parts[0]?.height : sent?.sourceHeight) ?? 0,
    sentLine: sent ? sentLine(sent) : image.link ? l10n.t('Sent as a link; the provider downloads the image') : '',
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
  return lines.length > 0 ? [l10n.t('The file: {0}', source), ...lines] : [l10n.t('Sent unchanged')];
}

/** One change in words. */
function changeText(change: ImageChange): string {
  const format = formats();
  switch (change.kind) {
    case 'turnedUpright':
      return l10n.t('Rotated upright');
    case 'metadataRemoved':
      return change.location ? l10n.t('Location and other metadata removed') : l10n.t('Metadata removed');
    case 'converted':
      return l10n.t('Converted from {0} to {1}', typeName(change.from), typeName(change.to));
    case 'shrunk':
      return l10n.t('Resized from {0} to {1}', format.pixels(...change.from), format.pixels(...change.to));
    case 'tiled':
      return l10n.t('Sent as {0} overlapping tiles to keep text legible', change.count);
    case 'textTooSmall':
      return l10n.t(
        'Text may be too small to read: lowercase letters are only {0} pixels high at the largest size the provider accepts',
        format.number(change.height),
      );
    case 'firstFrame':
      return l10n.t('First frame of the animation');
    case 'endMissing':
      return l10n.t('The end of the file is missing');
    case 'flattened':
      return change.ground === 'white'
        ? l10n.t('Transparency replaced with white')
        : change.ground === 'dark'
          ? l10n.t('Transparency replaced with dark gray, because light parts wouldn’t be visible on white')
          : l10n.t('Transparency replaced with gray, because light parts wouldn’t be visible on white');
    case 'padded':
      return l10n.t('Padded from {0} to {1}', format.pixels(...change.from), format.pixels(...change.to));
    case 'oneColor':
      return l10n.t('The image shows nothing but one color');
    case 'recompressed':
      return l10n.t('Recompressed at quality {0}', change.quality);
    case 'sourceTextAdded':
      return l10n.t('The words and shapes in the SVG were also sent as text');
    case 'wordsHidden':
      return change.count === 1
        ? l10n.t('1 word in the SVG isn’t visible in the image and wasn’t sent')
        : l10n.t('{0} words in the SVG aren’t visible in the image and weren’t sent', format.number(change.count));
    case 'picturesElsewhere':
      return change.count === 1
        ? l10n.t('1 picture that the SVG refers to wasn’t drawn, because nothing outside the file is read')
        : l10n.t(
            '{0} pictures that the SVG refers to weren’t drawn, because nothing outside the file is read',
            format.number(change.count),
          );
    case 'contactSheet':
      return l10n.t('Cell {0} of a contact sheet with {1} images', change.cell, change.count);
  }
}
