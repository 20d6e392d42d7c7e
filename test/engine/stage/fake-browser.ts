import { vi } from 'vitest';
import type { TrackWorker } from '../../../src/engine/ways/track-way.ts';
import { RING_STATE, RING_WORD } from '../../../src/shared/capture/capture-ring.ts';
import { CaptureRingWriter } from '../../../src/shared/capture/capture-ring-writer.ts';
import type { TrackCaptureApi, TrackShape } from '../../../src/shared/capture/track-capture-api.ts';
import { FakeBridge } from './fake-bridge.ts';

const RATE = 8000;
const BEAT_MS = 100;
const BLOCK = Float32Array.of(0.5);

export class FakeTrack extends EventTarget {
  readonly kind = 'audio';
  readonly label: string;
  readonly deviceId: string;
  readyState: 'live' | 'ended' = 'live';

  readonly #channels: number;

  constructor(deviceId: string, channels: number) {
    super();
    this.#channels = channels;
    this.deviceId = deviceId;
    this.label = `Microphone ${deviceId}`;
  }

  getSettings() {
    return { deviceId: this.deviceId, sampleRate: RATE, channelCount: this.#channels, latency: 0.01 };
  }

  stop(): void {
    this.readyState = 'ended';
  }

  /** The track ends although nobody asked it to. */
  end(): void {
    if (this.readyState === 'ended') return;
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
}

/** The browser's own objects (devices, tracks, audio contexts, the track worker) and the faults that they can have. */
export class FakeBrowser {
  readonly devices = new Set(['a', 'b']);
  /** Devices with two channels; the others have one. */
  readonly stereo = new Set<string>();
  readonly tracks: FakeTrack[] = [];
  readonly contexts: FakeContext[] = [];
  readonly trackWorkers: FakeBridge<TrackCaptureApi>[] = [];
  /** What getUserMedia does. */
  microphone: 'opens' | 'denied' | 'hangs' = 'opens';
  /** What an audio context does. `off rate` has another sample rate than was asked for. */
  audio: 'runs' | 'stands' | 'cannot be made' | 'off rate' = 'runs';
  /**
   * Whether audio contexts close. While this is false, a context that was asked to close waits until it is true again.
   */
  contextsClose = true;
  /** Whether the track's processor delivers frames, and at which rate. */
  trackFrames = true;
  trackRate = RATE;
  trackWorkerLoads = true;
  /** Whether a new track ends before anything can listen to it. */
  bouncing = false;
  #hanging: (() => void)[] = [];
  readonly mediaDevices = new EventTarget();

  install(): void {
    const getUserMedia = (constraints: { audio: { deviceId?: { exact: string } } }) =>
      this.#open(constraints.audio.deviceId?.exact);
    Object.assign(this.mediaDevices, { getUserMedia });
    vi.stubGlobal('navigator', {
      mediaDevices: this.mediaDevices,
      permissions: { query: () => Promise.resolve({ state: 'granted' }) },
      storage: { getDirectory: () => {} },
    });
    vi.stubGlobal('window', {});
    vi.stubGlobal('document', {});
    vi.stubGlobal('isSecureContext', true);
    vi.stubGlobal('crossOriginIsolated', true);
    // oxlint-disable-next-line typescript/no-this-alias
    const browser = this;
    vi.stubGlobal(
      'AudioContext',
      class extends FakeContext {
        constructor({ sampleRate = RATE }: { sampleRate?: number }) {
          super(browser, browser.audio === 'off rate' ? 2 * sampleRate : sampleRate);
          if (browser.audio === 'cannot be made') throw new DOMException('no audio', 'NotSupportedError');
          browser.contexts.push(this);
        }
      },
    );
    vi.stubGlobal('AudioWorkletNode', FakeNode);
    vi.stubGlobal(
      'MediaStreamTrackProcessor',
      class {
        readonly readable: object;
        constructor({ track }: { track: FakeTrack }) {
          this.readable = { track };
        }
      },
    );
  }

  readonly startTrackWorker = async (): Promise<TrackWorker> => {
    await pause(20);
    if (!this.trackWorkerLoads) throw new Error('did not load');
    const service = new FakeTrackCapture(this);
    const worker = new FakeBridge<TrackCaptureApi>(service, () => service.kill());
    this.trackWorkers.push(worker);
    return worker;
  };

  get live(): FakeTrack[] {
    return this.tracks.filter(({ readyState }) => readyState === 'live');
  }

  get openContexts(): FakeContext[] {
    return this.contexts.filter(({ state }) => state !== 'closed');
  }

  get openWorkers(): FakeBridge<TrackCaptureApi>[] {
    return this.trackWorkers.filter(({ dead }) => !dead);
  }

  /** Unplugs the microphone that is in use. */
  unplug(deviceId = this.live[0]?.deviceId): void {
    if (deviceId !== undefined) this.devices.delete(deviceId);
    for (const track of this.live) if (track.deviceId === deviceId) track.end();
    this.mediaDevices.dispatchEvent(new Event('devicechange'));
  }

  plugIn(...deviceIds: string[]): void {
    for (const id of deviceIds) this.devices.add(id);
    this.mediaDevices.dispatchEvent(new Event('devicechange'));
  }

  /** Ends the newest reader of a track. The track itself stays live. */
  endReading(how: 'ends' | 'fails'): void {
    (this.openWorkers.at(-1)?.api as FakeTrackCapture | undefined)?.endReading(how);
  }

  /** Lets the hanging calls continue. */
  release(): void {
    this.microphone = 'opens';
    for (const go of this.#hanging.splice(0)) go();
  }

  async #open(deviceId: string | undefined) {
    await pause(15);
    if (this.microphone === 'hangs') await new Promise<void>((resolve) => this.#hanging.push(resolve));
    if (this.microphone === 'denied') throw new DOMException('Permission denied', 'NotAllowedError');
    const [first] = [...this.devices].sort();
    const id = deviceId ?? first;
    if (id === undefined || !this.devices.has(id)) {
      throw new DOMException('Requested device not found', 'NotFoundError');
    }
    const track = new FakeTrack(id, this.stereo.has(id) ? 2 : 1);
    this.tracks.push(track);
    if (this.bouncing) track.stop();
    return { getTracks: () => [track], getAudioTracks: () => [track] };
  }
}

class FakeContext extends EventTarget {
  state: 'suspended' | 'running' | 'interrupted' | 'closed' = 'suspended';
  readonly baseLatency = 0.01;
  #rendered = 0;
  readonly sampleRate: number;
  readonly audioWorklet = { addModule: () => pause(10) };
  readonly #browser: FakeBrowser;

  constructor(browser: FakeBrowser, sampleRate: number) {
    super();
    this.#browser = browser;
    this.sampleRate = sampleRate;
  }

  get currentTime(): number {
    if (this.runs) this.#rendered = performance.now() / 1000;
    return this.#rendered;
  }

  get runs(): boolean {
    return this.state === 'running' && this.#browser.audio !== 'stands';
  }

  createMediaStreamSource() {
    return { connect: (node: FakeNode) => node.begin(), disconnect: () => {} };
  }

  createChannelSplitter() {
    return { begin: () => {}, connect: (node: FakeNode) => node.begin(), disconnect: () => {} };
  }

  async resume(): Promise<void> {
    if (this.state !== 'closed') this.become('running');
  }

  async close(): Promise<void> {
    do await pause(5);
    while (!this.#browser.contextsClose);
    this.become('closed');
  }

  become(state: FakeContext['state']): void {
    if (this.state === state) return;
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

class FakeNode {
  readonly #context: FakeContext;
  readonly #ring: CaptureRingWriter;

  constructor(
    context: FakeContext,
    _name: string,
    options: { processorOptions: { ring: SharedArrayBuffer } },
  ) {
    this.#context = context;
    this.#ring = new CaptureRingWriter(options.processorOptions.ring);
  }

  begin(): void {
    const beat = setInterval(() => {
      if (this.#context.state === 'closed') clearInterval(beat);
      else if (this.#context.runs) this.#ring.write([BLOCK], 1);
    }, BEAT_MS);
  }
}

class FakeTrackCapture implements TrackCaptureApi {
  readonly #browser: FakeBrowser;
  #track: FakeTrack | undefined;
  #killed = false;
  #failed = false;
  #endReading: () => void = () => {};
  readonly #readingEnded = new Promise<void>((resolve) => (this.#endReading = resolve));

  constructor(browser: FakeBrowser) {
    this.#browser = browser;
  }

  async open(stream: object): Promise<TrackShape> {
    this.#track = (stream as { track: FakeTrack }).track;
    await pause(8);
    if (!this.#browser.trackFrames) return new Promise(() => {});
    return { sampleRate: this.#browser.trackRate, channels: 1 };
  }

  async start(memory: SharedArrayBuffer): Promise<void> {
    const ring = new CaptureRingWriter(memory);
    ring.write([BLOCK], 1);
    const beat = setInterval(() => {
      if (this.#killed) return clearInterval(beat);
      if (ring.endRequested() || this.#track?.readyState === 'ended') this.#endReading();
      else ring.write([BLOCK], 1);
    }, BEAT_MS);
    void this.#readingEnded.then(() => {
      clearInterval(beat);
      ring.publish(RING_WORD.state, RING_STATE.ended);
    });
  }

  async over(): Promise<void> {
    await this.#readingEnded;
    if (this.#failed) throw new Error('the frames cannot be read');
  }

  endReading(how: 'ends' | 'fails'): void {
    this.#failed = how === 'fails';
    this.#endReading();
  }

  kill(): void {
    this.#killed = true;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
