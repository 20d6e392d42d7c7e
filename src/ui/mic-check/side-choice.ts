import { html, nothing } from 'lit';
import type { Verdict } from '../../engine/check/verdict.ts';
import { SIDES, type Side } from '../../shared/audio/input-side.ts';
import { option } from '../kit/format-options.ts';
import * as words from '../words/later/mic-check.ts';

const ONE_SIDED: Readonly<Partial<Record<Verdict, Side>>> = { 'left-only': 'left', 'right-only': 'right' };

/** Which channel of a stereo input is recorded. */
export function sideChoice(
  side: Side | undefined,
  disabled: boolean,
  choose: (side: Side | undefined) => void,
) {
  return html`<label class="side">
    ${words.channels}
    <select
      ?disabled=${disabled}
      @change=${({ target }: Event) =>
        choose(SIDES.find((each) => each === (target as HTMLSelectElement).value))}
    >
      ${(['all', ...SIDES] as const).map((choice) =>
        option(choice, words.channelChoices[choice], choice === (side ?? 'all')),
      )}
    </select>
  </label>`;
}

/** An input with sound on one channel alone is better recorded as mono. */
export function sideOffer(verdict: Verdict, choose: (side: Side) => void) {
  const side = ONE_SIDED[verdict];
  if (side === undefined) return nothing;
  return html`<button @click=${() => choose(side)}>${words.recordAlone[side]}</button>`;
}
