import type { RecordingModel } from './recording-model.ts';

/** R starts and stops a take, P and Space pause it and go on, M marks a place in it; unless the key means something where the focus is. */
export function listenForShortcuts(recording: RecordingModel): void {
  document.addEventListener('keydown', (event) => {
    const key = freeKey(event);
    if (key === ' ') {
      const { kind } = recording.state;
      if (kind !== 'recording' && kind !== 'paused') return;
      // Space would scroll the page, also while it is held.
      event.preventDefault();
      if (!event.repeat) recording.togglePause();
    } else if (event.repeat) return;
    else if (key === 'r') recording.toggle();
    else if (key === 'p') recording.togglePause();
    else if (key === 'm') void recording.mark();
  });
}

/** What key it is, unless something else has it: a field, a button, the browser. */
export function freeKey(event: KeyboardEvent): string | undefined {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return undefined;
  const key = keyOf(event);
  return isInside(event, key === ' ' ? SPACE_IS_TAKEN : LETTERS_ARE_TAKEN) ? undefined : key;
}

/**
 * The letter on the key. A layout of another script has no Latin letters: there it is the key in the place of one, by
 * its name in `code`. A sign that is no letter is none, whatever stands there elsewhere.
 */
export function keyOf({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string {
  const foreign = /^[\p{L}\p{M}]+$/u.test(key) && !/[\p{Script=Latin}]/u.test(key);
  return (foreign ? code.replace('Key', '') : key).toLowerCase();
}

const LETTERS_ARE_TAKEN =
  'input:not([type=checkbox], [type=radio]), textarea, select, audio, dialog, [contenteditable]';
const SPACE_IS_TAKEN = 'input, textarea, select, button, summary, a, audio, dialog, [contenteditable]';

/** Looks through shadow roots, which `closest` does not. */
function isInside(event: KeyboardEvent, selector: string): boolean {
  return event.composedPath().some((target) => target instanceof Element && target.matches(selector));
}
