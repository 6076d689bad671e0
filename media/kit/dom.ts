/** Small helpers over the DOM. Text only ever becomes text nodes; nothing here parses HTML. */

export type Child = Node | string | undefined;
export type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** An element with attributes (`true` gives an empty one, `false` and undefined none) and children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    setAttribute(made, name, value);
  }
  for (const child of children) {
    if (child !== undefined) {
      made.append(child);
    }
  }
  return made;
}

/** Writes an attribute only when it changes. */
export function setAttribute(target: Element, name: string, value: string | boolean | undefined): void {
  const text = value === true ? '' : value === false ? undefined : value;
  if (text === undefined) {
    target.removeAttribute(name);
  } else if (target.getAttribute(name) !== text) {
    target.setAttribute(name, text);
  }
}

/** Writes the text of an element that holds only text, only when it changes. */
export function setText(target: Element, text: string): void {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

/** Makes the children of `parent` exactly `wanted`, in order, without moving a node that is already in its place. */
export function syncChildren(parent: Element, wanted: readonly Element[]): void {
  const keep = new Set<Element>(wanted);
  for (const child of [...parent.children]) {
    if (!keep.has(child)) {
      child.remove();
    }
  }
  wanted.forEach((child, index) => {
    if (parent.children[index] !== child) {
      parent.insertBefore(child, parent.children[index] ?? null);
    }
  });
}

let ids = 0;

/** An ID that no other element on the page has. */
export function freshId(): string {
  ids += 1;
  return `id-${ids}`;
}

/** Replaces `{0}`, `{1}` … in a translated text with the values. */
export function fill(template: string, ...values: readonly string[]): string {
  return template.replace(/\{(\d)\}/g, (place, index) => values[Number(index)] ?? place);
}

/** Runs a drawing function at most once per frame, and soon even if the panel is hidden and draws no frames. */
export function oncePerFrame(draw: () => void): () => void {
  let frame = 0;
  let timer = 0;
  const run = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = 0;
    draw();
  };
  return () => {
    if (frame === 0) {
      frame = requestAnimationFrame(run);
      timer = window.setTimeout(run, 250);
    }
  };
}
