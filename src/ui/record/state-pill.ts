import { css, html, LitElement } from 'lit';
import { controls } from '../kit/controls-style.ts';
import { Watch } from '../kit/watch.ts';
import type { SpaceModel } from '../status/space-model.ts';
import * as words from '../words/record.ts';
import type { MicrophonesModel } from './microphones-model.ts';
import type { RecordingModel } from './recording-model.ts';

/** The parts of the app that this component uses. */
export interface StatePillApp {
  readonly recording: RecordingModel;
  readonly microphones: MicrophonesModel;
  readonly space: SpaceModel;
}

/** Opening and finishing are only said if they take longer than this. */
const MOMENT_MS = 150;

/** The state of the recorder in a word or two. Its width does not depend on the state. */
export class StatePill extends LitElement {
  static override properties = { app: { attribute: false } };
  static override styles = [
    controls,
    css`
      p {
        display: flex;
        align-items: center;
        justify-content: center;
        gap: 0.5rem;
        inline-size: 7.75rem;
        block-size: 1.75rem;
        border: 1px solid var(--control);
        border-radius: var(--pill);
        font-size: var(--text-s);
        font-weight: 600;
        white-space: nowrap;
      }

      .open {
        border-color: var(--ink);
      }

      .recording {
        border-color: var(--record);
        background: var(--record);
        color: var(--on-record);
      }

      .paused,
      .memory {
        border-color: var(--warn);
        color: var(--warn);
      }

      .recording::before {
        content: '';
        inline-size: 0.5rem;
        block-size: 0.5rem;
        border-radius: 50%;
        background: currentcolor;
        animation: breathe 2s ease-in-out infinite;
      }

      @keyframes breathe {
        50% {
          opacity: 0.4;
        }
      }
    `,
  ];

  declare app: StatePillApp;
  #shown: readonly [look: string, text: string] = ['', ''];
  /** Since when a microphone is being opened, or a take closed. */
  #passingSince: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    new Watch(this, () => [this.app.recording, this.app.microphones, this.app.space]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override willUpdate(): void {
    clearTimeout(this.#timer);
    const { kind } = this.app.recording.state;
    const passing = kind === 'opening' || kind === 'stopping';
    if (!passing) this.#passingSince = undefined;
    else this.#passingSince ??= performance.now();
    const left = MOMENT_MS - (performance.now() - (this.#passingSince ?? -Infinity));
    if (left <= 0) this.#shown = this.#state();
    else this.#timer = setTimeout(() => this.requestUpdate(), left);
  }

  override render() {
    const [look, text] = this.#shown;
    return html`<p class=${look}>${text}</p>`;
  }

  #state(): readonly [look: string, text: string] {
    const { state, blocked, obstacle } = this.app.recording;
    if (blocked !== undefined) return ['', words.cannotRecord];
    switch (state.kind) {
      case 'idle':
        if (obstacle === 'mic-not-found' || (obstacle === undefined && this.app.microphones.none))
          return ['', words.noMicrophone];
        if (obstacle !== undefined) return ['', words.noAccess];
        return this.app.space.inMemory ? ['memory', words.memoryOnly] : ['', words.ready];
      case 'opening':
        return ['', words.opening];
      case 'armed':
        return ['open', words.standby];
      case 'recording':
        return ['recording', words.recording];
      case 'paused':
        return ['paused', words.paused];
      case 'stopping':
        return ['', words.finishing];
    }
  }
}

customElements.define('state-pill', StatePill);
