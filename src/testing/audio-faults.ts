/** What can be made to go wrong with a page's sound; `window.audioFaults`, once installed. */
export interface AudioFaults {
  /** The microphone in use is pulled out. With `others` false no other one is there either. */
  unplug(others: boolean): void;
  /** It is there again, and the browser says that devices changed. */
  plugIn(): void;
  /** The audio clock stops. With `revivable` false, resuming it does nothing, as during a phone call. */
  stopClock(revivable: boolean): void;
  /** The audio clock stands still until `resumeClock`. */
  suspendClock(): Promise<void>;
  resumeClock(): Promise<void>;
  /** The audio clock stands still for so many milliseconds, less some 20 to 40, and goes on as if nothing had been. */
  holdClock(ms: number): Promise<void>;
  /** The audio clock stands still for so many milliseconds, and nothing revives it meanwhile. */
  standClock(ms: number): Promise<void>;
  /**
   * The audio clock runs in shreds, at about half speed, for so many milliseconds or from now on; no counter of Web Audio
   * tells.
   */
  starveClock(ms?: number): void;
  /**
   * From now on contexts open the machine's audio output, though the page asks for none, and run on its clock: as in
   * browsers that know no such wish.
   */
  useRealOutput(): void;
}

export interface AudioFaultOptions {
  /** `useRealOutput` from the start. */
  readonly realOutput?: boolean;
  /** Pages find no way to a track's own frames, as in browsers that give none: an audio graph is all there is. */
  readonly graphAlone?: boolean;
}

declare global {
  interface Window {
    audioFaults: AudioFaults;
  }
}

/**
 * Puts itself between a page and the browser's microphone and audio clock. Runs before the page's own scripts; it refers
 * to nothing outside itself, so that a browser driver can inject it as it stands.
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
      super(silentOutputs ? options : typeof sinkId === 'string' ? { ...others, sinkId } : others);
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
      // A page that could not revive it may have closed it.
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
