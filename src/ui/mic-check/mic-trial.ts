import type { OpenSource } from '../../engine/capture/capture-source.ts';
import { tryMicrophone } from '../../engine/check/microphone-trial.ts';
import { trialFile } from '../../engine/check/trial-file.ts';
import { verdictOf, type Verdict } from '../../engine/check/verdict.ts';
import type { MicrophoneRequest } from '../../engine/microphone/microphone.ts';
import { asCapstanError, type CapstanError } from '../../shared/base/errors.ts';
import { Model } from '../kit/model.ts';

export const TRIAL_SECONDS = 5;

export type TrialState =
  | { readonly kind: 'none' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'running' }
  /** `url` plays what was heard. */
  | { readonly kind: 'heard'; readonly verdict: Verdict; readonly url: string }
  | { readonly kind: 'failed'; readonly error: CapstanError };

/** Records a few seconds of a microphone into memory. The next trial, or leaving, forgets them. */
export class MicTrial extends Model {
  readonly #open: OpenSource;
  #state: TrialState = { kind: 'none' };
  #running: AbortController | undefined;

  constructor(open: OpenSource) {
    super();
    this.#open = open;
  }

  get state(): TrialState {
    return this.#state;
  }

  async run(request: Pick<MicrophoneRequest, 'deviceId' | 'side'>): Promise<void> {
    this.forget();
    const running = new AbortController();
    this.#running = running;
    this.#enter({ kind: 'opening' });
    const begun = () => this.#enter({ kind: 'running' });
    try {
      const { signal } = running;
      const trial = await tryMicrophone(this.#open, { ...request, signal }, TRIAL_SECONDS, begun);
      if (signal.aborted) return;
      this.#enter({ kind: 'heard', verdict: verdictOf(trial), url: URL.createObjectURL(trialFile(trial)) });
    } catch (error) {
      if (!running.signal.aborted)
        this.#enter({ kind: 'failed', error: asCapstanError(error, 'mic-failed') });
    }
  }

  /** Ends a trial that runs, and deletes what the last one recorded. */
  forget(): void {
    this.#running?.abort(new DOMException('the check was left', 'AbortError'));
    this.#running = undefined;
    if (this.#state.kind === 'heard') URL.revokeObjectURL(this.#state.url);
    this.#enter({ kind: 'none' });
  }

  #enter(state: TrialState): void {
    this.#state = state;
    this.changed();
  }
}
