import type { FromReview } from '../../src/protocol/fromReview';
import type { ReviewItemView, ReviewStrings, RoleView, Verdict } from '../../src/protocol/reviewView';
import { textButton } from '../kit/controls';
import { element, fill, freshId, setAttribute, setText } from '../kit/dom';
import { icon } from '../kit/icons';
import { isSendKey } from '../kit/keys';
import { onTyped } from './typing';

export interface ItemNode {
  readonly node: HTMLLIElement;
  readonly view: () => ReviewItemView;
  readonly update: (view: ReviewItemView) => void;
  readonly picture: (mediaType: string, bytes: ArrayBuffer) => void;
  readonly dispose: () => void;
}

interface Surroundings {
  readonly post: (message: FromReview.Message) => void;
  readonly move: (by: number) => void;
  readonly toEnd: (end: 'first' | 'last') => void;
  /** A decision was made: say it, and go to the next image. */
  readonly onwards: (said: string) => void;
  readonly say: (text: string) => void;
  readonly focused: () => void;
}

/** One image: where it is, what is wrong, what is suggested, and what to do with it. */
export function createItem(
  first: ReviewItemView,
  strings: ReviewStrings,
  roles: readonly RoleView[],
  { post, move, toEnd, onwards, say, focused }: Surroundings,
): ItemNode {
  let view = first;
  let pictureUrl = '';
  /** The text as the host knows it. */
  let told = first.alt;
  const { id } = first;
  const altId = freshId();
  const roleId = freshId();

  const thumbnail = element('div', { class: 'thumbnail', 'aria-hidden': 'true' }, icon('image'));
  const place = element('button', { type: 'button', class: 'place', title: strings.openDocument });
  place.addEventListener('click', () => post({ type: 'openPlace', id }));
  const verdict = element('span', { class: 'verdict' });
  const findings = element('ul', { class: 'findings' });
  const current = element('p', { class: 'current', dir: 'auto' });
  const role = element('select', { id: roleId, class: 'dropdown' });
  role.append(
    element('option', { value: '', hidden: true }, '–'),
    ...roles.map(({ id: value, name, meaning }) => element('option', { value, title: meaning }, name)),
  );
  role.addEventListener('change', () => post({ type: 'role', id, role: role.value }));
  const why = element('span', { class: 'why', dir: 'auto' });
  const alt = element('textarea', { id: altId, rows: '1', dir: 'auto', spellcheck: 'true' });
  const notes = element('ul', { class: 'findings notesOfAlt' });
  const spent = element('span', { class: 'spent' });
  const problem = element('p', { class: 'itemProblem', dir: 'auto' });
  const longer = textButton(strings.addLongDescription, false, () => post({ type: 'longer', id }));
  const longId = freshId();
  const longText = element('textarea', { id: longId, rows: '3', dir: 'auto' });
  const dropLonger = textButton(strings.dropLongDescription, false, () => {
    post({ type: 'longDescription', id, text: '' });
    node.focus();
  });
  const longBox = element(
    'div',
    { class: 'field' },
    element('label', { for: longId }, strings.longDescription),
    element('div', { class: 'inputBox' }, longText),
    dropLonger,
  );
  const accept = textButton(strings.accept, true, () => take('accepted'));
  const decorative = textButton(strings.decorative, false, () => take('decorative'));
  const skip = textButton(strings.skip, false, () => take('skipped'));
  const reopen = textButton(strings.reopen, false, () => {
    post({ type: 'reopen', id });
    node.focus();
  });
  const again = textButton(strings.tryAgain, false, () => post({ type: 'again', id }));
  const roleRow = element('div', { class: 'roleRow' }, element('label', { for: roleId }, strings.role), role, why);
  const altField = element(
    'div',
    { class: 'field' },
    element('label', { for: altId }, strings.altText),
    element('div', { class: 'inputBox' }, alt),
  );
  const node = element(
    'li',
    { class: 'reviewItem', tabindex: '-1' },
    thumbnail,
    element(
      'div',
      { class: 'reviewBody' },
      element('div', { class: 'placeRow' }, place, verdict),
      findings,
      current,
      roleRow,
      altField,
      notes,
      longBox,
      problem,
      element('div', { class: 'actions' }, accept, decorative, skip, reopen, again, longer, spent),
    ),
  );

  const verdictNames: Record<Verdict, string> = {
    open: strings.suggested,
    accepted: strings.accepted,
    skipped: strings.skipped,
    decorative: strings.markedDecorative,
    written: strings.written,
  };
  const send = () => {
    if (alt.value !== told) {
      told = alt.value;
      post({ type: 'edit', id, text: told });
    }
  };
  const take = (kind: 'accepted' | 'decorative' | 'skipped') => {
    if (view.verdict === 'written') {
      return;
    }
    dropTyped();
    if (kind === 'accepted') {
      if (!canAccept()) {
        alt.focus();
        return;
      }
      told = alt.value;
      post({ type: 'accept', id, text: told });
    } else {
      post({ type: kind === 'skipped' ? 'skip' : 'decorative', id });
    }
    // Drawn at once, so that keys in a row never meet an image twice; the host's word follows.
    view = { ...view, verdict: kind, ...(kind === 'accepted' && { alt: alt.value }) };
    draw();
    onwards(verdictNames[kind]);
  };
  /** An empty text is accepted only where decorative was suggested: it is never written by accident. */
  const canAccept = () => alt.value.trim() !== '' || (view.role === 'decorative' && view.state === 'done');

  const dropTyped = onTyped(alt, send);
  alt.addEventListener('keydown', (event) => {
    if (isSendKey(event)) {
      event.preventDefault();
      take('accepted');
    } else if (event.key === 'Escape') {
      event.preventDefault();
      node.focus();
    }
  });
  const dropTypedLonger = onTyped(longText, (isLeft) => {
    // A box that is empty goes, but not from under the hands of somebody who starts anew.
    if (longText.value !== view.longDescription && (isLeft || longText.value.trim() !== '')) {
      post({ type: 'longDescription', id, text: longText.value });
    }
  });
  longText.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      node.focus();
    }
  });
  node.addEventListener('focusin', focused);
  node.addEventListener('keydown', (event) => {
    if (event.target !== node || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const act = keyActions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
  const keyActions: Readonly<Record<string, () => void>> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    j: () => move(1),
    k: () => move(-1),
    PageDown: () => move(5),
    PageUp: () => move(-5),
    Home: () => toEnd('first'),
    End: () => toEnd('last'),
    Enter: () => take('accepted'),
    a: () => take('accepted'),
    e: () => {
      if (!alt.disabled) {
        alt.focus();
        alt.select();
      }
    },
    d: () => take('decorative'),
    s: () => take('skipped'),
    r: () => role.focus(),
    l: () => {
      if (!longBox.hidden) {
        longText.focus();
      } else if (!longer.hidden && !longer.disabled) {
        post({ type: 'longer', id });
      }
    },
    o: () => post({ type: 'openPlace', id }),
    u: () => view.verdict !== 'open' && view.verdict !== 'written' && post({ type: 'reopen', id }),
  };

  const draw = () => {
    const { state } = view;
    const isWritten = view.verdict === 'written';
    const isOpen = view.verdict === 'open';
    const said = fill(strings.place, view.image, view.document, String(view.line));
    setText(place, said);
    const stateText =
      state === 'running'
        ? strings.running
        : isOpen && state === 'waiting' && view.alt === ''
          ? strings.waiting
          : isOpen && state === 'failed'
            ? strings.failed
            : verdictNames[view.verdict];
    setText(verdict, stateText);
    verdict.className = `verdict ${isOpen ? state : view.verdict}`;
    setAttribute(node, 'aria-label', [said, stateText, view.alt].filter((part) => part !== '').join('. '));
    setAttribute(node, 'aria-busy', state === 'running' || view.longer === 'running' ? 'true' : undefined);
    node.className = `reviewItem ${view.verdict}`;
    // What was wrong is no longer, once it is written.
    findings.hidden = isWritten;
    current.hidden = isWritten;
    findings.replaceChildren(...view.findings.map((one) => element('li', { dir: 'auto' }, one)));
    setText(current, fill(strings.current, view.current || strings.noAlt));
    role.value = view.role;
    role.disabled = isWritten || state === 'running';
    setText(why, view.why);
    // What the user types is never taken out of their hands.
    if (document.activeElement !== alt || state === 'running') {
      alt.value = view.alt;
    }
    alt.disabled = isWritten || state === 'running' || view.verdict === 'decorative';
    alt.placeholder = view.role === 'decorative' || view.verdict === 'decorative' ? strings.emptyAlt : '';
    notes.replaceChildren(...view.notes.map((one) => element('li', { dir: 'auto' }, one)));
    notes.hidden = view.notes.length === 0;
    setText(spent, view.spent);
    setText(problem, view.problem);
    problem.hidden = view.problem === '';
    accept.hidden = !isOpen;
    accept.disabled = state === 'running';
    decorative.hidden = !isOpen;
    skip.hidden = !isOpen;
    reopen.hidden = isOpen || isWritten;
    again.hidden = state !== 'failed' || isWritten;
    longer.hidden = isWritten || (view.longer !== 'offered' && view.longer !== 'running');
    longer.disabled = view.longer === 'running';
    longBox.hidden = view.longer !== 'there';
    if (document.activeElement !== longText) {
      longText.value = view.longDescription;
    }
    longText.disabled = isWritten;
    dropLonger.hidden = isWritten;
  };
  draw();
  return {
    node,
    view: () => view,
    update: (next) => {
      const hasCome = view.longer === 'running' && next.longer === 'there';
      if (hasCome) {
        say(`${strings.longDescription}: ${next.longDescription}`);
      }
      view = next;
      told = next.alt;
      draw();
      if (hasCome && node.contains(document.activeElement)) {
        longBox.scrollIntoView({ block: 'nearest' });
      }
    },
    picture: (mediaType, bytes) => {
      URL.revokeObjectURL(pictureUrl);
      pictureUrl = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
      thumbnail.replaceChildren(element('img', { src: pictureUrl, alt: '' }));
    },
    dispose: () => {
      dropTyped();
      dropTypedLonger();
      URL.revokeObjectURL(pictureUrl);
    },
  };
}
