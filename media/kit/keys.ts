/** Enter sends. With Shift, it makes a new line, and while an input method is composing, it belongs to that. */
export function isSendKey(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229;
}
