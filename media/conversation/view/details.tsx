import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { usePanel } from './context';

interface KeptDetailsProps {
  /** The key under which its open state is kept. */
  readonly id: string;
  readonly class: string;
  readonly summary: ComponentChildren;
  readonly hidden?: boolean;
  readonly children: ComponentChildren;
}

/** A <details> that stays open or closed across reloads. */
export function KeptDetails({ id, summary, hidden, children, ...rest }: KeptDetailsProps) {
  const { state } = usePanel();
  // Only the initial value; from then on, the element keeps it.
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
