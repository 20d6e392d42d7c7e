import { focusedElement } from '../kit/focus-keeper.ts';

const FIELDS = 'input:not([type=checkbox], [type=radio], [type=range]), textarea, select';

/**
 * Keeps the field that has the focus in view while the window shrinks, or while the keyboard on the screen opens: a
 * browser scrolls to it when it gets the focus, and not after that. Fingers that zoom look for something else.
 */
export function keepFieldInView(): void {
  const viewport = window.visualViewport;
  if (!viewport) return;
  let { height, scale } = viewport;
  const follow = () => {
    const field = focusedElement();
    if (field?.matches(FIELDS)) field.scrollIntoView({ block: 'nearest' });
  };
  viewport.addEventListener('resize', () => {
    const shrinks = viewport.height < height && viewport.scale === scale;
    ({ height, scale } = viewport);
    // Once what the new size has moved stands.
    if (shrinks) requestAnimationFrame(follow);
  });
}
