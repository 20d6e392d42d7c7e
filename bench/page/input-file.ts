/** Length of the WAV header that the bench's own input has. */
const HEADER_BYTES = 44;
const CHANNELS = 2;
const SAMPLE_BYTES = 3;

/** Reads the samples of a 24-bit stereo WAV as a source delivers them: planar floats, -1 to 1. */
export async function readInput(file: File): Promise<Float32Array[]> {
  const bytes = new DataView(await file.arrayBuffer());
  const frames = (bytes.byteLength - HEADER_BYTES) / (CHANNELS * SAMPLE_BYTES);
  if (!Number.isInteger(frames)) throw new Error('the input is no whole number of frames');
  return Array.from({ length: CHANNELS }, (_, channel) => {
    const plane = new Float32Array(new SharedArrayBuffer(4 * frames));
    for (let i = 0; i < frames; i++) {
      const at = HEADER_BYTES + (i * CHANNELS + channel) * SAMPLE_BYTES;
      plane[i] = (bytes.getUint16(at, true) + bytes.getInt8(at + 2) * 65536) / 8388608;
    }
    return plane;
  });
}
