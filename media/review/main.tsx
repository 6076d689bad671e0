import { render } from 'preact';
import type { FromReview } from '../../src/protocol/fromReview';
import type { ToReview } from '../../src/protocol/toReview';
import { acquireHost, onHostMessage } from '../kit/hostContext';
import { createPictures } from '../kit/pictures';
import { Review } from './review';

const host = acquireHost<FromReview.Message>();
const pictures = createPictures();
let shown: ToReview.Load | undefined;

onHostMessage<ToReview.Message>(receive);
host.post({ type: 'ready' });

function receive(message: ToReview.Message): void {
  if (message.type === 'load') {
    document.documentElement.lang = message.locale;
    host.setState({ scope: message.scope });
    pictures.keepOnly(message.items.map(({ id }) => id));
    shown = message;
  } else if (shown === undefined) {
    return;
  } else if (message.type === 'status') {
    shown = { ...shown, status: message.status };
  } else if (message.type === 'items') {
    replaceItems(message.items);
  } else {
    pictures.add(message);
  }
  draw();
}

function replaceItems(changed: ToReview.Items['items']): void {
  const byId = new Map(changed.map((item) => [item.id, item]));
  shown = shown && { ...shown, items: shown.items.map((item) => byId.get(item.id) ?? item) };
}

function draw(): void {
  if (shown) {
    const redraw = (item: ToReview.Items['items'][number]) => {
      replaceItems([item]);
      draw();
    };
    render(<Review view={shown} pictures={pictures.addresses()} post={host.post} redraw={redraw} />, document.body);
  }
}
