import { html, nothing } from 'lit';
import type { HealthModel } from '../notices/health-model.ts';
import { healthTone } from '../text/health-text.ts';
import { spanText } from '../text/time-text.ts';
import * as words from '../words/later/sound.ts';

/** What a take's health is made of, as a list. */
export function healthDetails(health: HealthModel) {
  const tone = healthTone(health);
  const { lostSeconds, silences, late, mutes } = health;
  return html`<ul>
    ${tone === 'good' ? html`<li>${words.everyFrame}</li>` : nothing}
    ${lostSeconds > 0 ? html`<li>${words.missing(spanText(lostSeconds))}</li>` : nothing}
    ${silences > 0 ? html`<li>${words.silences(silences)}</li>` : nothing}
    ${late > 0 ? html`<li>${words.arrivedLate(late)}</li>` : nothing}
    ${mutes ? html`<li>${words.mutesItself}</li>` : nothing}
    ${tone === 'good' && !mutes ? nothing : html`<li>${words.placesAreListed}</li>`}
  </ul>`;
}
