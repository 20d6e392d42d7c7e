/** What is to become of the microphone, once no take is running. */
type MicrophoneWish =
  | 'nothing'
  /** A setting for it changed while it was being opened: it is opened again. */
  | 'reopen'
  /** A take interrupted its standby: it is put on standby again. */
  | 'standby';

/** What is to happen once the recorder rests: with a closed microphone, or with one on standby. */
export type Intention =
  | { readonly kind: MicrophoneWish }
  /** A take was asked for while the microphone was being opened, or while the take before it was running. */
  | { readonly kind: 'record'; readonly once: 'open' | 'stopped'; readonly then: MicrophoneWish };

/** What to do now that the recorder rests. `record-anew` closes the microphone first, because its settings changed. */
export type Deed = 'nothing' | 'record' | 'record-anew' | 'reopen' | 'standby';

const NOTHING: Intention = { kind: 'nothing' };

/** What was asked for too early, one thing at a time. It is done once the recorder rests. */
export class Intentions {
  #next: Intention = NOTHING;

  get next(): Intention {
    return this.#next;
  }

  /** Record was pressed while the microphone was being opened. */
  recordOnceOpen(): void {
    this.#next = { kind: 'record', once: 'open', then: this.#microphone };
  }

  /** The next take was asked for while this one was running. */
  recordOnceStopped(): void {
    this.#next = { kind: 'record', once: 'stopped', then: this.#microphone };
  }

  /** A setting for the microphone changed while it was being opened. */
  reopenOnceOpen(): void {
    this.#wish('reopen');
  }

  /** A take began while the microphone was being opened again for standby. */
  standbyOnceStopped(): void {
    this.#wish('standby');
  }

  /** The microphone is about to be opened with the settings of now. */
  openedAnew(): void {
    this.#wish('nothing');
  }

  /** Returns what to do now that the recorder is `idle` or `armed`, and forgets it. */
  settle(at: 'idle' | 'armed'): Deed {
    const next = this.#next;
    this.#next = NOTHING;
    if (next.kind !== 'record') {
      // Opening a microphone anew needs one that is open, putting it on standby needs one that is not.
      const possible = at === 'armed' ? next.kind === 'reopen' : next.kind === 'standby';
      return possible ? next.kind : 'nothing';
    }
    const { then } = next;
    if (at === 'armed') return then === 'reopen' ? 'record-anew' : 'record';
    // The microphone was not opened.
    if (next.once === 'open') return then === 'standby' ? 'standby' : 'nothing';
    if (then === 'standby') this.#wish('standby');
    return 'record';
  }

  get #microphone(): MicrophoneWish {
    return this.#next.kind === 'record' ? this.#next.then : this.#next.kind;
  }

  #wish(wish: MicrophoneWish): void {
    this.#next = this.#next.kind === 'record' ? { ...this.#next, then: wish } : { kind: wish };
  }
}
