import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { KernelExports } from '../../src/workers/kernels/kernels.ts';
import { Kernels } from '../../src/workers/kernels/kernels.ts';
import { block, fill, fineSample, freshKernels } from './support.ts';

const { kernels, wasm } = await freshKernels();

describe('the kernels wrapper', () => {
  it.each([0, 9, 1.5, -1, NaN])('refuses %f channels by name', (channels) => {
    const rule = `channels must be an integer from 1 to 8, got ${channels}`;
    expect(() => kernels.pack('s16', channels, 1)).toThrow(new RangeError(rule));
    expect(() => kernels.measure(channels, 1)).toThrow(new RangeError(rule));
    expect(() => kernels.sourceGrid(channels, 1)).toThrow(new RangeError(rule));
  });

  it.each([-1, 8193, 0.5, NaN, Infinity])('refuses %f frames by name', (frames) => {
    const rule = `frames must be an integer from 0 to 8192, got ${frames}`;
    expect(() => kernels.pack('f32', 1, frames)).toThrow(new RangeError(rule));
    expect(() => kernels.measure(1, frames)).toThrow(new RangeError(rule));
    expect(() => kernels.sourceGrid(1, frames)).toThrow(new RangeError(rule));
  });

  it('refuses a channel or a seed out of range by name', () => {
    expect(() => kernels.inputChannel(8)).toThrow('channel must be an integer from 0 to 7, got 8');
    expect(() => kernels.inputChannel(-1)).toThrow(RangeError);
    expect(() => kernels.seedDither(2 ** 32)).toThrow('seed must be an integer from 0 to 4294967295');
    expect(() => kernels.seedDither(0.5)).toThrow(RangeError);
  });

  it('hands out the same views every time, so a steady stream allocates nothing', () => {
    expect(kernels.inputChannel(3)).toBe(kernels.inputChannel(3));
    expect(kernels.inputChannel(3)).toHaveLength(Kernels.maxFrames);
    expect(kernels.pack('s24', 2, 128)).toBe(kernels.pack('s24', 2, 128));
  });

  it('gives each channel its own room', () => {
    for (let c = 0; c < Kernels.maxChannels; c++) kernels.inputChannel(c).fill(c + 1);
    kernels.measure(8, Kernels.maxFrames);
    expect([...kernels.peak]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('dithers before anyone has seeded it', async () => {
    const { kernels: fresh } = await freshKernels();
    fill(fresh, [new Float32Array(64).fill(0.3 / 32768)]);
    expect(new Set(fresh.pack('s16', 1, 64)).size).toBeGreaterThan(1);
  });

  it('refuses a module built for other limits', () => {
    const other: KernelExports = { ...wasm, maxFrames: () => 4096 };
    expect(() => new Kernels(other)).toThrow('build:wasm');
  });

  it('is imported as an ES module by the workers', async () => {
    const { loadKernels } = await import('../../src/workers/kernels/kernels-module.ts');
    const imported = loadKernels();
    const input = block(fineSample, 2, 441);
    fill(kernels, input);
    fill(imported, input);
    expect(Buffer.compare(imported.pack('s24', 2, 441), kernels.pack('s24', 2, 441))).toBe(0);
  });
});

describe('the kernels module', () => {
  it('imports nothing, cannot grow its memory, and stays a few kilobytes', async () => {
    const bytes = await readFile(new URL('../../build/kernels.wasm', import.meta.url));
    expect(WebAssembly.Module.imports(new WebAssembly.Module(bytes))).toEqual([]);
    expect(() => wasm.memory.grow(1)).toThrow(RangeError);
    expect(bytes.byteLength).toBeLessThan(8 * 1024);
  });
});
