/** The audio faults that can be injected into a page; `window.audioFaults` once installed. */
export interface AudioFaults {
  /** Unplugs the microphone in use. If `others` is false, there is no other microphone either. */
  unplug(others: boolean): void;
  /** Plugs the microphone in again and sends a `devicechange` event. */
  plugIn(): void;
  /** Stops the audio clock. If `revivable` is false, resuming it does nothing, as during a phone call. */
  stopClock(revivable: boolean): void;
  /** Suspends the audio clock until `resumeClock`. */
  suspendClock(): Promise<void>;
  resumeClock(): Promise<void>;
  /** Suspends the audio clock for `ms` milliseconds, less some 20 to 40; then it runs on as if nothing had happened. */
  holdClock(ms: number): Promise<void>;
  /** Suspends the audio clock for `ms` milliseconds, during which nothing revives it. */
  standClock(ms: number): Promise<void>;
  /**
   * Makes the audio clock run in fragments, at about half speed, for `ms` milliseconds or without end. No counter of
   * Web Audio reports it.
   */
  starveClock(ms?: number): void;
  /**
   * Makes contexts created from now on open the machine's audio output and run on its clock, although the page asks for
   * no output. Browsers that do not know this option behave this way.
   */
  useRealOutput(): void;
}

export interface AudioFaultOptions {
  /** Calls `useRealOutput` from the start. */
  readonly realOutput?: boolean;
  /** Hides MediaStreamTrackProcessor, as in browsers that do not have it, so that only the audio graph can capture. */
  readonly graphAlone?: boolean;
}

declare global {
  interface Window {
    audioFaults: AudioFaults;
  }
}

/**
 * Intercepts the page's access to the browser's microphone and audio clock. Must run before the page's own scripts. It
 * refers to nothing outside itself, so that a browser driver can inject it as it is.
 */
export function installAudioFaults({ realOutput = false, graphAlone = false }: AudioFaultOptions = {}): void {
  if (graphAlone) delete (window as { MediaStreamTrackProcessor?: unknown }).MediaStreamTrackProcessor;
  const tracks: MediaStreamTrack[] = [];
  const contexts: AudioContext[] = [];
  const { mediaDevices } = navigator;
  const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
  let absent = false;
  let silentOutputs = !realOutput;

  mediaDevices.getUserMedia = async (constraints) => {
    if (absent) throw new DOMException('Requested device not found', 'NotFoundError');
    const stream = await getUserMedia(constraints);
    tracks.push(...stream.getTracks());
    return stream;
  };

  window.AudioContext = class extends AudioContext {
    stopped = false;

    constructor(options?: AudioContextOptions & { sinkId?: unknown }) {
      const { sinkId, ...others } = options ?? {};
      const heard: typeof options = typeof sinkId === 'string' ? { ...others, sinkId } : others;
      super(silentOutputs ? options : heard);
      contexts.push(this);
    }

    override resume(): Promise<void> {
      return this.stopped ? Promise.resolve() : super.resume();
    }
  };

  window.audioFaults = {
    unplug(others) {
      absent = !others;
      for (const track of tracks.splice(0)) {
        if (track.readyState === 'ended') continue;
        track.stop();
        track.dispatchEvent(new Event('ended'));
      }
      mediaDevices.dispatchEvent(new Event('devicechange'));
    },
    plugIn() {
      absent = false;
      mediaDevices.dispatchEvent(new Event('devicechange'));
    },
    stopClock(revivable) {
      for (const context of contexts.splice(0)) {
        (context as AudioContext & { stopped: boolean }).stopped = !revivable;
        void context.suspend();
      }
    },
    async suspendClock() {
      await contexts.at(-1)?.suspend();
    },
    async resumeClock() {
      await contexts.at(-1)?.resume();
    },
    async holdClock(ms) {
      const context = contexts.at(-1);
      await context?.suspend();
      await new Promise((resolve) => setTimeout(resolve, ms));
      await context?.resume();
    },
    async standClock(ms) {
      const context = contexts.at(-1) as (AudioContext & { stopped: boolean }) | undefined;
      if (context === undefined) return;
      context.stopped = true;
      await context.suspend();
      await new Promise((resolve) => setTimeout(resolve, ms));
      context.stopped = false;
      // A page that could not revive the context may have closed it.
      if (context.state !== 'closed') await context.resume();
    },
    starveClock(ms = Number.POSITIVE_INFINITY) {
      const until = performance.now() + ms;
      const shred = async (context: AudioContext) => {
        while (context.state !== 'closed' && performance.now() < until) {
          await context.suspend();
          await new Promise((resolve) => setTimeout(resolve, 100));
          await context.resume();
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      };
      for (const context of contexts) shred(context).catch(() => {});
    },
    useRealOutput() {
      silentOutputs = false;
    },
  };
}
