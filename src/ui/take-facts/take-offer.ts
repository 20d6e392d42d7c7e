import { html, nothing } from 'lit';
import type { Take } from '../../engine/takes/take.ts';
import type { JobsModel } from '../convert/jobs-model.ts';
import type { RecoveryChoiceApp } from '../takes/recovery-choice.ts';
import { positionText } from '../text/time-text.ts';
import * as words from '../words/later/take-page.ts';

interface OfferingApp extends RecoveryChoiceApp {
  readonly jobs: Pick<JobsModel, 'of'>;
}

/** What is asked about a take that broke off. Nothing for any other, and while it is worked on. */
export function takeOffer(app: OfferingApp, take: Take) {
  if (take.brokeOff === undefined || app.jobs.of(take.id) !== undefined) return nothing;
  // Rare, so its code is loaded with the first. Without it the take can still be exported.
  import('../takes/recovery-choice.ts').catch(() => {});
  const told =
    take.brokeOff === 'recording'
      ? words.interruptedAt(positionText(take.durationSeconds))
      : words.encoderCutOff;
  return html`<div class="offer">
    <p>${told}</p>
    <recovery-choice .app=${app} .take=${take}></recovery-choice>
  </div>`;
}
