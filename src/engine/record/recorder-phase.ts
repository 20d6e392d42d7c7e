import type { LiveTake } from './live-take.ts';
import type { RecorderState } from './recorder-state.ts';
import type { Session } from '../capture/session.ts';
import type { CaptureFailover } from '../failover/capture-failover.ts';

/** A recorder's phase, with everything it holds in that phase. */
export type Phase =
  | { readonly kind: 'idle' }
  /** A microphone is being opened, or a take is being begun on one. */
  | { readonly kind: 'opening' }
  | { readonly kind: 'armed'; readonly session: Session }
  | TakePhase;

export interface TakePhase {
  readonly kind: 'recording' | 'paused' | 'stopping';
  readonly session: Session;
  readonly take: LiveTake;
  readonly failover: CaptureFailover;
}

/** The public state for a phase. */
export function stateOf(phase: Phase): RecorderState {
  switch (phase.kind) {
    case 'idle':
    case 'opening':
      return { kind: phase.kind };
    case 'armed':
      return { kind: 'armed', source: phase.session.source };
    default:
      return {
        kind: phase.kind,
        source: phase.session.source,
        takeId: phase.take.spec.id,
        name: phase.take.spec.name,
        away: phase.session.lost !== undefined,
      };
  }
}
