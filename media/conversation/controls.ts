import type { ActionView, NoteView, PanelStrings } from '../../src/protocol/view';
import { element } from '../kit/dom';
import { type IconName, icon } from '../kit/icons';

/** A button that shows only an icon; the label is its name and its tooltip. */
export function iconButton(name: IconName, label: string, press: () => void): HTMLButtonElement {
  const button = element('button', { type: 'button', class: 'iconButton', 'aria-label': label, title: label });
  button.append(icon(name));
  button.addEventListener('click', press);
  return button;
}

/** A button with a text, in the editor's primary or secondary style. */
export function textButton(label: string, primary: boolean, press: () => void): HTMLButtonElement {
  const button = element('button', { type: 'button', class: primary ? 'button primary' : 'button' }, label);
  button.addEventListener('click', press);
  return button;
}

/** The host's own buttons. */
export function actionButtons(actions: readonly ActionView[], press: (id: string) => void): HTMLElement {
  return element(
    'div',
    { class: 'actions' },
    ...actions.map((action) => textButton(action.label, action.primary, () => press(action.id))),
  );
}

/** A row of buttons that is one stop for Tab; arrow keys, Home and End move inside it. */
export function toolbar(label: string, buttons: readonly HTMLButtonElement[]): HTMLElement {
  const bar = element('div', { class: 'toolbar', role: 'toolbar', 'aria-label': label }, ...buttons);
  buttons.forEach((button, index) => {
    button.tabIndex = index === 0 ? 0 : -1;
  });
  const usable = () => buttons.filter((button) => !button.hidden && !button.disabled);
  const moveTo = (target: HTMLButtonElement | undefined) => {
    for (const button of buttons) {
      button.tabIndex = button === target ? 0 : -1;
    }
    target?.focus();
  };
  bar.addEventListener('keydown', (event) => {
    const all = usable();
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    const forward = getComputedStyle(bar).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const backward = forward === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft';
    const next =
      event.key === forward
        ? (at + 1) % all.length
        : event.key === backward
          ? (at - 1 + all.length) % all.length
          : event.key === 'Home'
            ? 0
            : event.key === 'End'
              ? all.length - 1
              : -1;
    if (at >= 0 && next >= 0) {
      event.preventDefault();
      moveTo(all[next]);
    }
  });
  return bar;
}

/** After buttons were hidden or shown: the first usable one takes the Tab stop, unless the focus is in the toolbar. */
export function refreshToolbar(bar: HTMLElement): void {
  const buttons = [...bar.querySelectorAll('button')];
  const usable = buttons.filter((button) => !button.hidden && !button.disabled);
  const stop = usable.find((button) => button === document.activeElement) ?? usable[0];
  for (const button of buttons) {
    button.tabIndex = button === stop ? 0 : -1;
  }
  bar.hidden = usable.length === 0;
}

/** Notes as a list; each with an icon and, for those who do not see it, the icon's meaning. */
export function noteList(notes: readonly NoteView[], strings: PanelStrings): HTMLElement {
  return element(
    'ul',
    { class: 'notes' },
    ...notes.map((note) =>
      element(
        'li',
        { class: `note ${note.kind}` },
        icon(note.kind),
        element(
          'span',
          { dir: 'auto' },
          element('span', { class: 'hiddenText' }, `${note.kind === 'warning' ? strings.warning : strings.note}: `),
          note.text,
        ),
      ),
    ),
  );
}
