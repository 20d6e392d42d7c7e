import type { ErrorCode } from '../../shared/base/errors.ts';
import { Model } from '../kit/model.ts';
import type { TakesModel } from '../library/takes-model.ts';
import type { MicrophonesModel } from '../record/microphones-model.ts';
import type { RecordingModel } from '../record/recording-model.ts';

/** What the card shows, if it is shown. */
export type MicCheckView =
  | { readonly kind: 'none' }
  /** The first visit: nothing was asked yet. */
  | { readonly kind: 'invite' }
  /** No microphone can be used. */
  | { readonly kind: 'barred'; readonly code: ErrorCode }
  /** The person checks the microphones. */
  | { readonly kind: 'check' };

interface Parts {
  readonly recording: Pick<RecordingModel, 'on' | 'state' | 'obstacle' | 'keepReady' | 'setKeepReady'>;
  readonly microphones: Pick<MicrophonesModel, 'on' | 'permission' | 'failure'>;
  readonly takes: Pick<TakesModel, 'on' | 'all'>;
}

const NONE: MicCheckView = { kind: 'none' };

/** Whether the microphone is being checked. A take that begins ends that at once. */
export class MicCheckModel extends Model {
  readonly #parts: Parts;
  #checking = false;
  /** Standby was interrupted by the check. */
  #readyBefore = false;

  constructor(parts: Parts) {
    super();
    this.#parts = parts;
    const { recording, microphones, takes } = parts;
    recording.on('change', () => {
      const { kind } = recording.state;
      if (kind !== 'idle' && kind !== 'armed') this.#checking = false;
      // Put on standby by the person, who may now switch it off.
      else if (kind === 'armed' && !this.#checking) this.#readyBefore = false;
      else if (kind === 'idle' && !this.#checking) void this.#goBack();
      this.changed();
    });
    for (const model of [microphones, takes]) model.on('change', () => this.changed());
  }

  get view(): MicCheckView {
    const { recording, microphones, takes } = this.#parts;
    if (recording.state.kind !== 'idle') return NONE;
    const code = recording.obstacle ?? microphones.failure;
    if (code !== undefined) return { kind: 'barred', code };
    if (this.#checking) return { kind: 'check' };
    return microphones.permission === 'prompt' && takes.all?.length === 0 ? { kind: 'invite' } : NONE;
  }

  /** Closes a microphone on standby until the check is over: some browsers give it to one at a time. */
  async open(): Promise<void> {
    const { recording } = this.#parts;
    const { kind } = recording.state;
    if (this.#checking || (kind !== 'idle' && kind !== 'armed')) return;
    this.#checking = true;
    this.#readyBefore = recording.keepReady;
    if (this.#readyBefore) await recording.setKeepReady(false);
    this.changed();
  }

  async close(): Promise<void> {
    this.#checking = false;
    this.changed();
    if (this.#parts.recording.state.kind === 'idle') await this.#goBack();
  }

  /** After the check, and after a take that ended it. */
  async #goBack(): Promise<void> {
    if (!this.#readyBefore) return;
    this.#readyBefore = false;
    await this.#parts.recording.setKeepReady(true);
  }
}
