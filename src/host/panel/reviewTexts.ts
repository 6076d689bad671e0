import * as vscode from 'vscode';
import { altRoles } from '../../core/altText/decision';
import { assumedOutputTokens, assumedSeconds } from '../../core/altText/estimate';
import { offlineProviderId } from '../../core/providers/offline';
import type { ModelSelection } from '../../jobs/providers';
import type { ReviewStatusView, ReviewStrings, RoleView } from '../../protocol/reviewView';
import { isToAccept, isToWrite, type ReviewItem } from '../altText/reviewItem';
import type { ReviewState } from '../altText/reviewState';
import { refusalSentence, roleMeaning, roleName } from '../altText/words';
import { hostText } from '../consent';
import { explain, toFailure } from '../explain';
import { formats } from '../format';

const { l10n } = vscode;

/** Every fixed text of the review in the user's language. */
export function reviewStrings(): ReviewStrings {
  return {
    title: l10n.t('Review Alt Text'),
    write: l10n.t('Write Alt Text for {0} Images', '{0}'),
    writeOne: l10n.t('Write Alt Text for 1 Image'),
    goOn: l10n.t('Continue with {0}', '{0}'),
    pause: l10n.t('Pause'),
    stop: l10n.t('Stop'),
    scanAgain: l10n.t('Rescan'),
    acceptAll: l10n.t('Accept All Pending'),
    apply: l10n.t('Apply {0}', '{0}'),
    preview: l10n.t('Preview Changes'),
    changeModel: l10n.t('Change Model'),
    images: l10n.t('Images'),
    accept: l10n.t('Accept'),
    skip: l10n.t('Skip'),
    decorative: l10n.t('Decorative'),
    reopen: l10n.t('Reconsider'),
    edit: l10n.t('Edit'),
    tryAgain: l10n.t('Try Again'),
    openDocument: l10n.t('Open in the document'),
    role: l10n.t('Role'),
    altText: l10n.t('Alt text'),
    current: l10n.t('Current: {0}', '{0}'),
    noAlt: l10n.t('no alt text'),
    longDescription: l10n.t('Long description'),
    addLongDescription: l10n.t('Add Long Description Below'),
    dropLongDescription: l10n.t('Don’t Add'),
    waiting: l10n.t('Not described yet'),
    running: l10n.t('Describing…'),
    failed: l10n.t('Failed'),
    suggested: l10n.t('Pending'),
    accepted: l10n.t('Accepted'),
    skipped: l10n.t('Skipped'),
    markedDecorative: l10n.t('Decorative'),
    written: l10n.t('Written'),
    keys: l10n.t(
      'Use the arrow keys to move between images. Press Enter or A to accept, E to edit, D to mark as decorative, S to skip, R to choose the role, L to add a long description, and O to open the document.',
    ),
    nothingFound: l10n.t('Every image found here has helpful alt text.'),
    emptyAlt: l10n.t('Empty: screen readers will skip the image'),
    place: l10n.t('{0} in {1}, line {2}', '{0}', '{1}', '{2}'),
    all: l10n.t('All'),
    toDecide: l10n.t('Pending'),
    show: l10n.t('Show'),
  };
}

export function roleViews(): RoleView[] {
  return altRoles.map((id) => ({ id, name: roleName(id), meaning: roleMeaning(id) }));
}

export function statusView(scope: string, state: ReviewState, items: readonly ReviewItem[]): ReviewStatusView {
  const { choice, failure } = state;
  const total = items.length;
  const done = items.filter((item) => item.state === 'done').length;
  const left = items.filter((item) => item.state === 'waiting' && item.verdict === 'open').length;
  return {
    scope,
    phase: state.phase,
    progress: progressText(state, items, done),
    done,
    total,
    left,
    estimate: left > 0 ? estimateLines(state) : [],
    target: choice ? targetText(choice) : '',
    ...(failure !== undefined && {
      problem: explain(toFailure(failure), {
        provider: choice?.provider.label ?? '',
        providerId: choice?.provider.id ?? '',
        model: choice?.model ?? '',
      }),
    }),
    toWrite: items.filter(isToWrite).length,
    toAccept: items.filter(isToAccept).length,
    summary: summaryLines(state, items),
  };
}

function targetText({ provider, model }: ModelSelection): string {
  if (provider.id === offlineProviderId) {
    return l10n.t('The offline engine can’t describe images. Choose a vision model.');
  }
  const name = [provider.label, model].filter((part) => part !== '').join(' · ');
  const host = hostText(provider.destination);
  return host ? l10n.t('{0}; images go to {1}', name, host) : name;
}

