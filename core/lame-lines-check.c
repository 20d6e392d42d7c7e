/*
 * Compares lame-lines.h with the plain loops, on random lines of every even length LAME can ask for. compile.sh builds it with
 * LAME's own flags and runs it; it ends with 1 at the first difference.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lame-lines.h"

enum { LINES = 576, MOST = 8206, ROUNDS = 40 };

static float pow43[MOST + 2], adjust[MOST + 2];
static uint32_t wide[256];
static uint8_t narrow[3][256];

static void
fill_tables(void)
{
    for (int i = 0; i < MOST + 2; i++)
        pow43[i] = pow(i, 4.0 / 3);
    for (int i = 1; i < MOST + 2; i++)
        adjust[i] = i - 0.5 - pow(0.5 * (pow43[i - 1] + pow43[i]), 0.75);
    for (int i = 0; i < 256; i++) {
        wide[i] = (rand() % 24) << 16 | rand() % 24;
        for (int t = 0; t < 3; t++)
            narrow[t][i] = rand() % 20;
    }
}

static void
differ(char const *what, int length, double ours, double plain)
{
    printf("lame-lines.h: %s of %d lines: %.9g, and by the plain loop %.9g\n", what, length, ours, plain);
    exit(1);
}

/* Both neighbours are right for a value that lies on the border between them to within a float's precision. */
static void
check_quantise(int length)
{
    float const step = powf(2, rand() % 12 - 8);
    float xp[LINES];
    int ours[LINES + 2];
    for (int i = 0; i < length; i++)
        xp[i] = rand() % 4 ? fmodf(rand() / 1e5f, 16) / step : fmodf(rand() / 1e5f, MOST) / step;
    ours[length] = ours[length + 1] = -1;
    lines_quantise(length, step, xp, ours, adjust);
    for (int i = 0; i < length; i++) {
        double const x = step * xp[i];
        double const exact = x + adjust[lrint(x)];
        if (fabs(ours[i] - exact) > 0.5 + 1e-7 * (1 + x))
            differ("quantised", length, ours[i], lrint(exact));
    }
    if (ours[length] != -1 || ours[length + 1] != -1)
        differ("quantised, behind the end", length, ours[length], -1);
}

static void
check_counts(int const *ix, int length, int xlen)
{
    int most = 0;
    unsigned int two = 0, three[3] = { 0, 0, 0 }, sums[3];
    uint8_t const *const tables[] = { narrow[0], narrow[1], narrow[2] };
    for (int i = 0; i < length; i += 2) {
        int const at = ix[i] * xlen + ix[i + 1];
        most = ix[i] > most ? ix[i] : most;
        most = ix[i + 1] > most ? ix[i + 1] : most;
        two += wide[at];
        for (int t = 0; t < 3; t++)
            three[t] += narrow[t][at];
    }
    if (lines_max(ix, ix + length) != most)
        differ("the largest", length, lines_max(ix, ix + length), most);
    if (lines_bits2(ix, ix + length, xlen, wide) != two)
        differ("bits in two tables", length, lines_bits2(ix, ix + length, xlen, wide), two);
    lines_bits3(ix, ix + length, xlen, tables, sums);
    for (int t = 0; t < 3; t++)
        if (sums[t] != three[t])
            differ("bits in three tables", length, sums[t], three[t]);
}

static void
check_escapes(int const *ix, int length)
{
    unsigned int const linbits = (rand() % 14) << 16 | rand() % 14;
    unsigned int sum = 0, ours;
    for (int i = 0; i < length; i += 2) {
        int const x = ix[i] > 15 ? 15 : ix[i], y = ix[i + 1] > 15 ? 15 : ix[i + 1];
        sum += wide[x * 16 + y] + ((x == 15) + (y == 15)) * linbits;
    }
    ours = lines_bits_esc(ix, ix + length, linbits, wide);
    if (ours != sum)
        differ("bits with escapes", length, ours, sum);
}

static void
check_zeros(int const *ix, int length)
{
    int end = length;
    while (end > 1 && ix[end - 1] == 0 && ix[end - 2] == 0)
        end -= 2;
    if (lines_without_zeros(ix, length) != end)
        differ("those before the zeros", length, lines_without_zeros(ix, length), end);
}

static void
check_noise(int const *ix, int length)
{
    float const step = powf(2, rand() % 20 - 16);
    float xr[LINES];
    double sum = 0;
    for (int i = 0; i < length; i++) {
        xr[i] = pow43[ix[i]] * step * (0.5f + rand() % 1000 / 1000.0f) * (rand() % 2 ? 1 : -1);
        double const error = fabs(xr[i]) - (double) pow43[ix[i]] * step;
        sum += error * error;
    }
    float const ours = lines_noise(xr, ix, length, step, pow43);
    if (fabs(ours - sum) > 1e-3 * sum)
        differ("noise", length, ours, sum);
}

int
main(void)
{
    fill_tables();
    for (int round = 0; round < ROUNDS; round++)
        for (int length = 2; length <= LINES; length += 2) {
            int ix[LINES], zeros = rand() % (length + 1);
            int const xlen = 2 + rand() % 15;
            for (int i = 0; i < length; i++)
                ix[i] = rand() % xlen;
            check_counts(ix, length, xlen);
            memset(ix + length - zeros, 0, zeros * sizeof *ix);
            check_zeros(ix, length);
            for (int i = 0; i < length; i++)
                ix[i] = rand() % 3 ? rand() % 18 : rand() % (MOST + 1);
            check_escapes(ix, length);
            check_noise(ix, length);
            check_quantise(length);
        }
    puts("lame-lines.h: as the plain loops");
    return 0;
}
