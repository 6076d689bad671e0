import type { ComponentChildren } from 'preact';
import type { PanelStrings } from '../../../src/protocol/view';
import { fill } from '../../kit/fill';
import { usePanel } from '../view/context';
import { looksLikeAnotherHost, type OpenableLink, openableLink } from './links';

/** Characters of a query that a tooltip shows. */
const maxQueryLength = 200;

interface LinkProps {
  readonly target: string;
  /** The visible text. */
  readonly text: string;
  readonly children: ComponentChildren;
}

/**
 * A link that the page itself can't follow: it has no `href`, and only the host opens it. Its tooltip and description
 * name the real host and what the URL carries. If the text looks like another host, the real one follows it.
 */
export function Link({ target, text, children }: LinkProps) {
  const { strings, post } = usePanel();
  const link = openableLink(target);
  if (!link) {
    return (
      <span class="refusedLink" title={target}>
        {children}
      </span>
    );
  }
  const hint = hintOf(link, strings);
  const open = () => post({ type: 'openLink', href: link.href });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      event.stopPropagation();
      open();
    }
  };
  const drawn = (
    <a
      class="link"
      role="link"
      tabIndex={0}
      title={hint}
      aria-description={hint}
      data-hint={hint}
      // biome-ignore lint/a11y/useValidAnchor: the page itself must not navigate.
      onClick={open}
      onKeyDown={onKeyDown}
    >
      {children}
    </a>
  );
  return looksLikeAnotherHost(text, link.host) ? (
    <span>
      {drawn}
      <span class="realHost"> ({link.host})</span>
    </span>
  ) : (
    drawn
  );
}

function hintOf({ host, query }: OpenableLink, strings: PanelStrings): string {
  const shown = query.length > maxQueryLength ? `${query.slice(0, maxQueryLength)}…` : query;
  return shown === '' ? fill(strings.linkHint, host) : fill(strings.linkHintWithQuery, host, shown);
}
