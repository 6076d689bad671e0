import type { PanelStrings } from '../../../src/protocol/view';
import { element, fill } from '../../kit/dom';

/** What drawing a model's text needs from outside. */
export interface MarkdownContext {
  readonly strings: PanelStrings;
  readonly openLink: (href: string) => void;
  readonly copyText: (text: string) => void;
}

interface OpenableLink {
  readonly href: string;
  readonly host: string;
  /** What goes along with the address: empty, or `?` and the rest as it is sent. */
  readonly query: string;
}

/** The address when it is one that may be opened on a click (http, https, mailto), else undefined. */
export function openableLink(href: string): OpenableLink | undefined {
  if (!URL.canParse(href)) {
    return undefined;
  }
  const url = new URL(href);
  if (url.protocol === 'mailto:') {
    return { href: url.href, host: decodeURIComponentSafely(url.pathname), query: url.search };
  }
  return url.protocol === 'https:' || url.protocol === 'http:'
    ? { href: url.href, host: url.host, query: url.search }
    : undefined;
}

/** As much of a query as a tooltip shows, characters. */
const maxQueryLength = 200;

function decodeURIComponentSafely(text: string): string {
  return /%(?![0-9a-f]{2})/i.test(text) ? text : text.replaceAll(/%(?:20|40|2b)/gi, decodeURIComponent);
}

/**
 * A link that the page itself cannot follow: it has no `href`, only the host opens it. Its tooltip and description
 * name the real host and what goes along in the address; a text that looks like another host has the real one written
 * behind it.
 */
export function linkElement(target: string, content: Node, context: MarkdownContext): HTMLElement {
  const link = openableLink(target);
  if (link === undefined) {
    return element('span', { class: 'refusedLink', title: target }, content);
  }
  const query = link.query.length > maxQueryLength ? `${link.query.slice(0, maxQueryLength)}…` : link.query;
  const hint = query
    ? fill(context.strings.linkHintWithQuery, link.host, query)
    : fill(context.strings.linkHint, link.host);
  const made = element(
    'a',
    { class: 'link', role: 'link', tabindex: '0', title: hint, 'aria-description': hint, 'data-hint': hint },
    content,
  );
  const open = () => context.openLink(link.href);
  made.addEventListener('click', open);
  made.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      event.stopPropagation();
      open();
    }
  });
  if (looksLikeAnotherHost(made.textContent ?? '', link.host)) {
    return element('span', {}, made, element('span', { class: 'realHost' }, ` (${link.host})`));
  }
  return made;
}

function looksLikeAnotherHost(text: string, host: string): boolean {
  const named = text
    .slice(0, 1000)
    .toLowerCase()
    .match(/(?:[\p{L}\d-]+\.)+[\p{L}]{2,}/u)?.[0];
  return named !== undefined && named !== host && !host.endsWith(`.${named}`) && host.replace(/:\d+$/, '') !== named;
}
