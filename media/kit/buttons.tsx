import type { RefObject } from 'preact';
import type { ActionView } from '../../src/protocol/view';

interface ButtonProps {
  readonly label: string;
  readonly press: () => void;
  /** In the editor's primary style. */
  readonly primary?: boolean;
  readonly hidden?: boolean;
  readonly disabled?: boolean;
  readonly box?: RefObject<HTMLButtonElement | null>;
}

/** A button with a text. */
export function TextButton({ label, press, primary, hidden, disabled, box }: ButtonProps) {
  return (
    <button
      type="button"
      class={primary ? 'button primary' : 'button'}
      hidden={hidden}
      disabled={disabled}
      onClick={press}
      ref={box}
    >
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
