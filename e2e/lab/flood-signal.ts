/** Length of the flood's own signal: long enough that its joints are rare, short enough to stay in memory. */
const TABLE_SECONDS = 10;

/**
 * Sines and noise, the same at every call. The first part is on the 16-bit grid, which is what most microphones
 * deliver; the rest has all the bits of a float. No frame is silent in all channels, so no stretch is taken for a hole.
 * @param gridShare the share on the grid, 0 to 1; the default is half
 */
export function floodSignal(sampleRate: number, channels: number, gridShare = 0.5): Float32Array[] {
  const frames = TABLE_SECONDS * sampleRate;
  return Array.from({ length: channels }, (_, channel) => {
    const noise = noiseSource(1 + channel);
    const plane = new Float32Array(new SharedArrayBuffer(4 * frames));
    for (let i = 0; i < frames; i++) {
      const value = sines(i / sampleRate, channel) + 0.05 * noise();
      plane[i] = i < gridShare * frames ? toGrid(value) : value;
    }
    return plane;
  });
}

function sines(seconds: number, channel: number): number {
  let value = 0;
  for (const [index, hz] of [110, 277.2, 440.6, 1318.5, 5274].entries()) {
    const swell = 0.6 + 0.4 * Math.sin(2 * Math.PI * (0.31 + 0.17 * index) * seconds + channel);
    value += (0.2 / (1 + index)) * swell * Math.sin(2 * Math.PI * hz * seconds + index * channel);
  }
  return value;
}

function toGrid(value: number): number {
  const step = Math.round(value * 32768);
  return (step === 0 ? 1 : step) / 32768;
}

/** A xorshift32 generator of values from -1 to 1. */
function noiseSource(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 0x80000000;
  };
}
