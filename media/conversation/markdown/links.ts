export interface OpenableLink {
  readonly href: string;
  readonly host: string;
  /** What the URL carries: empty, or `?` and the rest as it is sent. */
  readonly query: string;
}

/** The URL if it may be opened on a click (http, https, mailto), otherwise undefined. */
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

function decodeURIComponentSafely(text: string): string {
  return /%(?![0-9a-f]{2})/i.test(text) ? text : text.replaceAll(/%(?:20|40|2b)/gi, decodeURIComponent);
}

/** Whether a reader would take the text for the name of a host other than the real one. */
export function looksLikeAnotherHost(text: string, host: string): boolean {
  const named = text
    .slice(0, 1000)
    .toLowerCase()
    .match(/(?:[\p{L}\d-]+\.)+[\p{L}]{2,}/u)?.[0];
  return named !== undefined && named !== host && !host.endsWith(`.${named}`) && host.replace(/:\d+$/, '') !== named;
}
