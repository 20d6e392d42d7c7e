import { silentStereo, SIGNAL_RATE, toInt16, type Stereo } from './pcm16.ts';
import { Random } from './random.ts';

/**
 * The band ends at 15 kHz: lossy codecs give up the highest frequencies first, and content there would lower a
 * correlation without any fault. Blackman's transition is 5.5 * rate / taps = 950 Hz wide, so -6 dB at 14.2 kHz is
 * silence at 15 kHz.
 */
const CUTOFF_HZ = 14_200;
const TAPS = 255;
const PEAK = 0.7 * 32767;
/** A minor pentatonic over three octaves. Any two of its notes sound together without beating to silence. */
const SCALE_HZ = [110, 130.81, 146.83, 164.81, 196].flatMap((hz) => [hz, 2 * hz, 4 * hz]);

/**
 * Something like music: a drone that never stops (so that no window is silent), plucked voices with harmonics at
 * irregular times, and percussion noise. The times are irregular on purpose: a beat would give the cross-correlation
 * rival peaks.
 */
export function music(seconds: number, seed: number): Stereo {
  const frames = Math.round(seconds * SIGNAL_RATE);
  const random = new Random(seed);
  const mix: Mix = { left: new Float32Array(frames), right: new Float32Array(frames) };
  addDrone(mix, random);
  for (let voice = 0; voice < 4; voice++) addVoice(mix, random);
  addPercussion(mix, random);
  return normalise(lowPass(mix.left), lowPass(mix.right));
}

interface Mix {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

function addDrone(mix: Mix, random: Random): void {
  for (const hz of [55, 82.5, 220.4, 331.1]) {
    const pan = random.between(0.3, 0.7);
    addTone(mix, { start: 0, frames: mix.left.length, hz, level: 0.06, pan, decaySeconds: Infinity });
  }
}

function addVoice(mix: Mix, random: Random): void {
  const pan = random.between(0.15, 0.85);
  let start = Math.round(random.between(0, 0.3) * SIGNAL_RATE);
  while (start < mix.left.length) {
    const seconds = random.between(0.4, 1.6);
    const frames = Math.min(Math.round(seconds * SIGNAL_RATE), mix.left.length - start);
    const root = random.pick(SCALE_HZ) * random.between(0.997, 1.003);
    const harmonics = random.integer(4, 14);
    for (let n = 1; n <= harmonics && n * root < CUTOFF_HZ; n++) {
      const level = (0.2 * random.between(0.4, 1)) / n;
      addTone(mix, { start, frames, hz: n * root, level, pan, decaySeconds: seconds / (2 + 0.4 * n) });
    }
    start += Math.round(random.between(0.17, 0.71) * SIGNAL_RATE);
  }
}

interface Tone {
  readonly start: number;
  readonly frames: number;
  readonly hz: number;
  readonly level: number;
  /** 0 is left, 1 is right. */
  readonly pan: number;
  /** Infinity keeps the level constant. */
  readonly decaySeconds: number;
}

/** Adds one decaying partial. It computes sin(n * w) by recurrence, because a minute needs 100 million of them. */
function addTone({ left, right }: Mix, tone: Tone): void {
  const step = (2 * Math.PI * tone.hz) / SIGNAL_RATE;
  const turn = 2 * Math.cos(step);
  const decay = Math.exp(-1 / (tone.decaySeconds * SIGNAL_RATE));
  const attackFrames = 0.004 * SIGNAL_RATE;
  const releaseFrames = 0.02 * SIGNAL_RATE;
  const toRight = Math.sin((tone.pan * Math.PI) / 2) * tone.level;
  const toLeft = Math.cos((tone.pan * Math.PI) / 2) * tone.level;
  let before = -Math.sin(step);
  let now = 0;
  let envelope = 1;
  for (let i = 0; i < tone.frames; i++) {
    // A drone has no fade at its ends: without a release the last window is not silent either.
    const edge = decay === 1 ? 1 : Math.min(1, i / attackFrames, (tone.frames - i) / releaseFrames);
    const value = now * envelope * edge;
    left[tone.start + i]! += value * toLeft;
    right[tone.start + i]! += value * toRight;
    const next = turn * now - before;
    before = now;
    now = next;
    envelope *= decay;
  }
}

function addPercussion({ left, right }: Mix, random: Random): void {
  let start = Math.round(random.between(0, 0.2) * SIGNAL_RATE);
  while (start < left.length) {
    const decay = Math.exp(-1 / (random.between(0.01, 0.06) * SIGNAL_RATE));
    const frames = Math.min(Math.round(0.25 * SIGNAL_RATE), left.length - start);
    const width = random.between(0.2, 0.8);
    let envelope = random.between(0.1, 0.35);
    for (let i = 0; i < frames; i++) {
      const common = random.between(-1, 1);
      left[start + i]! += envelope * (common + width * random.between(-1, 1));
      right[start + i]! += envelope * (common + width * random.between(-1, 1));
      envelope *= decay;
    }
    start += Math.round(random.between(0.12, 0.53) * SIGNAL_RATE);
  }
}

/** Windowed-sinc low-pass, centred so that it adds no delay. */
function lowPass(input: Float32Array): Float32Array {
  const taps = lowPassTaps();
  const half = (TAPS - 1) / 2;
  const padded = new Float32Array(input.length + TAPS - 1);
  padded.set(input, half);
  const output = new Float32Array(input.length);
  for (let i = 0; i < output.length; i++) {
    let sum = 0;
    for (let k = 0; k < TAPS; k++) sum += padded[i + k]! * taps[k]!;
    output[i] = sum;
  }
  return output;
}

function lowPassTaps(): Float64Array {
  const taps = new Float64Array(TAPS);
  const half = (TAPS - 1) / 2;
  const cutoff = CUTOFF_HZ / SIGNAL_RATE;
  for (let k = 0; k < TAPS; k++) {
    const n = k - half;
    const sinc = n === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * n) / (Math.PI * n);
    const phase = (2 * Math.PI * k) / (TAPS - 1);
    taps[k] = sinc * (0.42 - 0.5 * Math.cos(phase) + 0.08 * Math.cos(2 * phase));
  }
  return taps;
}

function normalise(left: Float32Array, right: Float32Array): Stereo {
  let peak = 0;
  for (const channel of [left, right]) {
    for (const value of channel) peak = Math.max(peak, Math.abs(value));
  }
  const stereo = silentStereo(left.length);
  for (let i = 0; i < left.length; i++) {
    stereo.left[i] = toInt16((left[i]! / peak) * PEAK);
    stereo.right[i] = toInt16((right[i]! / peak) * PEAK);
  }
  return stereo;
}
