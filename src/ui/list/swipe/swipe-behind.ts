import { html, nothing, render } from 'lit';
import { deleteIt } from '../../words/common.ts';
import * as words from '../../words/later/library.ts';
import type { SwipeAct } from './swipe-track.ts';

const OUTLINE = 'M10 3l2.1 4.5 4.9.6-3.6 3.4.9 4.9-4.3-2.4-4.3 2.4.9-4.9L3 8.1l4.9-.6z';
const BIN = 'M4 5.5h12M8 5.5V3.8h4v1.7M5.5 5.5l.8 11h7.4l.8-11M8.5 8.5v5M11.5 8.5v5';

/** What stands behind a row that is swiped: what will happen, as a picture and a word. */
export interface Behind {
  readonly act: SwipeAct;
  /** Whether it would happen if the finger left now. */
  readonly armed: boolean;
  /** Whether the take has a star already. */
  readonly starred: boolean;
}

/** Shows it in its place, which is hidden from assistive technology: the row's menu does the same. */
export function showBehind(place: HTMLElement, { act, armed, starred }: Behind): void {
  place.className = `behind ${act} ${armed ? 'armed' : ''}`;
  const word = act === 'delete' ? deleteIt : starred ? words.removeStar : words.star;
  render(
    html`<span>
      <svg
        viewBox="0 0 20 20"
        fill=${act === 'star' && !starred ? 'currentColor' : 'none'}
        stroke="currentColor"
        stroke-width="1.6"
        stroke-linecap="round"
        stroke-linejoin="round"
      >
        <path d=${act === 'delete' ? BIN : OUTLINE} />
      </svg>
      ${word}
    </span>`,
    place,
  );
}

export function clearBehind(place: HTMLElement): void {
  render(nothing, place);
  place.remove();
}
