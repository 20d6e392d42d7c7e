import type { Side } from '../../shared/audio/input-side.ts';
import { CapstanError } from '../../shared/base/errors.ts';
import type { Moment, WayKind, WayLink } from '../../shared/journal/capture-link.ts';
import type { WayState } from '../../shared/journal/journal-notices.ts';
import {
  freshId,
  tailFrames,
  type BrowserCounts,
  type RingSource,
  type SourceChange,
  type WayHost,
} from '../capture/capture-source.ts';
import { unlessAborted } from '../base/deadline.ts';
import { closeStream, onTrackEnded, type OpenMicrophone } from '../microphone/microphone.ts';
import type { OpenWay } from './open-way.ts';
import { WayRegistry } from './way-registry.ts';
import { WaySlot } from './way-slot.ts';

/** A capture path (way) that delivers nothing for this long, while the other one does, is reopened. */
const SILENT_PATIENCE_MS = 2000;

/** How long an audio graph that already delivers waits for the track. */
const TRACK_PATIENCE_MS = 500;

/** Opens one way to the microphone: the first time, and each time it is reopened. */
export type OpenOneWay = (signal: AbortSignal) => Promise<OpenWay>;

/**
 * One open microphone with one or two ways. A way that dies or delivers nothing is reopened on the same track, and the
 * other stays open.
 */
export class MicrophoneSource implements RingSource {
  readonly id = freshId();
  readonly #microphone: OpenMicrophone;
  readonly #registry = new WayRegistry(this.id);
  readonly #slots = new Map<WayKind, WaySlot>();
  readonly #ended = new AbortController();
  #sampleRate = 0;
  #lost: CapstanError | undefined;
  #listener: ((change: SourceChange) => void) | undefined;
  #closing: Promise<void> | undefined;

  /**
   * Resolves when one way delivers frames; if that is not the track, waits up to 500 ms more for the track. The other
   * way joins by itself if it opens later. Closes the microphone and rejects if no way delivers frames or the signal is
   * aborted.
   */
  static async open(
    microphone: OpenMicrophone,
    ways: ReadonlyMap<WayKind, OpenOneWay>,
    signal: AbortSignal | undefined,
  ): Promise<MicrophoneSource> {
    const source = new MicrophoneSource(microphone, ways);
    try {
      await unlessAborted(source.#firstWay(), signal);
      if (source.#lost !== undefined) throw source.#lost;
      return source;
    } catch (error) {
      await source.close();
      throw error;
    }
  }

  private constructor(microphone: OpenMicrophone, ways: ReadonlyMap<WayKind, OpenOneWay>) {
    this.#microphone = microphone;
    for (const [kind, open] of ways) {
      const slot = new WaySlot(
        open,
        {
          opened: (way) => this.#opened(way),
          closed: (way, reason) => this.#closed(way, reason),
        },
        this.#ended.signal,
      );
      this.#slots.set(kind, slot);
    }
    onTrackEnded(microphone, (reason) => this.#lose(reason));
  }

  get label(): string {
    return this.#microphone.label;
  }

  get deviceId(): string | undefined {
    return this.#microphone.deviceId;
  }

  get sampleRate(): number {
    return this.#sampleRate;
  }

  get channels(): number {
    return this.#microphone.channels;
  }

  get side(): Side | undefined {
    return this.#microphone.side;
  }

  get processing(): readonly string[] {
    return this.#microphone.processing;
  }

  get ways(): readonly WayKind[] {
    return this.#registry.kinds;
  }

  /** That of the slowest way: waiting too long costs milliseconds, waiting too short cuts off the end of a word. */
  get tailFrames(): number {
    const latencies = this.#registry.open.map(({ latencySeconds }) => latencySeconds);
    return tailFrames(Math.max(this.#microphone.latency, ...latencies), this.#sampleRate);
  }

  moment(): Moment {
    return this.#registry.moment();
  }

  browserCounts(): BrowserCounts | undefined {
    const [only, ...others] = this.#registry.open;
    return others.length > 0 ? undefined : only?.counts();
  }

  revive(): void {
    for (const way of this.#registry.open) way.revive();
  }

  listen(listener: (change: SourceChange) => void): void {
    this.#listener = listener;
    if (this.#lost !== undefined) listener({ kind: 'lost', reason: this.#lost });
  }

  links(): readonly WayLink[] {
    return this.#registry.links();
  }

  attached(host: WayHost): void {
    this.#registry.attached(host);
  }

  released(): void {
    this.#registry.released();
  }

  hear(wayId: number, state: WayState): void {
    const way = this.#registry.open.find(({ link }) => link.id === wayId);
    const slot = way && this.#slots.get(way.link.kind);
    if (slot === undefined) return;
    switch (state.kind) {
      case 'silent':
        way?.revive();
        // If reviving had worked, the way would deliver by now.
        if (state.ms >= SILENT_PATIENCE_MS) slot.renew(new CapstanError('audio-clock-stalled'));
        break;
      case 'foreign':
        slot.giveUp();
        this.#listener?.({ kind: 'foreign', way: way!.link.kind });
        break;
      case 'behind':
        way?.catchUp();
        break;
      case 'flows':
        break;
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#registry.close();
    this.#listener = undefined;
    this.#ended.abort(new DOMException('the microphone was closed', 'AbortError'));
    closeStream(this.#microphone.stream);
    await Promise.all([...this.#slots.values()].map(({ done }) => done));
  }

  async #firstWay(): Promise<void> {
    try {
      await Promise.any([...this.#slots.values()].map(({ first }) => first));
      await this.#trackToo();
    } catch (error) {
      // If both ways failed, the first slot's error is reason enough.
      throw this.#lost ?? (error as AggregateError).errors[0];
    }
  }

  /** The track queued all frames since the microphone opened. A take begins with them, even if the graph was faster. */
  async #trackToo(): Promise<void> {
    const track = this.#slots.get('track')?.first.catch(() => {});
    if (track === undefined || this.ways.includes('track')) return;
    let late: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<void>((resolve) => (late = setTimeout(resolve, TRACK_PATIENCE_MS)));
    await Promise.race([track, patience]);
    clearTimeout(late);
  }

  #opened(way: OpenWay): boolean {
    if (this.#sampleRate === 0) this.#sampleRate = way.sampleRate;
    if (way.sampleRate !== this.#sampleRate) return false;
    this.#registry.add(way);
    this.#listener?.({ kind: 'ways' });
    return true;
  }

  #closed(way: OpenWay, reason: CapstanError | undefined): void {
    this.#registry.remove(way);
    this.#listener?.({ kind: 'ways' });
    if (this.#registry.open.length > 0 || this.#ended.signal.aborted) return;
    this.#lose(reason ?? new CapstanError('mic-failed', 'no way to the microphone is left'));
  }

  /** Reports the loss once and stops all slots, so that no way is opened that nobody waits for. */
  #lose(reason: CapstanError): void {
    if (this.#lost !== undefined || this.#ended.signal.aborted) return;
    this.#lost = reason;
    this.#registry.close();
    this.#ended.abort(reason);
    this.#listener?.({ kind: 'lost', reason });
  }
}
