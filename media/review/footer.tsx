import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { ReviewStatusView } from '../../src/protocol/reviewView';
import { TextButton } from '../kit/buttons';
import { fill } from '../kit/fill';
import { useReview } from './context';

interface FooterProps {
  readonly status: ReviewStatusView;
  readonly children: ComponentChildren;
}

/** What would be written, and the only place that writes it. */
export function Footer({ status: { toWrite, toAccept, phase, total }, children }: FooterProps) {
  const { strings, post } = useReview();
  const acceptAll = useRef<HTMLButtonElement>(null);
  const cannot = toWrite === 0 || phase === 'applying' || phase === 'scanning';
  return (
    <footer class="reviewFoot" hidden={total === 0}>
      <TextButton
        label={fill(strings.apply, String(toWrite))}
        primary
        disabled={cannot}
        press={() => post({ type: 'apply', preview: false })}
      />
      <TextButton label={strings.preview} disabled={cannot} press={() => post({ type: 'apply', preview: true })} />
      <TextButton
        label={strings.acceptAll}
        // Not while it has the focus, which would be lost.
        disabled={toAccept === 0 && document.activeElement !== acceptAll.current}
        press={() => post({ type: 'acceptAll' })}
        box={acceptAll}
      />
      {children}
    </footer>
  );
}
