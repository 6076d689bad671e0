/** Typing is told after a pause of so many milliseconds. */
const typingPauseMs = 300;

/** Calls `tell` when somebody who types pauses, and at once when the box is left. Gives what drops a call that waits. */
export function onTyped(box: HTMLTextAreaElement, tell: (isLeft: boolean) => void): () => void {
  let waiting = 0;
  const drop = () => clearTimeout(waiting);
  box.addEventListener('input', () => {
    drop();
    waiting = window.setTimeout(() => tell(false), typingPauseMs);
  });
  box.addEventListener('blur', () => {
    drop();
    tell(true);
  });
  return drop;
}
