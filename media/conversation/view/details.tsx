import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { usePanel } from './context';

interface KeptDetailsProps {
  /** Under which it is kept whether it is open. */
  readonly id: string;
  readonly class: string;
  readonly summary: ComponentChildren;
  readonly hidden?: boolean;
  readonly children: ComponentChildren;
}

/** A <details> whose being open is kept over reloads. */
export function KeptDetails({ id, summary, hidden, children, ...rest }: KeptDetailsProps) {
  const { state } = usePanel();
  // Only the first value: from then on the element itself knows.
  const [wasOpen] = useState(() => state.get().open.includes(id));
  const keep = (isOpen: boolean) => {
    const { open } = state.get();
    if (open.includes(id) !== isOpen) {
      state.patch({ open: isOpen ? [...open, id] : open.filter((one) => one !== id) });
    }
  };
  return (
    <details
      class={rest.class}
      open={wasOpen}
      hidden={hidden}
      onToggle={({ currentTarget }) => keep(currentTarget.open)}
    >
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
