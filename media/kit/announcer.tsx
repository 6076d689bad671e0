import { Component } from 'preact';

/** Longest text spoken in one go, in characters; the rest is there to be read. */
const maxSpoken = 4000;

/** Milliseconds after which what was said is taken away: whoever reads on from the end of the page would meet it again. */
const forgottenAfterMs = 15_000;

/** The page's one live region. */
export class Announcer extends Component<object, { readonly text: string }> {
  override state = { text: '' };
  #forgetting = 0;

  /** Speaks a text once; a later one replaces it. */
  say(text: string): void {
    const spoken = text.length > maxSpoken ? `${text.slice(0, maxSpoken)}…` : text;
    // The same text twice would change nothing and stay silent.
    this.setState(({ text: before }) => ({ text: before === spoken ? `${spoken}\u00a0` : spoken }));
    clearTimeout(this.#forgetting);
    this.#forgetting = window.setTimeout(() => this.setState({ text: '' }), forgottenAfterMs);
  }

  override render() {
    return (
      <div class="hiddenText" role="status" aria-live="polite" aria-atomic="true">
        {this.state.text}
      </div>
    );
  }
}
