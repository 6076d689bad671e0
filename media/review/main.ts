import type { FromReview } from '../../src/protocol/fromReview';
import type { ToReview } from '../../src/protocol/toReview';
import { acquireHost, onHostMessage } from '../kit/hostContext';
import { createReview } from './review';

const host = acquireHost<FromReview.Message>();
let review: ReturnType<typeof createReview> | undefined;

onHostMessage<ToReview.Message>(receive);
host.post({ type: 'ready' });

function receive(message: ToReview.Message): void {
  switch (message.type) {
    case 'load':
      document.documentElement.lang = message.locale;
      host.setState({ scope: message.scope });
      if (!review) {
        review = createReview(message, host.post);
        document.body.replaceChildren(review.node);
      }
      review.load(message);
      break;
    case 'status':
      review?.status(message.status);
      break;
    case 'items':
      review?.items(message.items);
      break;
    case 'picture':
      review?.picture(message);
      break;
  }
}
