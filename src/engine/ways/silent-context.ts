/** Not in TypeScript's own library. Browsers that do not know it open their audio output. */
interface SilentContextOptions extends AudioContextOptions {
  readonly sinkId: { readonly type: 'none' };
}

/**
 * Creates a context at the requested rate, else the device's, so that nothing resamples; some browsers refuse a rate
 * that is not the output's. Nothing plays through this context, so it opens no audio output where the browser can do
 * without (Chromium): a sleeping output takes up to seconds to open, and the browser drops what the microphone delivers
 * meanwhile. It may also render in larger buffers, which saves a third of the audio threads' time.
 */
export function silentContext(asked: number | undefined, device: number | undefined): AudioContext {
  const silent: SilentContextOptions = { latencyHint: 'playback', sinkId: { type: 'none' } };
  const sampleRate = asked ?? device;
  if (sampleRate === undefined) return new AudioContext(silent);
  try {
    return new AudioContext({ ...silent, sampleRate });
  } catch {
    return new AudioContext(silent);
  }
}

let awake = false;

/**
 * Has Chromium start its audio process once, with a context that is closed at once. Otherwise the process starts when
 * the first microphone is opened, which then takes 62 ms instead of 8.
 */
export function wakeAudio(): void {
  if (awake) return;
  awake = true;
  silentContext(undefined, undefined)
    .close()
    .catch(() => {});
}
