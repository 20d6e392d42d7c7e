import type { FloodCheck, FloodCheckRequest } from '../flood-take.ts';

const SAMPLE_BYTES = 3;
/** The flood writes whole blocks of this many frames. */
const BLOCK_FRAMES = 128;

self.onmessage = ({ data }: MessageEvent<FloodCheckRequest>) => self.postMessage(check(data));

function check({ file, headerBytes, signal }: FloodCheckRequest): FloodCheck {
  const lap = packLap(signal);
  const frameBytes = SAMPLE_BYTES * signal.length;
  const audio = file.slice(headerBytes);
  const reader = new FileReaderSync();
  let exactBytes = 0;
  while (exactBytes < audio.size) {
    const part = new Uint8Array(reader.readAsArrayBuffer(audio.slice(exactBytes, exactBytes + lap.length)));
    const same = agreement(part, lap);
    exactBytes += same;
    if (same < part.length) break;
  }
  return { exactFrames: Math.floor(exactBytes / frameBytes), frames: Math.floor(audio.size / frameBytes) };
}

/**
 * One lap of the signal in the form that a 24-bit WAV has. Throws a RangeError when a value is not on the 24-bit grid.
 */
function packLap(signal: readonly Float32Array[]): Uint8Array {
  const frames = signal[0]!.length - (signal[0]!.length % BLOCK_FRAMES);
  const lap = new Uint8Array(SAMPLE_BYTES * signal.length * frames);
  let at = 0;
  for (let i = 0; i < frames; i++) {
    for (const plane of signal) {
      const value = plane[i]! * 0x800000;
      if (!Number.isInteger(value)) throw new RangeError(`frame ${i} is not on the 24-bit grid`);
      lap[at++] = value & 0xff;
      lap[at++] = (value >> 8) & 0xff;
      lap[at++] = (value >> 16) & 0xff;
    }
  }
  return lap;
}

/** The number of bytes that agree from the start. */
function agreement(part: Uint8Array, lap: Uint8Array): number {
  const words = part.length >> 2;
  const [a, b] = [new Uint32Array(part.buffer, 0, words), new Uint32Array(lap.buffer, 0, words)];
  let word = 0;
  while (word < words && a[word] === b[word]) word++;
  let byte = 4 * word;
  while (byte < part.length && part[byte] === lap[byte]) byte++;
  return byte;
}
