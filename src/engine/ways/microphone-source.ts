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

/** A way that gives nothing for so long while the other flows is opened anew. */
const SILENT_PATIENCE_MS = 2000;

/** So long a graph that flows waits for the track. */
const TRACK_PATIENCE_MS = 500;

/** Opens a way of the microphone, at first and whenever it was closed. */
export type OpenOneWay = (signal: AbortSignal) => Promise<OpenWay>;

/**
 * One open microphone with one or two ways. A way that dies or gives nothing is opened anew on the same track, without
 * closing the other.
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
   * Resolves as soon as one way flows; the others join by themselves, or the microphone has one way. Closes the microphone
   * where none does, or the signal is aborted.
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

  get processing(): readonly string[] {
    return this.#microphone.processing;
  }

  get ways(): readonly WayKind[] {
    return this.#registry.kinds;
  }

  /** The later way's: to wait for more than is on its way costs milliseconds, for less a word's end. */
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
        // Revived, it would run by now.
        if (state.ms >= SILENT_PATIENCE_MS) slot.renew(new CapstanError('audio-clock-stalled'));
        break;
      case 'foreign':
        slot.giveUp();
        this.#listener?.({ kind: 'foreign', way: way!.link.kind });
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
      // The first slot's own words: of two ways that failed, one reason is enough.
      throw this.#lost ?? (error as AggregateError).errors[0];
    }
  }

  /** The track has kept what came since the microphone opened: a take is to begin with that, though the graph was faster. */
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

  /** Said once; what opens ways stops, so that nothing is opened that nobody waits for. */
  #lose(reason: CapstanError): void {
    if (this.#lost !== undefined || this.#ended.signal.aborted) return;
    this.#lost = reason;
    this.#registry.close();
    this.#ended.abort(reason);
    this.#listener?.({ kind: 'lost', reason });
  }
}
