/** Enter sends. With Shift, it makes a new line, and while an input method is composing, it belongs to that. */
export function isSendKey(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229;
}

/** Runs `act` for Escape, and nothing else for the same key. While an input method is composing, Escape belongs to that. */
export function takeEscape(event: KeyboardEvent, act: () => void): void {
  if (event.key === 'Escape' && !event.isComposing) {
    event.preventDefault();
    event.stopPropagation();
    act();
  }
}
