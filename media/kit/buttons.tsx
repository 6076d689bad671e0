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
  /** An accessible name that says more than the label; it starts with the label. */
  readonly name?: string;
  readonly tooltip?: string;
  readonly tabIndex?: number;
  readonly box?: RefObject<HTMLButtonElement | null>;
}

interface PlainProps extends Omit<ButtonProps, 'label'> {
  readonly class: string;
  readonly pressed?: boolean;
  readonly children: ComponentChildren;
}

function Button({ press, name, tooltip, pressed, box, ...rest }: PlainProps) {
  return (
    <button
      type="button"
      aria-label={name}
      title={tooltip}
      aria-pressed={pressed}
      onClick={press}
      ref={box}
      {...rest}
    />
  );
}

interface TextButtonProps extends ButtonProps {
  /** In the editor's primary style. */
  readonly primary?: boolean;
}

/** A button with a text. */
export function TextButton({ label, primary, ...rest }: TextButtonProps) {
  return (
    <Button class={primary ? 'button primary' : 'button'} {...rest}>
      {label}
    </Button>
  );
}

interface IconButtonProps extends Omit<ButtonProps, 'name' | 'tooltip'> {
  readonly icon: IconName;
  readonly pressed?: boolean;
}

/** A button that shows only an icon; the label is its name and its tooltip. */
export function IconButton({ icon, label, ...rest }: IconButtonProps) {
  return (
    <Button class="iconButton" name={label} tooltip={label} {...rest}>
      <Icon name={icon} />
    </Button>
  );
}

interface QuietButtonProps extends ButtonProps {
  readonly class?: string;
  /** Drawn before the label. */
  readonly children?: ComponentChildren;
}

/** A button with a text and no border. */
export function QuietButton({ label, children, ...rest }: QuietButtonProps) {
  return (
    <Button {...rest} class={`quietButton ${rest.class ?? ''}`.trim()}>
      {children}
      {label}
    </Button>
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
    const next = at < 0 ? undefined : usable[neighbor(event, at, usable.length)];
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
function neighbor({ key, currentTarget }: KeyboardEvent, at: number, count: number): number {
  const isRtl = getComputedStyle(currentTarget as Element).direction === 'rtl';
  const steps = new Map([
    [isRtl ? 'ArrowLeft' : 'ArrowRight', (at + 1) % count],
    [isRtl ? 'ArrowRight' : 'ArrowLeft', (at - 1 + count) % count],
    ['Home', 0],
    ['End', count - 1],
  ]);
  return steps.get(key) ?? -1;
}
