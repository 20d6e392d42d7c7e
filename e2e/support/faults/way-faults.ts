import type { Page } from 'playwright';
import type { WayKind } from '../../../src/shared/journal/capture-link.ts';
import { crashWorker, obedientWorkers, stallWorker } from './worker-orders.ts';

/** A fault of one of the two capture paths (ways) from a microphone, or of what both of them lead to. */
export type WayFault =
  | {
      readonly kind:
        | 'track-stalled'
        | 'clock-stands'
        | 'clock-held'
        | 'clock-starved'
        | 'journal-stalled'
        | 'page-blocked';
      readonly ms: number;
    }
  | { readonly kind: 'track-crashed' | 'track-ended' };

export type WayFaultKind = WayFault['kind'];

/**
 * A page reopens a way that delivered nothing for two seconds. This is shorter, by what a busy machine measures too
 * much.
 */
const RENEWED_AFTER_MS = 1800;
/**
 * Time until a silent way is closed: two seconds, the time of one more check, and one second that the way has to end.
 */
const CLOSED_AFTER_MS = 3300;
/** An audio context gets one more second to close. */
const CONTEXT_CLOSED_AFTER_MS = 4300;
const OPENING_MS = 800;
/** The pauses before the first, second, … reopening of a way; see `way-slot.ts`. */
const PAUSES_MS = [0, 1000, 2000, 4000];

/** Call this before the page is opened. The audio fault kit must be installed in the page too. */
export function preparedForWayFaults(page: Page): Promise<void> {
  return obedientWorkers(page, 'journal', 'track-capture');
}

/** Starts a fault and does not wait for its end. */
export async function inflict(page: Page, fault: WayFault): Promise<void> {
  switch (fault.kind) {
    case 'track-stalled':
      return stallWorker(page, 'track-capture', fault.ms);
    case 'journal-stalled':
      return stallWorker(page, 'journal', fault.ms);
    case 'track-crashed':
      return crashWorker(page, 'track-capture');
    case 'track-ended':
      return crashWorker(page, 'track-capture', 'silent');
    case 'clock-stands':
      return page.evaluate((ms) => void window.audioFaults.standClock(ms), fault.ms);
    case 'clock-held':
      return page.evaluate((ms) => void window.audioFaults.holdClock(ms), fault.ms);
    case 'clock-starved':
      return page.evaluate((ms) => window.audioFaults.starveClock(ms), fault.ms);
    case 'page-blocked':
      return page.evaluate((ms) => {
        setTimeout(() => {
          const until = performance.now() + ms;
          while (performance.now() < until);
        });
      }, fault.ms);
  }
}

/** `track stalled 2.31 s` */
export function faultText(fault: WayFault): string {
  const words = fault.kind.replace('-', ' ');
  return 'ms' in fault ? `${words} ${(fault.ms / 1000).toFixed(2)} s` : words;
}

/** Computes how long the faults of one take last, until both ways deliver again. */
export class Recoveries {
  readonly #renewals: Record<WayKind, number> = { track: 0, worklet: 0 };

  /** Milliseconds from the start of the next fault until both ways deliver again. */
  after(fault: WayFault): number {
    switch (fault.kind) {
      case 'track-crashed':
        return this.#renewed('track', 0);
      case 'track-ended':
        return this.#renewed('track', CLOSED_AFTER_MS);
      case 'track-stalled':
        return fault.ms < RENEWED_AFTER_MS
          ? fault.ms
          : Math.max(fault.ms, this.#renewed('track', CLOSED_AFTER_MS));
      case 'clock-stands':
        return fault.ms < RENEWED_AFTER_MS
          ? fault.ms
          : Math.max(fault.ms, this.#renewed('worklet', CONTEXT_CLOSED_AFTER_MS));
      case 'clock-held':
      case 'clock-starved':
      case 'journal-stalled':
      case 'page-blocked':
        return fault.ms;
    }
  }

  #renewed(way: WayKind, closedMs: number): number {
    const pauseMs = PAUSES_MS[this.#renewals[way]++] ?? PAUSES_MS.at(-1)!;
    return closedMs + pauseMs + OPENING_MS;
  }
}
