import type { RecordingModel } from './recording-model.ts';

/** Space starts and stops a take, M marks a place in it, unless the key means something where the focus is. */
export function listenForShortcuts(recording: RecordingModel): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === ' ' && !isInside(event, SPACE_IS_TAKEN)) {
      // Space would scroll the page.
      event.preventDefault();
      toggle(recording);
    } else if (event.key.toLowerCase() === 'm' && !isInside(event, LETTERS_ARE_TAKEN)) {
      void recording.mark();
    }
  });
}

const LETTERS_ARE_TAKEN =
  'input:not([type=checkbox], [type=radio]), textarea, select, audio, dialog, [contenteditable]';
const SPACE_IS_TAKEN = 'input, textarea, select, button, summary, a, audio, dialog, [contenteditable]';

function toggle(recording: RecordingModel): void {
  const { kind } = recording.state;
  if (kind === 'recording' || kind === 'paused') void recording.stop();
  else if ((kind === 'idle' || kind === 'armed') && recording.blocked === undefined) void recording.record();
}

/** Looks through shadow roots, which `closest` does not. */
function isInside(event: KeyboardEvent, selector: string): boolean {
  return event.composedPath().some((target) => target instanceof Element && target.matches(selector));
}
