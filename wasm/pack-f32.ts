import { CHANNEL_BYTES, INPUT, OUTPUT } from './layout';

/** Interleaves 32-bit floats. Every bit is kept, including infinities and -0, except that NaN becomes 0. */
export function packF32(channels: i32, frames: i32): void {
  if (channels == 1) {
    for (let i = 0; i < frames; i += 4) {
      v128.store(OUTPUT + (i << 2), withoutNaN(v128.load(INPUT + (i << 2))));
    }
  } else if (channels == 2) {
    for (let i = 0; i < frames; i += 4) {
      const from = INPUT + (i << 2);
      const to = OUTPUT + (i << 3);
      const left = withoutNaN(v128.load(from));
      const right = withoutNaN(v128.load(from + CHANNEL_BYTES));
      v128.store(to, i32x4.shuffle(left, right, 0, 4, 1, 5));
      v128.store(to, i32x4.shuffle(left, right, 2, 6, 3, 7), 16);
    }
  } else {
    const stride = channels << 2;
    for (let c = 0; c < channels; c++) {
      for (let i = 0; i < frames; i += 4) {
        const x = withoutNaN(v128.load(INPUT + c * CHANNEL_BYTES + (i << 2)));
        const to = OUTPUT + i * stride + (c << 2);
        v128.store32_lane(to, x, 0);
        v128.store32_lane(to + stride, x, 1);
        v128.store32_lane(to + 2 * stride, x, 2);
        v128.store32_lane(to + 3 * stride, x, 3);
      }
    }
  }
}

function withoutNaN(x: v128): v128 {
  return v128.and(x, f32x4.eq(x, x));
}
