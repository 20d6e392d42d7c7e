/*
 * LAME's innermost loops over spectral lines, four or eight lines at once, in WebAssembly SIMD. patches/lame/lines.patch calls them
 * in takehiro.c and quantize_pvt.c, in the place of the loops named below; what they compute is LAME's own, and
 * lame-lines-check.c compares it.
 *
 * Lines come in pairs: `end` is an even number of them behind `ix`. Quantised lines are 0 to 8206 (IXMAX_VAL), which 16 bits hold.
 */
#ifndef CAPSTAN_LAME_LINES_H
#define CAPSTAN_LAME_LINES_H

#include <stdint.h>
#include <wasm_simd128.h>

typedef float lines_f32x4 __attribute__((vector_size(16)));
typedef int lines_i32x4 __attribute__((vector_size(16)));

/* A float to which this is added has its nearest integer in the low bits: LAME's TAKEHIRO_IEEE754_HACK. */
#define LINES_MAGIC_FLOAT 8388608.0f
#define LINES_MAGIC_INT 0x4b000000

/* The order of the two additions is the point of it, so it stands against -ffast-math. */
static inline lines_i32x4
lines_quantised(lines_f32x4 x, float const *adjust)
{
#pragma clang fp reassociate(off) contract(off)
    lines_i32x4 const near = (lines_i32x4) (x + LINES_MAGIC_FLOAT) - LINES_MAGIC_INT;
    lines_f32x4 const by = { adjust[near[0]], adjust[near[1]], adjust[near[2]], adjust[near[3]] };
    lines_f32x4 const adjusted = x + by;
    return (lines_i32x4) (adjusted + LINES_MAGIC_FLOAT) - LINES_MAGIC_INT;
}

/* quantize_lines_xrpow(): xp[l] times istep, with adj43asm's rounding, to pi[l]. */
static inline void
lines_quantise(unsigned int l, float istep, float const *xp, int *pi, float const *adjust)
{
    for (; l >= 4; l -= 4, xp += 4, pi += 4) {
        lines_f32x4 const x = wasm_v128_load(xp);
        wasm_v128_store(pi, (v128_t) lines_quantised(x * istep, adjust));
    }
    if (l >= 2) {
        lines_f32x4 const x = wasm_v128_load64_zero(xp);
        wasm_v128_store64_lane(pi, (v128_t) lines_quantised(x * istep, adjust), 0);
    }
}

/* ix_max(): the largest line. */
static inline int
lines_max(int const *ix, int const *end)
{
    v128_t most = wasm_i32x4_const_splat(0);
    for (; ix + 4 <= end; ix += 4)
        most = wasm_i32x4_max(most, wasm_v128_load(ix));
    if (ix < end)
        most = wasm_i32x4_max(most, wasm_v128_load64_zero(ix));
    most = wasm_i32x4_max(most, wasm_i32x4_shuffle(most, most, 2, 3, 0, 1));
    most = wasm_i32x4_max(most, wasm_i32x4_shuffle(most, most, 1, 0, 3, 2));
    return wasm_i32x4_extract_lane(most, 0);
}

/* Eight lines as 16 bits. */
static inline v128_t
lines_eight(int const *ix)
{
    return wasm_i16x8_narrow_i32x4(wasm_v128_load(ix), wasm_v128_load(ix + 4));
}

/* Where the four pairs of eight lines stand in a Huffman table xlen wide: first times xlen plus second. */
static inline lines_i32x4
lines_pairs(v128_t eight, int xlen)
{
    return (lines_i32x4) wasm_i32x4_dot_i16x8(eight, wasm_i32x4_splat(0x10000 | xlen));
}

/* count_bit_noESC_from2(): the sum of a table's entries, which hold the lengths in two Huffman tables. */
static inline unsigned int
lines_bits2(int const *ix, int const *end, int xlen, uint32_t const *table)
{
    unsigned int sum = 0;
    for (; ix + 8 <= end; ix += 8) {
        lines_i32x4 const at = lines_pairs(lines_eight(ix), xlen);
        sum += table[at[0]] + table[at[1]] + table[at[2]] + table[at[3]];
    }
    for (; ix < end; ix += 2)
        sum += table[ix[0] * xlen + ix[1]];
    return sum;
}

