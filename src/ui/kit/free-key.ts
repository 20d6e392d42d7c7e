/** Whether the focused field, button or dialog uses the key itself. */
export function isKeyTaken(event: KeyboardEvent): boolean {
  return event.defaultPrevented || isInside(event, keyOf(event) === ' ' ? SPACE_IS_TAKEN : LETTERS_ARE_TAKEN);
}

/** Returns the key, or undefined if something else uses it: a field, a button or the browser. */
export function freeKey(event: KeyboardEvent): string | undefined {
  if (event.ctrlKey || event.altKey || event.metaKey || isKeyTaken(event)) return undefined;
  return keyOf(event);
}

/**
 * The letter on the key. Layouts of non-Latin scripts have no Latin letters; for these it is the letter at this
 * position by `code`. A key that gives a sign other than a letter is not mapped this way.
 */
export function keyOf({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string {
  const foreign = /^[\p{L}\p{M}]+$/u.test(key) && !/[\p{Script=Latin}]/u.test(key);
  return (foreign ? code.replace('Key', '') : key).toLowerCase();
}

/** Whether the key composes a word. Of the Enter that ends it, Safari tells so only by this old code. */
export function composes({ isComposing, keyCode }: KeyboardEvent): boolean {
  return isComposing || keyCode === 229;
}

const LETTERS_ARE_TAKEN =
  'input:not([type=checkbox], [type=radio]), textarea, select, audio, dialog, [contenteditable]';
const SPACE_IS_TAKEN = 'input, textarea, select, button, summary, a, audio, dialog, [contenteditable]';

/** Whether the key was pressed in a popover or a modal dialog, or beside an open one that the focus has not entered. */
export function isLayered(event: KeyboardEvent): boolean {
  const layered = (node: EventTarget): boolean =>
    (node instanceof Element && node.matches(':popover-open, dialog[open]')) ||
    (node instanceof ShadowRoot && node.querySelector(':popover-open, dialog[open]') !== null);
  return event.composedPath().some(layered);
}

/** Also looks through shadow roots, which `closest` does not. */
function isInside(event: KeyboardEvent, selector: string): boolean {
  return event.composedPath().some((target) => target instanceof Element && target.matches(selector));
}