function progressText(state: ReviewState, items: readonly ReviewItem[], done: number): string {
  const { number } = formats();
  switch (state.phase) {
    case 'scanning':
      return l10n.t(
        'Looking for images: {0} of {1} documents',
        number(state.scanned.read),
        number(state.scanned.files),
      );
    case 'applying':
      return l10n.t('Writing to the documents…');
    case 'pausing':
      return l10n.t('Waiting for pending requests…');
    case 'running': {
      const wait =
        state.slowedMs >= 1000
          ? ` ${l10n.t('{0} has limited your rate. Continuing in {1} s.', state.choice?.provider.label ?? '', Math.ceil(state.slowedMs / 1000))}`
          : '';
      return l10n.t('{0} of {1} described.', number(done), number(items.length)) + wait;
    }
    default: {
      const documents = new Set(items.map(({ scanned }) => scanned.uri.toString())).size;
      const decide = items.filter(({ verdict }) => verdict === 'open').length;
      const { read, outside, unread } = state.scanned;
      const leftOut =
        outside === 0
          ? ''
          : ` ${
              outside === 1
                ? l10n.t('1 document was skipped because a link leads out of the workspace.')
                : l10n.t('{0} documents were skipped because links lead out of the workspace.', number(outside))
            }`;
      const text =
        items.length === 0
          ? read - outside === 1
            ? l10n.t('1 document scanned.')
            : l10n.t('{0} documents scanned.', number(read - outside))
          : l10n.t(
              '{0} in {1}, {2} described, {3} pending.',
              items.length === 1 ? l10n.t('1 image') : l10n.t('{0} images', number(items.length)),
              documents === 1 ? l10n.t('1 document') : l10n.t('{0} documents', number(documents)),
              number(done),
              number(decide),
            );
      const later =
        unread === 0
          ? ''
          : ` ${
              unread === 1
                ? l10n.t('1 document wasn’t scanned. Apply these changes and rescan, or review a folder.')
                : l10n.t(
                    '{0} documents weren’t scanned. Apply these changes and rescan, or review a folder.',
                    number(unread),
                  )
            }`;
      return text + leftOut + later;
    }
  }
}

function estimateLines({ estimate }: ReviewState): string[] {
  if (!estimate) {
    return [];
  }
  const { number, usd } = formats();
  const { requests, tokens, seconds } = estimate;
  return [
    requests === 1 ? l10n.t('1 request') : l10n.t('{0} requests', number(requests)),
    tokens === undefined ? l10n.t('token count unknown') : l10n.t('about {0} tokens', number(tokens)),
    estimate.usd === undefined ? '' : l10n.t('about {0}', usd(estimate.usd)),
    seconds < 90
      ? l10n.t('about {0} s', number(Math.max(1, Math.round(seconds))))
      : l10n.t('about {0} minutes', number(Math.round(seconds / 60))),
    estimate.answers === 0
      ? l10n.t('assuming {0} tokens and {1} s per answer', assumedOutputTokens, assumedSeconds)
      : estimate.answers === 1
        ? l10n.t('estimated from 1 answer')
        : l10n.t('estimated from {0} answers', number(estimate.answers)),
  ].filter((part) => part !== '');
}

/** The overall result, once something was applied. */
function summaryLines(state: ReviewState, items: readonly ReviewItem[]): string[] {
  const { lastWrite } = state;
  if (!lastWrite) {
    return [];
  }
  if (!lastWrite.applied && lastWrite.refused.size === 0) {
    return [l10n.t('Nothing was written.')];
  }
  const written = items.filter(({ verdict }) => verdict === 'written');
  const decorative = written.filter(({ writtenAlt }) => writtenAlt === '').length;
  const failed = items.filter((item) => item.state === 'failed');
  const reasons = [...lastWrite.refused].map(([id, reason]) => {
    const item = items.find(({ scanned }) => scanned.id === id);
    return `${item ? vscode.workspace.asRelativePath(item.scanned.uri) : ''}: ${refusalSentence(reason)}`;
  });
  return [
    l10n.t(
      '{0} written ({1} decorative), {2} skipped, {3} failed.',
      written.length,
      decorative,
      items.filter(({ verdict }) => verdict === 'skipped').length,
      failed.length + reasons.length,
    ),
    ...reasons,
    ...failed.map((item) => item.problem),
    ...(lastWrite.withoutPlace.length > 0
      ? [l10n.t('{0} long descriptions couldn’t be placed safely and weren’t written.', lastWrite.withoutPlace.length)]
      : []),
  ];
}
