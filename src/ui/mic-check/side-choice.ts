import { html, nothing } from 'lit';
import type { Verdict } from '../../engine/check/verdict.ts';
import { SIDES, type Side } from '../../shared/audio/input-side.ts';
import { option } from '../kit/format-options.ts';

const WORDS: Readonly<Record<Side | 'all', string>> = {
  all: 'All',
  left: 'Left alone, as mono',
  right: 'Right alone, as mono',
};

const ONE_SIDED: Readonly<Partial<Record<Verdict, Side>>> = { 'left-only': 'left', 'right-only': 'right' };

/** Which channel of a stereo input is recorded. */
export function sideChoice(
  side: Side | undefined,
  disabled: boolean,
  choose: (side: Side | undefined) => void,
) {
  return html`<label class="side">
    Channels
    <select
      ?disabled=${disabled}
      @change=${({ target }: Event) =>
        choose(SIDES.find((each) => each === (target as HTMLSelectElement).value))}
    >
      ${(['all', ...SIDES] as const).map((choice) =>
        option(choice, WORDS[choice], choice === (side ?? 'all')),
      )}
    </select>
  </label>`;
}

/** An input with sound on one channel alone is better recorded as mono. */
export function sideOffer(verdict: Verdict, choose: (side: Side) => void) {
  const side = ONE_SIDED[verdict];
  if (side === undefined) return nothing;
  return html`<button @click=${() => choose(side)}>Record the ${side} channel alone</button>`;
}
