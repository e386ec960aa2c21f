/** A new element with its class and, where given, its text and children. */
export function element(className: string, content: string | readonly Node[] = [], tag = 'div'): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  if (typeof content === 'string') made.textContent = content;
  else made.append(...content);
  return made;
}

/** Sets a text only where it differs: a needless write makes the browser lay the panel out again. */
export function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}
