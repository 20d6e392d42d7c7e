import { vi } from 'vitest';
import { JournalClient } from '../../../src/engine/journal/journal-client.ts';
import type { FfmpegCore } from '../../../src/engine/encode/ffmpeg-core.ts';
import type { Side } from '../../../src/shared/audio/input-side.ts';
import { captureOpener } from '../../../src/engine/opening/open-capture.ts';
import type { RecorderEvents } from '../../../src/engine/record/recorder-state.ts';
import { Recorder } from '../../../src/engine/record/recorder.ts';
import type { TakeMarker } from '../../../src/shared/take/marker-replay.ts';
import type { Take } from '../../../src/engine/takes/take.ts';
import type { NameRequest } from '../../../src/engine/takes/names/naming.ts';
import type { TakeLibrary } from '../../../src/engine/takes/take-library.ts';
import type { JournalApi } from '../../../src/shared/journal/journal-api.ts';
import type { WayLink } from '../../../src/shared/journal/capture-link.ts';
import type { TakeHistory } from '../../../src/shared/take/take-events.ts';
import { FakeBridge } from './fake-bridge.ts';
import { FakeBrowser } from './fake-browser.ts';
import { FakeJournal } from './fake-journal.ts';
import { VirtualTime } from './virtual-time.ts';
// What the recorder loads later. Loading takes real time, which does not count here.
import '../../../src/engine/failover/dropout-monitor.ts';
import '../../../src/engine/opening/port-source.ts';
import '../../../src/engine/record/reopened-take.ts';

export const TAKE = { name: 'Take', format: 'wav' } as const;

/**
 * The real recorder, microphone, capture paths (ways), switch and clients. The browser, the journal and the time belong
 * to the test.
 */
export class Stage {
  readonly time = new VirtualTime();
  readonly browser = new FakeBrowser();
  readonly journals: FakeBridge<JournalApi>[] = [];
  readonly occupied = new Set<string>();
  /** Those of a finished take. */
  markers: readonly TakeMarker[] = [];
  readonly recorder: Recorder;
  readonly told: { [Name in 'error' | 'source' | 'healed' | 'gap']: RecorderEvents[Name][] } = {
    error: [],
    source: [],
    healed: [],
    gap: [],
  };
  /** The highest number of microphones that were open at once. */
  mostLive = 0;
  /** The side that a take to be continued was recorded of. */
  side: Side | undefined;

  /** @param core what the encoders of its takes run; not needed for takes in WAV */
  constructor(core?: FfmpegCore) {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    this.time.install();
    this.browser.install();
    this.time.onStep = () => (this.mostLive = Math.max(this.mostLive, this.browser.live.length));
    const journal = new JournalClient(async () => {
      const bridge = new FakeBridge<JournalApi>(new FakeJournal());
      this.journals.push(bridge);
      return bridge;
    });
    this.recorder = new Recorder({
      name: 'Take',
      journal,
      takes: this.#library(),
      core: core as FfmpegCore,
      converter: undefined as never,
      dispose: async () => {},
      openSource: captureOpener(this.browser.startTrackWorker),
    });
    this.recorder.on('error', (error) => this.told.error.push(error));
    this.recorder.on('source', (event) => this.told.source.push(event));
    this.recorder.on('healed', (healed) => this.told.healed.push(healed));
    this.recorder.on('gap', (gap) => this.told.gap.push(gap));
  }

  get kind(): string {
    return this.recorder.state.kind;
  }

  /** The current journal. */
  get journal(): FakeJournal {
    return this.journals.at(-1)!.api as FakeJournal;
  }

  get takeId(): string {
    const { state } = this.recorder;
    if (!('takeId' in state)) throw new Error(`the recorder is ${state.kind}`);
    return state.takeId;
  }

  /** The ways that the journal knows. */
  get ways(): readonly WayLink[] {
    return this.journals.length === 0 ? [] : this.journal.ways;
  }

  get violations(): string[] {
    return this.journals.flatMap(({ api }) => (api as FakeJournal).violations);
  }

  killJournal(): void {
    this.journals.at(-1)?.die();
  }

  /** What is still open although nothing uses it. It should be empty. */
  left(): string[] {
    const { live, openContexts, openWorkers } = this.browser;
    return [
      ...live.map(({ deviceId }) => `microphone ${deviceId}`),
      ...openContexts.map(({ state }) => `context ${state}`),
      ...openWorkers.map(() => 'track worker'),
      ...[...this.occupied].map(() => 'take'),
    ];
  }

  /** Runs a call until it settles, while time passes. Throws when it does not settle within `atMostMs`. */
  async run<Result>(call: Promise<Result>, atMostMs = 60_000): Promise<Result> {
    let over = false;
    const done = () => (over = true);
    call.then(done, done);
    if (!(await this.time.until(() => over, atMostMs))) throw new Error('it does not come to an end');
    return call;
  }

  #library(): TakeLibrary {
    const library = {
      acquire: async (id: string) => {
        this.occupied.add(id);
        return () => this.occupied.delete(id);
      },
      get: async (id: string) => ({ ...finishedTake(id), markers: this.markers }),
      names: { claim: (request: NameRequest, use: (name: string) => unknown) => use(request.naming.name) },
      history: async (id: string) => brokenTake(id, this.side),
    };
    return library as unknown as TakeLibrary;
  }
}

/** The part of a finished take that the page reads. */
function finishedTake(id: string): Take {
  const spec = { id, name: 'Take', format: 'wav', sampleRate: 8000, channels: 1 };
  return {
    id,
    name: 'Take',
    spec,
    gaps: [],
    markers: [],
    frames: 8000,
    durationSeconds: 1,
  } as unknown as Take;
}

/** The part of a broken take that the engine reads: it has no ledger. */
function brokenTake(id: string, side: Side | undefined): TakeHistory {
  const spec = { id, name: 'Take', format: 'wav', sampleRate: 8000, channels: 1, side };
  return { spec, name: 'Take', ledger: undefined } as unknown as TakeHistory;
}
