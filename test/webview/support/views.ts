import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ToPanel } from '../../../src/protocol/toPanel';
import type { ConversationView, ImageView, PanelStrings, TurnView, UsageView } from '../../../src/protocol/view';

export const strings: PanelStrings = {
  you: 'You',
  answerFrom: 'Answer from {0}',
  answerLabel: 'Answer',
  questionLabel: 'Question',
  conversation: 'Conversation',
  image: 'Image',
  images: 'Images',
  zoomIn: 'Zoom In',
  zoomOut: 'Zoom Out',
  zoomFit: 'Fit',
  openImage: 'Open Image',
  whatWasSent: 'What was sent',
  ask: 'Ask about the image',
  askPlaceholder: 'Ask about the image…',
  send: 'Send',
  stop: 'Stop',
  edit: 'Edit',
  cancel: 'Cancel',
  resend: 'Send Again',
  regenerate: 'Regenerate',
  retry: 'Try Again',
  copy: 'Copy',
  copied: 'Copied',
  copyCode: 'Copy Code',
  insert: 'Insert at Cursor',
  openAsDocument: 'Open as Document',
  usage: 'Usage',
  usageTotal: 'Conversation Usage',
  rawUsage: 'As Reported by the Provider',
  reasoning: 'Reasoning',
  steps: 'Steps',
  stopped: 'Stopped',
  failed: 'Failed',
  notInNextRequest: 'Not sent with your next question',
  answerReady: 'Answer',
  answering: 'Answering',
  changeModel: 'Change Model',
  staysHere: 'stays on this machine',
  goesTo: 'Sent to {0}',
  pastedImage: 'Pasted image',
  imageMissing: 'This image isn’t available.',
  linkHint: 'Opens {0}',
  linkHintWithQuery: 'Opens {0}. The URL contains data: {1}',
  newConversation: 'New Conversation',
  readImage: 'Extract Text from Image',
  selectRegion: 'Select Region',
  readRegion: 'Read Text',
  askRegion: 'Ask About It',
  clearRegion: 'Clear',
  imageInText: '[image: {0}]',
  imageKeys: 'Arrow keys pan, plus and minus zoom, 0 fits the image',
  regionKeys: 'Arrow keys move the region, Shift+arrow keys resize it, Enter reads it, Escape clears it',
  regionSize: 'Region of {0} × {1} pixels, {2} from the left and {3} from the top',
  jumpToEnd: 'Jump to End',
  showMore: 'Show More',
  note: 'Note',
  warning: 'Warning',
  stepRunning: 'Running',
  stepDone: 'Done',
  stepFailed: 'Failed',
  table: 'Table',
  code: 'Code',
  attachedImages: 'Images attached to your next question',
  placeInText: 'Mention in Question',
  placeImageInText: 'Mention in Question: image {0}, {1}',
  removeImage: 'Remove {0}',
  dropImage: 'Drop to add the image',
  imageTooBig: '{0} is larger than {1} MB and wasn’t added.',
  questionTooLong: 'Your question is too long (limit: {0} characters).',
  tooManyAttached: 'A question can have up to {0} images. The others weren’t added.',
};

export function imageView(change: Partial<ImageView> = {}): ImageView {
  return {
    id: 'image-1',
    name: 'photo.jpg',
    source: 'samples/photo.jpg',
    alt: 'photo.jpg',
    width: 1568,
    height: 1045,
    sentLine: '1568 × 1045 · JPEG · 321 KB',
    changes: ['The file: 2400 × 1600 · JPEG · 1.2 MB', 'Resized from 2400 × 1600 to 1568 × 1045'],
    hasBytes: true,
    ...change,
  };
}

export function turnView(change: Partial<TurnView> = {}): TurnView {
  return {
    id: 'turn-1',
    question: 'Describe the image.',
    taskLabel: 'Describe this image',
    imageIds: ['image-1'],
    from: 'Groq · qwen3.8',
    state: 'done',
    answer: 'A lake.',
    status: '',
    steps: [],
    notes: [],
    excluded: false,
    actions: [],
    ...change,
  };
}

export const usage: UsageView = {
  summary: '1,360 tokens · $0.0013 · 0.4 s to first token',
  groups: [
    {
      title: 'Tokens',
      rows: [
        { label: 'Input', value: '1,204' },
        { label: 'of which image', value: '1,120' },
        { label: 'Output', value: '156' },
        { label: 'Total', value: '1,360' },
        {
          label: 'Estimated before sending',
          value: 'about 1,234',
          hint: 'Calculated from the image size and the length of the text',
        },
      ],
    },
    { title: 'Cost', rows: [{ label: 'Cost', value: '$0.0013', hint: 'Calculated from prices as of 2026-11-01' }] },
    {
      title: 'Time',
      rows: [
        { label: 'Time to first token', value: '0.4 s' },
        { label: 'Queue', value: 'Not reported' },
      ],
    },
    {
      title: 'Request',
      rows: [
        { label: 'Model', value: 'qwen/qwen3.8-vision-preview' },
        { label: 'Host', value: 'api.groq.com' },
      ],
    },
  ],
  raw: '{\n  "prompt_tokens": 1204,\n  "completion_tokens": 156\n}',
};

export function conversationView(change: Partial<ConversationView> = {}): ConversationView {
  return {
    id: 'conversation-1',
    title: 'photo.jpg',
    images: [imageView()],
    turns: [],
    attached: [],
    target: { providerId: 'groq', provider: 'Groq', model: 'qwen3.8', host: 'api.groq.com', offline: false },
    ...change,
  };
}

export function load(change: Partial<ConversationView> = {}): ToPanel.Load {
  return { type: 'load', conversation: conversationView(change), strings, locale: 'en' };
}

/** One of the repository's sample pictures as the bytes of an image. */
export function sampleBytes(name: string, mediaType: string, imageId = 'image-1'): ToPanel.ImageBytes {
  const bytes = readFileSync(fileURLToPath(new URL(`../../../samples/${name}`, import.meta.url)));
  return { type: 'imageBytes', imageId, mediaType, bytes: new Uint8Array(bytes).buffer };
}
