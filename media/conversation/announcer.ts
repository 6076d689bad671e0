import { element } from '../kit/dom';

/** The panel's one live region. */
export interface Announcer {
  readonly node: HTMLElement;
  /** Speaks a text once; a later one replaces it. */
  readonly say: (text: string) => void;
}

/** Longest text spoken in one go, in characters; the rest is there to be read. */
const longest = 4000;

/** Milliseconds after which what was said is taken away: whoever reads on from the end of the page would meet it again. */
const forgottenAfterMs = 15_000;

export function createAnnouncer(): Announcer {
  let forgetting = 0;
  const node = element('div', { class: 'hiddenText', role: 'status', 'aria-live': 'polite', 'aria-atomic': 'true' });
  return {
    node,
    say: (text) => {
      const spoken = text.length > longest ? `${text.slice(0, longest)}…` : text;
      // The same text twice would change nothing and stay silent.
      node.textContent = node.textContent === spoken ? `${spoken}\u00a0` : spoken;
      clearTimeout(forgetting);
      forgetting = window.setTimeout(() => node.replaceChildren(), forgottenAfterMs);
    },
  };
}