/* count_bit_ESC(): the same, for a table 16 wide; a line of 15 or more takes `linbits` on top. */
static inline unsigned int
lines_bits_esc(int const *ix, int const *end, unsigned int linbits, uint32_t const *table)
{
    v128_t const fifteen = wasm_i16x8_const_splat(15);
    unsigned int sum = 0, escapes = 0;
    for (; ix + 8 <= end; ix += 8) {
        v128_t const eight = lines_eight(ix);
        lines_i32x4 const at = lines_pairs(wasm_i16x8_min(eight, fifteen), 16);
        escapes += __builtin_popcount(wasm_i16x8_bitmask(wasm_i16x8_ge(eight, fifteen)));
        sum += table[at[0]] + table[at[1]] + table[at[2]] + table[at[3]];
    }
    for (; ix < end; ix += 2) {
        int const x = ix[0] < 15 ? ix[0] : 15, y = ix[1] < 15 ? ix[1] : 15;
        escapes += (ix[0] >= 15) + (ix[1] >= 15);
        sum += table[x * 16 + y];
    }
    return sum + escapes * linbits;
}

/* count_bit_noESC_from3(): the lengths in three Huffman tables. */
static inline void
lines_bits3(int const *ix, int const *end, int xlen, uint8_t const *const tables[3], unsigned int sums[3])
{
    uint8_t const *const a = tables[0], *const b = tables[1], *const c = tables[2];
    unsigned int sum_a = 0, sum_b = 0, sum_c = 0;
    for (; ix + 8 <= end; ix += 8) {
        lines_i32x4 const at = lines_pairs(lines_eight(ix), xlen);
        sum_a += a[at[0]] + a[at[1]] + a[at[2]] + a[at[3]];
        sum_b += b[at[0]] + b[at[1]] + b[at[2]] + b[at[3]];
        sum_c += c[at[0]] + c[at[1]] + c[at[2]] + c[at[3]];
    }
    for (; ix < end; ix += 2) {
        int const at = ix[0] * xlen + ix[1];
        sum_a += a[at];
        sum_b += b[at];
        sum_c += c[at];
    }
    sums[0] = sum_a, sums[1] = sum_b, sums[2] = sum_c;
}

/* noquant_count_bits(): the end without the zeros there; of an even number of lines the zeros go in pairs. */
static inline int
lines_without_zeros(int const *ix, int end)
{
    while (end >= 8 && !wasm_v128_any_true(wasm_v128_or(wasm_v128_load(ix + end - 8), wasm_v128_load(ix + end - 4))))
        end -= 8;
    while (end > 1 && !(ix[end - 1] | ix[end - 2]))
        end -= 2;
    return end;
}

/* calc_noise_core_c(), its last case: the squared errors of l lines, quantised ix with step. */
static inline float
lines_noise(float const *xr, int const *ix, int l, float step, float const *pow43)
{
    lines_f32x4 sum = { 0, 0, 0, 0 };
    float noise;
    for (; l >= 4; l -= 4, xr += 4, ix += 4) {
        lines_i32x4 const at = wasm_v128_load(ix);
        lines_f32x4 const power = { pow43[at[0]], pow43[at[1]], pow43[at[2]], pow43[at[3]] };
        lines_f32x4 const error = (lines_f32x4) wasm_f32x4_abs(wasm_v128_load(xr)) - power * step;
        sum += error * error;
    }
    noise = sum[0] + sum[1] + sum[2] + sum[3];
    for (; l > 0; l--, xr++, ix++) {
        float const error = __builtin_fabsf(*xr) - pow43[*ix] * step;
        noise += error * error;
    }
    return noise;
}
#endif
