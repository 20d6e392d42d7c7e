import { RecentLeast } from '../clock/recent-least.ts';
import type { WayRing } from './way-ring.ts';

/**
 * A graph that is this far behind the track holds a queue that is nearly full: the browser has room for 150 to 200 ms
 * and drops what no longer fits.
 */
const BEHIND_MS = 100;
/** For this long the graph must not have been less far behind. */
const WATCHED_MS = 1000;

/**
 * Watches how far an audio graph is behind the track. A clock that stood still for a moment leaves the browser's queue
 * in front of the graph full for good. If the track fails later, every small jitter costs the graph a buffer.
 */
export class GraphLag {
  #lag = new RecentLeast(WATCHED_MS);
  /** Since when both ways have had a place and delivered. */
  #sinceMs: number | undefined;
  /** Whether the graph was less far behind since the last report. Without this, a graph that is slow by nature would be reported for ever. */
  #armed = true;

  /** Returns how many milliseconds the graph is behind if that is too far; once until it has caught up. */
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
    const tell = behindMs >= BEHIND_MS && this.#armed;
    this.#armed = behindMs < BEHIND_MS;
    return tell ? behindMs : undefined;
  }
}

/** The merged frame up to which a way has delivered; undefined while it has no place or delivers nothing. */
function flowingEnd(way: WayRing | undefined, nowMs: number): number | undefined {
  return way?.isAlive(nowMs) === true ? way.mergedEnd : undefined;
}
