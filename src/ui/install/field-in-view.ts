import { focusedElement } from '../kit/focus-keeper.ts';

/**
 * Keeps the field that has the focus in view while the window shrinks, or while the keyboard on the screen opens: a
 * browser scrolls to it when it gets the focus, and not after that.
 */
export function keepFieldInView(): void {
  const follow = () => {
    const field = focusedElement();
    if (field?.matches('input, textarea, select')) field.scrollIntoView({ block: 'nearest' });
  };
  // Once what the new size has moved stands.
  window.visualViewport?.addEventListener('resize', () => requestAnimationFrame(follow));
}
