import { RecentLeast } from '../clock/recent-least.ts';
import type { WayRing } from './way-ring.ts';

/**
 * A graph that is this far behind the track holds a queue that is nearly full: the browser has room for 150 to 200 ms
 * and drops what no longer fits.
 */
const BEHIND_MS = 100;
/** For this long the graph must not have been less far behind. */
const WATCHED_MS = 400;
/** A graph that stays behind is reported again after this long, then after twice as long, and so on up to the most. */
const AGAIN_MS = 1000;
const MOST_AGAIN_MS = 32_000;

/**
 * Watches how far an audio graph is behind the track. A clock that stood still for a moment leaves the browser's queue
 * in front of the graph full for good. If the track fails later, every small jitter costs the graph a buffer.
 */
export class GraphLag {
  #lag = new RecentLeast(WATCHED_MS);
  /** Since when both ways have had a place and delivered. */
  #sinceMs: number | undefined;
  /**
   * When a graph that is still behind is reported again. A clock that is slow for some seconds fills the queue anew after
   * each report, and a graph that is slow by nature is to be reported ever more rarely.
   */
  #againMs = Number.NEGATIVE_INFINITY;
  #nextDelayMs = AGAIN_MS;
  /** The graph that this is about. */
  #worklet: WayRing | undefined;

  /** Returns how many milliseconds the graph is behind if that is too far and is to be reported now. */
  look(
    nowMs: number,
    worklet: WayRing | undefined,
    track: WayRing | undefined,
    sampleRate: number,
  ): number | undefined {
    const graphEnd = flowingEnd(worklet, nowMs);
    const trackEnd = flowingEnd(track, nowMs);
    if (graphEnd === undefined || trackEnd === undefined) {
      this.#sinceMs = undefined;
      return undefined;
    }
    if (this.#sinceMs === undefined) {
      this.#sinceMs = nowMs;
      this.#lag = new RecentLeast(WATCHED_MS);
    }
    this.#lag.see(nowMs, ((trackEnd - graphEnd) / sampleRate) * 1000);
    if (nowMs - this.#sinceMs < WATCHED_MS) return undefined;
    const behindMs = this.#lag.value;
    if (behindMs < BEHIND_MS || worklet !== this.#worklet) {
      this.#worklet = worklet;
      this.#againMs = Number.NEGATIVE_INFINITY;
      this.#nextDelayMs = AGAIN_MS;
    }
    if (behindMs < BEHIND_MS) return undefined;
    if (nowMs < this.#againMs) return undefined;
    this.#againMs = nowMs + this.#nextDelayMs;
    this.#nextDelayMs = Math.min(2 * this.#nextDelayMs, MOST_AGAIN_MS);
    return behindMs;
  }
}

/** The merged frame up to which a way has delivered; undefined while it has no place or delivers nothing. */
function flowingEnd(way: WayRing | undefined, nowMs: number): number | undefined {
  return way?.isAlive(nowMs) === true ? way.mergedEnd : undefined;
}
