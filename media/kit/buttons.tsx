import type { ComponentChildren, RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { ActionView } from '../../src/protocol/view';
import { Icon } from './icon';
import type { IconName } from './icons';

interface ButtonProps {
  readonly label: string;
  readonly press: () => void;
  readonly hidden?: boolean;
  readonly disabled?: boolean;
  readonly box?: RefObject<HTMLButtonElement | null>;
}

interface TextButtonProps extends ButtonProps {
  /** In the editor's primary style. */
  readonly primary?: boolean;
  /** An accessible name that says more than the label; it starts with the label. */
  readonly name?: string;
  readonly tooltip?: string;
}

/** A button with a text. */
export function TextButton({ label, press, primary, hidden, disabled, name, tooltip, box }: TextButtonProps) {
  return (
    <button
      type="button"
      class={primary ? 'button primary' : 'button'}
      aria-label={name}
      title={tooltip}
      hidden={hidden}
      disabled={disabled}
      onClick={press}
      ref={box}
    >
      {label}
    </button>
  );
}

interface IconButtonProps extends ButtonProps {
  readonly icon: IconName;
  readonly pressed?: boolean;
  readonly tabIndex?: number;
}

/** A button that shows only an icon; the label is its name and its tooltip. */
export function IconButton({ icon, label, press, hidden, disabled, pressed, tabIndex, box }: IconButtonProps) {
  return (
    <button
      type="button"
      class="iconButton"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      hidden={hidden}
      disabled={disabled}
      tabIndex={tabIndex}
      onClick={press}
      ref={box}
    >
      <Icon name={icon} />
    </button>
  );
}

interface QuietButtonProps extends ButtonProps {
  readonly class?: string;
  /** The accessible name, if it isn't the label. */
  readonly name?: string;
  readonly tooltip?: string;
  readonly tabIndex?: number;
  /** Drawn before the label. */
  readonly children?: ComponentChildren;
}

/** A button with a text and no border. */
export function QuietButton({
  label,
  press,
  name,
  tooltip,
  hidden,
  tabIndex,
  box,
  children,
  ...rest
}: QuietButtonProps) {
  return (
    <button
      type="button"
      class={`quietButton ${rest.class ?? ''}`.trim()}
      aria-label={name}
      title={tooltip}
      hidden={hidden}
      tabIndex={tabIndex}
      onClick={press}
      ref={box}
    >
      {children}
      {label}
    </button>
  );
}

/** The host's own buttons. */
export function ActionButtons({
  actions,
  press,
}: {
  readonly actions: readonly ActionView[];
  readonly press: (id: string) => void;
}) {
  return (
    <div class="actions">
      {actions.map(({ id, label, primary }) => (
        <TextButton key={id} label={label} primary={primary} press={() => press(id)} />
      ))}
    </div>
  );
}

/** A button in a toolbar, with an icon or a text. `id` is unique in the toolbar. */
export type ToolbarButton = { readonly id: string } & (
  | Omit<IconButtonProps, 'tabIndex' | 'disabled'>
  | (Omit<QuietButtonProps, 'tabIndex' | 'disabled'> & { readonly icon?: undefined })
);

interface ToolbarProps {
  readonly label: string;
  readonly buttons: readonly ToolbarButton[];
}

/** A row of buttons with a single tab stop. Arrow keys, Home, and End move inside it. */
export function Toolbar({ label, buttons }: ToolbarProps) {
  const [stop, setStop] = useState(0);
  const bar = useRef<HTMLDivElement>(null);
  const usable = buttons.flatMap(({ hidden }, index) => (hidden ? [] : [index]));
  const tabStop = usable.includes(stop) ? stop : usable[0];
  const nodes = () => [...(bar.current?.children ?? [])];
  const onKeyDown = (event: KeyboardEvent) => {
    const at = usable.indexOf(nodes().indexOf(document.activeElement!));
    const next = at < 0 ? undefined : usable[neighbour(event, at, usable.length)];
    if (next !== undefined) {
      event.preventDefault();
      (nodes()[next] as HTMLElement).focus();
    }
  };
  return (
    <div
      class="toolbar"
      role="toolbar"
      aria-label={label}
      hidden={usable.length === 0}
      ref={bar}
      onKeyDown={onKeyDown}
      onFocusIn={({ target }) => setStop(nodes().indexOf(target as Element))}
    >
      {buttons.map(({ id, ...button }, index) => {
        const tabIndex = index === tabStop ? 0 : -1;
        return button.icon === undefined ? (
          <QuietButton key={id} {...button} tabIndex={tabIndex} />
        ) : (
          <IconButton key={id} {...button} tabIndex={tabIndex} />
        );
      })}
    </div>
  );
}

/** The button that a key leads to from the one at `at`; -1 for any other key. */
function neighbour({ key, currentTarget }: KeyboardEvent, at: number, count: number): number {
  const isRtl = getComputedStyle(currentTarget as Element).direction === 'rtl';
  const steps = new Map([
    [isRtl ? 'ArrowLeft' : 'ArrowRight', (at + 1) % count],
    [isRtl ? 'ArrowRight' : 'ArrowLeft', (at - 1 + count) % count],
    ['Home', 0],
    ['End', count - 1],
  ]);
  return steps.get(key) ?? -1;
}
