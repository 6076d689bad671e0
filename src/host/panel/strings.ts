import { l10n } from 'vscode';
import { maxAttached, maxImageBytes, maxQuestion, type TooLarge } from '../../protocol/fromPanel';
import type { PanelStrings } from '../../protocol/view';
import { formats } from '../format';

/** Every fixed text of the panel in the user's language. */
export function panelStrings(): PanelStrings {
  return {
    you: l10n.t('You'),
    answerFrom: l10n.t('Answer from {0}', '{0}'),
    answerLabel: l10n.t('Answer'),
    questionLabel: l10n.t('Question'),
    conversation: l10n.t('Conversation'),
    image: l10n.t('Image'),
    images: l10n.t('Images'),
    zoomIn: l10n.t('Zoom In'),
    zoomOut: l10n.t('Zoom Out'),
    zoomFit: l10n.t('Fit'),
    openImage: l10n.t('Open Image'),
    whatWasSent: l10n.t('What was sent'),
    ask: l10n.t('Ask about the image'),
    askPlaceholder: l10n.t('Ask about the image…'),
    send: l10n.t('Send'),
    stop: l10n.t('Stop'),
    edit: l10n.t('Edit'),
    cancel: l10n.t('Cancel'),
    resend: l10n.t('Send Again'),
    regenerate: l10n.t('Regenerate'),
    retry: l10n.t('Try Again'),
    copy: l10n.t('Copy'),
    copied: l10n.t('Copied'),
    copyCode: l10n.t('Copy Code'),
    insert: l10n.t('Insert at Cursor'),
    openAsDocument: l10n.t('Open as Document'),
    usage: l10n.t('Usage'),
    usageTotal: l10n.t('Conversation Usage'),
    rawUsage: l10n.t('As Reported by the Provider'),
    reasoning: l10n.t('Reasoning'),
    steps: l10n.t('Steps'),
    stopped: l10n.t('Stopped'),
    failed: l10n.t('Failed'),
    notInNextRequest: l10n.t('Not sent with your next question'),
    answerReady: l10n.t('Answer'),
    answering: l10n.t('Answering'),
    changeModel: l10n.t('Change Model'),
    staysHere: l10n.t('stays on this machine'),
    goesTo: l10n.t('Sent to {0}', '{0}'),
    pastedImage: l10n.t('Pasted image'),
    imageMissing: l10n.t('This image isn’t available.'),
    linkHint: l10n.t('Opens {0}', '{0}'),
    linkHintWithQuery: l10n.t('Opens {0}. The URL contains data: {1}', '{0}', '{1}'),
    newConversation: l10n.t('New Conversation'),
    readImage: l10n.t('Extract Text from Image'),
    selectRegion: l10n.t('Select Region'),
    readRegion: l10n.t('Read Text'),
    askRegion: l10n.t('Ask About It'),
    clearRegion: l10n.t('Clear'),
    imageInText: l10n.t('[image: {0}]', '{0}'),
    imageKeys: l10n.t('Arrow keys pan, plus and minus zoom, 0 fits the image'),
    regionKeys: l10n.t('Arrow keys move the region, Shift+arrow keys resize it, Enter reads it, Escape clears it'),
    regionSize: l10n.t(
      'Region of {0} × {1} pixels, {2} from the left and {3} from the top',
      '{0}',
      '{1}',
      '{2}',
      '{3}',
    ),
    jumpToEnd: l10n.t('Jump to End'),
    showMore: l10n.t('Show More'),
    note: l10n.t('Note'),
    warning: l10n.t('Warning'),
    stepRunning: l10n.t('Running'),
    stepDone: l10n.t('Done'),
    stepFailed: l10n.t('Failed'),
    table: l10n.t('Table'),
    code: l10n.t('Code'),
    attachedImages: l10n.t('Images attached to your next question'),
    placeInText: l10n.t('Mention in Question'),
    placeImageInText: l10n.t('Mention in Question: image {0}, {1}', '{0}', '{1}'),
    removeImage: l10n.t('Remove {0}', '{0}'),
    dropImage: l10n.t('Drop to add the image'),
    imageTooBig: l10n.t('{0} is larger than {1} MB and wasn’t added.', '{0}', '{1}'),
    questionTooLong: l10n.t('Your question is too long (limit: {0} characters).', '{0}'),
    tooManyAttached: l10n.t('A question can have up to {0} images. The others weren’t added.', '{0}'),
  };
}

/** What is said about a message from the panel that is too large. */
export function tooLargeSentence(what: TooLarge | 'images'): string {
  const { number } = formats();
  const sentences: Readonly<Record<typeof what, () => string>> = {
    question: () => l10n.t('Your question is too long (limit: {0} characters).', number(maxQuestion)),
    image: () => l10n.t('The image is too large to add (limit: {0} MB).', number(maxImageBytes / 2 ** 20)),
    images: () => l10n.t('A question can have up to {0} images. The others weren’t added.', maxAttached),
    copy: () => l10n.t('The text is too long to copy. Open the answer as a document and copy it from there.'),
  };
  return sentences[what]();
}
